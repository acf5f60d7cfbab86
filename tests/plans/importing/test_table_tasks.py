"""Tasks out of tables: groups, sub-rows, broken rows, “như trên”, merged and missing cells."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plans.importing.blocks import TableBlock
from bot.plans.importing.drafts import DraftTask, Placed
from bot.plans.importing.tables import table_tasks

HEADING = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm", "Thời hạn")


def _table(*rows: tuple[str, ...], line: int = 1, page: int | None = None) -> TableBlock:
    return TableBlock(rows, line, page)


def _tasks(*tables: TableBlock) -> tuple[DraftTask, ...]:
    tasks, unplaced = table_tasks(tables)
    assert unplaced == ()
    return tasks


def _value(placed: Placed | None) -> str | None:
    return placed.value if placed else None


def _brief(task: DraftTask) -> tuple[str | None, ...]:
    fields = (task.section, task.name, task.lead, task.deadline)
    return tuple(_value(each) for each in fields)


def _all(task: DraftTask) -> tuple[str | None, ...]:
    return (*_brief(task), _value(task.coordinating), _value(task.result))


def test_every_field_is_taken_with_its_line() -> None:
    row = ("1", "Mở lớp kỹ năng số", "Sở Nội vụ", "Các sở, ban, ngành", "Danh sách", "Quý I/2026")
    (task,) = _tasks(_table(HEADING, ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"), row, line=10))
    assert _all(task) == (
        "1",
        "Mở lớp kỹ năng số",
        "Sở Nội vụ",
        "Quý I/2026",
        "Các sở, ban, ngành",
        "Danh sách",
    )
    assert {task.name.line, task.last_line} == {12}
    assert task.name.confidence == 1


def test_names_broken_within_a_cell_are_put_together() -> None:
    units = ("Bộ Chỉ huy Bộ đội\nBiên phòng tỉnh", "Công đoàn\nViên chức tỉnh\nSở Nội vụ")
    (task,) = _tasks(_table(HEADING, ("1", "Mở lớp", *units, "", "Quý I/2026")))
    assert _value(task.lead) == "Bộ Chỉ huy Bộ đội Biên phòng tỉnh"
    assert _value(task.coordinating) == "Công đoàn Viên chức tỉnh; Sở Nội vụ"


def test_a_page_without_heading_goes_on_though_a_row_sounds_like_one() -> None:
    first = ("1", "Mở lớp", "Sở Nội vụ", "", "Lớp học", "Quý II/2026")
    rest = ("2", "Cấp mã", "Sở Y tế", "", "Mã", "Quý II/2026")
    last = ("3", "Nộp hồ sơ", "Trung tâm", "Đơn vị phối hợp", "Tỷ lệ hồ sơ", "Thời hạn của quý")
    tasks = _tasks(_table(HEADING, first, page=1), _table(rest, last, line=9, page=2))
    assert [_value(task.section) for task in tasks] == ["1", "2", "3"]


def test_a_row_broken_over_a_page_is_one_task_and_the_repeated_heading_none() -> None:
    first = ("1", "Kết nối, chia sẻ dữ liệu của các sở", "Sở Khoa học và", "", "", "Quý II")
    rest = ("", "và cấp xã", "Công nghệ", "", "", "năm 2026")
    last = ("2", "Mở lớp", "Sở Nội vụ", "", "", "Tháng 5/2026")
    for heading in ((HEADING,), ()):
        tasks = _tasks(
            _table(HEADING, first, line=5, page=1), _table(*heading, rest, last, line=9, page=2)
        )
        assert [_brief(task) for task in tasks] == [
            (
                "1",
                "Kết nối, chia sẻ dữ liệu của các sở và cấp xã",
                "Sở Khoa học và Công nghệ",
                "Quý II năm 2026",
            ),
            ("2", "Mở lớp", "Sở Nội vụ", "Tháng 5/2026"),
        ]
        assert tasks[0].name.confidence < tasks[1].name.confidence
        assert tasks[0].last_line == 9 + len(heading)


def test_the_heading_of_a_group_numbers_its_rows_and_gives_unit_and_time() -> None:
    group = "Nhóm nhiệm vụ tuyên truyền (chủ trì: Sở Văn hóa; thời hạn: Quý III/2026)"
    tasks = _tasks(
        _table(
            HEADING,
            ("I", *(group,) * 5),
            ("1", "Phát tờ rơi", "", "", "", ""),
            ("2", "Đăng tin", "Báo tỉnh", "", "", "Hằng tháng"),
            ("II", "Hạ tầng", "", "", "", ""),
            ("1", "Phủ sóng", "Sở Khoa học và Công nghệ", "", "", "12/2026"),
        )
    )
    assert [_brief(task) for task in tasks] == [
        ("I.1", "Phát tờ rơi", "Sở Văn hóa", "Quý III/2026"),
        ("I.2", "Đăng tin", "Báo tỉnh", "Hằng tháng"),
        ("II.1", "Phủ sóng", "Sở Khoa học và Công nghệ", "12/2026"),
    ]
    inherited = tasks[0].lead
    assert inherited is not None
    assert inherited.line == 2
    assert inherited.confidence < 0.8


def test_numbers_that_run_on_through_the_groups_stay_as_they_are() -> None:
    tasks = _tasks(
        _table(
            HEADING,
            ("A. Tuyên truyền",) * 6,
            ("1", "Phát tờ rơi", "Sở A", "", "", "Quý I"),
            ("B. Hạ tầng",) * 6,
            ("2", "Phủ sóng", "Sở B", "", "", "Quý I"),
        )
    )
    assert [_value(task.section) for task in tasks] == ["1", "2"]


def test_sub_rows_draw_on_the_row_above_them() -> None:
    tasks = _tasks(
        _table(
            HEADING,
            ("1", "Tập huấn", "Sở Nội vụ", "", "", ""),
            ("1.1", "Cho cấp tỉnh", "", "Các sở", "", "Tháng 4"),
            ("1.2", "Cho cấp xã", "UBND cấp xã", "", "", "Tháng 5"),
            ("2", "Sát hạch", "Sở A", "", "", "Quý IV"),
            ("-", "Ra đề", "", "", "", "Tháng 10"),
            ("-", "Chấm thi", "", "", "", "Tháng 11"),
        )
    )
    assert [_brief(task) for task in tasks] == [
        ("1.1", "Cho cấp tỉnh", "Sở Nội vụ", "Tháng 4"),
        ("1.2", "Cho cấp xã", "UBND cấp xã", "Tháng 5"),
        ("2", "Ra đề", "Sở A", "Tháng 10"),
        ("2", "Chấm thi", "Sở A", "Tháng 11"),
    ]


def test_a_row_with_its_own_unit_and_time_is_a_task_though_others_stand_under_it() -> None:
    tasks = _tasks(
        _table(
            HEADING,
            ("1", "Xây dựng nền tảng", "Sở A", "", "", "Năm 2026"),
            ("1.1", "Khảo sát", "Sở B", "", "", "Tháng 2"),
        )
    )
    assert [_value(task.section) for task in tasks] == ["1", "1.1"]
    assert tasks[0].name.confidence < 1


def test_as_above_is_what_stands_above() -> None:
    tasks = _tasks(
        _table(
            HEADING,
            ("1", "Một", "Sở Nội vụ", "nt", "", "Tháng 3/2026"),
            ("2", "Hai", "Như trên", "", "", "//"),
            ("3", "Ba", "-nt-", "", "", "Như mục 1"),
        )
    )
    assert {_brief(task)[2:] for task in tasks} == {("Sở Nội vụ", "Tháng 3/2026")}
    assert tasks[0].coordinating is not None
    assert tasks[0].coordinating.confidence < 0.5


def test_units_in_one_cell_are_taken_apart() -> None:
    heading = ("TT", "Nội dung", "Đơn vị chủ trì, phối hợp", "Tiến độ")
    tasks = _tasks(
        _table(
            heading,
            ("1", "Một", "Chủ trì: Sở A; Phối hợp: Sở B, Sở C", "Quý I"),
            ("2", "Hai", "Sở A chủ trì, phối hợp với Sở B, Sở C", "Quý I"),
            ("3", "Ba", "Sở A (chủ trì), Sở B, Sở C", "Quý I"),
            ("5", "Năm", "Sở A / Sở B, Sở C", "Quý I"),
            ("6", "Sáu", "Sở A\nSở B, Sở C", "Quý I"),
            ("4", "Bốn", "- Chủ trì: Sở A\n- Phối hợp: Sở B, Sở C.", "Quý I"),
        )
    )
    assert {(_value(t.lead), _value(t.coordinating)) for t in tasks} == {("Sở A", "Sở B, Sở C")}


def test_units_on_lines_of_their_own_are_parted_but_not_a_broken_name() -> None:
    (task,) = _tasks(
        _table(
            HEADING,
            (
                "1",
                "Một",
                "Văn phòng\nỦy ban nhân dân tỉnh",
                "Sở Nội vụ\nSở\nTài chính",
                "",
                "Quý I",
            ),
        )
    )
    assert _value(task.lead) == "Văn phòng Ủy ban nhân dân tỉnh"
    assert _value(task.coordinating) == "Sở Nội vụ; Sở Tài chính"


def test_a_dash_in_a_broken_name_is_no_bullet() -> None:
    row = ("1", "Một", "Phòng Kế hoạch\n– Tài chính", "Đoàn Thanh niên\nSở", "", "Quý I")
    listed = ("2", "Hai", "- Sở Nội vụ\n- Báo tỉnh", "Hội Nông dân -\nHội Phụ nữ", "", "Quý I")
    broken, bulleted = _tasks(_table(HEADING, row, listed))
    assert _value(broken.lead) == "Phòng Kế hoạch – Tài chính"
    assert _value(broken.coordinating) == "Đoàn Thanh niên Sở"
    assert _value(bulleted.lead) == "Sở Nội vụ; Báo tỉnh"
    assert _value(bulleted.coordinating) == "Hội Nông dân - Hội Phụ nữ"


def test_a_cell_merged_over_rows_holds_for_each() -> None:
    tasks = _tasks(
        _table(
            HEADING,
            ("1", "Một", "Sở A", "", "", "Quý I"),
            ("2", "Hai", "Sở B", "Sở B", "", "Quý I"),
        )
    )
    assert [_value(task.deadline) for task in tasks] == ["Quý I", "Quý I"]
    assert tasks[1].coordinating is None


CUT = ("3", "Ba", "", "Sở C", "Sổ tay", "Quý III/2026")


def _over_the_break(*below: tuple[str, ...], above: str = "Sở A") -> list[str | None]:
    first = (("1", "Một", above, "", "", "Quý I/2026"), ("2", "Hai", "Sở B", "", "", "Quý I/2026"))
    tasks = _tasks(_table(HEADING, *first, page=1), _table(HEADING, *below, page=2))
    return [_value(task.lead) for task in tasks[2:]]


def test_a_unit_merged_over_a_page_break_leads_below_it_and_is_less_sure() -> None:
    rest = ("", "còn lại", "", "", "", "")
    tasks = _tasks(
        _table(HEADING, ("2", "Hai", "Sở B", "", "", "Quý I/2026"), page=1),
        _table(HEADING, rest, CUT, ("4", "Bốn", "Sở D", "", "", "2026"), page=2),
    )
    assert [_value(task.name) for task in tasks] == ["Hai còn lại", "Ba", "Bốn"]
    assert [_value(task.lead) for task in tasks] == ["Sở B", "Sở B", "Sở D"]
    assert tasks[1].lead is not None
    assert tasks[1].lead.confidence < 0.7


def test_a_unit_is_not_taken_over_where_nothing_says_that_it_reaches_over_the_break() -> None:
    group = ("II", *("Nhóm hai",) * 5)
    later = ("4", "Bốn", "Sở D", "", "", "2026"), ("5", "Năm", "", "", "", "2026")
    assert _over_the_break(CUT) == ["Sở B"]
    assert _over_the_break(group, CUT) == [None]
    assert _over_the_break(*later) == ["Sở D", None]
    assert _over_the_break(CUT, above="") == [None]


def test_a_time_is_never_taken_over_a_page_break() -> None:
    first, second = ("1", "Một", "Sở A", "", "", "Quý I"), ("2", "Hai", "Sở B", "", "Sổ", "")
    tasks = _tasks(_table(HEADING, first, page=1), _table(HEADING, second, page=2))
    assert tasks[1].deadline is None


def test_codes_are_numbers_and_any_capital_heads_a_group() -> None:
    def group(letter: str) -> tuple[str, ...]:
        return (letter, *(f"NHÓM {letter}",) * 5)

    def row(number: str) -> tuple[str, ...]:
        return (number, f"Việc {number}", "Sở A", "", "", "2026")

    rows = (group("D"), row("D1"), row("D.2"), group("Đ"), row("Đ10"), row("NV01"), row("Việc 7"))
    tasks = _tasks(_table(HEADING, *rows))
    assert [_value(task.section) for task in tasks] == ["D1", "D.2", "Đ10", "NV01", "7"]


def test_ticks_under_quarters_are_the_time() -> None:
    tasks = _tasks(
        _table(
            ("TT", "Nội dung", "Chủ trì", "Thời gian năm 2026", "Thời gian năm 2026"),
            ("TT", "Nội dung", "Chủ trì", "Quý I", "Quý II"),
            ("1", "Một", "Sở A", "x", ""),
            ("2", "Hai", "Sở A", "x", "X"),
        )
    )
    assert [_value(t.deadline) for t in tasks] == ["Quý I năm 2026", "Quý I, Quý II năm 2026"]


@pytest.mark.parametrize(
    ("start", "end", "time"),
    [
        ("3/2026", "6/2026", "Từ 3/2026 đến 6/2026"),
        ("Từ T3/2026", "Đến hết năm 2026", "Từ T3/2026 đến hết năm 2026"),
        ("T3/2026", "Trước 15/9/2026", "Từ T3/2026 đến trước 15/9/2026"),
        ("T3/2026", "Hằng tuần", "Hằng tuần"),
        ("T3/2026", "Theo hướng dẫn của Bộ", "Theo hướng dẫn của Bộ"),
        ("T3/2026", "", "Từ T3/2026"),
    ],
)
def test_start_and_end_are_one_time(start: str, end: str, time: str) -> None:
    heading = ("Nội dung", "Đơn vị thực hiện", "Bắt đầu", "Hoàn thành")
    (task,) = _tasks(_table(heading, ("Một", "Sở A", start, end)))
    assert _value(task.deadline) == time


def test_a_row_that_adds_up_is_none_of_the_last_task() -> None:
    heading = ("Nhóm", "TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Kết quả")
    rows = (("A", "1", "Một", "Sở A", "6/2026", "30 lớp"), ("Tổng cộng", "", "", "", "", "44"))
    (task,) = _tasks(_table(heading, *rows))
    assert _value(task.result) == "30 lớp"


def test_a_missing_unit_or_time_stays_missing_and_makes_less_sure() -> None:
    rows = (("1", "Một", "Sở A", "", "", "Quý I"), ("2", "Hai", "", "", "", "…"))
    whole, bare = _tasks(_table(HEADING, *rows))
    assert (bare.lead, bare.deadline) == (None, None)
    assert bare.name.confidence < whole.name.confidence


def test_other_tables_and_nameless_rows_are_named_with_the_reason() -> None:
    figures = _table(("TT", "Chỉ tiêu", "ĐVT", "Năm 2026"), ("1", "Người biết", "%", "80"), line=3)
    contacts = _table(("Họ tên", "Điện thoại"), ("Nguyễn Văn A", "0"), line=8)
    nameless = _table(HEADING, ("7", "", "Sở A", "", "", "Quý I"), line=20)
    tasks, unplaced = table_tasks([figures, contacts, nameless])
    assert tasks == ()
    assert [each.line for each in unplaced] == [3, 8, 21]
    assert "Bảng chỉ tiêu" in unplaced[0].value
    assert "không nhận ra" in unplaced[1].value
    assert "không có tên" in unplaced[2].value


def test_no_heading_at_all_is_no_task() -> None:
    tasks, unplaced = table_tasks([_table(("a", "b"), ("c", "d"))])
    assert tasks == ()
    assert len(unplaced) == 1


# One spelling of each heading is enough to know it by, in whatever order they come.
SPELLINGS: dict[str, tuple[str, ...]] = {
    "number": ("TT", "STT", "Số TT"),
    "name": ("Nhiệm vụ", "NỘI DUNG CÔNG VIỆC", "Ten nhiem vu", "Nội dung\nnhiệm vụ"),
    "lead": ("Đơn vị chủ trì", "CQ CHỦ TRÌ", "ĐV chủ trì", "Co quan chu tri", "Đơn vị thực hiện"),
    "coordinating": ("Phối hợp", "ĐV PHỐI HỢP", "Cơ quan/đơn vị phối hợp", "don vi phoi hop"),
    "result": ("Sản phẩm", "Kết quả", "KẾT QUẢ/SẢN PHẨM", "San pham dau ra"),
    "deadline": ("Thời gian", "Tiến độ", "THỜI HẠN HOÀN THÀNH", "Thoi gian thuc hien"),
    "note": ("Ghi chú", "GHI CHÚ"),
}
ROWS = (
    ("1", "Mở lớp kỹ năng số", "Sở Nội vụ", "Các sở", "Danh sách", "Quý I/2026", ""),
    (
        "2",
        "Lập tổ công nghệ số",
        "UBND cấp xã",
        "Đoàn thanh niên",
        "Quyết định",
        "Tháng 5/2026",
        "",
    ),
    ("3", "Đăng tin hằng tuần", "Báo và Đài tỉnh", "", "Tin bài", "Thường xuyên", "x"),
)


@settings(max_examples=200, deadline=None)
@given(
    order=st.permutations(range(len(SPELLINGS))),
    spelling=st.tuples(*(st.sampled_from(each) for each in SPELLINGS.values())),
    without=st.sampled_from(["", "note", "result", "coordinating"]),
)
def test_order_and_spelling_of_the_headings_change_nothing(
    order: list[int], spelling: tuple[str, ...], without: str
) -> None:
    columns = [at for at in order if list(SPELLINGS)[at] != without]
    rows = [tuple(row[at] for at in columns) for row in (spelling, *ROWS)]
    tasks = _tasks(_table(*rows))
    plain = _tasks(_table(tuple(each[0] for each in SPELLINGS.values()), *ROWS))
    assert [_brief(task) for task in tasks] == [_brief(task) for task in plain]
    assert [_brief(task) for task in plain] == [(r[0], r[1], r[2], r[5]) for r in ROWS]
    if not without:
        assert [_all(task) for task in tasks] == [_all(task) for task in plain]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.text("1.-IVaA x:nt//Sởđơnvị\n", max_size=8), min_size=3, max_size=6)))
def test_no_table_makes_it_fail(rows: list[list[str]]) -> None:
    width = 6
    full = tuple(tuple((row + [""] * width)[:width]) for row in rows)
    tasks, _ = table_tasks([TableBlock((HEADING, *full), 1)])
    assert len(tasks) <= len(rows)
    assert all(task.name.value for task in tasks)
