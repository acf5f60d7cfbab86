"""Short forms that mean something else among plans: “vc”, “qh”, “t9”, “ctrì”, “n~”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from bot.nlu.syllables import Syllable
from bot.plans.shorts import Shorts
from bot.vietnamese.diacritics import nfc, strip_diacritics
from bot.vietnamese.syllable import SYLLABLES

__all__ = ["spelled_out", "written_out"]

_BARE_SYLLABLES = frozenset(map(strip_diacritics, SYLLABLES))
_WAVE = re.compile(r"\bn(?:g|h|hg)? ?~", re.IGNORECASE)
_SHORT = {"nv": "nhiệm vụ", "kh": "kế hoạch", "qd": "quyết định", "qh": "quá hạn", "hv": "học viện"}
_TERMS = (
    *("chủ trì", "phối hợp", "quá hạn", "thời hạn", "hoàn thành", "thường xuyên", "kinh phí"),
    *("đơn vị", "cơ quan", "nhiệm vụ", "kế hoạch", "chỉ tiêu", "báo cáo", "kết quả", "phụ trách"),
    *("trách nhiệm", "thực hiện", "triển khai", "quyết định", "hằng quý", "hằng năm"),
)
_HALVED = {
    f"{first[0]}{second}": term
    for term in _TERMS
    for first, second in [strip_diacritics(term).split()]
    if f"{first[0]}{second}" not in _BARE_SYLLABLES
}
"""Terms of plans with the first word cut to its first letter: “ctrì”, “qhạn”."""
_MONTH_CODE = re.compile(r"(?:t|th|thg)([1-9]|1[0-2])")
"""A month where plans are talked of; a day of the week beside the words below."""
_OF_DAY, _WEEK = frozenset({"sang", "trua", "chieu", "toi", "dem"}), "tuan"
_PLANNED = frozenset(
    [
        *("cua", "so", "nay", "do", "ay", "trien", "hanh", "tong", "bdhvs", "binh", "hp", "dn"),
        *("dak", "hai", "tinh", "tp", "tw", "trung", "ubnd", "nao", "nam", "bo", "boi"),
    ]
)
"""Behind “kh” they make it a plan, not a “không”."""
_TAUGHT = frozenset({"boi", "bd", "dao", "pho", "hoc", "tap", "day", "giang"})
"""Behind “ct” they make it a programme, not a figure."""
_CT = frozenset({"so", "bo", "vu", "chu", "pct", "kh", "hoach"})
"""Before “ct” they make it something else again."""
_OFFICIALS = frozenset({"cb", "cc", "can", "bo", "chuc", "cong", "cbcc", "ld", "nld"})
"""Beside “vc” they make it an official, not a work."""
_YEAR = re.compile(r"20[23][0-9]")
"""Before “k” it makes no thousands."""
_FEW = 4
"""In a question of so few words “dl” is no data."""
_MANY = frozenset({"nhung", "cac", "may", "nhieu", "dau"})
_BESIDE = {
    # What the two letters stand for, before which words, and behind which.
    "ct": ("chủ trì", "viec vc nv nhung", "ai nao"),
    "ph": ("phối hợp", "viec vc nv voi cung ai nhung", "cung"),
    "kp": (
        "kinh phí",
        "ai do lo cua cho lay tu thi thuc",
        "lo bo tri nguon toan cap bo an ve co tro",
    ),
    "ht": (
        "hoàn thành",
        "truoc trc chua trong vao luc thang khi bao bh xong t",
        "phai can han da kip ngay",
    ),
    "thg": ("thường", "xuyen", ""),
    # No short form, but of another dialect elsewhere: “so sánh” typed without marks.
    "sanh": ("sánh", "", "so"),
    "hn": ("hôm nay", "la nv viec con co thi ngay , da", "den toi tinh ngay"),
}
_FILED = frozenset({"thu", "tuc", "tthc", "nop", "giai", "quyet", "xu", "ly", "mot", "bo"})
"""Beside “hs” they make it papers, not pupils."""


def spelled_out(text: str) -> str:
    """`text` with “n~” as “những”."""
    return _WAVE.sub("những", text)


def written_out(
    text: str, syllables: Sequence[Syllable], shorts: Shorts, spelled: Set[str]
) -> Iterator[Syllable]:
    """The syllables, short forms of the plans' own words written out as their neighbours tell.

    `shorts` and `spelled` are those of the register (see `bot.plans.reading.Ears`).
    """
    bares = [strip_diacritics(each.form) for each in syllables]
    typed = [strip_diacritics(nfc(text[each.start : each.end]).lower()) for each in syllables]
    for place, each in enumerate(syllables):
        before = bares[place - 1].split()[-1] if place else ""
        after = bares[place + 1].split()[0] if place + 1 < len(bares) else ""
        written = typed[place]
        # “tử” of “điện tử” is a word, no two letters for others.
        long = None if written in _BARE_SYLLABLES else shorts.meant(written, before, after)
        told = _told_by(written, {before}, {after, *typed[place + 1 : place + 2]})
        if told:
            long = told
        elif written == "k" and _YEAR.fullmatch(before):
            long = "không"
        elif written == "dl" and len(syllables) <= _FEW:
            long = "deadline"
        elif written == "ct":
            long = "chương trình" if after in _TAUGHT else long if before in _CT else "chỉ tiêu"
        elif written == "hs" and not {before, after} & _FILED:
            long = "học sinh"
        elif (month := _MONTH_CODE.fullmatch(written)) and not (
            before in _OF_DAY or after == _WEEK
        ):
            long = f"tháng {month[1]}"
        elif written == "vc" and not {before, after} & _OFFICIALS:
            long = "việc"
        elif written in _SHORT and (before in _MANY or after in _PLANNED or written != "kh"):
            long = _SHORT[written]
        elif written in _HALVED and strip_diacritics(each.form) == written:
            long = _HALVED[written]
        elif written in spelled and written not in SYLLABLES:
            long = written  # the plans themselves say “app”
        yield Syllable(each.start, each.end, long) if long else each


def _told_by(written: str, before: Set[str], after: Set[str]) -> str | None:
    """What a short form stands for beside these words; None where they do not tell."""
    if written not in _BESIDE:
        return None
    long, behind, ahead = _BESIDE[written]
    return long if after & {*behind.split()} or before & {*ahead.split()} else None
