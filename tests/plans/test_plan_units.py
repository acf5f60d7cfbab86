"""Units in their tree and in groups, in the shipped register."""

from __future__ import annotations

import pytest

from bot.plans.register import Register, load_register
from bot.plans.units import (
    groups_with,
    is_under,
    led_by,
    shares_of,
    unit_in,
    units_meant,
    warnings_of,
)
from bot.settings import ROOT

MINISTRY = "Bộ Khoa học và Công nghệ"
TELECOMS = "Cục Viễn thông"
HAI_PHONG = "Sở Khoa học và Công nghệ thành phố Hải Phòng"


@pytest.fixture(name="register", scope="module")
def _register() -> Register:
    return load_register(ROOT / "knowledge" / "plans")


def test_the_tree(register: Register) -> None:
    assert is_under(register, TELECOMS, MINISTRY)
    assert not is_under(register, MINISTRY, TELECOMS)
    assert not is_under(register, "Sở Không Có", MINISTRY)


def test_groups_of_groups(register: Register) -> None:
    groups = groups_with(register, TELECOMS)
    assert "Các cơ quan, đơn vị thuộc Bộ Khoa học và Công nghệ" in groups
    assert "Các đơn vị được giao nhiệm vụ theo Quyết định 550/QĐ-BKHCN" in groups


def test_what_a_unit_leads_counts_its_groups_and_units_below(register: Register) -> None:
    assert {"QD550-2.9", "QD550-4-BC"} <= {task.id for task in led_by(register, TELECOMS)}
    assert "KHHP-III.8" in {task.id for task in led_by(register, HAI_PHONG)}
    by_id = {share.task.id: share for share in shares_of(register, TELECOMS)}
    assert by_id["QD550-2.9"].through is None
    assert by_id["QD550-4-BC"].distance == 1


def test_a_department_that_no_plan_names_is_among_the_departments(register: Register) -> None:
    assert "KHDN-VI.7-3" in {task.id for task in led_by(register, "Sở Y tế")}
    assert led_by(register, "Cục Hàng không") == ()


def test_a_name_of_units_in_several_provinces(register: Register) -> None:
    name = "Sở Khoa học và Công nghệ"
    assert len(units_meant(register, name, ())) == 2
    assert units_meant(register, name, ("Hải Phòng",)) == (HAI_PHONG,)


def test_what_became_of_units_is_said_once(register: Register) -> None:
    units = ("Sở Nội vụ tỉnh Đắk Nông", "Sở Tài chính tỉnh Đắk Nông", TELECOMS)
    assert len(warnings_of(register, units)) == 1


def test_the_nearest_share_counts_also_where_its_group_leads(register: Register) -> None:
    shares = {share.task.id: share for share in shares_of(register, "Trung tâm Internet Việt Nam")}
    assert shares["QD550-2.11"].distance == 0
    assert not shares["QD550-2.11"].leads


def test_a_unit_in_another_province(register: Register) -> None:
    dak_nong = "Sở Khoa học và Công nghệ tỉnh Đắk Nông"
    assert unit_in(register, dak_nong, ("Hải Phòng",)) == HAI_PHONG
    assert unit_in(register, dak_nong, ("Đắk Nông",)) == dak_nong
    assert unit_in(register, "Sở Nội vụ tỉnh Đắk Nông", ("Hải Phòng",)) is None
    assert unit_in(register, TELECOMS, ("Hải Phòng",)) == TELECOMS
