"""What can be checked word by word: numbers, telephone numbers, amounts, dates, laws, addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import count

from bot.answers.guarding.faults import Kind
from bot.answers.guarding.figures import MEASURES, SCALES

__all__ = ["MARK", "Claim", "stands", "take_claims"]

MARK = 0xE000
"""The sign that stands for the first claim in a text; the next one's is the next."""

_MOST_MARKS = 0xF8FF - MARK


@dataclass(frozen=True)
class Claim:
    """A claim as it is `said`, and what it comes to.

    `value` by kind: link and email the address; telephone its digits and CALLED; date (year, month,
    day, part of it) with "" for what is not said; document (sort, number, year, code); number and
    amount (value, unit). `bound` is 1 for “at least” and “from”, -1 for “at most” and “until”, else
    0.
    """

    kind: Kind
    value: tuple[str, ...]
    said: str
    bound: int = 0

    @property
    def anchor(self) -> str:
        """The same for claims that say the same in other words."""
        if self.kind in _NUMBERS:
            rank = self.value[1] if self.value[1].startswith(_RANK) else ""
            return f"number:{rank}{self.value[0]}"
        return f"{self.kind}:{'/'.join(self.value)}"


_NUMBERS = ("number", "amount", "telephone")
_EMAIL = re.compile(r"(?<![^\s@,;:“”\"'()<>])[^\s@,;:“”\"'()<>]+\s?@\s?[^\s@,;:“”\"'()<>]+|@\w+")
_LINK = re.compile(
    r"(?:[a-z][a-z\d+]{1,9}://[^\s“”\"'()<>,;]+"
    r"|(?<![\w@.-])(?:[^\W_][\w-]*\.)+[a-z][a-z\d-]+(?![\w-])(?::\d+)?(?:/[^\s“”\"'()<>,;]*)?)",
    re.IGNORECASE,
)
_SORTS = (
    "nghị định|quyết định|thông tư|công văn|nghị quyết|chỉ thị|công điện|kế hoạch|bộ luật|luật|"
    "hiến pháp|điều|khoản"
)
_DOCUMENT = re.compile(
    rf"(?:(?<!\w)(?P<sort>{_SORTS})\s+(?:số\s+)?)?(?<![\w/.,])(?P<number>\d{{1,5}})"
    r"(?:(?:/(?P<year>\d{4}))?/(?P<code>[a-zđ][a-zđ\d]*(?:-[a-zđ\d]+)*)(?!\w)"
    r"|(?:/|\s+năm\s+)(?P<said_year>\d{4})(?![\w/]))?(?!\w)",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?<!\w)(?:\.[a-z]{2,12}){1,3}(?!\w)", re.IGNORECASE)
_FULL_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:(?<!\w)ngày\s+)?(?<![\w/.])(?P<d>\d{1,2})\s?([/.-])\s?(?P<m>\d{1,2})\s?\2\s?"
        r"(?P<y>\d{4}|\d\d)(?![\w/])",
        r"(?<![\w/])(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?![\w/])",
    )
)
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![\w/])(?:ngày\s+|mùng\s+|mồng\s+)?(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})(?!\w)"
        r"(?:[\s,]+năm\s+(?P<y>\d{4})(?!\w))?",
        r"(?<!\w)tháng\s+(?P<m>\d{1,2})(?:\s?/\s?|[\s,]+năm\s+)(?P<y>\d{4})(?!\w)",
        r"(?<![\w/.])(?P<m>\d{1,2})/(?P<y>\d{4})(?![\w/])",
        r"(?:(?<!\w)ngày\s+)?(?<![\w/.])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\w/])",
        r"(?<!\w)tháng\s+(?P<m>\d{1,2})(?!\w)",
        r"(?<!\w)(?:ngày|mùng|mồng)\s+(?P<d>\d{1,2})(?!\w)",
        r"(?<!\w)năm\s+(?P<y>\d{4})(?!\w)",
        r"(?<![\w.,/])(?P<y>(?:19|20)\d\d)(?![\w/]|[.,]\d)(?!\s?(?:nghìn|ngàn|triệu|tỷ|đồng))",
    )
)
_WEEKDAYS = {"hai": "2", "ba": "3", "tư": "4", "năm": "5", "sáu": "6", "bảy": "7", "bẩy": "7"}
_WEEKDAY = re.compile(
    rf"(?<!lần )(?<!người )(?<!bên )(?<!điều )(?<!việc )(?<!bước )(?<!\w)"
    rf"(?:thứ\s+(?P<w>[2-7]|{'|'.join(_WEEKDAYS)})|chủ nhật)(?!\w)",
    re.IGNORECASE,
)
_LONG = re.compile(r"(?<![\w.,])\+?\d(?:[ .-]?\d){6,}(?!\w)")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]0*|[1-9]\d*000")
_UNITS = "|".join(sorted(MEASURES, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<!\w)(?P<value>\d{{1,3}}(?:\.\d{{3}})+(?!\d)|\d+)(?:[.,](?P<part>\d{{1,2}})(?!\d))?"
    rf"(?:\s?(?P<scale>{'|'.join(SCALES)})(?!\w)(?P<half>\s+rưỡi)?)?"
    rf"(?:\s?(?P<unit>{_UNITS}))?(?!\w)",
    re.IGNORECASE,
)
_LISTED = re.compile(r"(?m)^\s*\d{1,2}[.)]\s+(?=\D)")
_UP_BEFORE = re.compile(r"(?<!không )(?:trên|hơn|quá|ít nhất|tối thiểu|sau)\s+$", re.IGNORECASE)
_DOWN_BEFORE = re.compile(
    r"(?:trong|trong vòng|dưới|chưa đến|chưa đầy|tối đa|nhiều nhất|không quá)\s+$", re.IGNORECASE
)
_UP_AFTER = re.compile(r"\s+(?:\w+\s+){0,2}trở lên", re.IGNORECASE)
_DOWN_AFTER = re.compile(r"\s+(?:\w+\s+){0,2}trở xuống", re.IGNORECASE)
_EDGE = re.compile(r"(?<!\w)(đầu|giữa|cuối)\s+$", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)(?:từ|sau|bắt đầu)(?: \w+)?\s+$", re.IGNORECASE)
_UNTIL = re.compile(r"(?<!\w)(?:đến|tới|trước|hết|chậm nhất)(?: \w+)?\s+$", re.IGNORECASE)
_EACH = re.compile(
    r"(?<!\w)(?:mỗi|hằng|hàng|từng|trên mỗi)\s+"
    r"(giây|phút|giờ|ngày|tuần|tháng|quý|năm|buổi|lần|lượt|người)(?!\w)",
    re.IGNORECASE,
)
_HALF = re.compile(r"(?<!\w)nửa\s+(giờ|tiếng|ngày|tháng|năm|triệu|tỷ)(?!\w)", re.IGNORECASE)
_VAGUE = re.compile(
    r"(?<!\w)(?:(?:vài|mấy|dăm|hàng|cả|gấp)\s+)?"
    r"(?:(?:chục|trăm|nghìn|ngàn|triệu|tỷ|đôi|rưỡi)(?!\w)(?!\s+(?:tập|chứng|khi|lúc))\s*)+",
    re.IGNORECASE,
)
_CALLED = re.compile(r"(?:gọi|qua|tổng đài|số|nhắn|gửi|bấm|hoặc|hay|và)\s+$", re.IGNORECASE)
_CALL = re.compile(r"(?<!\w)(?:gọi|nhắn|gửi|tổng đài|đường dây)(?!\w)", re.IGNORECASE)
_RANK = "thứ "
"""“mức 2” and “2 mức” are two things: the unit of the first is its rank among some."""

_RANKED = re.compile(r"(?<!\w)(mức|cấp|bước|lớp|bài|mục|phần|tập|đời|bản|khóa)\s+$", re.IGNORECASE)
_NEAR = 14
CALLED = "☎"
"""The unit of a short number that is called."""


def take_claims(text: str) -> tuple[str, tuple[Claim, ...]]:
    """`text`, as `in_figures` gives it, with a mark for each claim, and the claims by their marks.

    Of numbers that say where an item of a list begins nothing is kept.
    """
    claims: list[Claim] = []
    marks = count(MARK)

    def take(read: Callable[[re.Match[str]], Claim | None]) -> Callable[[re.Match[str]], str]:
        def taken(found: re.Match[str]) -> str:
            claim = read(found)
            if claim is None or len(claims) >= _MOST_MARKS:
                return found[0]
            claims.append(claim)
            return f" {chr(next(marks))} "

        return taken

    text = _LISTED.sub("", text)
    text = _EMAIL.sub(take(_email), text)
    text = _LINK.sub(take(_link), text)
    text = _SUFFIX.sub(take(_suffix), text)
    text = _DOCUMENT.sub(take(_document), text)
    for pattern in _FULL_DATES:
        text = pattern.sub(take(_date), text)
    text = _LONG.sub(take(_telephone), text)
    for pattern in _DATES:
        text = pattern.sub(take(_date), text)
    text = _WEEKDAY.sub(take(_weekday), text)
    text = _EACH.sub(take(_each), text)
    text = _NUMBER.sub(take(_number), text)
    text = _HALF.sub(take(_half), text)
    text = _VAGUE.sub(take(_vague), text)
    return text, tuple(claims)


def stands(claim: Claim, evidence: Sequence[Claim]) -> bool:
    """Whether one of `evidence` says what `claim` says, or more; “.vn” alone claims nothing."""
    return claim.value[0].startswith(".") or any(_is_said(claim, each) for each in evidence)


def _is_said(claim: Claim, by: Claim) -> bool:
    if claim.kind in _NUMBERS and by.kind in _NUMBERS:
        return _same_number(claim, by)
    if claim.kind != by.kind:
        return False
    if claim.kind == "document":
        return claim.value[1] == by.value[1] and all(
            not mine or mine == theirs or (at == 0 and not theirs)
            for at, (mine, theirs) in enumerate(zip(claim.value, by.value, strict=True))
        )
    if claim.kind == "date":
        parts = zip(claim.value, by.value, strict=True)
        return claim.bound * by.bound >= 0 and all(
            not mine or mine == theirs for mine, theirs in parts
        )
    return claim.value == by.value


def _same_number(claim: Claim, by: Claim) -> bool:
    value, unit = claim.value
    their_value, their_unit = by.value
    if value != their_value or claim.bound * by.bound < 0:
        return False
    if unit.startswith(_RANK) or their_unit.startswith(_RANK):
        return unit == their_unit
    return unit == their_unit or not unit or not their_unit


def _email(found: re.Match[str]) -> Claim:
    return Claim("email", ("".join(found[0].split()).lower().rstrip("."),), found[0])


def _link(found: re.Match[str]) -> Claim | None:
    said = found[0].rstrip(".!?…:")
    address = re.sub(r"^https?://", "", said.lower()).rstrip("/")
    return Claim("link", (address,), said)


def _suffix(found: re.Match[str]) -> Claim:
    return Claim("link", (found[0].lower(),), found[0])


def _document(found: re.Match[str]) -> Claim | None:
    sort, code = (found["sort"] or "").lower(), (found["code"] or "").lower()
    if not sort and not code:
        return None
    year = found["year"] or found["said_year"] or ""
    value = (" ".join(sort.split()), found["number"].lstrip("0") or "0", year, code)
    return Claim("document", value, found[0])


def _date(found: re.Match[str]) -> Claim | None:
    parts = found.groupdict()
    year, month, day = (parts.get(name) or "" for name in "ymd")
    if month and not 1 <= int(month) <= 12 and not year:
        return None
    year = f"20{year}" if len(year) == 2 else year
    before = found.string[max(0, found.start() - _NEAR) : found.start()]
    edge = _EDGE.search(before)
    bound = bool(_FROM.search(before)) - bool(_UNTIL.search(before))
    value = (year, _plain(month), _plain(day), edge[1].lower() if edge else "")
    return Claim("date", value, found[0].strip(), bound)


def _weekday(found: re.Match[str]) -> Claim:
    day = (found["w"] or "chủ nhật").lower()
    return Claim("date", ("", "", "", f"thứ {_WEEKDAYS.get(day, day)}"), found[0])


def _each(found: re.Match[str]) -> Claim:
    return Claim("number", ("1", MEASURES[found[1].lower()]), found[0])


def _half(found: re.Match[str]) -> Claim:
    unit = found[1].lower()
    return Claim("amount" if unit in SCALES else "number", ("0.5", unit), found[0])


def _vague(found: re.Match[str]) -> Claim:
    return Claim("amount", (" ".join(found[0].lower().split()), ""), found[0].strip())


def _plain(figures: str) -> str:
    return figures.lstrip("0") or figures[:1]


def _telephone(found: re.Match[str]) -> Claim | None:
    said = found[0]
    if _THOUSANDS.fullmatch(said):
        return None
    digits = re.sub(r"\D", "", said)
    if said.startswith("+84") or (digits.startswith("84") and len(digits) == 11):
        digits = "0" + digits[2:]
    return Claim("telephone", (digits, CALLED), said)


def _number(found: re.Match[str]) -> Claim:
    whole = found["value"]
    scale = SCALES.get((found["scale"] or "").lower(), 0)
    unit = MEASURES.get((found["unit"] or "").lower(), "")
    text, start, end = found.string, found.start(), found.end()
    before, after = text[max(0, start - _NEAR) : start], text[end : end + 2 * _NEAR]
    if not scale and not unit and "." not in whole and 3 <= len(whole) <= 6:
        far = text[max(0, start - 3 * _NEAR) : start]
        if (_CALLED.search(before) and _CALL.search(far)) or _CALL.search(before):
            return Claim("telephone", (whole, CALLED), found[0])
    if not scale and whole.startswith("0") and len(whole) > 1:
        return Claim("number", (whole, unit), found[0])
    if not scale and not unit and (rank := _RANKED.search(before)):
        unit = _RANK + rank[1].lower()
    value = Decimal(whole.replace(".", "") + "." + (found["part"] or "0")).scaleb(scale)
    if found["half"]:
        value += Decimal(5).scaleb(scale - 1)
    up = _UP_BEFORE.search(before) or _UP_AFTER.match(after)
    down = _DOWN_BEFORE.search(before) or _DOWN_AFTER.match(after)
    bound = 0 if bool(up) == bool(down) else 1 if up else -1
    kind: Kind = "amount" if unit in ("đồng", "đô") or scale else "number"
    return Claim(kind, (f"{value.normalize():f}", unit), found[0].strip(), bound)
