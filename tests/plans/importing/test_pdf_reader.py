"""PDF files made here: tables over several pages, with and without lines, text, scans."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from fpdf import FPDF
from PIL import ImageFilter

import bot
from bot.plans.importing.blocks import Block, Paragraph, TableBlock, Unreadable
from bot.plans.importing.drafts import DraftTask
from bot.plans.importing.readers.pdf import read_pdf
from bot.plans.importing.tables import table_tasks

FONTS = Path(bot.__file__).parent / "fonts"
HEADING = (
    "TT",
    "Nhiệm vụ",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Sản phẩm",
    "Thời gian hoàn thành",
)
UNITS = ("Sở Khoa học và Công nghệ", "Sở Nội vụ", "Văn phòng Ủy ban nhân dân tỉnh", "Công an tỉnh")
ROWS = tuple(
    (
        str(number),
        f"Tổ chức đợt tập huấn kỹ năng số thứ {number} cho cán bộ các xã, phường trên địa bàn",
        UNITS[number % 4],
        "Các sở, ban, ngành; UBND cấp xã",
        "Báo cáo, danh sách học viên",
        f"Tháng {number % 12 + 1}/2026",
    )
    for number in range(1, 31)
)
GROUP = "Nhóm nhiệm vụ phát triển hạ tầng số"


class _Paged(FPDF):  # type: ignore[misc]
    def footer(self) -> None:
        self.set_y(-12)
        self.cell(0, 8, f"Trang {self.page_no()}", align="C")


def _pdf() -> FPDF:
    pdf = _Paged(orientation="L")
    pdf.add_font("V", "", str(FONTS / "BeVietnamPro-Regular.ttf"))
    pdf.add_font("V", "B", str(FONTS / "NotoSans-Bold.ttf"))
    pdf.set_font("V", size=10)
    pdf.add_page()
    return pdf


def _annex(path: Path, lines: str = "ALL", repeated: bool = True, style: str = "") -> Path:
    pdf = _pdf()
    pdf.set_font("V", style, size=10)
    pdf.multi_cell(0, 6, "Danh mục nhiệm vụ kèm theo Kế hoạch của Ủy ban nhân dân tỉnh. " * 4)
    pdf.ln()
    with pdf.table(
        col_widths=(8, 70, 45, 45, 40, 35),
        borders_layout=lines,
        repeat_headings=1 if repeated else 0,
        padding=1,
    ) as table:
        table.row(HEADING)
        for row in ROWS[:3]:
            table.row(row)
        table.row().cell(f"II. {GROUP}", colspan=6)
        for row in ROWS[3:]:
            table.row(row)
    pdf.output(str(path))
    return path


def _tasks(blocks: tuple[Block, ...]) -> tuple[DraftTask, ...]:
    tasks, unplaced = table_tasks([block for block in blocks if isinstance(block, TableBlock)])
    assert unplaced == ()
    return tasks


def _fields(task: DraftTask) -> tuple[str | None, ...]:
    placed = (task.section, task.name, task.lead, task.coordinating, task.result, task.deadline)
    return tuple(each.value if each else None for each in placed)


@pytest.mark.parametrize("repeated", [True, False], ids=["heading-repeated", "heading-once"])
@pytest.mark.parametrize("lines", ["ALL", "NONE"], ids=["ruled", "unruled"])
def test_an_annex_over_several_pages_is_read_whole(
    tmp_path: Path, lines: str, repeated: bool
) -> None:
    blocks = read_pdf(_annex(tmp_path / "phu-luc.pdf", lines, repeated))
    tables = [block for block in blocks if isinstance(block, TableBlock)]
    assert len(tables) >= 3
    assert [table.page for table in tables] == list(range(1, len(tables) + 1))
    assert [_fields(task) for task in _tasks(blocks)] == list(ROWS)
    assert not any("Trang" in b.text for b in blocks if isinstance(b, Paragraph))


def test_lines_are_counted_through_the_pages(tmp_path: Path) -> None:
    blocks = read_pdf(_annex(tmp_path / "phu-luc.pdf"))
    ends = [0]
    for block in blocks:
        assert block.line == ends[-1] + 1
        ends.append(block.line + (len(block.rows) - 1 if isinstance(block, TableBlock) else 0))


def test_a_row_that_no_line_closes_at_the_foot_of_the_page_goes_on(tmp_path: Path) -> None:
    pdf = _pdf()
    columns = (10, 30, 130, 200, 260)

    def rows(top: float, heights: list[float], texts: list[tuple[str, ...]], closed: bool) -> None:
        for at, (height, row) in enumerate(zip(heights, texts, strict=True)):
            pdf.line(columns[0], top, columns[-1], top)
            for left, text in zip(columns, row, strict=False):
                pdf.text(left + 2, top + 6, text)
            for left in columns:
                pdf.line(left, top, left, top + height)
            top += height
            if closed and at == len(texts) - 1:
                pdf.line(columns[0], top, columns[-1], top)

    heading = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn")
    rows(150, [10, 30], [heading, ("1", "Xây dựng kho", "Sở Khoa học", "Quý I")], closed=False)
    pdf.add_page()
    rows(20, [10], [("", "học liệu số", "và Công nghệ", "")], closed=True)
    path = tmp_path / "ho.pdf"
    pdf.output(str(path))
    (task,) = _tasks(read_pdf(path))
    assert task.name.value == "Xây dựng kho học liệu số"
    assert task.lead is not None
    assert task.lead.value == "Sở Khoa học và Công nghệ"


def test_text_is_read_from_top_to_bottom_and_left_before_right(tmp_path: Path) -> None:
    pdf = _pdf()
    for down, (left, right) in enumerate(
        [("UBND TỈNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("Số: 12/KH-UBND", "Độc lập - Tự do")]
    ):
        pdf.text(20, 20 + 8 * down, left)
        pdf.text(150, 20 + 8 * down, right)
    pdf.set_font("V", "B", 12)
    pdf.text(20, 50, "I. MỤC ĐÍCH")
    pdf.set_font("V", "", 12)
    pdf.text(20, 60, "1.")
    pdf.text(40, 60, "Nâng cao kỹ năng số")
    path = tmp_path / "chu.pdf"
    pdf.output(str(path))
    assert [(b.text, b.style, b.page) for b in read_pdf(path) if isinstance(b, Paragraph)] == [
        ("UBND TỈNH", "", 1),
        ("Số: 12/KH-UBND", "", 1),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "", 1),
        ("Độc lập - Tự do", "", 1),
        ("I. MỤC ĐÍCH", "bold", 1),
        ("1. Nâng cao kỹ năng số", "", 1),
    ]


def _scanned(path: Path, source: Path) -> Path:
    """The first page as a slightly turned, blurred picture."""
    with pypdfium2.PdfDocument(source) as document:
        picture = document[0].render(scale=200 / 72).to_pil().convert("L")
    picture = picture.rotate(0.3, fillcolor=255).filter(ImageFilter.GaussianBlur(0.6))
    pdf = FPDF(orientation="L")
    pdf.add_page()
    pdf.image(picture, 0, 0, 297, 210)
    pdf.output(str(path))
    return path


def test_a_scanned_annex_is_read_by_its_picture(tmp_path: Path) -> None:
    source = _annex(tmp_path / "phu-luc.pdf", style="B")
    blocks = read_pdf(_scanned(tmp_path / "quet.pdf", source))
    found = [_fields(task) for task in _tasks(blocks)]
    assert len(found) >= 4
    expected = list(ROWS[: len(found)])
    assert [row[2] for row in found] == [row[2] for row in expected]
    assert [row[5] for row in found] == [row[5] for row in expected]


def test_a_scan_without_tesseract_is_refused_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = _scanned(tmp_path / "quet.pdf", _annex(tmp_path / "phu-luc.pdf"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unreadable, match="tesseract-ocr-vie"):
        read_pdf(scan)


def test_what_is_no_pdf_or_has_nothing_on_it_is_refused(tmp_path: Path) -> None:
    fake = tmp_path / "gia.pdf"
    fake.write_bytes(b"khong phai PDF")
    with pytest.raises(Unreadable, match=r"gia\.pdf: không phải tệp PDF"):
        read_pdf(fake)
    empty = FPDF()
    empty.add_page()
    empty.output(str(tmp_path / "trang.pdf"))
    with pytest.raises(Unreadable, match=r"trang\.pdf: không có chữ"):
        read_pdf(tmp_path / "trang.pdf")


def test_a_locked_file_is_refused_with_the_reason(tmp_path: Path) -> None:
    pdf = _pdf()
    pdf.set_encryption(owner_password="chu", user_password="khach")
    pdf.text(20, 20, "Kín")
    pdf.output(str(tmp_path / "khoa.pdf"))
    with pytest.raises(Unreadable, match="mật khẩu"):
        read_pdf(tmp_path / "khoa.pdf")
