"""What the columns of a table hold, whatever their headings look like."""

from __future__ import annotations

import pytest

from bot.plans.importing.table_headings import column_of, find_heading


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("TT", "number"),
        ("STT", "number"),
        ("Số\nTT", "number"),
        ("Nội dung công việc", "name"),
        ("TÊN NHIỆM VỤ", "name"),
        ("Nhiệm vụ, giải pháp", "name"),
        ("Cơ quan/Đơn vị chủ trì", "lead"),
        ("ĐV chủ trì", "lead"),
        ("CQ chu tri", "lead"),
        ("Cơ quan, đơn vị thực hiện", "lead"),
        ("Phân công thực hiện", "lead"),
        ("CQ phối hợp", "coordinating"),
        ("Cùng thực hiện", "coordinating"),
        ("Hỗ trợ", "coordinating"),
        ("Mã", "number"),
        ("Hạng mục", "name"),
        ("Đầu mối", "lead"),
        ("Mốc", "deadline"),
        ("Minh chứng", "result"),
        ("Các cơ quan, đơn vị phối hợp", "coordinating"),
        ("Đơn vị chủ trì/phối hợp", "units"),
        ("Kết quả/Sản phẩm", "result"),
        ("Sản phẩm dự kiến hoàn thành", "result"),
        ("Thời hạn hoàn thành", "deadline"),
        ("THOI GIAN THUC HIEN", "deadline"),
        ("Tiến độ thực hiện nhiệm vụ", "deadline"),
        ("Thời gain thực hiện", "deadline"),
        ("Bắt đầu", "start"),
        ("ĐVT", "target"),
        ("Chỉ tiêu", "target"),
        ("Mục tiêu, nhiệm vụ", "name"),
        ("Ghi chú", "note"),
        ("Kinh phí (triệu đồng)", "other"),
        ("Màu sắc", "other"),
    ],
)
def test_a_heading_says_what_its_column_holds(heading: str, role: str) -> None:
    assert column_of(heading).role == role


def test_a_vague_heading_is_less_sure_than_a_plain_one() -> None:
    assert column_of("Đơn vị").sure < column_of("Đơn vị thực hiện").sure
    assert column_of("Đơn vị thực hiện").sure < column_of("Đơn vị chủ trì").sure
    assert column_of("Kết quả, thời gian hoàn thành").sure < column_of("Kết quả").sure


def test_a_heading_of_two_rows_is_read_as_one() -> None:
    rows = [
        ("Số TT", "Nội dung", "Đơn vị thực hiện", "Đơn vị thực hiện", "Thời gian"),
        ("Số TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian"),
        ("1", "Mở lớp", "Sở Nội vụ", "Các sở", "Quý I"),
    ]
    heading = find_heading(rows)
    assert heading is not None
    assert (heading.first, heading.after) == (0, 2)
    roles = [column.role for column in heading.columns]
    assert roles == ["number", "name", "lead", "coordinating", "deadline"]


@pytest.mark.parametrize(
    ("first", "second", "sure"),
    [("Đầu mối", "Cùng thực hiện", 1.0), ("Đứng đầu", "Góp sức", 0.55)],
)
def test_what_divides_one_heading_is_of_it_in_whatever_words(
    first: str, second: str, sure: float
) -> None:
    rows = [
        ("TT", "Việc", "Kết quả", "Cơ quan", "Cơ quan", "Hạn"),
        ("TT", "Việc", "Kết quả", first, second, "Hạn"),
        ("1", "Mở lớp", "03 lớp", "Sở Nội vụ", "Các sở", "Quý I"),
    ]
    heading = find_heading(rows)
    assert heading is not None
    assert heading.after == 2
    assert [column.role for column in heading.columns][3:5] == ["lead", "coordinating"]
    assert heading.columns[4].sure == sure


def test_a_heading_goes_on_below_in_one_column_only() -> None:
    rows = [
        ("STT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời gian"),
        ("STT", "Nhiệm vụ", "(chủ trì/phối hợp)", "Thời gian"),
        ("1", "Mở lớp", "Sở Nội vụ/Các sở", "Quý I"),
    ]
    heading = find_heading(rows)
    assert heading is not None
    assert heading.after == 2
    assert [column.role for column in heading.columns] == ["number", "name", "units", "deadline"]


def test_a_first_row_of_data_is_never_part_of_the_heading() -> None:
    rows = [("TT", "Nhiệm vụ", "Đơn vị chủ trì"), ("1", "Xây dựng kế hoạch", "Sở Nội vụ")]
    heading = find_heading(rows)
    assert heading is not None
    assert heading.after == 1


def test_titles_above_the_heading_are_skipped() -> None:
    title = ("DANH MỤC NHIỆM VỤ",) * 3
    heading = find_heading([title, ("TT", "Nhiệm vụ", "Thời hạn"), ("1", "Mở lớp", "Quý I")])
    assert heading is not None
    assert heading.first == 1


def test_a_numbered_row_is_no_heading_whatever_it_says() -> None:
    row = ("38", "Thời gian làm việc của tổ", "Đơn vị chủ trì báo cáo", "Tỷ lệ hồ sơ trực tuyến")
    assert find_heading([("37", "Mở lớp", "Sở Nội vụ", "Lớp học"), row]) is None


def test_a_table_of_figures_is_none_of_tasks() -> None:
    heading = find_heading([("TT", "Nội dung", "ĐVT", "Đơn vị chủ trì", "Năm 2026")])
    assert heading is not None
    assert not heading.of_tasks
