"""A language model that has passed words answers; the guard lets nothing else through.

The model is a stand-in that speaks the protocol of a real server; all else is the bot itself.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from bot_site import BotSite, running_site

from bot.answers.admission import Admissions, Admitted, Figures, Identity
from bot.answers.models.choosing import choose
from bot.answers.prompting import read_prompting
from bot.delivery.connection import connect
from bot.delivery.log import ConversationLog
from bot.delivery.mailbox import Mailbox
from bot.message import Inbound, Person, Reply
from bot.store.database import VIETNAM_TIME

sys.path.append(str(Path(__file__).parents[1] / "answers"))
from llm_server import LlmServer

QUESTION = "Sao có người gọi mà máy không kêu?"
PASSAGE = "Thường là máy đang để im lặng"
WORDED = "Dạ, máy đang để im lặng hoặc để rung, bác kéo tiếng chuông to lên là máy kêu lại."
MADE_UP = "Dạ, bác gọi 1900 9999 để được bật chuông ạ."

_people = itertools.count(1)
_messages = itertools.count(1)


def admit(data_dir: Path, url: str) -> None:
    """Notes that the model behind `url` has passed."""
    chosen = asyncio.run(choose(url, None, None, data_dir))
    identity = Identity.of(chosen, read_prompting(taught=False))
    figures = Figures(150, 150, 52, 52, 202, 0)
    day = datetime.now(VIETNAM_TIME).date()
    assert Admissions(data_dir).record(Admitted(chosen.name, identity, day, figures))


@pytest.fixture(scope="module", name="model")
def _model() -> Iterator[LlmServer]:
    with LlmServer(lambda _: WORDED) as model:
        yield model


@pytest.fixture(scope="module", name="site")
def _site(model: LlmServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotSite]:
    folder = tmp_path_factory.mktemp("worded")
    admit(folder, model.url)
    roles = {"web", "dialogue", "answers", "sender"}
    with running_site(folder, roles, {"BOT_LLM": model.url}) as site:
        site.runtime.services.answers.get(None)
        yield site


class Chatter:
    """One person on the web page who was greeted and asked for consent."""

    def __init__(self, site: BotSite) -> None:
        self._redis_url = site.runtime.redis.connection_pool.connection_kwargs
        self._site = site
        self.person = Person("web", f"chatter-{next(_people)}")
        for text in ("xin chào", "1", "1"):
            self.write(text)

    def write(self, text: str, replies: int = 1) -> list[list[Reply]]:
        """Writes a message; what was said to it, once it was answered so many times."""
        return asyncio.run(self._write(text, replies))

    async def _write(self, text: str, replies: int) -> list[list[Reply]]:
        redis = connect(f"unix://{self._redis_url['path']}")
        try:
            id = f"m{next(_messages)}"
            await Mailbox(redis).accept(Inbound(self.person, id, text, time.time()))
            for _ in range(400):
                said = [
                    each.replies
                    for each in await ConversationLog(redis).read(self.person)
                    if each.direction == "out" and each.message_id.partition(":")[0] == id
                ]
                if len(said) >= replies:
                    return said
                await asyncio.sleep(0.05)
            raise AssertionError(f"{len(said)} of {replies} answers")
        finally:
            await redis.close()
            await redis.connection_pool.disconnect()


def test_an_answer_is_worded_with_its_source_and_its_ways_on(
    site: BotSite, model: LlmServer
) -> None:
    model.say = lambda _: WORDED
    meanwhile, later = Chatter(site).write(QUESTION, 2)
    assert "trả lời" in meanwhile[0].text
    assert later[0].text.startswith(f"{WORDED}\n(")
    assert any("Học bài" in button.title for button in later[0].buttons)


def test_what_the_guard_refuses_is_never_said(site: BotSite, model: LlmServer) -> None:
    model.say = lambda _: MADE_UP
    _, later = Chatter(site).write(QUESTION, 2)
    assert PASSAGE in later[0].text
    assert "1900" not in later[0].text


def test_a_model_that_breaks_off_costs_nobody_the_answer(site: BotSite, model: LlmServer) -> None:
    model.faults.extend(["cut", "cut"])
    _, later = Chatter(site).write(QUESTION, 2)
    assert PASSAGE in later[0].text
