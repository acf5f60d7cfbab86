"""The quarterly report of a unit: what stands in it, and both files read back."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from small_register import JUNE, QUARTERLY, TENTH, register_with, task

from bot.plans.register import Deadline, Outcome, Register, Target, load_register
from bot.plans.report import COLUMN_WIDTHS, Report, Row, report
from bot.plans.report_pdf import report_pdf
from bot.plans.report_workbook import report_workbook
from bot.settings import ROOT

TODAY = date(2027, 6, 21)
APRIL = Deadline("month", written="Tháng 4/2027", start=date(2027, 4, 1), end=date(2027, 4, 30))
MARCH = Deadline("month", written="Tháng 3/2027", start=date(2027, 3, 1), end=date(2027, 3, 31))
AUGUST = Deadline("month", written="Tháng 8/2027", start=date(2027, 8, 1), end=date(2027, 8, 31))
FROM_JULY = Deadline("ongoing_from", written="từ tháng 7/2027", start=date(2027, 7, 1))
TARGET = Target(
    id="KH9-cbcc",
    document_id="KH9",
    section="II.1",
    group="cán bộ, công chức",
    group_id="cbcc",
    metric="có kỹ năng số",
    operator=">=",
    value=80,
    unit="%",
    year=2027,
    every_year=False,
    notes=(),
    lines=(1, 1),
)
EXAMPLE = register_with(
    task("1", JUNE, result="Kế hoạch được ban hành"),
    task("2", QUARTERLY, kind="reporting", recipient="UBND tỉnh"),
    task("3", Deadline("ongoing", written="Thường xuyên"), lead=("Hai cơ quan",)),
    task("4", Deadline("not_stated"), lead=("Sở B",), lead_written="Sở B", coordinating=("Sở A",)),
    task("5", MARCH),
    task("6", AUGUST),
    task("7", FROM_JULY),
    task("8", TENTH, lead=("Sở B",), lead_written="Sở B"),
)


def with_targets(register: Register, *targets: Target) -> Register:
    (document,) = register.documents
    return replace(register, documents=(replace(document, targets=targets),))


def of_second_quarter(register: Register, unit: str = "Sở A") -> Report:
    return report(register, unit, 2027, 2, TODAY)


def names(rows: Iterable[Row]) -> list[str]:
    """The groups and the names of the tasks, in order."""
    return [row[0] if len(row) == 1 else row[1] for row in rows]


def test_tasks_stand_in_their_groups() -> None:
    done = of_second_quarter(EXAMPLE).sections[0]
    assert names(done.rows) == [
        "Nhiệm vụ quá hạn từ trước quý này",
        "Việc 5",
        "Nhiệm vụ có thời hạn trong quý",
        "Việc 1",
        "Việc 2",
        "Nhiệm vụ thường xuyên, định kỳ",
        "Việc 3",
        "Nhiệm vụ mà văn bản không ghi thời hạn hoặc giao theo kế hoạch khác",
        "Việc 4",
    ]
    assert [row[0] for row in done.rows if len(row) > 1] == ["1", "2", "3", "4", "5"]


def test_a_row_says_where_it_is_written_by_when_and_who_leads() -> None:
    rows = {row[1]: row for row in of_second_quarter(EXAMPLE).sections[0].rows if len(row) > 1}
    assert rows["Việc 1"][2:] == (
        "9/KH-UBND, mục 1",
        "“Tháng 6/2027”",
        "Chủ trì",
        "Kế hoạch được ban hành",
        "",
        "",
    )
    assert rows["Việc 3"][4] == "Chủ trì (qua: Hai cơ quan)"
    assert rows["Việc 4"][3:5] == ("văn bản không ghi thời hạn", "Phối hợp; chủ trì: Sở B")


def test_the_next_quarter_lists_what_falls_due_in_it() -> None:
    planned = of_second_quarter(EXAMPLE).sections[-1]
    assert planned.title == "V. NHIỆM VỤ TRỌNG TÂM QUÝ III/2027"
    assert names(planned.rows) == ["Việc 2", "Việc 6"]


def test_after_the_fourth_quarter_comes_the_next_year() -> None:
    content = report(EXAMPLE, "Sở A", 2027, 4, TODAY)
    assert content.period == "quý IV/2027"
    assert content.sections[-1].title == "V. NHIỆM VỤ TRỌNG TÂM QUÝ I/2028"
    assert names(content.sections[-1].rows) == ["Việc 2"]


@pytest.mark.parametrize("quarter", [0, 5, -1])
def test_other_quarters_are_refused(quarter: int) -> None:
    with pytest.raises(ValueError, match=f"Không có quý {quarter}"):
        report(EXAMPLE, "Sở A", 2027, quarter, TODAY)


@pytest.mark.parametrize(
    ("day", "in_time", "today", "expected"),
    [
        (date(2027, 4, 9), False, TODAY, [("Đã ban hành", "Sau thời hạn")]),
        (date(2027, 3, 9), True, TODAY, []),  # reported for the quarter before
        (date(2027, 4, 9), False, date(2027, 4, 8), [("", "")]),  # not known yet
    ],
)
def test_known_outcomes_are_filled_in(
    day: date, in_time: bool, today: date, expected: list[Row]
) -> None:
    outcome = Outcome("1", "Đã ban hành", day, in_time, "nguồn")
    register = register_with(task("1", MARCH), outcomes=(outcome,))
    rows = report(register, "Sở A", 2027, 2, today).sections[0].rows
    assert [row[-2:] for row in rows if len(row) > 1] == expected


def test_nothing_was_due_before_the_document_was_issued() -> None:
    (document,) = register_with(task("1", QUARTERLY)).documents
    late = replace(EXAMPLE, documents=(replace(document, issued=date(2027, 6, 20)),))
    assert names(of_second_quarter(late).sections[0].rows) == [
        "Không có trong các kế hoạch đã ghi nhận."
    ]
    in_time = replace(EXAMPLE, documents=(replace(document, issued=date(2027, 6, 19)),))
    assert "Việc 1" in names(of_second_quarter(in_time).sections[0].rows)
    task_of_june = replace(document, issued=date(2027, 6, 30), tasks=(task("1", JUNE),))
    at_its_end = replace(EXAMPLE, documents=(task_of_june,))
    assert "Việc 1" in names(of_second_quarter(at_its_end).sections[0].rows)
    later = replace(EXAMPLE, documents=(replace(document, issued=date(2027, 7, 1)),))
    assert names(of_second_quarter(later).sections[-1].rows) == [
        "Không có trong các kế hoạch đã ghi nhận."
    ]


@pytest.mark.parametrize(
    ("target", "cells"),
    [
        (TARGET, [("từ 80% trở lên", "năm 2027")]),
        (replace(TARGET, operator=">", year=2030), [("trên 80%", "năm 2030")]),
        (
            replace(TARGET, operator="=", year=None, every_year=True, unit="lớp"),
            [("80 lớp", "hằng năm")],
        ),
        (replace(TARGET, year=None), [("từ 80% trở lên", "văn bản không ghi năm")]),
        (replace(TARGET, year=2026), []),
    ],
)
def test_targets_say_how_much_and_when(target: Target, cells: list[Row]) -> None:
    rows = of_second_quarter(with_targets(EXAMPLE, target)).sections[1].rows
    assert [row[4:6] for row in rows if len(row) > 1] == cells
    assert all(row[1:4] == ("có kỹ năng số", "cán bộ, công chức", "9/KH-UBND, mục II.1")
               for row in rows if len(row) > 1)  # fmt: skip


def test_it_is_addressed_to_whom_the_plans_say() -> None:
    assert of_second_quarter(EXAMPLE).addressed_to == "Kính gửi: UBND tỉnh"
    assert of_second_quarter(EXAMPLE, "Sở B").addressed_to.startswith("Kính gửi: …")
    own = register_with(task("1", QUARTERLY, kind="reporting", recipient="Sở A"))
    assert of_second_quarter(own).addressed_to.startswith("Kính gửi: …")


def test_a_unit_without_tasks_has_an_empty_report() -> None:
    content = of_second_quarter(EXAMPLE, "Sở C")
    tables = [section for section in content.sections if section.heads]
    assert [names(section.rows) for section in tables] == [
        ["Không có trong các kế hoạch đã ghi nhận."]
    ] * 3


def test_every_row_has_a_cell_for_every_column() -> None:
    content = of_second_quarter(with_targets(EXAMPLE, TARGET))
    for section in content.sections:
        assert len(section.heads) in (0, len(COLUMN_WIDTHS))
        assert {len(row) for row in section.rows} <= {1, len(COLUMN_WIDTHS)}
    assert sum(COLUMN_WIDTHS) == 297 - 2 * 20


def workbook_rows(register: Register) -> list[list[str]]:
    data = report_workbook(register, "Sở A", 2027, 2, TODAY)
    (sheet,) = load_workbook(io.BytesIO(data)).worksheets
    return [[str(cell) for cell in row if cell] for row in sheet.iter_rows(values_only=True)]


def test_the_workbook_has_every_row_and_heading() -> None:
    register = with_targets(EXAMPLE, TARGET)
    rows = workbook_rows(register)
    assert ["SỞ A", "Độc lập - Tự do - Hạnh phúc"] in rows
    assert ["Số: ……/BC-……", "……………, ngày 21 tháng 6 năm 2027"] in rows
    assert ["Kết quả thực hiện phong trào “Bình dân học vụ số” quý II/2027"] in rows
    assert rows[-2] == ["Nơi nhận:", "THỦ TRƯỞNG ĐƠN VỊ"]
    for section in of_second_quarter(register).sections:
        assert [section.title] in rows
        for row in (section.heads, *section.rows):
            assert [cell for cell in row if cell] in rows


def test_the_workbook_prints_across_with_page_numbers_and_wrapped_cells() -> None:
    data = report_workbook(EXAMPLE, "Sở A", 2027, 2, TODAY)
    (sheet,) = load_workbook(io.BytesIO(data)).worksheets
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter.center.text == "Trang &P/&N"
    (cell,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "Việc 1")
    assert cell.alignment.wrap_text
    assert cell.border.left.style == "thin"
    assert sheet.row_dimensions[cell.row].height is None  # fitted to its text


def test_no_text_becomes_a_formula() -> None:
    register = register_with(task("1", JUNE, name="=1+1"))
    data = report_workbook(register, "Sở A", 2027, 2, TODAY)
    (sheet,) = load_workbook(io.BytesIO(data)).worksheets
    types = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"}
    assert types == {"s"}


def pdf_of(register: Register, unit: str = "Sở A") -> tuple[PdfReader, str]:
    """The PDF and the words of all its pages, with single spaces."""
    reader = PdfReader(io.BytesIO(report_pdf(register, unit, 2027, 2, TODAY)))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_the_pdf_has_every_part() -> None:
    register = with_targets(EXAMPLE, TARGET)
    _, text = pdf_of(register)
    expected = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "SỞ A",
        "ngày 21 tháng 6 năm 2027",
        "BÁO CÁO",
        "phong trào “Bình dân học vụ số” quý II/2027",
        "Kính gửi: UBND tỉnh",
        *(section.title for section in of_second_quarter(register).sections),
        *(f"Việc {number}" for number in range(1, 7)),
        "THỦ TRƯỞNG ĐƠN VỊ",
    ]
    assert [part for part in expected if part not in text] == []
    assert "Việc 7" not in text
    assert "Việc 8" not in text


def test_the_pages_of_the_pdf_lie_across_and_are_numbered() -> None:
    many = register_with(*(task(str(number), JUNE) for number in range(60)))
    reader, text = pdf_of(many)
    pages = len(reader.pages)
    assert pages >= 4
    for number, page in enumerate(reader.pages, 1):
        assert round(page.mediabox.width) == 842
        assert round(page.mediabox.height) == 595
        assert f"Trang {number}/{pages}" in page.extract_text()
    # The heads of a table come again on every page that it goes on.
    assert text.count("Kết quả thực hiện Ghi chú") >= pages - 2


def test_a_text_longer_than_a_page_is_all_there() -> None:
    words = [f"từ{number}" for number in range(900)]
    _, text = pdf_of(register_with(task("1", JUNE, result=" ".join(words))))
    assert [word for word in words if word not in text] == []


def test_the_same_report_gives_the_same_pdf() -> None:
    first = report_pdf(EXAMPLE, "Sở A", 2027, 2, TODAY)
    assert report_pdf(EXAMPLE, "Sở A", 2027, 2, TODAY) == first


def test_every_letter_of_the_shipped_register_can_be_printed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    register = load_register(ROOT / "knowledge" / "plans")
    units = {name for each in register.tasks for name in each.lead}
    for unit in sorted(units):
        report_pdf(register, unit, 2025, 3, date(2025, 9, 12))
    assert caplog.messages == []
