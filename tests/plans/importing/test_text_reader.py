"""Plain text in its encodings, and files that are none."""

from pathlib import Path

import pytest

from bot.plans.importing.blocks import Paragraph, Unreadable
from bot.plans.importing.readers.text import read_txt
from bot.plans.importing.reading import read_blocks


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_with_its_lines(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("KẾ HOẠCH\r\n\r\nĐiều 1".encode(encoding))
    assert read_txt(path) == (Paragraph("KẾ HOẠCH", 1), Paragraph("Điều 1", 3))


def test_form_feeds_are_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("một\n\fhai", encoding="utf-8")
    assert [(each.line, each.page) for each in read_txt(path)] == [(1, 1), (2, 2)]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "Tệp trống"),
        ("blank.txt", b"\n \n", "không có chữ nào"),
        ("binary.txt", b"\x00\x01\x02\x03" * 50, "nhị phân"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "không phải văn bản"),
        ("tcvn3.txt", b"C\xe9ng h\xdfa x\xb7 h\xe9i ch\xf1 ngh\xdca Vi\xd6t Nam", "TCVN3"),
        (
            "vni.txt",
            "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam Ñoäc laäp Töï do".encode(),
            "VNI",
        ),
        ("latin.txt", b"dong mot\nd\xf2ng hai, khong phai tieng Viet nua", "Dòng 2"),
        ("plan.doc", b"x", "Không đọc được tệp loại"),
        ("big.txt", b"a" * 3_000_001, "lớn quá"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=words):
        read_blocks(path)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="Không mở được tệp"):
        read_blocks(tmp_path / "none.txt")
