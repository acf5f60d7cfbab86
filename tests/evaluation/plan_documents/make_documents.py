"""Lays out each sources/*.txt as the document of its name: a.docx, b.pdf, c.html and so on.

Run it: python make_documents.py

`source_parts.py` says how a source is written; d.md is its own source.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from pdf_pages import make_pdf
from source_parts import MADE, Line, PageBreak, Part, Table, cells_of, parts_of, pieces

FOLDER = Path(__file__).parent


def make_docx(parts: list[Part], target: Path) -> None:
    """As Word has it: letterhead and annex are tables, the heading rows are marked as such."""
    document = Document()
    document.core_properties.created = document.core_properties.modified = MADE
    document.core_properties.author = ""
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(13)
    for part in parts:
        if isinstance(part, PageBreak) and part.landscape:
            section = document.add_section(WD_SECTION.NEW_PAGE)
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = section.page_height, section.page_width
        elif isinstance(part, PageBreak):
            document.add_page_break()
        elif isinstance(part, Line):
            style = "List Bullet" if part.item else None
            _write(document.add_paragraph(style=style), part.text, part.centred)
        elif isinstance(part, Table):
            _docx_table(document, part)
    document.save(str(target))


def _docx_table(document, table: Table) -> None:  # type: ignore[no-untyped-def]
    drawn = document.add_table(rows=len(table.rows), cols=len(table.widths))
    drawn.style = None if table.layout else "Table Grid"
    grid = [list(row.cells) for row in drawn.rows]
    for row, cells in enumerate(cells_of(table)):
        for column, cell in enumerate(cells):
            grid[row][column].width = Mm(table.widths[column])
            if cell is None:
                continue
            place = grid[row][column]
            if cell.columns > 1 or cell.rows > 1:
                place = place.merge(grid[row + cell.rows - 1][column + cell.columns - 1])
            for number, line in enumerate(cell.text.split(" // ")):
                paragraph = place.add_paragraph() if number else place.paragraphs[0]
                _write(paragraph, line, centred=row < table.head)
    for row in drawn.rows[: table.head]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _write(paragraph, text: str, centred: bool) -> None:  # type: ignore[no-untyped-def]
    for number, line in enumerate(text.split(" // ")):
        if number:
            paragraph.add_run().add_break()
        for piece, bold in pieces(line):
            paragraph.add_run(piece).bold = bold or None
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def make_html(parts: list[Part], target: Path) -> None:
    """As a law portal has it: its own menu around the text, and few tags that mean anything."""
    body = "\n".join(_html(part) for part in parts if isinstance(part, Line | Table))
    target.write_text(_PORTAL.replace("BODY", body), encoding="utf-8")


_PORTAL = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>Quyết định 9077/QĐ-BNNMT 2026</title>
<style>.c{text-align:center}</style><script>var page = {"id": 9077};</script></head>
<body><div id="menu"><ul><li><a href="/">Trang chủ</a></li><li><a href="/vb">Văn bản</a></li>
<li><a href="/hoi-dap">Hỏi đáp</a></li></ul></div>
<div class="tabs"><div>Tóm tắt</div><div>Nội dung</div><div>Lược đồ</div><div>Tải về</div></div>
<div class="content1"><div><div>
BODY
</div></div></div>
<div class="footer"><p>Bản quyền thuộc về cổng văn bản.</p></div></body></html>
"""


def _html(part: Line | Table) -> str:
    if isinstance(part, Line) and part.item:
        return f"<ul><li>{_inline(part.text)}</li></ul>"
    if isinstance(part, Line):
        style = ' class="c"' if part.centred else ' style="margin-top:6pt"'
        return f"<p{style}>{_inline(part.text)}</p>"
    width = sum(part.widths)
    rows = []
    for cells in cells_of(part):
        drawn = []
        for cell, column in zip(cells, part.widths, strict=True):
            if cell:
                spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
                spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
                share = f' width="{100 * column / width:.0f}%"'
                drawn.append(f"<td{spans}{share}><p>{_inline(cell.text)}</p></td>")
        rows.append(f"<tr>{''.join(drawn)}</tr>")
    border = 0 if part.layout else 1
    return f'<div><table border="{border}" width="100%">\n' + "\n".join(rows) + "\n</table></div>"


def _inline(text: str) -> str:
    written = (f"<b>{escape(piece)}</b>" if bold else escape(piece) for piece, bold in pieces(text))
    return "".join(written).replace(" // ", "<br>\n")


def main() -> None:
    """Makes the thirteen files anew."""
    for name, make in (
        ("a.docx", make_docx),
        ("b.pdf", make_pdf),
        ("c.html", make_html),
        ("e.docx", make_docx),
        ("f.pdf", make_pdf),
        ("g.docx", make_docx),
        ("h.pdf", make_pdf),
        ("i.docx", make_docx),
        ("j.pdf", make_pdf),
        ("k.docx", make_docx),
        ("l.pdf", make_pdf),
        ("m.pdf", make_pdf),
        ("n.docx", make_docx),
    ):
        target = FOLDER / name
        make(list(parts_of(FOLDER / "sources" / f"{target.stem}.txt")), target)


if __name__ == "__main__":
    main()
