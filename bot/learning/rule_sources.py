"""Whose rule each value of the exam is: a document's, named by its fact, or ours for now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.knowledge.facts import Fact
from bot.knowledge.placeholders import FACT_PREFIX, placeholders_of
from bot.knowledge.problem import Problem
from bot.knowledge.schema import Parsed
from bot.learning.framework import FrameworkFile

__all__ = ["OURS", "unsourced_rules"]

OURS = "Quy định của Bạn Học Số"
"""How the source of a rule begins that no document gives."""

_UNTIL = "cho đến khi"


def unsourced_rules(rules: Parsed[FrameworkFile], facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Values of the exam whose source is neither a confirmed fact nor ours until one comes."""
    for name, entry in rules.model.exam.dict().items():
        mistake = _mistake(entry["source"], facts)
        if mistake:
            yield rules.document.problem(("exam", name, "source"), mistake)


def _mistake(source: str, facts: Mapping[str, Fact]) -> str | None:
    """What is wrong with the source of a rule, in Vietnamese; None where nothing is."""
    named = [name.removeprefix(FACT_PREFIX) for name in placeholders_of(source)]
    unknown = [name for name in named if name not in facts]
    if unknown:
        return f"Không có điều nào tên là {unknown[0]} trong facts.yml."
    if source.startswith(OURS):
        return None if _UNTIL in source else f"Phải nói rõ quy định này dùng “{_UNTIL}” có gì."
    unsure = [name for name in named if facts[name].status != "confirmed"]
    if unsure:
        return f"Dựa vào {unsure[0]}, mà điều ấy chưa xác nhận ({facts[unsure[0]].status})."
    return None if named else f"Phải nêu văn bản bằng {{{FACT_PREFIX}…}}, hoặc viết “{OURS}, …”."
