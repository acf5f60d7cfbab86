"""``knowledge/facts.yml``: everything in texts that can change, each with its source."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, validator

from bot.knowledge.placeholders import FACT_PREFIX
from bot.knowledge.problem import KnowledgeError, Problem
from bot.knowledge.schema import Parsed, Positive, Strict, Text, parse_file

__all__ = ["Fact", "FactsFile", "fact_values", "facts_of", "load_facts"]

Kind = Literal["telephone", "site", "amount", "period", "date", "law", "menu", "app"]
Status = Literal["confirmed", "reported", "unconfirmed"]


@dataclass(frozen=True)
class Fact:
    """One fact. `checked` is the day or month it was checked: ``2026-11-22``, ``2026-11``.

    `asked` are ways in which people ask for it.
    """

    id: str
    kind: str
    value: str
    statement: str
    status: str
    source: str
    checked: str
    recheck_days: int
    asked: tuple[str, ...] = ()

    @property
    def recheck_on(self) -> datetime.date:
        """The day from which it should be looked up again (a month counts from its first day)."""
        day = self.checked if self.checked.count("-") == 2 else f"{self.checked}-01"
        return datetime.date.fromisoformat(day) + datetime.timedelta(days=self.recheck_days)


class FactId(Text):
    """The name of a fact, as in ``{fact_vneid_hotline}``."""

    regex = re.compile(r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")


class FactEntry(Strict):
    """One fact as written."""

    id: FactId = Field(description="Dùng trong bài là {fact_<id>}.")
    kind: Kind
    value: Text = Field(description="Chữ sẽ hiện ra trong bài.")
    statement: Text = Field(description="Giá trị ấy là gì.")
    status: Status = Field(
        description="confirmed: đã xác nhận; reported: mới thấy ở một nguồn; unconfirmed: ngờ."
    )
    source: Text = Field(description="Văn bản, trang chính thức hoặc báo.")
    checked: str = Field(description="Tháng (2026-11) hoặc ngày (2026-11-22) kiểm tra lần cuối.")
    recheck_days: Positive = Field(description="Sau ngần ấy ngày phải kiểm tra lại.")
    asked: tuple[Text, ...] = Field((), description="Những cách người dân hỏi điều này.")

    @validator("checked", pre=True)
    def _day_or_month(cls, value: Any) -> str:  # noqa: N805 - pydantic passes the class
        written = str(value)
        day = f"{written}-01" if written.count("-") == 1 else written
        try:
            datetime.date.fromisoformat(day)
        except ValueError:
            raise ValueError("Phải là tháng (2026-11) hoặc ngày (2026-11-22).") from None
        return written


class FactsFile(Strict):
    """The whole file."""

    facts: list[FactEntry]


def load_facts(path: Path) -> dict[str, Fact]:
    """The facts by id; raises `KnowledgeError` with every problem found."""
    problems: list[Problem] = []
    facts = facts_of(parse_file(path, FactsFile), problems)
    if problems:
        raise KnowledgeError(problems)
    return facts


def facts_of(parsed: Parsed[FactsFile], problems: list[Problem]) -> dict[str, Fact]:
    """The facts by id; adds ids that are there twice to `problems`."""
    facts: dict[str, Fact] = {}
    for index, entry in enumerate(parsed.model.facts):
        if entry.id in facts:
            place = ("facts", index, "id")
            problems.append(parsed.document.problem(place, f"Mã {entry.id} có hai lần."))
        facts[entry.id] = Fact(**entry.dict())
    return facts


def fact_values(facts: Mapping[str, Fact]) -> dict[str, str]:
    """What `fill` puts in for each fact: ``{"fact_vneid_hotline": "1900.0368"}``."""
    return {f"{FACT_PREFIX}{fact.id}": fact.value for fact in facts.values()}
