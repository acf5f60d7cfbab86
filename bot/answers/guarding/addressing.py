"""Forms of address: the two who talk are named as the person wishes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from bot.answers.guarding.faults import Fault
from bot.answers.guarding.texts import Text
from bot.knowledge.address import AddressForm

__all__ = ["address_faults"]

_WORDS_WORDS = """
    bác cháu cô chú ông bà anh chị em con bạn mày tao tớ cậu dì thím mợ cụ ngài mi bay tôi
    mình ta ngươi thầy
"""
_WORDS = frozenset(_WORDS_WORDS.split())
_PAIRS = frozenset({("quý", "vị"), ("quý", "khách"), ("đồng", "chí"), ("bà", "con")})
_RUDE = frozenset({"mày", "tao", "ngươi"})
_OTHER_SENSE = {
    "bác": "sĩ",
    "chú": "ý thích trọng",
    "cô": "giáo",
    "bà": "ngoại nội chủ",
    "ông": "ngoại nội chủ",
    "con": "số chip dấu cái người đường gái trai mắt trỏ trẻ cháu mèo chó",
    "bạn": "bè",
    "em": "bé trai gái",
    "cháu": "nhỏ nội ngoại",
    "cậu": "bé",
    "thầy": "cô giáo thuốc",
    "anh": "em",
    "chị": "em",
    "cụ": "thể",
}
_NO_ADDRESS_BEFORE = {
    "ta": frozenset({"người", "nước", "chúng", "hắn"}),
    "con": frozenset({"trẻ", "bà", "các", "vợ", "đứa", "em", "nhà"}),
    "em": frozenset({"trẻ", "anh", "chị", "các"}),
    "bạn": frozenset({"người", "kết", "các", "hội"}),
    "chú": frozenset({"ghi", "cước"}),
    "cụ": frozenset({"công", "dụng"}),
}

_LEADING_WORDS = """
    để thì và với nhờ gửi nhắn mà nhé ạ rồi nên khi nếu giúp hay là
"""
_LEADING = frozenset(_LEADING_WORDS.split())
"""Words before “mình” that tell who does something; elsewhere it is “oneself”."""

_OWN_NAME = ("học", "số")
"""“Bạn Học Số” addresses nobody."""


def address_faults(text: Text, source: Text, form: AddressForm) -> Iterator[Fault]:
    """The words for the person or the bot that are not those of `form`.

    A word that stands for somebody else stands beside the same word in `source` too.
    """
    mine = frozenset(f"{form.ban} {form.toi}".lower().split())
    words = [each.word for each in text.written]
    theirs = [each.word for each in source.written]
    pairs = set(pairwise(theirs))
    quoted = False
    for at, word in enumerate(words):
        quoted = word == "“" or (quoted and word != "”")
        if quoted or word not in _WORDS or word in mine:
            continue
        before = words[at - 1] if at else ""
        after = words[at + 1] if at + 1 < len(words) else ""
        if word == "bạn" and tuple(words[at + 1 : at + 3]) == _OWN_NAME:
            continue
        if word in _RUDE or not _is_other(word, before, after, pairs):
            yield Fault("address", f"{before} {word} {after}".strip())
    for pair in pairwise(words):
        if pair in _PAIRS and pair not in pairs and not mine & {*pair}:
            yield Fault("address", " ".join(pair))


def _is_other(word: str, before: str, after: str, pairs: set[tuple[str, str]]) -> bool:
    """Whether the word means something or somebody else here."""
    if (word, after) in pairs and after.isalpha():
        return True
    if (before, word) in pairs and before.isalpha() and before not in ("cho", "của", "giúp"):
        return True
    if after and after in _OTHER_SENSE.get(word, "").split():
        return True
    if word == "mình":
        return before.isalpha() and before not in _LEADING
    return before in (_NO_ADDRESS_BEFORE.get(word) or ())
