"""How texts are written: length, forms of address, numbers that change, politeness.

Quoted speech (“…”) is somebody else's: there people may say *tôi*, *bác* and name any amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from bot.knowledge.placeholders import UnknownPlaceholderError, fill

__all__ = ["style_mistakes"]

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")

# Words for the reader and for the bot. “con” is left out: it is far more often a classifier.
_ADDRESS = re.compile(
    r"(?:(?P<before>\w+)\s+)?\b(?P<word>quý vị|bạn|bác|cô|chú|ông|bà|anh|chị|tôi|mình|em|cháu)\b"
    r"(?:\s+(?P<after>\w+))?",
    re.IGNORECASE,
)
# Where these words are about others or part of another word.
_OTHERS_BEFORE = {
    *("người", "một", "các", "những", "mấy", "hai", "nhiều", "mỗi", "bọn", "nhóm", "con", "trẻ"),
    *("kết", "làm", "thầy", "tiếng", "nước", "ghi", "bạn", "cô", "ông", "anh", "chị", "cháu"),
    *("tình", "bà", "chú", "đứa"),
}
_OTHERS_AFTER = {
    "bạn": {"bè", "thân", "học", "cũ", "đời", "đồng"},
    "bác": {"sĩ", "bỏ", "hồ"},
    "cô": {"giáo", "dâu", "ấy", "bé", "gái", "chú", "đơn"},
    "chú": {"ý", "trọng", "thích", "giải", "rể", "ấy"},
    "ông": {"bà", "ấy", "chủ", "ta"},
    "bà": {"con", "ấy", "ta", "nội", "ngoại"},
    "anh": {"em", "chị", "ấy", "ta", "trai"},
    "chị": {"em", "ấy", "ta", "gái"},
    "em": {"bé", "trai", "gái", "ấy"},
    "cháu": {"nội", "ngoại", "gái", "trai", "bé", "con"},
}
_ONESELF_BEFORE = {"của", "một", "tự", "chính", "cho", "với", "về", "người"}

_SENTENCE = r"(?:\A|\n|(?<!\.\.)[.!?][”\")]*\s)[\s“\"(\d.)•–-]*"
_SMALL_AT_START = re.compile(_SENTENCE + r"\{(ban|toi)\}")
_CAPITAL_INSIDE = re.compile(r"[^\W\d_,;][,;]? +\{(Ban|Toi)\}")

_TELEPHONE = re.compile(
    r"(?<![\w.,])(?:(?:\+84[ .-]?|0)\d(?:[ .-]?\d){7,9}|1[89]00(?:[ .-]?\d){4,6}|\d{8,})(?!\d)"
    r"|(?:gọi|tổng đài|đầu số|nhắn tin đến)(?: đến| tới| số)* (?P<short>\d{3,5})(?![\d/])",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"https?://\S+|\b[\w-]+(?:\.[\w-]+)*\."
    r"(?:vn|com|net|org|info|gov|edu|xyz|top|app|io|me|shop|cc|click)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"\b\d[\d.,]*\s?(?:(?:nghìn|ngàn|triệu|tỷ|tỉ)\s)?(?:đồng|đ|VNĐ|VND)\b")
_LONE_BRACE = re.compile(r"\{[^{}]*(?:\Z|(?=\{))|(?:\A|(?<=\}))[^{}]*\}")


def style_mistakes(text: str, limit: int, all_values: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """What is wrong with `text`, as Vietnamese sentences.

    `all_values` are what placeholders may be filled with, one mapping for each form of address;
    with none of them may the text be longer than `limit` characters.
    """
    yield from _too_long(text, limit, all_values)
    own = _QUOTED.sub(" … ", text)
    yield from _literal_address(own)
    yield from _wrong_capitals(text)
    yield from _numbers(text, own)
    for word in ("dạ", "ạ"):
        if len(re.findall(rf"(?<!\w){word}(?!\w)", own, re.IGNORECASE)) > 1:
            yield f"Chỉ nên có một chữ “{word}”."
    if _LONE_BRACE.search(text):
        yield "Có dấu { hoặc } lẻ."


def _too_long(text: str, limit: int, all_values: Iterable[Mapping[str, str]]) -> Iterator[str]:
    try:
        longest = max((len(fill(text, values)) for values in all_values), default=len(text))
    except UnknownPlaceholderError:
        return  # told as such by `load_library`
    if longest > limit:
        yield f"Dài {longest} ký tự khi đã điền; nhiều nhất là {limit}."


def _literal_address(own: str) -> Iterator[str]:
    place = 0
    while found := _ADDRESS.search(own, place):
        place = found.end("word")
        if not _is_about_others(found):
            word = found["word"]
            yield f"Chữ “{word}”: gọi người học bằng {{ban}}, tự xưng bằng {{toi}}."


def _is_about_others(found: re.Match[str]) -> bool:
    word, after = found["word"].lower(), found["after"] or ""
    before = (found["before"] or "").lower()
    if word == "mình":
        return before in _ONESELF_BEFORE
    if word in ("tôi", "quý vị"):
        return False
    named = after[:1].isupper() and word != "bạn"  # “bà Lan”, “Bác Hồ”
    bot_itself = found["word"] == "Bạn" and after == "Học"
    known = after.lower() in _OTHERS_AFTER.get(word, set())
    return named or bot_itself or known or before in _OTHERS_BEFORE


def _wrong_capitals(text: str) -> Iterator[str]:
    for found in _SMALL_AT_START.finditer(text):
        name = found[1]
        yield f"Đầu câu phải viết {{{name.capitalize()}}}, không phải {{{name}}}."
    for found in _CAPITAL_INSIDE.finditer(text):
        name = found[1]
        yield f"Giữa câu phải viết {{{name.lower()}}}, không phải {{{name}}}."


def _numbers(text: str, own: str) -> Iterator[str]:
    # Even in a quotation a telephone number may be somebody's: people call what they read.
    for found in _TELEPHONE.finditer(text):
        yield f"“{found['short'] or found[0]}” giống số điện thoại; hãy dùng {{fact_…}}."
    for pattern, what in ((_SITE, "địa chỉ trang mạng"), (_MONEY, "số tiền")):
        for found in pattern.finditer(own):
            yield f"“{found[0]}” giống {what}; hãy dùng {{fact_…}}."
