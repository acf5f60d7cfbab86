"""Promises: what will surely be, where the source does not say so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answers.guarding.faults import Fault
from bot.answers.guarding.texts import Clause, Text

__all__ = ["promise_faults"]

_WORDS = (
    "chắc chắn|đảm bảo|bảo đảm|cam kết|cam đoan|hứa|nhất định|thế nào cũng|kiểu gì cũng|"
    "tuyệt đối|hoàn toàn|bảo hành trọn đời|không bao giờ|không đời nào|yên tâm|an tâm|khỏi lo|"
    "đừng lo|không lo|100 ?%|trăm phần trăm|mười mươi|chắc 100|ăn chắc|bao (?:đậu|đạt|trúng)|"
    "vĩnh viễn|mãi mãi|(?:không|chẳng) (?:sao(?! chép| lưu)|hề gì|việc gì)|vô tư|thoải mái"
)
_PROMISE = re.compile(rf"(?<!\w)(?:{_WORDS})(?!\w)", re.IGNORECASE)
_DENIED = re.compile(
    r"(?:không|chưa|chẳng|đừng|chả)(?: ai| có| gì| thể| dám| được| nên)*\s+$", re.IGNORECASE
)
_RESULT = re.compile(
    r"(?<!\w)là\s+(?:\w+\s+){0,3}(?P<result>sẽ|chắc|hết|xong)(?!\w)", re.IGNORECASE
)
_FUTURE = "sẽ"
_PERHAPS_WORDS = """
    có_thể nếu để nhờ muốn thử cố nên chưa
"""
_PERHAPS = frozenset(_PERHAPS_WORDS.split())
"""Words of a clause that says what may be."""

_ADVERBS_WORDS = """
    lại được bị có_thể tự vẫn không tốt phải cũng cho đi thường nhanh sau có bác anh chị
"""
_ADVERBS = frozenset(_ADVERBS_WORDS.split())
"""Words between “sẽ” and what will be."""

ENOUGH = 0.5
"""This share of its words a clause must have in one of the source to say the same."""
_NEAR = 24


def promise_faults(text: Text, source: Text, me: str) -> Iterator[Fault]:
    """The promises of `text` that `source` does not make; a denied one (“không ai hứa”) is none.

    What will be (“sẽ”) is foretold only where the source foretells something, or says that it is
    so; what `me`, the bot, will do never is.
    """
    made = {found.lower() for found in _made(source.plain)}
    for said in _made(text.plain):
        if said.lower() not in made:
            yield Fault("promise", said)
    for clause in text.clauses:
        if _FUTURE in clause.forms and not _is_so(clause, source, me):
            yield Fault("promise", " ".join(clause.forms))
    found = _RESULT.search(text.plain)
    if found and not _RESULT.search(source.plain) and found["result"].lower() not in source.forms:
        yield Fault("promise", found[0])


def _is_so(clause: Clause, source: Text, me: str) -> bool:
    """Whether `source` says what this clause foretells."""
    at = clause.forms.index(_FUTURE)
    done = next((form for form in clause.forms[at + 1 :] if form not in _ADVERBS), "")
    if any(_FUTURE in each.forms and done in each.forms for each in source.clauses):
        return True
    return me not in clause.forms[:at] and any(
        done in each.asserted
        and not _PERHAPS & frozenset(each.forms)
        and len(clause.words & each.words) >= ENOUGH * len(clause.words)
        for each in source.clauses
    )


def _made(text: str) -> Iterator[str]:
    for found in _PROMISE.finditer(text):
        if not _DENIED.search(text[max(0, found.start() - _NEAR) : found.start()]):
            yield found[0]
