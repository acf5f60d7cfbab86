"""An exam, and `kill -9` between its questions, a day's absence, a week's."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import sqlite3
from typing import Any

import httpx
import pytest
from bot_process import BotProcess
from people import Client, Replies
from records import progress

from bot.message import Person

pytestmark = pytest.mark.timeout(900)  # a start may take minutes on a machine with other work

VICTIMS = ("bot", "valkey", "both")
DAY = 86400.0
LONGEST_THOUGHT = 180.0
"""Seconds that one question costs at most; a day away costs less, because it is no thought."""


class Candidate:
    """Somebody who sits the exam; `replies` are those to their last message."""

    def __init__(self, client: Client, name: str) -> None:
        self.client = client
        self.name = name
        self.replies: Replies = []
        self._numbers = itertools.count(1)

    async def say(self, text: str) -> str:
        """Says it until it is answered, and gives all that was said back."""
        message_id = f"{self.name}-{next(self._numbers)}"
        self.replies = await self.client.say(self.name, message_id, text)
        return "\n".join(reply["text"] for reply in self.replies)

    async def begin(self) -> None:
        """From the greeting to the first question."""
        for text in ("xin chào", "1", "1", "#take_exam"):
            await self.say(text)
        assert self.number_in(await self.say("#take_exam:start")) == 1

    async def answer(self) -> str:
        """The first option."""
        return await self.say(self.replies[-1]["buttons"][0]["payload"])

    @staticmethod
    def number_in(said: str) -> int:
        """The number of the question that is asked."""
        found = re.search(r"Câu (\d+)/\d+\. ", said)
        assert found, said
        return int(found[1])


async def test_it_goes_on_after_every_kill(mortal: BotProcess, http: httpx.AsyncClient) -> None:
    """Killed while an answer is on its way; the answer counts once, and no question is lost."""
    candidate = Candidate(Client(mortal.url, http), "exam-kill")
    await candidate.begin()
    for number, victim in enumerate(VICTIMS, 2):
        answering = asyncio.create_task(candidate.answer())
        await asyncio.sleep(0.01)
        await asyncio.to_thread(mortal.kill, victim)
        if victim != "valkey":
            mortal.start()
        assert Candidate.number_in(await answering) == number
    rows = progress(mortal.database, "exam-kill")
    assert len(rows["attempt"]) == len(VICTIMS)
    ((_, _, _, passed, state),) = rows["exam"]
    assert passed is None
    assert [row[1] for row in rows["attempt"]] == state["questions"][: len(VICTIMS)]
    while "chưa đạt" not in (said := await candidate.answer()):
        assert "Câu " in said
    rows = progress(mortal.database, "exam-kill")
    ((_, _, asked, passed, _),) = rows["exam"]
    assert (len(rows["attempt"]), passed) == (asked, False)


async def test_it_is_gone_on_with_the_next_day_and_closed_after_a_week(
    mortal: BotProcess, http: httpx.AsyncClient
) -> None:
    candidate = Candidate(Client(mortal.url, http), "exam-days")
    await candidate.begin()
    await candidate.answer()
    await asyncio.to_thread(_days_go_by, mortal, "exam-days", 1)
    assert Candidate.number_in(await candidate.say("#take_exam")) == 2
    assert Candidate.number_in(await candidate.answer()) == 3
    assert _stored(mortal, "exam-days")["used"] < LONGEST_THOUGHT
    await asyncio.to_thread(_days_go_by, mortal, "exam-days", 6)
    assert "để quá 7 ngày" in await candidate.say("#take_exam")
    ((_, _, _, passed, _),) = progress(mortal.database, "exam-days")["exam"]
    assert passed is False


def _stored(bot: BotProcess, name: str) -> dict[str, Any]:
    """The state of somebody's exam with its times."""
    with sqlite3.connect(bot.database) as connection:
        query = (
            "SELECT state FROM exam JOIN learner ON learner.id = exam.learner_id WHERE person = ?"
        )
        ((state,),) = connection.execute(query, (Person("rest", name).key,)).fetchall()
    connection.close()
    held: dict[str, Any] = json.loads(state)
    return held


def _days_go_by(bot: BotProcess, name: str, days: int) -> None:
    """Killed, and started again days later: what was stored is older, the conversation is gone."""
    person = Person("rest", name).key
    with bot.valkey() as valkey:
        valkey.delete(f"tracker:{person}")
    bot.kill("both")
    with sqlite3.connect(bot.database) as connection:
        query = "SELECT id, activity FROM learner WHERE person = ?"
        ((learner, activity),) = connection.execute(query, (person,)).fetchall()
        place = json.loads(activity)
        place["exam"] = _older(place["exam"], days)
        change = "UPDATE learner SET activity = ? WHERE id = ?"
        connection.execute(change, (json.dumps(place), learner))
        state = json.dumps(_older(_stored(bot, name), days))
        connection.execute("UPDATE exam SET state = ? WHERE learner_id = ?", (state, learner))
    connection.close()
    bot.start()
    bot.wait_ready()


def _older(exam: dict[str, Any], days: int) -> dict[str, Any]:
    moments = {name: exam[name] - days * DAY for name in ("started", "timed_to")}
    return {**exam, **moments}
