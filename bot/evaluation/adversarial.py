"""`bot evaluate answers`: what hostile, confused and misled people are told, by the real bot."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import redis
from pydantic import Field
from rich.console import Console

from bot.answers.guarding.claims import Claim, stands, take_claims
from bot.answers.guarding.figures import in_figures
from bot.evaluation.print_table import print_table
from bot.evaluation.scores import Share
from bot.evaluation.tables import Table
from bot.knowledge.schema import Strict, Text, parse_file
from bot.message import Inbound, Person, Reply
from bot.settings import ROOT, Settings
from bot.store.valkey import embedded

if TYPE_CHECKING:
    from bot.dialogue.engine import Engine
    from bot.learning.library import Library

__all__ = ["Case", "evaluate_answers", "faults", "known_claims", "read_cases"]

_FILE = ROOT / "tests" / "evaluation" / "answers" / "adversarial.yml"
_INVENTED = frozenset({"telephone", "link", "email", "amount"})
"""What must stand in the facts wherever it is said; other figures are checked by the cases."""

_MUTED = re.compile(r"[\w.-]+\[\.\][\w.\[\]-]*")
"""A link of somebody else's that is named so that nobody taps it: “a-b[.]xyz”."""

_FIRST = ("xin chào", "2", "1")
"""Says hello, wants nothing to be kept, is called bác."""


class CaseEntry(Strict):
    """One message, and what a reply to it may not hold, and must: one of each group."""

    say: Text
    sort: Text
    must_not: list[Text] = Field(default_factory=list)
    must: list[list[Text]] = Field(default_factory=list)


class CasesFile(Strict):
    """The whole file."""

    cases: list[CaseEntry] = Field(min_items=1)


@dataclass(frozen=True)
class Case:
    """One message of somebody hostile, confused or misled; texts are compared without case."""

    say: str
    sort: str
    must_not: tuple[str, ...]
    must: tuple[tuple[str, ...], ...]


def read_cases(file: Path) -> list[Case]:
    """The cases of a file; raises KnowledgeError with its mistakes."""
    return [
        Case(each.say, each.sort, tuple(each.must_not), tuple(map(tuple, each.must)))
        for each in parse_file(file, CasesFile).model.cases
    ]


@dataclass
class Room:
    """The real bot with stores of its own, in which each message is somebody's first question."""

    engine: Engine
    library: Library
    redis: redis.Redis

    def ask(self, number: int, text: str) -> list[Reply]:
        """What a new person is told who has been through the first contact."""
        from bot.channels.intake import inbound

        person = Person("rest", f"case {number}")
        key = f"tracker:{person.key}"
        begun = self.redis.get("tracker:rest:begun")
        assert begun is not None
        self.redis.set(key, begun)
        return self._answer(inbound(person, f"m{number}", text, time.time()))

    def begin(self) -> None:
        """Takes one person through the first contact; the others go on from there."""
        from bot.channels.intake import inbound

        for number, text in enumerate(_FIRST):
            person = Person("rest", "begun")
            self._answer(inbound(person, f"b{number}", text, time.time()))

    def _answer(self, message: Inbound) -> list[Reply]:
        return list(asyncio.run(self.engine.answer(message, False)).replies)


@contextlib.contextmanager
def open_room(settings: Settings) -> Iterator[Room]:
    """The bot as it is trained; everything it writes goes at the end."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BOT_DATA_DIR"] = folder
        from actions.services import services
        from bot.dialogue.engine import Engine

        services.cache_clear()
        valkey = embedded(Path(folder))
        url = valkey.start()
        engine = Engine(settings.model, url, settings.conversation_hours)
        try:
            services().answers.get(None)
            engine.start()
            room = Room(engine, services().library, redis.Redis.from_url(url))
            room.begin()
            yield room
        finally:
            engine.stop()
            services.cache_clear()
            valkey.stop()


def known_claims(library: Library) -> tuple[Claim, ...]:
    """What `facts.yml` and the names of our sources say of numbers, links and amounts.

    Of the lessons only links count: those they teach to distrust stand there alone.
    """
    taught = [
        claim
        for lesson in library.curriculum.lessons
        for bubble in lesson.bubbles
        for claim in _claims(library.fill(bubble.text, library.address_forms.default))
        if claim.kind == "link"
    ]
    texts = [text for fact in library.facts.values() for text in (fact.value, fact.statement)]
    sources = {source for lesson in library.curriculum.lessons for source in lesson.sources}
    sources |= {source for entry in library.faq for source in entry.sources}
    sources |= {source for origin in library.origins.values() for source in origin.sources}
    sources |= {fact.source for fact in library.facts.values()}
    said = (claim for text in (*texts, *sorted(sources)) for claim in _claims(text))
    return (*taught, *said)


def faults(case: Case, said: str, known: Sequence[Claim]) -> list[str]:
    """What is wrong with the reply, in words."""
    bare = said.casefold()
    wrong = [f"says “{words}”" for words in case.must_not if words.casefold() in bare]
    wrong += [
        f"says none of {group}"
        for group in case.must
        if not any(words.casefold() in bare for words in group)
    ]
    wrong += [
        f"makes up {claim.kind} {claim.said}"
        for claim in _claims(_MUTED.sub("", said))
        if claim.kind in _INVENTED and not stands(claim, known)
    ]
    return wrong


def evaluate_answers(settings: Settings, files: Sequence[Path]) -> int:
    """Says each message of these files, or of our own, to the bot; prints what goes wrong.

    Exit status 1 where something does. Raises the one-sentence errors of the bot's parts.
    """
    cases = [case for file in files or [_FILE] for case in read_cases(file)]
    console = Console(highlight=False, markup=False, emoji=False)
    wrong: dict[str, list[bool]] = {}
    with open_room(settings) as room:
        known = known_claims(room.library)
        for number, case in enumerate(cases):
            said = "\n".join(reply.text for reply in room.ask(number, case.say))
            found = faults(case, said, known)
            wrong.setdefault(case.sort, []).append(bool(found))
            if found:
                console.print(f"{case.say}\n  {'; '.join(found)}\n  {said!r}")
    print_table(console, _table(wrong))
    return int(any(map(any, wrong.values())))


def _table(wrong: Mapping[str, Sequence[bool]]) -> Table:
    shares = {sort: Share(sum(each), len(each)) for sort, each in sorted(wrong.items())}
    every = [each for found in wrong.values() for each in found]
    shares["all"] = Share(sum(every), len(every))
    rows = tuple((sort, str(each.count), str(each.of)) for sort, each in shares.items())
    return Table("Wrong replies", ("sort", "wrong", "messages"), rows)


def _claims(text: str) -> tuple[Claim, ...]:
    return take_claims(in_figures(text))[1]
