"""The printed certificate, read back: text, fonts, QR code, metadata."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import zxingcpp
from fontTools.ttLib import TTFont
from PIL import Image
from pypdf import PdfReader

from bot.learning.certificate import Certificate, check_name
from bot.learning.certificate_pdf import render

FONTS = Path(__file__).parent.parent.parent / "bot" / "fonts"
CODE = "7QK2-0A1B-C01X-Y9ZW"
URL = f"https://hoc.example.vn/certificates/{CODE}"
SITE = "binhdanhocvuso.gov.vn"
RULE = "Đúng từ 80% số câu của cả bài thi và từ 60% số câu của mỗi học phần."
CERTIFICATE = Certificate(
    code=CODE,
    name="Nguyễn Thị Ánh Nguyệt",
    issued_on=date(2026, 11, 22),
    modules=(
        ("M01", "Làm quen điện thoại thông minh"),
        ("M03", "Định danh điện tử VNeID"),
        ("M09", "Phòng, chống lừa đảo trực tuyến"),
    ),
    signature="U1HMu8HzCkjovH4iZSnZh" + "a" * 65,
    slot=1,
)
MANY = tuple((f"M{number:02}", "Học phần có tên rất dài " * 4) for number in range(1, 13))
LONG_NAME = "Công Tằng Tôn Nữ Phương Thảo Quỳnh Hương Nguyễn Trường Nghĩa"


def page_of(certificate: Certificate) -> tuple[PdfReader, str]:
    """The PDF and its text, with single spaces."""
    reader = PdfReader(io.BytesIO(render(certificate, URL, RULE, SITE)))
    assert len(reader.pages) == 1
    return reader, " ".join(reader.pages[0].extract_text().split())


def test_everything_stands_on_the_page() -> None:
    _, text = page_of(CERTIFICATE)
    expected = [
        "GIẤY CHỨNG NHẬN",
        CERTIFICATE.name,
        "ngày 22 tháng 11 năm 2026",
        CODE,
        URL,
        RULE,
        CERTIFICATE.signature[:24],
        *(f"{module_id} · {title}" for module_id, title in CERTIFICATE.modules),
    ]
    assert [part for part in expected if part not in text] == []


def test_it_says_that_it_is_not_the_official_confirmation() -> None:
    _, text = page_of(CERTIFICATE)
    assert "của riêng Bạn Học Số, không phải xác nhận chính thức trên VNeID" in text
    assert f"vào {SITE}, đăng nhập bằng tài khoản VNeID" in text


def test_its_language_title_and_author_are_named() -> None:
    reader, _ = page_of(CERTIFICATE)
    assert reader.metadata is not None
    assert reader.metadata.title == f"Giấy chứng nhận {CODE} – {CERTIFICATE.name}"
    assert reader.metadata.author == "Bạn Học Số"
    assert reader.trailer["/Root"]["/Lang"] == "vi"


def test_it_is_one_a4_page_across() -> None:
    reader, _ = page_of(CERTIFICATE)
    box = reader.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (842, 595)


def test_its_fonts_are_inside() -> None:
    reader, _ = page_of(CERTIFICATE)
    fonts = [
        reference.get_object()["/DescendantFonts"][0].get_object()
        for reference in reader.pages[0]["/Resources"]["/Font"].values()
    ]
    assert {font["/BaseFont"].split("+")[-1] for font in fonts} == {
        "BeVietnamPro",
        "BeVietnamProBold",
    }
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)


def test_the_qr_code_leads_to_the_page_that_checks_it() -> None:
    reader, _ = page_of(CERTIFICATE)
    pictures = [picture.image for picture in reader.pages[0].images]
    assert len(pictures) == 1
    assert pictures[0] is not None
    assert zxingcpp.read_barcode(pictures[0].convert("L")).text == URL


@pytest.mark.skipif(
    shutil.which("pdftoppm") is None, reason="no pdftoppm (poppler-utils) to draw it"
)
@pytest.mark.parametrize("resolution", ["60", "150"])
def test_the_qr_code_is_read_off_the_drawn_page(tmp_path: Path, resolution: str) -> None:
    (tmp_path / "page.pdf").write_bytes(render(CERTIFICATE, URL, RULE, SITE))
    command = ["pdftoppm", "-r", resolution, "-png", "-singlefile", "page.pdf", "page"]
    subprocess.run(command, cwd=tmp_path, check=True)
    with Image.open(tmp_path / "page.png") as picture:
        found = zxingcpp.read_barcode(picture.convert("L"))
    assert found is not None
    assert found.text == URL


@pytest.mark.parametrize("name", [LONG_NAME, "W" * 60, "Y Ƀlŏk Êƀan", "Vũ"])
def test_names_of_any_length_and_language_fit_the_page(name: str) -> None:
    reader, text = page_of(replace(CERTIFICATE, name=check_name(name)))
    assert name in text
    starts = [left for _, left, _ in places(reader)]
    assert min(starts) >= 80
    assert max(starts) <= 842 - 80


def test_twelve_modules_fit_above_the_date() -> None:
    reader, _ = page_of(replace(CERTIFICATE, modules=MANY))
    modules = [height for words, _, height in places(reader) if re.match(r"M\d\d", words)]
    date_height = next(height for words, _, height in places(reader) if words.startswith("ngày"))
    assert len(modules) == 12
    assert min(modules) > date_height + 20


def places(reader: PdfReader) -> list[tuple[str, float, float]]:
    """Each piece of text and where it begins, in points from the left and from the bottom."""
    found: list[tuple[str, float, float]] = []

    def keep(words: str, _cm: object, matrix: list[float], _font: object, _size: object) -> None:
        if words.strip():
            found.append((words.strip(), matrix[4], matrix[5]))

    reader.pages[0].extract_text(visitor_text=keep)
    return found


def test_the_same_certificate_gives_the_same_bytes() -> None:
    assert render(CERTIFICATE, URL, RULE, SITE) == render(CERTIFICATE, URL, RULE, SITE)


def test_every_letter_that_a_name_may_have_can_be_printed() -> None:
    printable: set[int] = set()
    for file in FONTS.glob("*-Bold.ttf"):
        with TTFont(file) as font:
            printable |= set(font.getBestCmap())
    accepted = set()
    for point in range(0x20, 0x3000):
        try:
            accepted |= {ord(letter) for letter in check_name(f"An {chr(point)}")}
        except ValueError:
            continue
    assert accepted - printable == set()
    vietnamese = "ăâđêôơưĂÂĐÊÔƠƯ" + "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
    assert {ord(letter) for letter in vietnamese} <= accepted
