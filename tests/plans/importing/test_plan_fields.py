"""Fields under a task in the spellings that plans use."""

import pytest

from bot.plans.importing.fields import parts_of


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Đơn vị chủ trì: Văn phòng Sở.", "lead", "Văn phòng Sở"),
        ("Cơ quan chủ trì: Sở Nội vụ", "lead", "Sở Nội vụ"),
        ("Chủ trì: Công an tỉnh;", "lead", "Công an tỉnh"),
        ("DON VI CHU TRI: So Noi vu", "lead", "So Noi vu"),
        ("Phân công thực hiện:", "lead", ""),
        ("Phân công thực hiện", "lead", ""),
        ("Đơn vị phối hợp: các phòng", "coordinating", "các phòng"),
        ("Phối hợp thực hiện: Công an tỉnh", "coordinating", "Công an tỉnh"),
        ("Thời gian thực hiện: Quý III/2025.", "deadline", "Quý III/2025"),
        ("Thời hạn hoàn thành: 30/6/2025", "deadline", "30/6/2025"),
        ("Tiến độ: hằng năm", "deadline", "hằng năm"),
        ("Hoàn thành trước ngày 30/9/2025.", "deadline", "trước ngày 30/9/2025"),
        ("Thời hạn hoàn thành trước ngày 30/9/2025", "deadline", "trước ngày 30/9/2025"),
        ("Kết quả dự kiến: Báo cáo.", "result", "Báo cáo"),
        ("Sản phẩm, kết quả đầu ra: Nền tảng", "result", "Nền tảng"),
    ],
)
def test_a_paragraph_of_one_field(text: str, kind: str, value: str) -> None:
    parts = parts_of(text)
    assert parts.is_field
    assert [(field.kind, field.value) for field in parts.fields] == [(kind, value)]


def test_fields_within_the_paragraph_of_their_task() -> None:
    parts = parts_of("Mở lớp (Chủ trì: Tỉnh đoàn; phối hợp: Sở Y tế; hoàn thành: quý II/2025).")
    assert parts.head == "Mở lớp"
    assert [(field.kind, field.value) for field in parts.fields] == [
        ("lead", "Tỉnh đoàn"),
        ("coordinating", "Sở Y tế"),
        ("deadline", "quý II/2025"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Tổ chức thực hiện mô hình “Tổ công nghệ số”: Phát huy vai trò của các tổ.",
        "Xây dựng kế hoạch chủ trì hội nghị của Sở.",
        "Đánh giá tiến độ thực hiện các nhiệm vụ của kế hoạch",
    ],
)
def test_ordinary_sentences_are_no_fields(text: str) -> None:
    assert parts_of(text).fields == ()
