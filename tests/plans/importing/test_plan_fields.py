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
        ("Cơ quan, đơn vị cùng thực hiện: Sở Y tế", "coordinating", "Sở Y tế"),
        ("Người thực hiện: Trung tâm Văn hóa xã", "lead", "Trung tâm Văn hóa xã"),
        ("Chủ trì – Sở Nội vụ", "lead", "Sở Nội vụ"),
        ("Hoàn thành – 30/6/2026", "deadline", "30/6/2026"),
        ("[Chủ trì: Sở Nội vụ]", "lead", "Sở Nội vụ"),
        ("Hoàn thành trong Q4/2025", "deadline", "trong Q4/2025"),
        ("Đơn vị thực hiện chính: Sở Y tế", "lead", "Sở Y tế"),
        ("Chịu trách nhiệm chính: Sở Y tế.", "lead", "Sở Y tế"),
        ("Đơn vị nhận việc: Sở Y tế", "lead", "Sở Y tế"),
        ("Nơi thực hiện: UBND các xã", "lead", "UBND các xã"),
        ("ĐVCT: Sở Y tế", "lead", "Sở Y tế"),
        ("Cùng thực hiện: Công an tỉnh", "coordinating", "Công an tỉnh"),
        ("Đơn vị hỗ trợ: Tỉnh đoàn", "coordinating", "Tỉnh đoàn"),
        ("Hỗ trợ: Các doanh nghiệp viễn thông", "coordinating", "Các doanh nghiệp viễn thông"),
        ("CQPH: Sở Y tế", "coordinating", "Sở Y tế"),
        ("Hạn chót: 15/9/2026", "deadline", "15/9/2026"),
        ("TGHT: Quý II/2026", "deadline", "Quý II/2026"),
        ("Xong trước: 30/6/2026", "deadline", "trước 30/6/2026"),
        ("Hạn: 30/6/2026. Ghi chú: theo nguồn vốn", "deadline", "30/6/2026"),
        ("Hình thức sản phẩm: Công văn", "result", "Công văn"),
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
        "Giải pháp số – cách làm hay của các xã",
    ],
)
def test_ordinary_sentences_are_no_fields(text: str) -> None:
    assert parts_of(text).fields == ()


def _told(text: str) -> tuple[str, list[tuple[str, str]]]:
    parts = parts_of(text)
    return parts.head, [(field.kind, field.value) for field in parts.fields]


def test_a_sentence_goes_on_after_the_bracket_of_a_field() -> None:
    text = "Giao Sở Y tế (phối hợp: Công an tỉnh, Tỉnh đoàn) mở lớp cho dân; thời hạn tháng 4/2026."
    assert _told(text) == (
        "Giao Sở Y tế mở lớp cho dân",
        [("coordinating", "Công an tỉnh, Tỉnh đoàn"), ("deadline", "tháng 4/2026")],
    )


def test_labels_in_one_line_without_a_sign_between_them() -> None:
    text = "Làm phim ngắn Đơn vị chủ trì: Sở Y tế Đơn vị phối hợp: Báo Cà Mau Thời hạn: Quý II/2026"
    assert _told(text) == (
        "Làm phim ngắn",
        [("lead", "Sở Y tế"), ("coordinating", "Báo Cà Mau"), ("deadline", "Quý II/2026")],
    )


def test_whom_a_unit_works_with_is_no_label() -> None:
    assert _told("Sở Y tế chủ trì, phối hợp với Sở Nội vụ:")[1] == []
