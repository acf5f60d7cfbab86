"""One way of writing numbers and addresses, so that texts can be compared by them."""

from __future__ import annotations

import re
import unicodedata

from bot.speech.spoken_digits import digits_as_figures
from bot.vietnamese.cleaning import clean
from bot.vietnamese.numbers import read_number, stands_for_number

__all__ = ["MEASURES", "SCALES", "in_figures"]

_TIMES = "giây phút giờ ngày tuần tháng quý năm"
_COUNTED = "tuổi người lần câu lượt quyền bước lớp trang tiền buổi"
MEASURES = {
    **{word: word for word in _TIMES.split()},
    **{"tiếng": "giờ", "h": "giờ", "đồng": "đồng", "đ": "đồng", "vnđ": "đồng", "vnd": "đồng"},
    **{"%": "%", "phần trăm": "%", "đô": "đô", "usd": "đô"},
    **{word: word for word in _COUNTED.split()},
}
"""Words after a number that say what it measures, and how they are compared."""

SCALES = {"nghìn": 3, "ngàn": 3, "k": 3, "triệu": 6, "tr": 6, "tỷ": 9, "tỉ": 9}
"""Powers of ten."""

_PRIVATE = re.compile("[\ue000-\uf8ff]")
_WORD = re.compile(r"[^\W_]+|[^\w\s]")
_SPOKEN_SIGNS = (
    (re.compile(r"\s+(?:a còng|a móc|at)\s+(?=\w)", re.IGNORECASE), "@"),
    (re.compile(r"\s*[\[(](?:dot|chấm|\.)[\])]\s*", re.IGNORECASE), "."),
    (re.compile(r"(?<=[a-z\d])\s+(?:chấm|dot)\s+(?=[a-z\d])", re.IGNORECASE), "."),
    (re.compile(r"(?<=[a-z\d])\s+gạch chéo\s+(?=[a-z\d])", re.IGNORECASE), "/"),
)
_HALF_PAST = re.compile(r"(?<=\d)\s?(giờ|h)\s+rưỡi(?!\w)", re.IGNORECASE)
_CLOCK = r"\d{1,2}\s?(?:giờ|h)(?:\s?\d\d?(?:\s?phút)?)?"
_AFTERNOON = re.compile(
    rf"(?<![\w.,])(?P<from>{_CLOCK}\s?(?:đến|tới|-|–)\s?)?(?P<at>{_CLOCK})\s+(?:chiều|tối)(?!\w)",
    re.IGNORECASE,
)
_HOUR = re.compile(r"(?<!\w)\d{1,2}(?=\s?(?:giờ|h))", re.IGNORECASE)
_NOON = 12
_ARTICLE = "một"
_YEARLY = ("năm", "tư", "không", "linh", "lẻ")
_DATED = ("ngày", "tháng", "mùng", "mồng", "quý")


def in_figures(text: str) -> str:
    """`text` in NFC and compatible signs, its numbers in figures, its addresses as one types them.

    “mười triệu” becomes “10000000”, “bảy tuần” “7 tuần”, “một chín không không” “1900”, “a chấm vn”
    “a.vn”. “một” stays where it is no more than “a”; so do words that are mostly none of numbers.
    Hours are counted to 24.
    """
    plain = _PRIVATE.sub(" ", clean(unicodedata.normalize("NFKC", text)))
    plain = "".join(
        str(unicodedata.decimal(sign)) if not sign.isascii() and sign.isdecimal() else sign
        for sign in plain
    )
    plain = digits_as_figures(plain)
    for pattern, sign in _SPOKEN_SIGNS:
        plain = pattern.sub(sign, plain)
    return _hours(_numbers(plain))


def _hours(text: str) -> str:
    """“từ 7 giờ rưỡi đến 9 giờ tối” as “từ 19 giờ 30 đến 21 giờ”."""
    return _AFTERNOON.sub(
        lambda times: _HOUR.sub(
            lambda hour: str(int(hour[0]) + _NOON * (int(hour[0]) < _NOON)),
            f"{times['from'] or ''}{times['at']}",
        ),
        _HALF_PAST.sub(r" \1 30", text),
    )


def _numbers(text: str) -> str:
    found = list(_WORD.finditer(text))
    words = [each[0].lower() for each in found]
    pieces: list[str] = []
    done = place = 0
    while place < len(found):
        read = _spoken(words, place)
        if read is None:
            place += 1
            continue
        value, end = read
        pieces += [text[done : found[place].start()], str(value)]
        done, place = found[end - 1].end(), end
    return "".join([*pieces, text[done:]])


def _spoken(words: list[str], place: int) -> tuple[int, int] | None:
    """The number in words that begins here, and the place after it."""
    word = words[place]
    if word[0].isdigit() or not (stands_for_number(word) or word in ("ba", *_YEARLY[:2])):
        return None
    read = read_number(words, place)
    if read is None:
        return None
    before = words[place - 1] if place else ""
    after = words[read[1]] if read[1] < len(words) else ""
    if before == "cả" and (after in ("đều", "cùng") or not after.isalpha()):
        return None
    if read[1] == place + 1:
        counts = after in MEASURES or after in SCALES or before in _DATED
        if word in (_ARTICLE, "năm") and not counts:
            return None
        if word == "tư" and before not in ("tháng", "quý"):
            return None
        if word == "ba" and after in ("mẹ", "má", "con", "ơi"):
            return None
    return read
