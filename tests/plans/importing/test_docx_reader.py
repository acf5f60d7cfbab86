"""Word files made here: numbers that Word adds, bold lines, merged cells, heads of documents."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from bot.plans.importing.blocks import Paragraph, TableBlock, Unreadable
from bot.plans.importing.readers.docx import read_docx


def _numbered(document: Document, levels: str, texts: list[tuple[int, str]]) -> None:
    """Adds paragraphs of a new list; `levels` is the XML of its levels."""
    numbering = document.part.numbering_part.element
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>')
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )
    for depth, text in texts:
        paragraph = document.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>'
            )
        )


def _level(depth: int, kind: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def _saved(document: Document, folder: Path) -> Path:
    path = folder / "ke-hoach.docx"
    document.save(str(path))
    return path


def test_numbers_that_word_counts_stand_in_the_text(tmp_path: Path) -> None:
    document = docx.Document()
    levels = (
        _level(0, "upperRoman", "%1.")
        + _level(1, "decimal", "%2.")
        + _level(2, "lowerLetter", "%3)")
        + _level(3, "bullet", "\u2022")
    )
    texts = [(0, "Mục đích"), (1, "Một"), (2, "A"), (2, "B"), (3, "Gạch"), (1, "Hai"), (0, "Việc")]
    _numbered(document, levels, [*texts, (1, "Ba")])
    blocks = read_docx(_saved(document, tmp_path))
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == [
        "I. Mục đích",
        "1. Một",
        "a) A",
        "b) B",
        "- Gạch",
        "2. Hai",
        "II. Việc",
        "1. Ba",
    ]


def test_headings_and_bold_lines_are_known(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Phần một", 2)
    document.add_paragraph().add_run("Đậm cả dòng").bold = True
    mixed = document.add_paragraph("Nhạt, ")
    mixed.add_run("đậm").bold = True
    blocks = read_docx(_saved(document, tmp_path))
    assert [(b.text, b.style) for b in blocks if isinstance(b, Paragraph)] == [
        ("Phần một", "heading2"),
        ("Đậm cả dòng", "bold"),
        ("Nhạt, đậm", ""),
    ]


def test_merged_cells_are_repeated_and_lines_count_paragraphs_and_rows(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Đầu trang"
    document.add_paragraph("Phụ lục")
    document.add_paragraph("")
    table = document.add_table(rows=4, cols=4)
    rows = [
        ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"),
        ("I", "Nhóm", "", ""),
        ("1", "Một", "Sở A", "Quý I"),
        ("2", "Hai", "Sở B", ""),
    ]
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 1).merge(table.cell(1, 3)).text = "Nhóm"
    table.cell(2, 3).merge(table.cell(3, 3)).text = "Quý I"
    document.add_paragraph("Sau bảng")
    first, block, last = read_docx(_saved(document, tmp_path))
    assert isinstance(block, TableBlock)
    assert block.rows == (
        ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"),
        ("I", "Nhóm", "Nhóm", "Nhóm"),
        ("1", "Một", "Sở A", "Quý I"),
        ("2", "Hai", "Sở B", "Quý I"),
    )
    assert (first.line, block.line, last.line) == (1, 3, 7)


def test_a_column_of_numbers_that_only_word_counts_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    _numbered(document, _level(0, "decimal", "%1."), [(0, ""), (0, "")])
    numbers = [paragraph._p for paragraph in document.paragraphs]
    table = document.add_table(rows=2, cols=2)
    for row, number in enumerate(numbers):
        table.cell(row, 0)._tc.append(number)
        table.cell(row, 1).text = f"Việc {row}"
    (block,) = read_docx(_saved(document, tmp_path))
    assert isinstance(block, TableBlock)
    assert block.rows == (("1.", "Việc 0"), ("2.", "Việc 1"))


def test_the_head_of_a_document_is_text_though_it_stands_in_a_table(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "ỦY BAN NHÂN DÂN TỈNH"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    table.cell(1, 0).text = "Số: 12/KH-UBND"
    table.cell(1, 1).text = "Hải Phòng, ngày 05 tháng 01 năm 2026"
    blocks = read_docx(_saved(document, tmp_path))
    assert [(b.text, b.line) for b in blocks if isinstance(b, Paragraph)] == [
        ("ỦY BAN NHÂN DÂN TỈNH", 1),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 1),
        ("Độc lập - Tự do - Hạnh phúc", 1),
        ("Số: 12/KH-UBND", 2),
        ("Hải Phòng, ngày 05 tháng 01 năm 2026", 2),
    ]
    assert len(blocks) == 5


def test_what_is_no_word_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gia.docx"
    path.write_text("không phải Word")
    with pytest.raises(Unreadable, match=r"gia\.docx"):
        read_docx(path)
