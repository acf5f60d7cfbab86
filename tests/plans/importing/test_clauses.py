"""Clauses behind a task: who helps, when it is due, who leads."""

import pytest

from bot.plans.importing.clauses import Told, is_when, told_behind

_TASK = "Dạy tiểu thương giữ sổ sách trên điện thoại"


@pytest.mark.parametrize(
    ("behind", "coordinating", "deadline"),
    [
        ("; hằng ngày trong mùa khô, mùa lũ", None, "hằng ngày trong mùa khô, mùa lũ"),
        (
            "; UBND các xã, phường phối hợp; hạn chót 15/11/2026",
            "UBND các xã, phường",
            "hạn chót 15/11/2026",
        ),
        (
            ", có sự phối hợp của Hội Người mù tỉnh; tháng 12/2026",
            "Hội Người mù tỉnh",
            "tháng 12/2026",
        ),
        (
            " với sự tham gia của Sở Y tế, theo lộ trình của Bộ Y tế",
            "Sở Y tế",
            "theo lộ trình của Bộ Y tế",
        ),
        ("; VNPT Cà Mau, Viettel Cà Mau cùng tham gia", "VNPT Cà Mau, Viettel Cà Mau", None),
        (
            ", có Ban Quản lý chợ phối hợp, xong quý III năm 2026",
            "Ban Quản lý chợ",
            "xong quý III năm 2026",
        ),
        (" (hoàn thành trong tháng 4/2026)", None, "hoàn thành trong tháng 4/2026"),
        ("; làm hàng ngày", None, "hàng ngày"),
        ("; mỗi tuần ít nhất một buổi", None, "mỗi tuần ít nhất một buổi"),
        (" - xong trước 30/6/2026", None, "xong trước 30/6/2026"),
        (", thực hiện hằng ngày trong mùa khô, mùa lũ", None, "hằng ngày trong mùa khô, mùa lũ"),
        ("", None, None),
    ],
)
def test_clauses_are_taken_off_the_end(
    behind: str, coordinating: str | None, deadline: str | None
) -> None:
    assert told_behind(_TASK + behind) == Told(_TASK, coordinating, deadline)


@pytest.mark.parametrize(
    "behind",
    [
        " - Tỉnh đoàn chủ trì - tháng 7/2026",
        " => Tỉnh đoàn; tháng 7/2026",
        " (Tỉnh đoàn, tháng 7/2026)",
    ],
)
def test_a_clause_may_say_who_leads(behind: str) -> None:
    assert told_behind(_TASK + behind) == Told(_TASK, None, "tháng 7/2026", "Tỉnh đoàn")


@pytest.mark.parametrize(
    "text",
    [
        "Tổ chức ngày hội, tuần lễ chuyển đổi số",
        "Phát tờ rơi tại chợ, bến xe (chợ Cà Mau)",
        "Mở lớp cho người cao tuổi; tặng điện thoại, máy đọc",
        "Đẩy mạnh tuyên truyền, thường xuyên hơn trên loa truyền thanh",
    ],
)
def test_other_clauses_are_part_of_the_task(text: str) -> None:
    assert told_behind(text) == Told(text)


def test_something_to_do_is_left() -> None:
    assert told_behind("Họp tổ; tháng 7/2026").deadline is None
    assert told_behind("Sở Y tế; tháng 7/2026", fewest=1) == Told("Sở Y tế", None, "tháng 7/2026")


@pytest.mark.parametrize(
    ("clause", "when"),
    [
        ("Quý I/2026", True),
        ("làm khi có yêu cầu", True),
        ("thực hiện trong suốt năm học", True),
        ("trong các trường học", False),
        ("theo quy định", False),
        ("đến năm 2030 đạt 80%", False),
        ("Sở Y tế", False),
    ],
)
def test_what_says_nothing_but_when(clause: str, when: bool) -> None:
    assert is_when(clause) is when
