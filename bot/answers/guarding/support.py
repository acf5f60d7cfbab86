"""Whether a text says more than its source: steps and results that nobody has written down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.answers.guarding.faults import Fault
from bot.answers.guarding.polarity import OPPOSITE
from bot.answers.guarding.texts import Clause, Text, content
from bot.vietnamese.tones import place_tones

__all__ = ["MOST_NEW", "support_faults"]

MOST_NEW = 2
"""So many new words in one clause are a step or a reason that nobody has written down."""

_SENDING_WORDS = "gọi hỏi báo gửi chuyển nhờ mang đi trong theo nhắn của số"
_SENDING = frozenset(_SENDING_WORDS.split())
"""Words after which the one who helps, or the place, is named."""

_KINDS_WORDS = """
    hồ_sơ thẻ sổ đơn tờ ví phòng sở tòa trạm viện cổng quầy gói hạng hội kho cục ban
"""
_KINDS = frozenset(_KINDS_WORDS.split())
"""Papers, offices and the like, of which there are many kinds: the next word tells which it is."""

_JUDGING_WORDS = """
    thật giả an nguy đúng sai tốt xấu uy_tín tin lừa sạch hợp
"""
_JUDGING = frozenset(_JUDGING_WORDS.split())
"""Words that judge a thing: whether it is so only the source can say."""

_VERY = "thật"
"""“giấy thật phẳng”: no kind of paper."""

_UNDERSTOOD = frozenset({"điện_thoại"})
"""What all the passages are about, whether they name it or not."""

FEWEST_SCATTERED = 3
"""Of so many words, and …"""

MOST_SCATTERED = 0.5
"""… this share of them must stand in one sentence of the source."""

MOST_NEW_SHARE = 0.34
"""Of the words of the whole text this share may be new."""

_PIECE = re.compile(r"[^\W_]+|[.@/]")


def support_faults(text: Text, source: Text) -> Iterator[Fault]:
    """The clauses of `text` whose words are not in `source`, and what is quoted and not there."""
    known = source.words | source.forms | _UNDERSTOOD
    every = [form for clause in text.clauses for form in clause.words]
    new = [form for form in every if form not in known and ":" not in form]
    for clause in text.clauses:
        mine = [form for form in clause.words if form not in known and ":" not in form]
        if len(mine) >= MOST_NEW or _turns_to(clause, mine) or _judges(clause, mine, source):
            yield Fault("unsupported", " ".join(mine))
    seen = known | {each.word for each in source.written}
    for one, other in (pair for clause in text.clauses for pair in pairwise(clause.forms)):
        is_kind = other[0].isalpha() and content(other) and other != _VERY
        if one in _KINDS and is_kind and other not in seen:
            yield Fault("unsupported", f"{one} {other}")
    for part in text.parts:
        nearest = max((len(part & each) for each in source.sentences), default=0)
        if len(part) >= FEWEST_SCATTERED and nearest < MOST_SCATTERED * len(part):
            yield Fault("unsupported", " ".join(sorted(part)))
    if every and len(new) / len(every) > MOST_NEW_SHARE:
        yield Fault("unsupported", " ".join(new))
    plain = _squeezed(source.plain)
    for quote in text.quotes:
        if _squeezed(quote) not in plain:
            yield Fault("unsupported", quote)


def _judges(clause: Clause, new: Sequence[str], source: Text) -> bool:
    """Whether one of the `new` words judges, and `source` does not deny its opposite."""
    denied = frozenset().union(*(each.negations for each in source.clauses))
    pairs = pairwise(clause.forms)
    very = {one for one, other in pairs if one == _VERY and content(other)}
    said = _JUDGING & {*new} & clause.asserted - very
    return not clause.negations and any(not OPPOSITE.get(word, denied) & denied for word in said)


def _turns_to(clause: Clause, new: Sequence[str]) -> bool:
    """Whether one of the `new` words is whom or where the person is sent to, or asked from."""
    led = False
    for form in clause.forms:
        if form in new and led:
            return True
        led = form in _SENDING or (led and not content(form))
    return False


def _squeezed(text: str) -> str:
    return "".join(place_tones(found[0].lower()) for found in _PIECE.finditer(text))
