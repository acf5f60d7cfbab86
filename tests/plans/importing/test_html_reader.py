"""Web pages: lists, spans over rows and columns, nested tables, charsets."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.plans.importing.blocks import Paragraph, TableBlock, Unreadable
from bot.plans.importing.readers.html import html_blocks, read_html


def _texts(source: str) -> list[str]:
    return [block.text for block in html_blocks(source) if isinstance(block, Paragraph)]


def test_paragraphs_headings_and_items_come_in_order() -> None:
    blocks = html_blocks(
        "<html><head><title>Trang</title><style>p{}</style></head><body><h2>I. Mục đích</h2>"
        "<p><b>1. Một</b><p>Dòng&nbsp;một<br>Dòng &amp; hai<div>Chữ rời <span>trong</span> khối"
        "<ul><li>gạch</li></ul></div><ol start=3 type=a><li>ba</li><li><p>bốn</p></ol></body>"
    )
    assert [(b.text, b.style, b.line) for b in blocks if isinstance(b, Paragraph)] == [
        ("I. Mục đích", "heading2", 1),
        ("1. Một", "bold", 2),
        ("Dòng một", "", 3),
        ("Dòng & hai", "", 4),
        ("Chữ rời trong khối", "", 5),
        ("- gạch", "", 6),
        ("c) ba", "", 7),
        ("d) bốn", "", 8),
    ]


def test_merged_cells_are_repeated() -> None:
    _, table = html_blocks(
        "<p>Phụ lục</p><table><thead><tr><th rowspan=2>TT<th rowspan=2>Việc<th colspan=2>Đơn vị"
        "<tr><th>Chủ trì<th>Phối hợp</thead><tr><td>1<td>Mở<br>lớp<td rowspan=2>Sở A<td>Sở B"
        "<tr><td>2<td>Thi<td></table>"
    )
    assert isinstance(table, TableBlock)
    assert table.line == 2
    assert table.rows == (
        ("TT", "Việc", "Đơn vị", "Đơn vị"),
        ("TT", "Việc", "Chủ trì", "Phối hợp"),
        ("1", "Mở\nlớp", "Sở A", "Sở B"),
        ("2", "Thi", "Sở A", ""),
    )


def test_a_table_around_the_page_is_only_a_frame() -> None:
    inner = "<table><tr><td>TT<td>Việc</tr><tr><td>1<td>Một</table>"
    first, table = html_blocks(f"<table><tr><td>Lề<td><p>Nội dung</p>{inner}</table>")[-2:]
    assert isinstance(first, Paragraph)
    assert first.text == "Nội dung"
    assert isinstance(table, TableBlock)
    assert table.rows == (("TT", "Việc"), ("1", "Một"))


def test_comments_scripts_and_hidden_parts_are_left_out() -> None:
    assert _texts("<p>Thấy<!-- không --></p><script>x</script><p style='display:none'>ẩn</p>") == [
        "Thấy"
    ]


@pytest.mark.parametrize(
    ("charset", "declared"),
    [("utf-8", ""), ("utf-8", "utf-8"), ("utf-16", ""), ("windows-1258", "windows-1258")],
)
def test_the_charset_is_found_whether_declared_or_not(
    tmp_path: Path, charset: str, declared: str
) -> None:
    text = "Kế hoạch" if charset.startswith("utf") else "Kê hoach đô"
    meta = f"<meta charset='{declared}'>" if declared else ""
    path = tmp_path / "trang.html"
    path.write_bytes(f"<html><head>{meta}</head><p>{text}</p>".encode(charset))
    (block,) = read_html(path)
    assert isinstance(block, Paragraph)
    assert block.text == text


def test_an_empty_page_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "trong.html"
    path.write_text("<html></html>")
    with pytest.raises(Unreadable, match=r"trong\.html"):
        read_html(path)
