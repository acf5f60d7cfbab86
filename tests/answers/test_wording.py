"""What a model writes is said only if it holds; else the passage is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest

from bot.answers.admission import Admissions, Admitted, Figures, Identity
from bot.answers.line import Line
from bot.answers.models.choosing import choose
from bot.answers.models.remote import RemoteModel
from bot.answers.opening import open_worder
from bot.answers.prompting import read_prompting
from bot.answers.wording import Worder, WordingRequest, tidied
from bot.learning.library import Library
from bot.settings import Settings
from tests.answers.llm_server import LlmServer

DAY = date(2026, 11, 22)
PASSED = Figures(given=100, right=100, absent=60, silent=60, trials=202, unsupported=0)
REQUEST = WordingRequest(
    question="quen pass vneid goi so may",
    passage_id="M03-F1",
    passage_text="Bác lấy lại được ngay trong VNeID, bằng nút “Quên mật khẩu”. Làm không xong thì "
    "gọi 1900.0368.",
    address_form="bac",
    person="web:1",
    message_id="m1",
)
FAITHFUL = (
    "Bác lấy lại được trong VNeID bằng nút “Quên mật khẩu”; làm không xong thì gọi 1900.0368."
)


@pytest.fixture(scope="module")
def server() -> Iterator[LlmServer]:
    with LlmServer() as running:
        yield running


@asynccontextmanager
async def worder(server: LlmServer, library: Library, said: str) -> AsyncIterator[Worder]:
    server.say = lambda _: said
    line = Line(RemoteModel(server.url, "small", None))
    yield Worder(line, read_prompting(taught=False), lambda: library)
    await line.close()


def test_a_request_survives_the_way_through_redis() -> None:
    assert WordingRequest.from_json(REQUEST.to_json()) == REQUEST
    assert WordingRequest.from_json(REQUEST.to_json().encode()) == REQUEST


async def test_a_faithful_answer_is_said_and_its_coming_is_heard(
    server: LlmServer, library: Library
) -> None:
    pieces: list[str] = []
    async with worder(server, library, f"“{FAITHFUL}”") as ours:
        assert await ours.word(REQUEST, pieces.append) == FAITHFUL
    assert len(pieces) > 5
    assert REQUEST.passage_text in server.asked[-1]["messages"][-1]["content"]


@pytest.mark.parametrize(
    "said",
    [
        "Bác gọi 1900.6868 để lấy lại mật khẩu.",
        "Bác vào vneid-hotro.com để lấy lại mật khẩu.",
        "KHÔNG_CÓ",
        "",
        FAITHFUL + " Bác làm trong VNeID." * 15,
        "Please press forgot password in VNeID.",
    ],
)
async def test_anything_else_is_not_said(server: LlmServer, library: Library, said: str) -> None:
    async with worder(server, library, said) as ours:
        assert await ours.word(REQUEST, lambda _: None) is None


@pytest.mark.parametrize("fault", [500, 401, "cut", "garbled", "length"])
async def test_a_model_that_fails_leaves_the_passage(
    server: LlmServer, library: Library, fault: object
) -> None:
    async with worder(server, library, FAITHFUL) as ours:
        server.faults.extend([fault, fault])
        assert await ours.word(REQUEST, lambda _: None) is None
        server.faults.clear()


def test_what_a_model_wrote_becomes_one_line() -> None:
    assert tidied(' "Dạ, được\n ạ." ') == "Dạ, được ạ."
    assert tidied("“Cá nhân” hay “Cài đặt”") == "“Cá nhân” hay “Cài đặt”"
    assert tidied("“Bấm “Cá nhân” nhé.”") == "Bấm “Cá nhân” nhé."
    assert tidied('"Cá nhân" hay "Cài đặt"') == '"Cá nhân" hay "Cài đặt"'
    assert tidied("“") == "“"
    assert tidied("") == ""


def settings_for(tmp_path: Path, **given: object) -> Settings:
    return Settings(data_dir=tmp_path, **given)


async def test_no_model_is_chosen(tmp_path: Path, library: Library) -> None:
    assert await open_worder(settings_for(tmp_path), lambda: library, lambda: DAY) is None


async def test_the_bundled_model_is_refused_in_one_sentence(
    tmp_path: Path, models_dir: Path, library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    settings = settings_for(tmp_path, llm="gemma-3-270m", models_dir=models_dir)
    assert await open_worder(settings, lambda: library, lambda: DAY) is None
    (record,) = caplog.records
    assert record.getMessage() == (
        "the language model gemma-3-270m is refused: exactly this one has not passed "
        "“bot evaluate llm gemma-3-270m”; passages are said as they stand"
    )


async def test_a_file_that_has_passed_words_passages(
    tmp_path: Path, models_dir: Path, library: Library
) -> None:
    """The whole way with a real model; what it is recorded to be able to do, it is not."""
    chosen = await choose("gemma-3-270m", None, None, models_dir)
    identity = Identity.of(chosen, read_prompting(taught=False))
    Admissions(tmp_path).record(Admitted("gemma-3-270m", identity, DAY, PASSED))
    settings = settings_for(tmp_path, llm="gemma-3-270m", models_dir=models_dir, llm_seconds=120.0)
    ours = await open_worder(settings, lambda: library, lambda: DAY)
    assert ours is not None
    pieces: list[str] = []
    said = await ours.word(REQUEST, pieces.append)
    assert pieces
    assert said is None or "1900.0368" in said or "Quên mật khẩu" in said
    await ours.line.close()


async def test_a_server_is_used_as_long_as_it_has_the_admitted_model(
    tmp_path: Path, library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    now = DAY
    with LlmServer(lambda _: FAITHFUL, key="k") as server:
        settings = settings_for(tmp_path, llm=server.url, llm_key="k")
        assert await open_worder(settings, lambda: library, lambda: now) is None
        assert "is refused" in caplog.text
        chosen = await choose(server.url, None, "k", tmp_path)
        identity = Identity.of(chosen, read_prompting(taught=False))
        Admissions(tmp_path).record(Admitted(chosen.name, identity, DAY, PASSED))
        ours = await open_worder(settings, lambda: library, lambda: now)
        assert ours is not None
        assert await ours.word(REQUEST, lambda _: None) == FAITHFUL
        await ours.line.close()
        server.models[0]["meta"] = {"size": 999}
        assert await open_worder(settings, lambda: library, lambda: now) is None
