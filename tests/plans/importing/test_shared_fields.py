"""What a heading or a bracket says for its list, and several tasks in one paragraph."""

from __future__ import annotations

import pytest

from bot.plans.importing.blocks import Paragraph
from bot.plans.importing.drafts import Draft
from bot.plans.importing.importing import draft_of
from bot.plans.importing.references import references
from bot.plans.importing.table_units import split_units

SECTION = "II. NHIỆM VỤ VÀ GIẢI PHÁP"


def _draft(*lines: str) -> Draft:
    texts = (SECTION, *lines)
    return draft_of([Paragraph(text, line) for line, text in enumerate(texts, start=1)])


def _rows(draft: Draft) -> list[tuple[str | None, ...]]:
    return [
        tuple(
            placed.value if placed else None
            for placed in (each.section, each.name, each.lead, each.coordinating, each.deadline)
        )
        for each in draft.tasks
    ]


@pytest.mark.parametrize(
    "heading",
    [
        (
            "4. An toàn",
            "Cơ quan chủ trì các nhiệm vụ tại mục này: Công an tỉnh. Phối hợp: Sở Y tế.",
        ),
        (
            "4. An toàn",
            "Giao Công an tỉnh chủ trì, phối hợp với Sở Y tế thực hiện các nhiệm vụ sau:",
        ),
        ("4. Đơn vị chủ trì: Công an tỉnh; phối hợp: Sở Y tế",),
        ("4. An toàn (Công an tỉnh chủ trì, Sở Y tế phối hợp)",),
    ],
)
def test_who_leads_a_list_leads_each_item(heading: tuple[str, ...]) -> None:
    draft = _draft(
        *heading,
        "a) Mở đường dây nóng tiếp nhận tin báo; vận hành trước 01/7/2026.",
        "b) Diễn tập xử lý sự cố dữ liệu; Quý IV hằng năm.",
    )
    assert [(row[0], *row[2:]) for row in _rows(draft)] == [
        ("II.4.a", "Công an tỉnh", "Sở Y tế", "trước 01/7/2026"),
        ("II.4.b", "Công an tỉnh", "Sở Y tế", "Quý IV hằng năm"),
    ]


def test_a_unit_heads_what_it_does() -> None:
    draft = _draft(
        "1. Trường học", "1.1. UBND các xã, phường:", "a) Mở phòng máy trong quý I/2026."
    )
    assert _rows(draft)[0][2:] == ("UBND các xã, phường", None, "trong quý I/2026")


def test_units_in_brackets_lead_what_is_due_by_the_heading() -> None:
    draft = _draft(
        "3. Phổ cập",
        "a) Hoàn thành trong quý II/2026",
        "- Hướng dẫn chủ đò nộp hồ sơ qua mạng (Sở Xây dựng; phối hợp: UBND các xã).",
        "- Hướng dẫn lái xe đọc bản đồ số (Công an tỉnh).",
    )
    assert _rows(draft) == [
        ("II.3.a-1", "Hướng dẫn chủ đò nộp hồ sơ qua mạng", "Sở Xây dựng", "UBND các xã",
         "trong quý II/2026"),
        ("II.3.a-2", "Hướng dẫn lái xe đọc bản đồ số", "Công an tỉnh", None, "trong quý II/2026"),
    ]  # fmt: skip


def test_a_bracket_that_tells_of_a_unit_leads_nothing() -> None:
    draft = _draft("1. Đơn vị chủ trì: Sở Y tế", "1.1. Trao đổi dữ liệu với Cục C06 (Bộ Công an).")
    assert [row[2] for row in _rows(draft)] == ["Sở Y tế"]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Sở Y tế mở 20 lớp cho trạm y tế, xong trước 30/9/2026; Công an tỉnh cấp tài khoản cho "
        "người vùng sâu, hoàn thành trong quý IV/2026.",
        "Sở Y tế mở 20 lớp cho trạm y tế, xong trước 30/9/2026. Công an tỉnh chủ trì cấp tài "
        "khoản cho người vùng sâu, hoàn thành trong quý IV/2026.",
    ],
)
def test_a_paragraph_may_give_tasks_to_several_units(paragraph: str) -> None:
    rows = _rows(_draft("1. Hỗ trợ người dân", paragraph))
    assert [row[2] for row in rows] == ["Sở Y tế", "Công an tỉnh"]
    assert [row[4] for row in rows] == ["trước 30/9/2026", "trong quý IV/2026"]
    assert all(row[1] and "tỉnh" not in row[1] for row in rows)


def test_tasks_may_be_counted_within_a_paragraph() -> None:
    rows = _rows(
        _draft(
            "1. Doanh nghiệp",
            "a) Sở Công Thương: (1) Tập huấn 500 hộ bán hàng, quý II/2026; (2) Lập danh bạ hỗ trợ "
            "hộ kinh doanh, tháng 3/2026.",
        )
    )
    assert [(row[2], row[4]) for row in rows] == [
        ("Sở Công Thương", "quý II/2026"),
        ("Sở Công Thương", "tháng 3/2026"),
    ]


def test_lists_within_lists_are_told_apart_by_their_signs() -> None:
    draft = _draft(
        "Nội dung 1. Tuyên truyền",
        "1) Mở chuyên trang. Chủ trì: Sở Y tế.",
        "2) Phát tờ rơi. Chủ trì: Sở Y tế.",
        "Nội dung 2. Tài liệu",
        "1) Công an tỉnh là đơn vị đầu mối soạn sổ tay số; Sở Y tế phối hợp. Hạn: tháng 5/2026.",
    )
    assert [row[0] for row in _rows(draft)] == ["II.1.1", "II.1.2", "II.2.1"]
    assert _rows(draft)[2][1:] == ("Soạn sổ tay số", "Công an tỉnh", "Sở Y tế", "tháng 5/2026")


def test_a_broken_line_that_begins_with_a_number_is_no_heading() -> None:
    lines = [SECTION, "1. Mở chuyên trang về kỹ năng số cho công nhân các công trường."]
    lines += ["Chủ trì: Sở Xây dựng; phối hợp: Công đoàn Xây dựng tỉnh; thời hạn: Quý"]
    lines += ["II/2026; sản phẩm: chuyên trang."]
    lines += [f"{number}. Việc số {number} được làm đều đặn quanh năm." for number in range(2, 12)]
    draft = draft_of([Paragraph(text, at, page=1) for at, text in enumerate(lines, start=1)])
    assert _rows(draft)[0][4] == "Quý II/2026"


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("Chủ trì mô hình nêu tại điểm 5.3 khoản 5 Mục III", ("III.5.3",)),
        ("Chủ trì điểm đ, khoản 2, Mục IV", ("IV.2.đ",)),
        ("Chủ trì Mục IV, khoản 2, điểm d", ("IV.2.d",)),
        ("Thực hiện điểm d khoản 2 và điểm đ khoản 2 Mục IV", ("IV.2.d", "IV.2.đ")),
        ("Thực hiện nhiệm vụ tại khoản 2 Điều 3", ("Điều 3.2",)),
        ("Thực hiện các nhiệm vụ tại Mục III", ("III",)),
    ],
)
def test_a_place_told_more_and_less_narrowly_is_one(text: str, sections: tuple[str, ...]) -> None:
    known = ("III", "III.5", "III.5.1", "III.5.3", "IV.2", "IV.2.d", "IV.2.đ", "Điều 3.2")
    assert references(text, known) == sections


def test_what_stands_beside_a_section_that_is_given_stays_a_duty() -> None:
    draft = _draft(
        "1. Tuyên truyền",
        "1.1. Treo 20 pa nô tại chợ, hoàn thành trong quý I/2026.",
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Sở Y tế: Chủ trì nhiệm vụ 1.1 mục II; tham mưu khen thưởng trước 20/12/2026.",
    )
    panels, praise = _rows(draft)
    assert panels[2:] == ("Sở Y tế", None, "trong quý I/2026")
    assert praise[1:] == ("Tham mưu khen thưởng", "Sở Y tế", None, "trước 20/12/2026")


@pytest.mark.parametrize(
    ("cell", "lead", "coordinating"),
    [
        ("Sở Ngoại vụ\n(phối hợp: Sở Y tế, Công an tỉnh)", "Sở Ngoại vụ", "Sở Y tế, Công an tỉnh"),
        ("Sở Ngoại vụ [PH: Sở Y tế]", "Sở Ngoại vụ", "Sở Y tế"),
        ("Sở Ngoại vụ\n(cùng Sở Y tế)", "Sở Ngoại vụ", "Sở Y tế"),
        ("Sở Ngoại vụ; Sở Y tế phối hợp", "Sở Ngoại vụ", "Sở Y tế"),
        ("Sở Ngoại vụ, Sở Y tế (đồng chủ trì)", "Sở Ngoại vụ, Sở Y tế", ""),
        ("Cục Việc làm (Bộ Nội vụ)", "Cục Việc làm (Bộ Nội vụ)", ""),
    ],
)
def test_a_cell_may_name_who_helps_below_who_leads(cell: str, lead: str, coordinating: str) -> None:
    assert split_units(cell, both=False)[:2] == (lead, coordinating)
