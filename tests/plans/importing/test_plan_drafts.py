"""Whole documents of other habits than those that were at hand, worded for these tests."""

from pathlib import Path

import pytest

from bot.plans.importing.blocks import Block, Paragraph, TableBlock
from bot.plans.importing.deadline_reading import read_deadline
from bot.plans.importing.drafts import Draft, DraftTask
from bot.plans.importing.importing import draft_of
from bot.plans.importing.reading import read_blocks

DOCUMENTS = Path(__file__).parent / "documents"


@pytest.fixture(scope="module")
def province() -> Draft:
    """Parts, capitals, numbers that start anew and skip, fields in brackets and sentences."""
    return draft_of(read_blocks(DOCUMENTS / "province_plan.txt"))


@pytest.fixture(scope="module")
def party() -> Draft:
    """Dashes behind numbers; the units own sections that are listed elsewhere."""
    return draft_of(read_blocks(DOCUMENTS / "party_plan.txt"))


@pytest.fixture(scope="module")
def department() -> Draft:
    """A decision in articles, without diacritics in places, with a page break in a field."""
    return draft_of(read_blocks(DOCUMENTS / "department_decision.txt"))


def _value(placed: object) -> str | None:
    return getattr(placed, "value", None)


def _row(task: DraftTask) -> tuple[str | None, ...]:
    return tuple(_value(each) for each in (task.section, task.lead, task.deadline))


def _rows(draft: Draft, kind: str) -> list[tuple[str | None, ...]]:
    return [_row(task) for task in (*draft.tasks, *draft.reporting) if task.kind == kind]


def test_the_heading_of_a_plan(province: Draft) -> None:
    assert _value(province.number) == "215/KH-UBND"
    assert _value(province.issuer) == "Ủy ban nhân dân tỉnh Bình Giang"
    assert _value(province.issued) == "2025-05-20"
    assert _value(province.type) == "Kế hoạch"
    assert str(_value(province.title)).endswith("tỉnh Bình Giang giai đoạn 2025 - 2026")
    assert _value(province.signer) == "Họ Tên Mẫu"
    assert [each.value for each in province.builds_on] == ["550/QĐ-BKHCN", "12-CTr/TU"]


def test_the_heading_of_a_department(department: Draft) -> None:
    assert _value(department.number) == "88/QĐ-STTTT"
    assert _value(department.issuer) == "Sở Thông tin và Truyền thông tỉnh Lam Sơn"
    assert _value(department.issued) == "2025-06-05"
    assert _value(department.type) == "Quyết định"


def test_tasks_with_fields_in_every_place(province: Draft) -> None:
    science = "Sở Khoa học và Công nghệ"
    assert _rows(province, "task") == [
        ("II.A.1", "Đài Phát thanh và Truyền hình tỉnh", "Quý II/2025"),
        ("II.A.2", "Tỉnh đoàn", "trước ngày 30/9/2025"),
        ("II.B.1", science, "trong tháng 7/2025"),
        ("II.B.2", science, "từ tháng 8 đến tháng 11/2025"),
        ("II.B.4", "Sở Nội vụ", "trước 15/12/2025"),
        ("II.B.5", "VNPT Bình Giang", "Thường xuyên, bắt đầu từ quý III/2025"),
    ]
    helping = [_value(task.coordinating) for task in province.tasks[:5]]
    assert helping == [
        "Sở Khoa học và Công nghệ; UBND các huyện",
        "Sở Giáo dục và Đào tạo",
        "Hội Người cao tuổi tỉnh",
        "UBND các xã",
        "các sở, ngành",
    ]


def test_names_are_those_of_the_tasks(province: Draft) -> None:
    names = [task.name.value for task in province.tasks[1:5]]
    assert names == [
        "Tổ chức hội thi tìm hiểu chuyển đổi số",
        "Biên soạn tài liệu cho người cao tuổi",
        "Mở lớp tập huấn cho tổ công nghệ số cộng đồng",
        "Tổ chức đánh giá kỹ năng số của cán bộ, công chức",
    ]


def test_each_field_tells_its_line(province: Draft) -> None:
    task = province.tasks[0]
    assert task.result is not None
    assert (task.name.line, task.lead and task.lead.line, task.result.line) == (22, 23, 26)
    assert task.last_line == 26


def test_duties_reports_and_difficulties(province: Draft) -> None:
    assert _rows(province, "duty") == [
        ("III.2", "Sở Tài chính", None),
        ("III.3.a", "Các sở, ban, ngành; UBND các huyện", "trước ngày 30/6/2025"),
        ("III.4", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", None),
    ]
    assert _rows(province, "reporting") == [
        ("III.1", "Sở Khoa học và Công nghệ", "định kỳ 6 tháng, hằng năm"),
        ("III.3.b", "Các sở, ban, ngành; UBND các huyện", "trước ngày 15 tháng cuối quý"),
    ]
    assert _rows(province, "escalation") == [("KET", "các đơn vị", None)]


def test_targets_by_group_and_year(province: Draft) -> None:
    found = [(each.operator, each.value, each.unit, each.year) for each in province.targets]
    assert found == [
        (">=", 85, "%", 2025),
        ("=", 70, "%", 2025),
        (">=", 120, "tổ", 2025),
        ("=", 100, "%", 2026),
    ]
    assert province.targets[1].group == "người dân trưởng thành"
    assert province.targets[1].metric.value == "có tài khoản định danh"


def test_units_own_sections_by_reference(party: Draft) -> None:
    organisers = "Ban Tổ chức Thành ủy"
    assert _rows(party, "task")[2:] == [
        ("II.2.1", organisers, "hoàn thành trước ngày 31/10/2025"),
        ("II.2.2", organisers, "hoàn thành trước ngày 31/10/2025"),
        ("II.2.3", "Sở Nội vụ", "trước ngày 20/12/2025"),
    ]
    assert [(each.section, each.owns) for each in party.ownership] == [
        ("III.1", ("II.2.1", "II.2.2")),
        ("III.2", ("II.2.3",)),
    ]
    assert [_value(task.assigned_by) for task in party.tasks[2:5]] == ["III.1", "III.1", "III.2"]


def test_a_rule_of_reporting_keeps_its_words(party: Draft) -> None:
    assert _rows(party, "reporting") == [
        ("III.4", "Các đảng ủy trực thuộc", "định kỳ hằng quý, trước ngày 20 của tháng cuối quý")
    ]


def test_articles_bare_letters_and_a_page_break(department: Draft) -> None:
    assert _rows(department, "task") == [
        ("Điều 1.1", "Trung tâm Chuyển đổi số", "Trước ngày 15 tháng 7 năm 2025"),
        ("Điều 1.2", "Phong Cong nghe so", "Thang 8, thang 9/2025"),
        ("Điều 1.3", "Văn phòng Sở", "ngay sau khi có hướng dẫn của UBND tỉnh"),
    ]
    helping = _value(department.tasks[0].coordinating)
    assert helping == "Phòng Bưu chính - Viễn thông; các phòng liên quan"


def _lines(text: str, style: str = "") -> list[Block]:
    return [Paragraph(line, at, style) for at, line in enumerate(text.splitlines(), start=1)]


def test_tasks_of_tables_and_text_stand_together() -> None:
    blocks = _lines("KẾ HOẠCH\nI. NHIỆM VỤ\n1. Mở lớp học\nChủ trì: Sở Y tế\nThời gian: Quý I/2026")
    table = (("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian hoàn thành"),)
    table += (("1", "Lắp mạng", "Sở Xây dựng", "30/6/2026"),)
    draft = draft_of([*blocks, TableBlock(table, 6)])
    assert _rows(draft, "task") == [
        ("I.1", "Sở Y tế", "Quý I/2026"),
        ("1", "Sở Xây dựng", "30/6/2026"),
    ]


def test_what_could_be_a_task_but_names_nobody_is_told() -> None:
    text = "I. NHIỆM VỤ\n1. Mở lớp học\nChủ trì: Sở Y tế\n2. Nâng cao nhận thức của người dân"
    draft = draft_of(_lines(text))
    assert len(draft.tasks) == 1
    assert [(each.line, "Nâng cao nhận thức" in each.value) for each in draft.unplaced] == [
        (4, True)
    ]


def test_running_heads_and_page_numbers_are_dropped() -> None:
    pages: list[Block] = []
    texts = ("1. Mở lớp học cho người", "cao tuổi tại các phường", "Chủ trì: Sở Y tế")
    for page, text in enumerate(texts, start=1):
        at = 10 * page
        pages.append(Paragraph("UBND TỈNH BÌNH GIANG", at, "", page))
        pages.append(Paragraph(text, at + 1, "", page))
        pages.append(Paragraph(f"{page}", at + 2, "", page))
    draft = draft_of([Paragraph("I. NHIỆM VỤ", 1, "", 1), *pages])
    assert draft.tasks[0].name.value == "Mở lớp học cho người cao tuổi tại các phường"
    assert _value(draft.tasks[0].lead) == "Sở Y tế"


def test_fields_below_a_list_belong_to_the_task_above_it() -> None:
    text = "I. NHIỆM VỤ\n1. Mở lớp học\n- Soạn bài.\n- Mời người dạy.\nChủ trì: Sở Y tế"
    draft = draft_of(_lines(text))
    assert _rows(draft, "task") == [("I.1", "Sở Y tế", None)]


def test_bullets_with_fields_of_their_own_are_tasks() -> None:
    text = "I. NHIỆM VỤ\n1. Đào tạo\n- Soạn bài. Chủ trì: Sở Y tế\n- Dạy. Chủ trì: Sở Nội vụ"
    draft = draft_of(_lines(text))
    assert _rows(draft, "task") == [("I.1-1", "Sở Y tế", None), ("I.1-2", "Sở Nội vụ", None)]


@pytest.mark.parametrize("title", ["CHẾ ĐỘ THÔNG TIN, BÁO CÁO", "CHẾ ĐỘ BÁO CÁO", "Báo cáo"])
def test_the_part_on_reporting_gives_reports_to_units(title: str) -> None:
    text = f"I. {title}\n1. Các sở báo cáo kết quả về UBND tỉnh trước ngày 20 của tháng cuối quý."
    draft = draft_of(_lines(text))
    assert _rows(draft, "reporting") == [("I.1", "Các sở", "trước ngày 20 của tháng cuối quý")]


@pytest.mark.parametrize(
    "days",
    [
        "6 tháng (trước ngày 15/6) và cả năm (trước ngày 15/12)",
        "định kỳ 6 tháng trước ngày 15/6, báo cáo năm trước ngày 15/12",
        "định kỳ 6 tháng (trước ngày 15 tháng 6), hằng năm (trước ngày 15 tháng 12)",
        "định kỳ trước ngày 15/6 và 15/12",
    ],
)
def test_a_rule_of_two_days_keeps_both(days: str) -> None:
    draft = draft_of(_lines(f"I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế báo cáo UBND tỉnh {days}."))
    (report,) = draft.reporting
    assert _value(report.deadline) == days
    assert read_deadline(days, 2026).days == ("06-14", "12-14")


def test_two_rules_of_a_report_are_two_reports() -> None:
    rules = ("hằng quý, trước ngày 20 của tháng cuối quý", "báo cáo năm trước ngày 10/12")
    text = f"I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế báo cáo UBND tỉnh {rules[0]} và {rules[1]}."
    assert _rows(draft_of(_lines(text)), "reporting") == [
        ("I.1", "Sở Y tế", rule) for rule in rules
    ]
    assert read_deadline(rules[1], 2026).days == ("12-09",)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Quá trình thực hiện nếu có vướng mắc, các xã báo cáo UBND tỉnh.", "các xã"),
        ("Trong quá trình triển khai, nếu gặp bất cập, đề nghị phản ánh về Sở Y tế.", None),
        ("Trên đây là Kế hoạch. Nếu có khó khăn đề nghị trao đổi với Sở Y tế.", None),
    ],
)
def test_the_closing_words_tell_where_difficulties_go(text: str, unit: str | None) -> None:
    draft = draft_of(_lines(f"I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế tổ chức tuyên truyền.\n{text}"))
    assert _rows(draft, "escalation") == [("KET", unit, None)]


def test_a_clause_of_its_own_says_that_it_is_done_all_the_time() -> None:
    text = "I. NHIỆM VỤ\n1. Giao Sở Y tế chủ trì mở lớp học cho người dân; thực hiện {}."
    for words, read in (("thường xuyên", "thường xuyên"), ("cẩn thận, thường xuyên hơn", None)):
        assert _rows(draft_of(_lines(text.format(words))), "task") == [("I.1", "Sở Y tế", read)]


@pytest.mark.parametrize(("first", "second"), [("a)", "b)"), ("-", "-")])
def test_what_stands_in_a_list_with_tasks_is_one_too(first: str, second: str) -> None:
    lines = (
        "I. NỘI DUNG\n1. Dạy học",
        f"{first} Giao Sở Y tế chủ trì mở lớp học cho người dân; hoàn thành trong tháng 5/2026.",
        f"{second} Các xã tuyên truyền cho người dân biết về lớp học.",
    )
    rows = _rows(draft_of(_lines("\n".join(lines))), "task")
    assert [row[1:] for row in rows] == [("Sở Y tế", "trong tháng 5/2026"), ("Các xã", None)]


@pytest.mark.parametrize(
    "text",
    [
        "1. Sở Y tế là đơn vị đầu mối, phối hợp với Sở Nội vụ vận hành nền tảng học trực tuyến.",
        "1. Về nền tảng: Sở Y tế chủ trì, phối hợp với Sở Nội vụ vận hành nền tảng học.",
    ],
)
def test_who_leads_in_other_words(text: str) -> None:
    (task,) = draft_of(_lines(f"I. NHIỆM VỤ\n{text}")).tasks
    assert (_value(task.lead), _value(task.coordinating)) == ("Sở Y tế", "Sở Nội vụ")


def test_a_sentence_with_a_day_names_who_acts_first() -> None:
    text = "I. NHIỆM VỤ\n1. Phòng Tổ chức hướng dẫn học; thời gian: tháng 5/2026."
    assert _rows(draft_of(_lines(text)), "task") == [("I.1", "Phòng Tổ chức", "tháng 5/2026")]


def test_sections_given_to_a_unit_are_no_field_of_a_task() -> None:
    text = "I. NHIỆM VỤ\n1. Mở lớp\n2. Dạy bài\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n"
    draft = draft_of(_lines(text + "Chủ trì thực hiện nhiệm vụ tại phần I: mục 2."))
    assert _rows(draft, "task") == [("I.2", "Sở Y tế", None)]


def test_a_label_broken_at_the_end_of_the_line_is_one() -> None:
    long = (
        "Rà soát, thu hồi tài khoản của người đã nghỉ việc ở các cơ quan. Chủ trì: các xã; đơn vị"
    )
    text = "I. NHIỆM VỤ\n" + "".join(
        f"{number}. {long}\nphối hợp: Sở Y tế; thời gian: hằng quý.\n" for number in range(1, 8)
    )
    draft = draft_of(_lines(text))
    assert {_row(task)[1:] for task in draft.tasks} == {("các xã", "hằng quý")}
    assert {_value(task.coordinating) for task in draft.tasks} == {"Sở Y tế"}


def test_a_figure_at_the_end_is_of_what_stands_before_it() -> None:
    text = "I. CHỈ TIÊU\n1. Trên 85% người dân ở phường có kỹ năng số; ở xã đạt từ 65% trở lên."
    text += "\n2. Đến 30/6/2026 đạt 50%."
    found = [(each.group, each.operator, each.value) for each in draft_of(_lines(text)).targets]
    assert found == [("người dân ở phường", ">", 85), ("ở xã", ">=", 65)]


def test_the_title_ends_where_the_issuer_begins_to_speak() -> None:
    text = "KẾ HOẠCH\nDạy kỹ năng số năm 2026\nSở Y tế ban hành Kế hoạch như sau:\nI. NHIỆM VỤ"
    assert _value(draft_of(_lines(text)).title) == "Dạy kỹ năng số năm 2026"


def test_the_bracket_around_a_day_is_closed() -> None:
    text = "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế báo cáo {} để tổng hợp."
    rule = "định kỳ hằng quý (trước ngày 20 của tháng cuối quý)"
    assert _rows(draft_of(_lines(text.format(rule))), "reporting") == [("I.1", "Sở Y tế", rule)]


def test_a_commune_is_named_without_its_province() -> None:
    head = "UBND TỈNH TUYÊN QUANG   CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nUBND XÃ KHE SẬY\n"
    draft = draft_of(_lines(head + "Số: 904/KH-UBND\nKẾ HOẠCH\nDạy kỹ năng số\nI. NHIỆM VỤ"))
    assert _value(draft.issuer) == "UBND xã Khe Sậy"


def test_the_closing_words_are_no_part_of_the_last_duty() -> None:
    long = "cho người dân trên địa bàn tỉnh, nhất là ở những xã vùng cao"
    text = "\n".join(
        [
            "I. NHIỆM VỤ",
            *(f"{number}. Mở lớp học {long}\nChủ trì: Sở Y tế" for number in range(1, 7)),
            "II. TỔ CHỨC THỰC HIỆN",
            f"1. Sở Y tế tổ chức tuyên truyền, vận động {long}.",
            "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị báo cáo UBND tỉnh.",
        ]
    )
    draft = draft_of(_lines(text))
    assert _rows(draft, "escalation") == [("KET", "các đơn vị", None)]
