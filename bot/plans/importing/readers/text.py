"""Plain text as blocks, one paragraph a line; pages where the text has form feeds."""

from __future__ import annotations

import re
from pathlib import Path

from bot.plans.importing.blocks import Block, Paragraph, Unreadable
from bot.vietnamese.diacritics import nfc

__all__ = ["decoded", "read_txt"]

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Letters that Vietnamese text in TCVN3 (“Céng hßa x· héi”) and VNI (“Coäng hoøa xaõ hoäi”) turns
# into when it is read as Windows-1252, and that hardly stand in Vietnamese.
_TCVN3 = re.compile(r"[µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×Ý×ØÜÞßãáâä«åèæçé¬êíëìîïóñòô­õøö÷ùúýûüþ]")
_VNI = re.compile(r"[aeouAEOU][øùûõïâéàåãèäáëêöôíóúü]|[öô][øùûõï]")
_VIETNAMESE = re.compile(r"[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹơưđ]", re.IGNORECASE)


def read_txt(path: Path) -> tuple[Block, ...]:
    """The lines of the file at `path`; raises `Unreadable` where it is no text in Unicode."""
    pages = decoded(path.read_bytes()).split("\f")
    blocks: list[Block] = []
    line = 1
    for number, page in enumerate(pages, start=1):
        for text in page.split("\n"):
            if text.strip():
                blocks.append(Paragraph(text, line, "", number if len(pages) > 1 else None))
            line += 1
        line -= 1  # a form feed ends no line
    return tuple(blocks)


def decoded(content: bytes) -> str:
    """The text in `content`, composed, with lines ended by a line feed.

    UTF-8 and UTF-16 (with a byte order mark) are read; legacy Vietnamese fonts and binary data
    raise `Unreadable`.
    """
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(_why(content, error)) from error
    if _CONTROL.search(text[:100_000]):
        raise Unreadable(
            "Đây không phải tệp văn bản (có ký tự điều khiển); có thể là tệp nhị phân."
        )
    if not _VIETNAMESE.search(text) and _is_legacy(text):
        raise Unreadable(_LEGACY)
    return nfc(text.replace("\r\n", "\n").replace("\r", "\n"))


_LEGACY = (
    "Văn bản gõ bằng phông cũ (TCVN3 hoặc VNI), không phải Unicode. "
    "Hãy chuyển mã sang Unicode rồi nhập lại."
)


def _why(content: bytes, error: UnicodeDecodeError) -> str:
    if b"\x00" in content[:4096]:
        return "Đây không phải tệp văn bản; có thể là tệp nhị phân."
    if _is_legacy(content.decode("cp1252", errors="replace")):
        return _LEGACY
    line = content.count(b"\n", 0, error.start) + 1
    return f"Dòng {line}: không phải chữ mã UTF-8. Hãy lưu tệp với mã UTF-8 rồi nhập lại."


def _is_legacy(text: str) -> bool:
    """Whether the text looks like a legacy Vietnamese font read as Western letters."""
    letters = sum(letter.isalpha() for letter in text) or 1
    return max(len(_TCVN3.findall(text)), 2 * len(_VNI.findall(text))) > 0.08 * letters
