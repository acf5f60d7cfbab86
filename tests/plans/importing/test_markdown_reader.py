"""Markdown: lines of the file, marks of lists, tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.plans.importing.blocks import Paragraph, TableBlock, Unreadable
from bot.plans.importing.readers.markdown import markdown_blocks, read_markdown

SOURCE = """\
# KẾ HOẠCH

**I. MỤC ĐÍCH**

Nâng cao kỹ năng số
cho người dân.
Đơn vị chủ trì: Sở Nội vụ
Thời gian thực hiện: Quý I

3. Việc ba
4. Việc bốn
   - nhánh

    thụt vào

| TT | Nhiệm vụ | Chủ trì |
|:--:|---|---|
| 1 | **Mở** lớp<br>số | Sở A |
| 2 | Thi |
"""


def test_everything_keeps_the_line_of_the_file() -> None:
    *paragraphs, table = markdown_blocks(SOURCE)
    assert [(b.text, b.line, b.style) for b in paragraphs if isinstance(b, Paragraph)] == [
        ("KẾ HOẠCH", 1, "heading1"),
        ("I. MỤC ĐÍCH", 3, "bold"),
        ("Nâng cao kỹ năng số cho người dân.", 5, ""),
        ("Đơn vị chủ trì: Sở Nội vụ", 7, ""),
        ("Thời gian thực hiện: Quý I", 8, ""),
        ("3. Việc ba", 10, ""),
        ("4. Việc bốn", 11, ""),
        ("- nhánh", 12, ""),
        ("thụt vào", 14, ""),
    ]
    assert isinstance(table, TableBlock)
    assert table.rows == (
        ("TT", "Nhiệm vụ", "Chủ trì"),
        ("1", "Mở lớp\nsố", "Sở A"),
        ("2", "Thi", ""),
    )
    assert [table.row_line(row) for row in range(3)] == [16, 18, 19]


def test_a_table_in_html_is_a_table_too() -> None:
    (table,) = markdown_blocks("<table><tr><td>TT<td>Việc</tr><tr><td>1<td>Một</tr></table>\n")
    assert isinstance(table, TableBlock)
    assert table.rows == (("TT", "Việc"), ("1", "Một"))


def test_what_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cu.md"
    path.write_bytes(b"K\xff\xfe")
    with pytest.raises(Unreadable, match=r"cu\.md"):
        read_markdown(path)
