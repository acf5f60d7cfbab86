"""Questions about the shipped plans, asked in turn, and the cases of `questions/`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.plans.answering import Asked, PlanAnswer, Topic, answer
from bot.plans.register import Register

TODAY = date(2025, 8, 20)
FOLDER = Path(__file__).parent / "questions"


def cases() -> list[list[dict[str, Any]]]:
    """The turns of every case in every file of the folder."""
    return [
        case["turns"]
        for path in sorted(FOLDER.glob("*.yml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]
    ]


def ask(register: Register, *texts: str, today: date = TODAY) -> PlanAnswer:
    """The answer to the last of `texts`, asked one after the other."""
    return list(talk(register, texts, today))[-1]


def talk(register: Register, texts: Sequence[str], today: date = TODAY) -> Iterator[PlanAnswer]:
    """The answers to `texts`; between two the topic is written down and read again."""
    topic: Topic | None = None
    for text in texts:
        given = answer(register, Asked(text, (), today), topic)
        topic = Topic.from_dict(given.topic.to_dict())
        yield given
