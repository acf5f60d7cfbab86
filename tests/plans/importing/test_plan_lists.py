"""Lists of tasks: under headings that say when or who, of units, in small Roman numbers."""

import pytest

from bot.plans.importing.blocks import Block, Paragraph, TableBlock
from bot.plans.importing.drafts import Draft
from bot.plans.importing.importing import draft_of
from bot.plans.importing.passages import passages


def _draft(*lines: str) -> Draft:
    return draft_of([Paragraph(text, line) for line, text in enumerate(lines, start=1)])


def _rows(draft: Draft) -> list[tuple[str | None, ...]]:
    return [
        tuple(
            placed.value if placed else None
            for placed in (each.section, each.lead, each.coordinating, each.deadline)
        )
        for each in (*draft.tasks, *draft.reporting)
    ]


@pytest.mark.parametrize(
    ("heading", "when"),
    [
        ("a) Các việc hoàn thành trong Quý I/2026:", "hoàn thành trong Quý I/2026"),
        ("a) Nhóm nhiệm vụ phải xong trước 30/4/2026", "xong trước 30/4/2026"),
        ("a) Các việc làm thường xuyên:", "làm thường xuyên"),
        ("a) Quý II/2026:", "Quý II/2026"),
    ],
)
@pytest.mark.parametrize("mark", ["(i)", "i)", "-"])
def test_a_heading_says_when_all_below_it_is_due(heading: str, when: str, mark: str) -> None:
    second = {"(i)": "(ii)", "i)": "ii)"}.get(mark, mark)
    rows = _rows(
        _draft(
            "III. NHIỆM VỤ",
            heading,
            f"{mark} Sở Y tế chủ trì, phối hợp Tỉnh đoàn bày người dân đặt lịch khám;",
            f"{second} Sở Tư pháp trợ giúp người dân viết đơn; hạn chót 30/9/2026.",
        )
    )
    assert [row[1:] for row in rows] == [
        ("Sở Y tế", "Tỉnh đoàn", when),
        ("Sở Tư pháp", None, "30/9/2026"),
    ]


def test_a_heading_says_who_leads_and_helps_below_it() -> None:
    rows = _rows(
        _draft(
            "III. NHIỆM VỤ",
            "1. Sở Công Thương chủ trì, phối hợp với Sở Tài chính:",
            "a) Đưa 300 sạp chợ lên sàn; xong trong quý III/2026;",
            "b) Dán mã thanh toán cho hộ kinh doanh; xong trong quý IV/2026;",
            "c) Công khai giá chợ trên mạng; làm thường xuyên.",
        )
    )
    assert [row[1:3] for row in rows] == [("Sở Công Thương", "Sở Tài chính")] * 3


def test_a_list_of_units_under_a_title_is_of_tasks() -> None:
    rows = _rows(
        _draft(
            "III. NHIỆM VỤ",
            "3.2. Học sinh, sinh viên, thanh niên",
            "- Sở Giáo dục và Đào tạo phối hợp cùng Sở Y tế tư vấn cho học sinh; làm hàng tuần.",
            "- Đại học Đà Lạt cử sinh viên kèm cặp học sinh nội trú mỗi quý một đợt.",
        )
    )
    assert rows == [
        ("III.3.2-1", "Sở Giáo dục và Đào tạo", "Sở Y tế", "hàng tuần"),
        ("III.3.2-2", "Đại học Đà Lạt", None, "mỗi quý"),
    ]


def test_steps_of_units_below_a_task_that_is_led_stay_within_it() -> None:
    rows = _rows(
        _draft(
            "III. NHIỆM VỤ",
            "1. Xây dựng nền tảng học tập",
            "Đơn vị chủ trì: Sở Khoa học và Công nghệ.",
            "Thời gian: Quý III/2026.",
            "- Sở Nội vụ góp dữ liệu cán bộ.",
            "- Công an tỉnh góp dữ liệu dân cư.",
        )
    )
    assert rows == [("III.1", "Sở Khoa học và Công nghệ", None, "Quý III/2026")]


def test_i_is_a_letter_in_a_list_of_letters() -> None:
    draft = _draft(
        "III. NHIỆM VỤ",
        *(
            f"{letter}) Sở Y tế chủ trì mở lớp học cho nhân viên y tế xã số {number}."
            for number, letter in enumerate("abcdđeghik", start=1)
        ),
    )
    assert [row[0] for row in _rows(draft)] == [f"III.{letter}" for letter in "abcdđeghik"]


@pytest.mark.parametrize(
    "closing",
    [
        "Nếu có vướng mắc, các đơn vị thông tin ngay cho Sở Nội vụ để cùng tháo gỡ.",
        "Khi gặp vướng mắc, các đơn vị báo ngay về Sở Nội vụ để xem xét.",
    ],
)
def test_difficulties_at_the_end_belong_to_the_whole_plan(closing: str) -> None:
    draft = _draft(
        "VI. THÔNG TIN, BÁO CÁO",
        "1. UBND các xã báo cáo Sở Nội vụ trước ngày 22 hằng tháng.",
        "2. Sở Nội vụ tổng hợp, báo cáo UBND tỉnh trước ngày 20/12 hằng năm.",
        closing,
    )
    (told,) = [task for task in draft.tasks if task.kind == "escalation"]
    assert (told.section and told.section.value, told.lead and told.lead.value) == (
        "KET",
        "các đơn vị",
    )


def test_a_duty_tells_who_helps_and_when_in_its_clauses() -> None:
    rows = _rows(
        _draft(
            "V. TỔ CHỨC THỰC HIỆN",
            "1. Sở Y tế: trợ giúp bệnh viện nối mạng; Sở Tài chính phối hợp; hạn chót 30/6/2026.",
            "2. Các cơ quan được giao chủ trì nhiệm vụ: tự theo dõi tiến độ.",
        )
    )
    assert [row[1:] for row in rows] == [
        ("Sở Y tế", "Sở Tài chính", "hạn chót 30/6/2026"),
        ("Các cơ quan được giao chủ trì nhiệm vụ", None, None),
    ]


def test_line_breaks_in_a_paragraph_part_its_fields() -> None:
    text = "a/ Phát động đợt\ncao điểm\nĐơn vị thực hiện chính: Sở Y tế\nHạn hoàn thành: Quý 2/2026"
    assert [(each.text, each.line) for each in passages([Paragraph(text, 7)])] == [
        ("a/ Phát động đợt cao điểm", 7),
        ("Đơn vị thực hiện chính: Sở Y tế", 7),
        ("Hạn hoàn thành: Quý 2/2026", 7),
    ]


@pytest.mark.parametrize(
    ("broken", "rest"),
    [
        ("1. Công an tỉnh chủ trì diễn tập;", "Viettel Cà Mau phối hợp; hạn chót 30/9/2026."),
        ("Phân công: Sở Y tế chủ trì. Kết quả:", "100% câu hỏi được trả lời."),
    ],
)
def test_a_line_that_goes_on_after_a_sign(broken: str, rest: str) -> None:
    lines: list[Block] = [
        Paragraph(f"{n}. Mở lớp học số {n} tại xã.", n, page=1) for n in range(1, 13)
    ]
    told = passages([*lines, Paragraph(broken, 20, page=1), Paragraph(rest, 21, page=1)])
    assert told[-1].text == f"{broken} {rest}"


def _table(*rows: str) -> TableBlock:
    return TableBlock(tuple(tuple(cell.strip() for cell in row.split("|")) for row in rows), 1)


@pytest.mark.parametrize(
    "heading",
    [
        "Thứ tự | Việc cần làm | Nơi làm chính | Nơi giúp | Xong | Cần đạt",
        "TT | ND công việc | CQCT | CQPH | TGHT | SP",
        "Mã | Đầu việc | Cơ quan nhận việc | Cơ quan giúp việc | Hạn chót | Đầu ra",
        "TT | Nhiệm vụ | Đơn vị được giao | Đơn vị cùng tham gia | Hạn hoàn thành | Sản phẩm",
        "TT | Nhiệm vụ | Người cầm trịch | Đơn vị hỗ trợ | Mốc cuối | Kết quả",
    ],
)
@pytest.mark.parametrize("counted", ["A | B | 1 | 2 | 3 | 4", "(a) | (b) | (c) | (d) | (e) | (f)"])
def test_columns_in_words_that_are_new(heading: str, counted: str) -> None:
    table = _table(
        heading,
        counted,
        "1 | Mở lớp tối | Sở Y tế | Tỉnh đoàn | Quý II/2026 | 10 lớp",
        "2 | Dán mã | Sở Nội vụ | | Tháng 5/2026 | 40 mã",
    )
    assert _rows(draft_of([table])) == [
        ("1", "Sở Y tế", "Tỉnh đoàn", "Quý II/2026"),
        ("2", "Sở Nội vụ", None, "Tháng 5/2026"),
    ]


def test_a_column_of_days_before_which_it_is_done() -> None:
    table = _table("TT | Nhiệm vụ | Chủ trì | Hoàn thành trước", "1 | Mở lớp | Sở Y tế | 30/6/2026")
    assert _rows(draft_of([table])) == [("1", "Sở Y tế", None, "trước 30/6/2026")]
