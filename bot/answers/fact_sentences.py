"""A fact as a sentence that answers a question: each kind is said in its own way."""

from __future__ import annotations

from collections.abc import Mapping

from bot.knowledge.facts import Fact
from bot.knowledge.placeholders import FACT_PREFIX

__all__ = ["fact_sentence"]

_SAID: Mapping[str, str] = {
    "telephone": "Số cần tìm là {value}: {statement}.",
    "site": "Địa chỉ trên mạng là {value}: {statement}.",
    "law": "Văn bản nói về điều này là {value}: {statement}.",
    "date": "Mốc thời gian là {value}: {statement}.",
    "amount": "Con số là {value}: {statement}.",
    "period": "Thời gian là {value}: {statement}.",
}
_OTHERS = "{value}: {statement}."

_HONEST: Mapping[str, str] = {
    "confirmed": "",
    "reported": " Tin này mới thấy ở một nguồn, {ban} nên hỏi lại trước khi làm theo.",
    "unconfirmed": " Tin này chưa ai xác nhận, {ban} hỏi lại cơ quan ấy trước khi làm theo.",
}
_LONGEST_ADDRESS = "đồng chí"
"""As long as any word for a person that is filled in."""


def fact_sentence(fact: Fact, most: int) -> str:
    """What `fact` says and how sure that is, with placeholders; filled at most `most` characters.

    Of a long statement the clauses that fit are said, the first always.
    """
    said = _SAID.get(fact.kind, _OTHERS)
    honest = _HONEST[fact.status]
    around = said.replace("{value}", fact.value).replace("{statement}", "")
    room = most - len(around) - len(honest.replace("{ban}", _LONGEST_ADDRESS))
    value = f"{{{FACT_PREFIX}{fact.id}}}"
    statement = _clauses(fact.statement, room)
    return said.replace("{value}", value).replace("{statement}", statement) + honest


def _clauses(text: str, room: int) -> str:
    """The clauses of `text`, which `;` parts, that fit into `room` characters; the first always."""
    first, *others = text.rstrip(".").split("; ")
    for clause in others:
        if len(first) + len(clause) + 2 > room:
            break
        first = f"{first}; {clause}"
    return first
