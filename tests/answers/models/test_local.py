"""The bundled model in this process."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import llama_cpp
import pytest
import pytest_asyncio
from lora_file import write_noise

from bot.answers.models.bundled import put_together
from bot.answers.models.language_model import Message, ModelError, ModelErrorKind, Prompt
from bot.answers.models.local import LocalModel, open_local
from bot.answers.prompting import read_prompting
from bot.learning.library import Library
from bot.models import ModelFileError, sha256_of

BEGUN = Prompt((Message("user", "một, hai, ba, bốn,"),), "{{ messages[0].content }}", ())
"""A base model goes on counting."""


@pytest.fixture(scope="module")
def model(models_dir: Path) -> LocalModel:
    return open_local(put_together(models_dir), None)


@pytest_asyncio.fixture(scope="module", autouse=True)
async def _closed(model: LocalModel) -> AsyncIterator[None]:
    yield
    await model.close()


async def test_it_goes_on_piece_by_piece_and_always_alike(model: LocalModel) -> None:
    pieces: list[str] = []
    prompt = Prompt(BEGUN.messages, BEGUN.template, ("tám",))
    text = await model.word(prompt, pieces.append)
    await asyncio.sleep(0)
    assert text.strip().startswith("năm")
    assert "tám" not in text
    assert "".join(pieces) == text
    assert len(pieces) > 1
    assert await model.word(prompt, lambda _: None) == text


@pytest.fixture
def read(model: LocalModel, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many tokens the model has read, one entry for each time."""
    counts: list[int] = []
    evaluate = model._model.eval

    def counted(tokens: list[int]) -> None:
        evaluate(tokens)
        counts.append(len(tokens))

    monkeypatch.setattr(model._model, "eval", counted)
    return counts


async def test_what_prompts_have_in_common_is_read_once(
    model: LocalModel, library: Library, read: list[int]
) -> None:
    prompting = read_prompting(taught=False)
    form = library.address_forms.default
    for passage, question in [("Trời mưa.", "trời sao"), ("Chợ họp sáng.", "chợ mấy giờ")]:
        prompt = prompting.prompt(question, passage, form)
        await model.word(Prompt(prompt.messages, prompt.template, (" ", "\n")), lambda _: None)
    first, second = (count for count in read if count > 1)
    assert first > 300
    assert second < 60


async def test_an_answer_without_end_is_no_answer(
    model: LocalModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.answers.models.local.MOST_TOKENS", 8)
    with pytest.raises(ModelError) as raised:
        await model.word(BEGUN, lambda _: None)
    assert raised.value.kind is ModelErrorKind.CUT


async def test_a_prompt_that_does_not_fit(model: LocalModel) -> None:
    long = Prompt((Message("user", "một hai ba " * 1_000),), BEGUN.template, ())
    with pytest.raises(ModelError) as raised:
        await model.word(long, lambda _: None)
    assert raised.value.kind is ModelErrorKind.TOO_LONG


async def test_who_does_not_wait_any_more_does_not_hold_up_others(
    model: LocalModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches: list[int] = []
    begun = threading.Event()
    evaluate = llama_cpp.Llama.eval

    def counted(self: llama_cpp.Llama, tokens: list[int]) -> None:
        batches.append(len(tokens))
        begun.set()
        evaluate(self, tokens)

    monkeypatch.setattr(llama_cpp.Llama, "eval", counted)
    long = Prompt((Message("user", "một hai ba bốn " * 300),), BEGUN.template, ())
    waiting = asyncio.create_task(model.word(long, lambda _: None))
    await asyncio.to_thread(begun.wait)
    waiting.cancel()
    await model.word(Prompt(BEGUN.messages, BEGUN.template, ("sáu",)), lambda _: None)
    assert sum(batches) < 900, "of the long one’s twelve hundred tokens"


def test_parts_become_one_file_that_is_made_anew_if_damaged(tmp_path: Path) -> None:
    file = put_together(tmp_path)
    made = file.stat().st_mtime_ns
    assert put_together(tmp_path).stat().st_mtime_ns == made
    with file.open("r+b") as stream:
        stream.seek(100_000_000)
        stream.write(b"damage")
    assert put_together(tmp_path) == file
    assert sha256_of(file) == "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"
    assert [each.name for each in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize("content", [None, b"no model at all"])
def test_a_file_that_is_no_model(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "model.gguf"
    if content:
        file.write_bytes(content)
    with pytest.raises(ModelFileError, match=r"model\.gguf (is not there|cannot be used)"):
        open_local(file, None)


def test_an_adapter_that_is_none(tmp_path: Path, models_dir: Path) -> None:
    adapter = tmp_path / "adapter.gguf"
    adapter.write_bytes(b"GGUF")
    with pytest.raises(ModelFileError, match=r"adapter\.gguf cannot be laid over"):
        open_local(put_together(models_dir), adapter)


@pytest.mark.parametrize(("alpha", "same"), [(1e-6, True), (1.0, False)])
async def test_an_adapter_is_laid_over_as_strongly_as_it_says(
    model: LocalModel,
    models_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    alpha: float,
    same: bool,
) -> None:
    monkeypatch.setattr("bot.answers.models.local.MOST_TOKENS", 8)
    file = tmp_path / "noise.gguf"
    write_noise(file, alpha)
    changed = open_local(put_together(models_dir), file)
    assert (await counted_on(changed) == await counted_on(model)) is same
    await changed.close()


async def counted_on(model: LocalModel) -> str:
    pieces: list[str] = []
    with suppress(ModelError):  # without end
        await model.word(Prompt(BEGUN.messages, BEGUN.template, ("tám",)), pieces.append)
    await asyncio.sleep(0)
    return "".join(pieces)
