"""Where the name of a unit ends, before verbs that no list has."""

import pytest

from bot.plans.importing.unit_names import end_of_names
from bot.plans.importing.unit_reading import acting, assignment, leading_unit


@pytest.mark.parametrize(
    "name",
    [
        "Sở Tư pháp",
        "Sở Văn hoá, Thể thao và Du lịch",
        "Sở Y tế, Công an tỉnh và Thuế tỉnh Cà Mau",
        "Sở KHCN",
        "Sở VHTT và DL",
        "Phòng Văn hóa - Xã hội xã Khe Sậy",
        "Hội Người mù tỉnh",
        "Bộ Chỉ huy Quân sự thành phố",
        "Kho bạc Nhà nước khu vực XIX",
        "Ngân hàng Nhà nước Chi nhánh Khu vực 14",
        "UBND các xã, phường, đặc khu",
        "Các sở, ban, ngành cấp tỉnh",
        "Trường Đại học Kỹ thuật – Công nghệ Cần Thơ",
        "Viettel Cần Thơ",
        "Tỉnh đoàn",
    ],
)
@pytest.mark.parametrize("verb", ["bày", "gỡ", "dồn", "thay"])
def test_the_form_tells_the_end(name: str, verb: str) -> None:
    text = f"{name} {verb} cho người dân"
    end = end_of_names(text)
    assert text[:end] == name
    assert leading_unit(text) == (name, f"{verb} cho người dân")


@pytest.mark.parametrize(
    "text",
    [
        "UBND các xã biên giới",
        "Liên minh Hợp tác xã tỉnh",
        "Sở Y tế",
        "Hội Cựu chiến binh bỏ thói quen",
        "Văn phòng Tỉnh ủy",
        "Người dân tự nộp hồ sơ",
    ],
)
def test_no_end_is_told_without_what_follows_a_whole_name(text: str) -> None:
    assert end_of_names(text) is None


@pytest.mark.parametrize(
    ("text", "lead", "coordinating", "rest"),
    [
        ("Sở Tư pháp bày dân viết đơn", "Sở Tư pháp", None, "bày dân viết đơn"),
        ("Giao Sở Y tế phối hợp cùng Tỉnh đoàn dồn dữ liệu", "Sở Y tế", "Tỉnh đoàn", "dồn dữ liệu"),
        (
            "Hội Nông dân tỉnh cùng Sở Y tế bày cách ghi",
            "Hội Nông dân tỉnh",
            "Sở Y tế",
            "bày cách ghi",
        ),
        ("[Sở Y tế] Mở lớp buổi tối", "Sở Y tế", None, "Mở lớp buổi tối"),
    ],
)
def test_a_unit_that_acts_without_leading_in_words(
    text: str, lead: str, coordinating: str | None, rest: str
) -> None:
    found = acting(text)
    assert found is not None
    assert (found.lead, found.coordinating, found.rest) == (lead, coordinating, rest)


@pytest.mark.parametrize("both", ["đồng chủ trì", "cùng chủ trì"])
def test_two_lead_together(both: str) -> None:
    found = assignment(f"Công an tỉnh và Sở KHCN {both} diễn tập")
    assert found is not None
    assert (found.lead, found.rest) == ("Công an tỉnh và Sở KHCN", "diễn tập")


def test_units_may_be_named_by_what_they_were_given() -> None:
    named = "Các cơ quan, đơn vị được giao chủ trì nhiệm vụ"
    assert leading_unit(f"{named}: tự theo dõi tiến độ") == (named, "tự theo dõi tiến độ")
