"""The head and the foot of a document: number, issuer, place and day, kind, title, signer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.plans.importing.blocks import Block, Paragraph, TableBlock
from bot.plans.importing.drafts import Placed
from bot.plans.importing.fields import trimmed
from bot.plans.importing.folding import fold
from bot.plans.importing.marks import read_mark
from bot.plans.importing.passages import Passage
from bot.plans.importing.unit_reading import is_unit

__all__ = ["Heading", "heading_of", "is_letterhead"]

_NUMBER = re.compile(
    r"\b(?:so|"
    r"s6)\s*[:.]?\s*(?P<number>\d{1,5}\s*[-/]\s*(?:[\w&-]{1,14}\s*/\s*)?[\w&-]{2,}(?:-[\w&-]+)*)"
)
_BLANK_NUMBER = re.compile(r"\bso\s*:\s*[./…_ -]*/?\s*[a-z]{1,4}-")
_DAY = re.compile(
    r"(?P<place>[^,]{2,50}),\s*ngay\s*(?P<day>\d{1,2})\s*thang\s*(?P<month>\d{1,2})\s*nam\s*(?P<year>\d{4}"
    r")"
)
_KINDS = {
    "ke hoach": "Kế hoạch",
    "quyet dinh": "Quyết định",
    "chuong trinh": "Chương trình",
    "chuong trinh hanh dong": "Chương trình hành động",
    "cong van": "Công văn",
    "chi thi": "Chỉ thị",
    "thong bao": "Thông báo",
    "huong dan": "Hướng dẫn",
    "nghi quyet": "Nghị quyết",
    "de an": "Đề án",
    "phuong an": "Phương án",
    "to trinh": "Tờ trình",
}
_MOTTO = re.compile(
    r"c[oộ]ng h[oò][aà] x[aã] h[oộ]i ch[uủ] ngh[iĩ]a vi[eệ]t nam|[dđ][oộ]c l[aậ]p\s*[-–]\s*t[uự] "
    r"do\s*[-–]\s*"
    r"h[aạ]nh ph[uú]c|[dđ][aả]ng c[oộ]ng s[aả]n vi[eệ]t nam",
    re.IGNORECASE,
)
_BASIS = re.compile(
    r"can cu|thuc hien (?!phong)|theo de nghi|xet de nghi|trien khai thuc hien|tiep theo"
)
_CITED = re.compile(
    r"(?:so\s+)?(\d{1,5}\s*[-/]\s?(?:\d{4}\s?/\s?)?[A-ZĐ][\w&]*(?:-[A-ZĐ][\wĐ&]*)*(?:/[A-ZĐ][\w&-]*)?"
    r")"
)
_ISSUES = re.compile(
    r"([^,;.]{3,120}?)\s+(?:ban hành|xây dựng|đề nghị|triển khai)\s", re.IGNORECASE
)
_SIGNS = re.compile(
    r"(?:kt|tm|tl|tuq|q)\b\.?|(?:pho )?(?:chu tich|giam doc|bo truong|bi thu|truong ban)|thu "
    r"truong\b"
)
_NAME = re.compile(r"(?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]+\s?){2,5}$")
_PLACE = re.compile(
    r"\b([Tt]ỉnh|[Tt]hành phố|Thành ủy|Tỉnh "
    r"ủy)\s+((?:[A-ZĐÂÁ][\wà-ỹ]+)(?:\s(?:-\s)?[A-ZĐÂÁ][\wà-ỹ]+){0,3})"
)
_OF_A_PLACE = re.compile(r"\b(?:TỈNH|THÀNH PHỐ|XÃ(?! HỘI)|PHƯỜNG|ĐẶC KHU)\b")
_TOP_LINES = 40
_ONE_WORD_HEADS = frozenset(["sở", "bộ", "ban", "phòng", "cục", "vụ", "đài", "báo", "viện", "hội"])
_TOGETHER = frozenset(
    {
        ("ủy", "ban"),
        ("ban", "nhân"),
        ("uỷ", "ban"),
        ("thành", "ủy"),
        ("tỉnh", "ủy"),
        ("xã", "hội"),
    }
)


@dataclass(frozen=True)
class Heading:
    """What the head and foot of a document say; `body` is the line where its text starts."""

    number: Placed | None
    issuer: Placed | None
    issued: Placed | None
    type: Placed | None
    title: Placed | None
    signer: Placed | None
    builds_on: tuple[Placed, ...]


def is_letterhead(table: TableBlock) -> bool:
    """Whether the table only holds the letterhead, or receivers and signature, side by side."""
    text = " ".join(cell for row in table.rows for cell in row)
    return bool(_MOTTO.search(text)) or "noi nhan" in fold(text)


def heading_of(blocks: Sequence[Block], passages: Sequence[Passage]) -> Heading:
    """The heading of the document. `blocks` have the letterhead line by line."""
    lines = list(_lines(blocks))
    start = next((place for place, line in enumerate(lines) if _starts_body(line)), len(lines))
    top = lines[: min(start, _TOP_LINES)]
    number, issued = _first(top, _number), _first(top, _issued)
    type, title = _title(top)
    if title is not None and title.value.isupper():
        title = replace(title, value=_cased(title.value, passages) or title.value)
    number = number or _repeated(passages)
    basis = [passage for passage in passages if _BASIS.match(fold(passage.text))]
    basis = [passage for passage in basis if not lines[start:] or passage.line < lines[start].line]
    return Heading(
        number=number,
        issuer=_issuer(top, basis, passages),
        issued=issued,
        type=type or _kind_of_number(number),
        title=title,
        signer=_signer(lines),
        builds_on=tuple(_cited(basis, number)),
    )


def _lines(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """The lines of text, cells of letterheads one by one, without markup and mottos."""
    for block in blocks:
        if isinstance(block, TableBlock):
            if not is_letterhead(block):
                continue
            seen: set[str] = set()
            for row in range(len(block.rows)):
                for cell in block.rows[row]:
                    if cell not in seen:
                        seen.add(cell)
                        for text in cell.split("\n"):
                            yield from _cleaned(Paragraph(text, block.row_line(row)))
        else:
            yield from _cleaned(block)


def _cleaned(block: Paragraph) -> Iterator[Paragraph]:
    text = re.sub(r"[*#_|]+", " ", block.text)
    for piece in _MOTTO.split(text):
        for part in re.split(r"\s{4,}|\t", piece.strip()):
            if part.strip(" -–_"):
                yield replace(block, text=re.sub(r"\s+", " ", part).strip())


def _starts_body(line: Paragraph) -> bool:
    mark = read_mark(line.text)
    return mark is not None and mark.kind in ("part", "chapter", "article", "roman", "arabic")


def _first(lines: Sequence[Paragraph], read: Callable[[Paragraph], Placed | None]) -> Placed | None:
    return next((found for line in lines if (found := read(line)) is not None), None)


def _number(line: Paragraph) -> Placed | None:
    folded = fold(line.text)
    if _BASIS.match(folded) or "kem theo" in folded:
        return None
    found = _NUMBER.match(folded)
    if found is None:
        return None
    written = re.sub(r"\s+", "", line.text[found.start("number") : found.end("number")])
    return Placed(written, line.line, 0.95)


def _issued(line: Paragraph) -> Placed | None:
    found = _DAY.search(fold(line.text))
    if found is None or _BASIS.match(fold(line.text)) or "kem theo" in fold(line.text):
        return None
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    return Placed(day.isoformat(), line.line, 0.95)


def _title(lines: Sequence[Paragraph]) -> tuple[Placed | None, Placed | None]:
    """The kind and the title below it; of a letter what stands after “V/v”."""
    for place, line in enumerate(lines):
        folded = fold(line.text).strip(" .:")
        about = re.match(r"(?:v/v|ve viec)\s*:?\s*", folded)
        if about and not any(_kind(other) for other in lines):
            return Placed("Công văn", line.line, 0.7), Placed(
                line.text[about.end() :], line.line, 0.8
            )
        kind = _kind(line)
        if kind is None:
            continue
        words: list[str] = []
        for after in lines[place + 1 : place + 7]:
            if _ends_title(after.text, words):
                break
            words.append(after.text)
        title = trimmed(" ".join(words))
        if not title:
            return Placed(kind, line.line, 0.95), None
        return Placed(kind, line.line, 0.95), Placed(title, lines[place + 1].line, 0.9)
    for line in lines:
        for folded, kind in _KINDS.items():
            if fold(line.text).startswith(f"{folded} ") and len(line.text) > len(folded) + 10:
                words_after = line.text[len(folded) :]
                if line.text.isupper() or line.style:
                    return Placed(kind, line.line, 0.7), Placed(
                        trimmed(words_after), line.line, 0.7
                    )
    return None, None


def _kind(line: Paragraph) -> str | None:
    return _KINDS.get(fold(line.text).strip(" .:"))


def _ends_title(text: str, words: Sequence[str]) -> bool:
    folded = fold(text)
    if words and text.endswith(":"):  # “Sở A ban hành Kế hoạch như sau:”
        return True
    if _BASIS.match(folded) and not (not words and folded.startswith(("thuc hien", "trien khai"))):
        return True
    if re.match(
        r"(?:\(|kinh gui|bo truong|chu tich|giam doc|uy ban nhan dan|hoi dong|ban hanh kem)", folded
    ):
        return not folded.startswith("ban hanh ke hoach")
    return bool(words) and text[0].isupper() and words[-1].isupper() and not text.isupper()


def _kind_of_number(number: Placed | None) -> Placed | None:
    if number is None:
        return None
    codes = {"KH": "Kế hoạch", "QĐ": "Quyết định", "CTR": "Chương trình", "CT": "Chỉ thị"}
    code = re.sub(r"^\d+[-/]", "", number.value).split("-")[0].split("/")[0].upper()
    kind = codes.get(code)
    return Placed(kind, number.line, 0.6) if kind else None


def _issuer(
    lines: Sequence[Paragraph], basis: Sequence[Passage], passages: Sequence[Passage]
) -> Placed | None:
    """The lines in capitals above the number, or who “ban hành Kế hoạch” in the first paragraph."""
    place = _province([line.text for line in lines]) or (
        _province([passage.text for passage in basis])
    )
    capitals: list[Paragraph] = []
    for line in lines[:8]:
        if _NUMBER.match(fold(line.text)) or _BLANK_NUMBER.match(fold(line.text)) or _kind(line):
            break
        if line.text.isupper() and not line.text.startswith(("(", "*")):
            capitals.append(line)
    if capitals:
        own = [at for at, line in enumerate(capitals) if is_unit(line.text) and at]
        above = " ".join(line.text for line in capitals[: own[-1]]) if own else ""
        words = " ".join(line.text for line in capitals[own[-1] if own else 0 :])
        seat = _province([_named(above)]) if above else None
        if seat and not _OF_A_PLACE.search(words):
            name = _cased(words, passages) or _named(words)
            return Placed(f"{name} {seat}", capitals[own[-1]].line, 0.75)
        return Placed(_cased(words, passages) or _named(words), capitals[0].line, 0.8)
    signed = next((line for line in lines if fold(line.text).startswith("bo truong bo ")), None)
    if signed is not None:
        words = signed.text[len("BỘ TRƯỞNG ") :]
        return Placed(_cased(words, passages) or _named(words), signed.line, 0.8)
    for passage in reversed(basis):
        for part in re.split(r"[,;]\s+", passage.text)[::-1]:
            found = re.match(
                r"((?:UBND|Ủy ban nhân dân|Sở|Ban|Bộ|Công an|Thành ủy|Tỉnh ủy)[^,;]*?) (?:ban "
                r"hành|xây dựng)",
                part,
            )
            if found:
                named = found[1] if not place or place in found[1] else _with_place(found[1], place)
                return Placed(named, passage.line, 0.7)
    return None


def _province(texts: Sequence[str]) -> str | None:
    """The first province named with what it is: “tỉnh Đắk Nông”, of “Thành ủy Hải Phòng” as "
    "well."""
    for text in texts:
        found = _PLACE.search(text)
        if found:
            kind = "tỉnh" if found[1].lower().startswith("tỉnh") else "thành phố"
            return f"{kind} {found[2]}"
    return None


def _with_place(unit: str, place: str) -> str:
    for kind in ("tỉnh", "thành phố"):
        if unit.endswith(kind):
            return f"{unit.removesuffix(kind)}{place}"
    return f"{unit} {place}"


def _cased(capitals: str, passages: Sequence[Passage]) -> str | None:
    """Words in capitals as running text of the document writes them, all or all but the first."""
    words = capitals.split()
    for skipped in range(min(4, len(words) - 2)):
        wanted = fold(" ".join(words[skipped:])).replace('"', "”")
        for passage in passages:
            at = fold(passage.text).find(wanted)
            found = passage.text[at : at + len(wanted)] if at >= 0 else ""
            if found and not found.isupper():
                shown = " ".join((*(word.lower() for word in words[:skipped]), found))
                return shown[0].upper() + shown[1:]
    return None


def _repeated(passages: Sequence[Passage]) -> Placed | None:
    """The number of the plan that a page without letterhead is about, if it names it twice."""
    found = [
        Placed(match[1], passage.line, 0.5)
        for passage in passages[:8]
        if (match := re.search(r"Kế hoạch (?:số )?(\d+[-/]KH[/-][A-ZĐ]+)", passage.text))
        and not _BASIS.match(fold(passage.text))
    ]
    same = [each for each in found if each.value == found[0].value]
    return same[0] if len(same) > 1 else None


def _named(capitals: str) -> str:
    """A name in capitals as it is written in running text: “Sở Khoa học và Công nghệ”."""
    shown: list[str] = []
    is_place = False
    for word in capitals.lower().split():
        before = shown[-1].lower() if shown else ""
        opens = not shown or before in _ONE_WORD_HEADS or before == "và" or before.endswith(",")
        if word in ("ubnd", "hđnd"):
            shown.append(word.upper())
        elif word in ("và", "của") or not (opens or is_place) or (before, word) in _TOGETHER:
            shown.append(word)
        else:
            shown.append(word.capitalize())
        is_place = is_place or (
            word in ("tỉnh", "phố", "huyện", "xã", "phường", "ủy", "uỷ")
            and ((before, word) not in _TOGETHER or word in ("ủy", "uỷ"))
        )
        if word == "ban":
            is_place = False
    return " ".join(shown)


def _signer(lines: Sequence[Paragraph]) -> Placed | None:
    """The name below the last line that tells a signer's office."""
    offices = [
        place
        for place, line in enumerate(lines)
        if _SIGNS.match(fold(line.text)) and line.text.isupper() and len(line.text) < 60
    ]
    for place in reversed(offices):
        for line in lines[place + 1 : place + 6]:
            if _NAME.match(line.text) and not line.text.isupper():
                return Placed(line.text, line.line, 0.8)
    return None


def _cited(basis: Sequence[Passage], number: Placed | None) -> Iterator[Placed]:
    """The numbers of the documents that this one builds on."""
    seen: set[str] = {number.value} if number else set()
    for passage in basis:
        for found in _CITED.finditer(passage.text):
            cited = re.sub(r"\s+", "", found[1])
            if cited not in seen:
                seen.add(cited)
                yield Placed(cited, passage.line, 0.9)
