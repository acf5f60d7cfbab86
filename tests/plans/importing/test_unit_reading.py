"""Where the names of units end, and which known units they are."""

import pytest

from bot.plans.files import UnitEntry
from bot.plans.importing.folding import fold, one_spelling
from bot.plans.importing.unit_reading import assignment, known_units, leading_unit, split_units


@pytest.mark.parametrize(
    ("written", "units"),
    [
        (
            "Văn phòng Đảng ủy Bộ, Công đoàn ngành, các cơ quan, đơn vị thuộc Bộ",
            ("Văn phòng Đảng ủy Bộ", "Công đoàn ngành", "các cơ quan, đơn vị thuộc Bộ"),
        ),
        (
            "Sở Văn hóa, Thể thao và Du lịch và Sở Khoa học và Công nghệ",
            ("Sở Văn hóa, Thể thao và Du lịch", "Sở Khoa học và Công nghệ"),
        ),
        ("Vụ Kinh tế và Xã hội số", ("Vụ Kinh tế và Xã hội số",)),
        ("Văn phòng HĐND và UBND xã", ("Văn phòng HĐND và UBND xã",)),
        (
            "Sở Nội vụ, Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh, Sở Y tế",
            ("Sở Nội vụ", "Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh", "Sở Y tế"),
        ),
        ("Văn phòng HĐND; UBND xã", ("Văn phòng HĐND", "UBND xã")),
        ("Văn phòng UBND tỉnh và Sở Nội vụ", ("Văn phòng UBND tỉnh", "Sở Nội vụ")),
        (
            "Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương",
            ("Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương",),
        ),
    ],
)
def test_a_list_is_split_between_units(written: str, units: tuple[str, ...]) -> None:
    assert split_units(written) == units


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Sở Nội vụ chủ trì, phối hợp với Sở Tài chính", "Sở Nội vụ"),
        ("Vụ Kế hoạch - Tài chính hướng dẫn các đơn vị", "Vụ Kế hoạch - Tài chính"),
        ("Các đơn vị có trách nhiệm gửi báo cáo", "Các đơn vị"),
        ("Đề nghị Hội Nông dân tỉnh: vận động hội viên", "Hội Nông dân tỉnh"),
        ("Sở Nội vụ (Cơ quan thường trực)", "Sở Nội vụ"),
        ("Các bệnh viện công lập tổ chức tập huấn", "Các bệnh viện công lập"),
        ("Phòng Kinh tế lập danh sách", "Phòng Kinh tế"),
        ("các cơ quan báo cáo UBND tỉnh", "các cơ quan"),
        ("Công an cơ sở rà soát hộ dân", "Công an cơ sở"),
        ("Mặt trận Tổ quốc tỉnh (đề nghị)", "Mặt trận Tổ quốc tỉnh"),
        (
            "Phòng Hạ tầng số và quản lý chuyên ngành",
            "Phòng Hạ tầng số và quản lý chuyên ngành",
        ),
    ],
)
def test_the_unit_that_a_text_starts_with(text: str, unit: str) -> None:
    named = leading_unit(text)
    assert named is not None
    assert named[0] == unit


@pytest.mark.parametrize(
    "text",
    ["Xây dựng kế hoạch của Sở", "Bố trí kinh phí", "Tổ chức hội thi", "Báo cáo kết quả", "Số hóa"],
)
def test_verbs_are_no_units(text: str) -> None:
    assert leading_unit(text) is None


def test_a_sentence_tells_who_leads_and_who_helps() -> None:
    found = assignment("Giao Sở Nội vụ chủ trì, phối hợp với Sở Y tế xây dựng tài liệu")
    assert found is not None
    assert (found.lead, found.coordinating) == ("Sở Nội vụ", "Sở Y tế")
    assert found.rest == "xây dựng tài liệu"


@pytest.mark.parametrize(
    ("text", "lead", "coordinating", "rest"),
    [
        ("Uỷ ban nhân dân xã chủ trì triển khai đợt ra quân", "Uỷ ban nhân dân xã", None, "triển"),
        ("Sở Y tế chủ trì, Điện lực tỉnh phối hợp, làm thường xuyên", "Sở Y tế", "Điện lực", ""),
        ("VNPT Bình Giang chủ trì, MobiLink Bình Giang hỗ trợ", "VNPT", "MobiLink", ""),
        ("Sở Nội vụ phụ trách, với sự tham gia của Sở Y tế, mở lớp", "Sở Nội vụ", "Sở Y tế", "mở"),
        ("Sở Y tế đảm nhiệm việc hướng dẫn người dân", "Sở Y tế", None, "hướng dẫn"),
        ("Sở Nội vụ, trước ngày 30/9/2025, chủ trì lập đề án", "Sở Nội vụ", None, "lập đề án"),
        ("Ban chợ (chủ trì), Hội Phụ nữ (phối hợp): dán mã QR", "Ban chợ", "Hội Phụ nữ", "dán mã"),
        ("Sở Nội vụ chủ trì cùng Sở Y tế mở 02 lớp", "Sở Nội vụ", "Sở Y tế", "mở 02 lớp"),
    ],
)
def test_who_leads_is_said_in_many_ways(
    text: str, lead: str, coordinating: str | None, rest: str
) -> None:
    found = assignment(text)
    assert found is not None
    assert found.lead.startswith(lead)
    assert "," not in found.lead
    assert (found.coordinating or "").startswith(coordinating or "")
    assert (found.coordinating is None) == (coordinating is None)
    assert found.rest.startswith(rest)


@pytest.mark.parametrize(
    "text", ["Các đơn vị cử cán bộ phụ trách lớp học", "UBND xã căn cứ tình hình để thực hiện."]
)
def test_who_is_in_charge_within_a_unit_does_not_lead(text: str) -> None:
    assert assignment(text) is None


def test_other_spellings_are_the_same_words() -> None:
    named = leading_unit("Ban Quản lí chợ xử lí rác, quản lí quầy")
    assert named is not None
    assert named[0] == "Ban Quản lí chợ"
    assert fold("Quí, kĩ năng, quản lí, công ti") == fold("Quý, kỹ năng, quản lý, công ty")
    assert one_spelling("hoá, uỷ, lí, kĩ, VI, chi, thi") == "hóa, ủy, lý, kỹ, VI, chi, thi"


def test_a_verb_that_is_not_known_costs_the_helpers_and_not_the_task() -> None:
    task = "chấm chọn những câu chuyện hay nhất về việc học kỹ năng số của bà con nông dân"
    found = assignment(f"Giao Sở Nội vụ chủ trì, phối hợp với Hội Nông dân trẻ {task}")
    assert found is not None
    assert (found.lead, found.coordinating) == ("Sở Nội vụ", None)
    assert found.rest.endswith(task)


def test_both_units_in_brackets() -> None:
    found = assignment("Sở Nội vụ (chủ trì); Sở Y tế (phối hợp)")
    assert found is not None
    assert (found.lead, found.coordinating) == ("Sở Nội vụ", "Sở Y tế")


def test_a_sentence_without_a_unit_gives_none() -> None:
    assert assignment("Chủ trì, phối hợp với các cơ quan liên quan thực hiện") is None


def _unit(name: str, province: str | None, *aliases: str) -> UnitEntry:
    values = {"name": name, "level": "tinh", "province": province, "aliases": aliases}
    return UnitEntry.parse_obj(values)


def test_units_of_another_province_are_not_meant() -> None:
    units = [_unit("Sở Nội vụ tỉnh Đắk Nông", "Đắk Nông", "Sở Nội vụ"), _unit("Bộ Công an", None)]
    there = known_units(units, (), "Đắk Nông")
    elsewhere = known_units(units, (), "Hải Phòng")
    assert there.read("Sở Nội vụ, Bộ Công an") == ("Sở Nội vụ tỉnh Đắk Nông", "Bộ Công an")
    assert elsewhere.read("Sở Nội vụ") == ("Sở Nội vụ",)
    assert elsewhere.unknown("Sở Nội vụ; Bộ Công an") == ("Sở Nội vụ",)
