"""The short line below an answer: who says so, and when that was last checked."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.answers.passage import Passage
from bot.knowledge.facts import Fact
from bot.knowledge.placeholders import FACT_PREFIX, placeholders_of

__all__ = ["facts_in", "source_line"]

LONGEST_SOURCE = 80
"""Characters of a source's name; what is beside it is left to the lesson."""

_OUR_OWN = "Bạn Học Số soạn"


def source_line(passage: Passage, facts: Mapping[str, Fact]) -> str:
    """“(Theo Nghị định 69/2024/NĐ-CP, Điều 14, kiểm tra tháng 11/2026)”.

    Where a passage names no source, that of the first fact in it is named, with its day; where
    there is none either, it is ours.
    """
    used = facts_in(passage, facts)
    if passage.sources:
        source, checked = passage.sources[0], passage.checked
    elif used:
        source, checked = used[0].source, used[0].checked
    else:
        source, checked = None, passage.checked
    by = f"Theo {_short(source)}" if source else _OUR_OWN
    return f"({by}, kiểm tra {_day(checked)})" if checked else f"({by})"


def facts_in(passage: Passage, facts: Mapping[str, Fact]) -> tuple[Fact, ...]:
    """The facts that the text names, in their order; names of buttons and apps are none."""
    names = (name.removeprefix(FACT_PREFIX) for name in placeholders_of(passage.text))
    found = (facts[name] for name in names if name in facts)
    return tuple(fact for fact in dict.fromkeys(found) if fact.kind not in ("menu", "app"))


def _short(source: str) -> str:
    """The first of several sources, without what explains it where it is long."""
    first = source.split("; ")[0].rstrip(".")
    if len(first) > LONGEST_SOURCE:
        first = re.sub(r" \([^()]*\)", "", first)
    while len(first) > LONGEST_SOURCE and (cut := first.rpartition(", ")[0]):
        first = cut
    if len(first) > LONGEST_SOURCE:
        first = first[:LONGEST_SOURCE].rpartition(" ")[0] + "…"
    return first


def _day(checked: str) -> str:
    """“ngày 05/9/2026” of ``2026-09-05``, “tháng 02/2026” of ``2026-02``, as offices write them."""
    year, month, *day = checked.split("-")
    month = month if month in ("01", "02") else month.lstrip("0")
    return f"ngày {day[0]}/{month}/{year}" if day else f"tháng {month}/{year}"
