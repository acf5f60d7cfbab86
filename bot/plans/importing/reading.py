"""A file as blocks, by the reader of its format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.plans.importing.blocks import Block, Paragraph, TableBlock, Unreadable
from bot.plans.importing.readers.text import read_txt

__all__ = ["FORMATS", "read_blocks"]

FORMATS = (".txt", ".md", ".docx", ".html", ".htm", ".pdf")
_MOST_BYTES = {".pdf": 30_000_000, ".docx": 30_000_000}
_MOST_BYTES_OF_TEXT = 3_000_000
_BINARY = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"\x7fELF")


def read_blocks(path: Path) -> tuple[Block, ...]:
    """The blocks of the file at `path`; raises `Unreadable` with a sentence that says why not."""
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise Unreadable(
            f"Không đọc được tệp loại “{suffix or path.name}”; nhận {', '.join(FORMATS)}."
        )
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise Unreadable(f"Không mở được tệp: {error.strerror}.") from error
    if not size:
        raise Unreadable("Tệp trống.")
    most = _MOST_BYTES.get(suffix, _MOST_BYTES_OF_TEXT)
    if size > most:
        raise Unreadable(
            f"Tệp lớn quá ({size // 1_000_000} MB); {suffix} nhận tối đa {most // 1_000_000} MB."
        )
    if suffix in (".txt", ".md", ".html", ".htm") and start.startswith(_BINARY):
        raise Unreadable(f"Nội dung không phải văn bản {suffix}; tên tệp có đúng không?")
    blocks = _reader(suffix)(path)
    if not any(isinstance(block, TableBlock) or _says(block) for block in blocks):
        raise Unreadable("Tệp không có chữ nào.")
    return blocks


def _says(block: Paragraph) -> bool:
    return bool(block.text.strip())


def _reader(suffix: str) -> Callable[[Path], tuple[Block, ...]]:
    """The libraries of a format are only loaded for its files: together they take a second."""
    if suffix == ".docx":
        from bot.plans.importing.readers.docx import read_docx

        return read_docx
    if suffix in (".html", ".htm"):
        from bot.plans.importing.readers.html import read_html

        return read_html
    if suffix == ".md":
        from bot.plans.importing.readers.markdown import read_markdown

        return read_markdown
    if suffix == ".pdf":
        from bot.plans.importing.readers.pdf import read_pdf

        return read_pdf
    return read_txt
