"""Tasks told in sentences: times in front, units as headings, parts numbered in words."""

import pytest

from bot.plans.importing.blocks import Paragraph
from bot.plans.importing.drafts import Draft
from bot.plans.importing.importing import draft_of
from bot.plans.importing.sentences import deadline_phrase, opening_deadline, without_deadline


def _draft(*lines: str) -> Draft:
    return draft_of([Paragraph(text, line) for line, text in enumerate(lines, start=1)])


def _rows(draft: Draft) -> list[tuple[str | None, ...]]:
    tasks = (*draft.tasks, *draft.reporting)
    return [
        tuple(
            placed.value if placed else None
            for placed in (each.section, each.name, each.lead, each.coordinating, each.deadline)
        )
        for each in tasks
    ]


@pytest.mark.parametrize(
    "when",
    [
        "Trước ngày 31/8/2025",
        "Trong quí I/2026",
        "Quý IV/2025",
        "Định kỳ hàng tháng",
        "Từ ngày 15/9/2025 đến ngày 30/11/2025",
        "Giai đoạn 2025 – 2026",
        "Cuối tháng 9/2025",
        "Trong ba tháng cuối năm 2025",
        "Kỳ họp cuối năm 2025",
        "Trong quý II, quý III/2026",
    ],
)
@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("Sở Y tế chủ trì, phối hợp với Sở Nội vụ mở 08 lớp tập huấn", "Mở 08 lớp tập huấn"),
        ("Sở Y tế có trách nhiệm công bố số liệu khám bệnh", "Công bố số liệu khám bệnh"),
        ("Sở Y tế bố trí quầy hướng dẫn", "Bố trí quầy hướng dẫn"),
    ],
)
@pytest.mark.parametrize("joint", [", ", ": "])
def test_a_sentence_that_opens_with_its_time(when: str, joint: str, who: str, name: str) -> None:
    ((_, told, lead, _, deadline),) = _rows(_draft("I. NHIỆM VỤ", f"(1) {when}{joint}{who}."))
    assert (told, lead, deadline) == (name, "Sở Y tế", when)


@pytest.mark.parametrize(
    "text",
    [
        "Mở lớp học, hướng dẫn người dân trước ngày 31/8/2025",
        "Nâng cao kỹ năng số, an toàn số cho người dân",
        "Trong các trường học, tổ chức giờ học về an toàn mạng",
    ],
)
def test_what_opens_otherwise_has_no_time_in_front(text: str) -> None:
    assert opening_deadline(text) is None


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("mở lớp; hoàn thành trong Quí II, Quí III/2026", "hoàn thành trong Quí II, Quí III/2026"),
        ("mở lớp từ ngày 15/9 đến ngày 30/9/2025", "từ ngày 15/9 đến ngày 30/9/2025"),
        ("mở lớp trong giai đoạn 2025-2026", "trong giai đoạn 2025-2026"),
        ("mở lớp; xong trong Q4/2025", "xong trong Q4/2025"),
        ("mở lớp trong 9 tháng đầu năm 2026", "trong 9 tháng đầu năm 2026"),
    ],
)
def test_a_time_in_running_text_is_taken_whole(text: str, phrase: str) -> None:
    assert deadline_phrase(text) == phrase


def test_a_time_at_the_end_is_no_part_of_the_name() -> None:
    assert without_deadline("Ban hành kế hoạch trước 10/8", "trước 10/8") == "Ban hành kế hoạch"
    for text in ("Lập kế hoạch trước 10/8 và gửi Sở", "Mở trước 10/8"):
        assert without_deadline(text, "trước 10/8") == text


def test_a_part_numbered_in_words_has_its_title_on_the_next_line() -> None:
    draft = _draft(
        "PHẦN THỨ HAI",
        "NHIỆM VỤ, GIẢI PHÁP CỤ THỂ",
        "I. TRUYỀN THÔNG",
        "(1) Sở Y tế hướng dẫn người bệnh đặt lịch; hoàn thành trong tháng 9/2025.",
        "PHẦN THỨ BA",
        "TỔ CHỨC THỰC HIỆN",
        "1. Sở Nội vụ",
        "- Chủ trì, phối hợp với Sở Y tế lập danh sách lớp; hoàn thành trước 30/11/2025.",
    )
    assert [row[0] for row in _rows(draft)] == ["II.I.1", "III.1-1"]
    assert _rows(draft)[1][1:4] == ("Lập danh sách lớp", "Sở Nội vụ", "Sở Y tế")


@pytest.mark.parametrize("kind", ["a.", "b)", "-"])
def test_units_head_their_tasks_in_the_part_that_lists_tasks(kind: str) -> None:
    draft = _draft(
        "2. NHIỆM VỤ TRỌNG TÂM",
        "2.1. Nhiệm vụ giao cho từng cơ quan",
        "2.1.1. Sở Y tế",
        f"{kind} Chủ trì, phối hợp với Công an tỉnh cấp mã người bệnh; xong trong tháng 3/2026.",
        "2.1.2. Tỉnh đoàn",
        f"{kind} Nhân rộng tổ hướng dẫn ở bến xe.",
    )
    first, second = _rows(draft)
    assert first[2:4] == ("Sở Y tế", "Công an tỉnh")
    assert second[1:] == ("Nhân rộng tổ hướng dẫn ở bến xe", "Tỉnh đoàn", None, None)
    assert {task.kind for task in draft.tasks} == {"task"}


@pytest.mark.parametrize("first", ["Thứ nhất, ", "Một là, "])
def test_tasks_counted_in_words(first: str) -> None:
    second = {"Thứ nhất, ": "Thứ hai, ", "Một là, ": "Hai là, "}[first]
    draft = _draft(
        "II. NHIỆM VỤ",
        f"{first}Sở Y tế chủ trì mở 02 lớp học.",
        f"{second}Công an tỉnh chủ trì cấp 5.000 tài khoản.",
    )
    assert [row[:3] for row in _rows(draft)] == [
        ("II.1", "Mở 02 lớp học", "Sở Y tế"),
        ("II.2", "Cấp 5.000 tài khoản", "Công an tỉnh"),
    ]


@pytest.mark.parametrize(
    "said",
    [
        "Nhiệm vụ này do Sở Y tế chủ trì, Điện lực tỉnh phối hợp, thực hiện thường xuyên.",
        "Việc này giao Sở Y tế thực hiện, Điện lực tỉnh hỗ trợ; thời gian: thường xuyên.",
        "Do Sở Y tế đảm nhiệm, Điện lực tỉnh phối hợp, triển khai thường xuyên.",
    ],
)
def test_who_does_it_is_said_after_the_task(said: str) -> None:
    ((_, name, lead, helping, deadline),) = _rows(
        _draft("I. NHIỆM VỤ", f"1. Bảo trì trạm phát sóng mùa lũ. {said}")
    )
    assert (name, lead, helping) == ("Bảo trì trạm phát sóng mùa lũ", "Sở Y tế", "Điện lực tỉnh")
    assert deadline == "thường xuyên"


def test_the_issuer_speaks_last_and_difficulties_go_to_it() -> None:
    draft = _draft(
        "III. CHẾ ĐỘ BÁO CÁO",
        "Các sở gửi báo cáo sơ kết về Sở Nội vụ trước ngày 15/6 hàng năm.",
        "Ủy ban nhân dân tỉnh yêu cầu các cơ quan nghiêm túc thực hiện. Nếu cần sửa đổi, bổ sung "
        "hoặc gặp khó khăn, các cơ quan báo cáo Ủy ban nhân dân tỉnh xem xét.",
    )
    assert [task.kind for task in (*draft.tasks, *draft.reporting)] == ["escalation", "reporting"]
    assert draft.tasks[0].lead is not None
    assert draft.tasks[0].lead.value == "các cơ quan"
