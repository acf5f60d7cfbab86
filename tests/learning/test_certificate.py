"""Certificates: one for an exam, found however the code is typed, and recognised when changed."""

from __future__ import annotations

import contextlib
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timezone
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.engine import Engine

from bot.learning.certificate import (
    RENAMED,
    Certificate,
    Certificates,
    Criteria,
    InvalidNameError,
    NotPassedError,
    Status,
    check_name,
    normalise_code,
    status,
)
from bot.learning.learner import Learners
from bot.learning.library import load_library
from bot.learning.signing import load_or_make_key
from bot.message import TryLater
from bot.settings import ROOT
from bot.store.database import writing
from bot.store.tables import certificate

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=timezone.utc)
DAY = date(2026, 11, 22)
MODULES = (("M01", "Làm quen điện thoại thông minh"), ("M03", "Định danh điện tử VNeID"))
ANH, BINH = "web:anh", "web:binh"


@pytest.fixture(name="certificates")
def _certificates(engine: Engine, tmp_path: Path) -> Certificates:
    learners = Learners(engine)
    for person in (ANH, BINH):
        learners.enrol(person, "1", NOW)
    for exam_id, passed in (("passed", True), ("again", True), ("failed", False)):
        learners.start_exam(ANH, exam_id, {}, NOW)
        learners.finish_exam(exam_id, 9, 10, passed, NOW)
    learners.start_exam(ANH, "open", {}, NOW)
    return Certificates(engine, load_or_make_key(tmp_path / "key.pem"))


def issue(certificates: Certificates, exam_id: str = "passed") -> Certificate:
    return certificates.issue(ANH, exam_id, "Nguyễn Thị Ánh", MODULES, DAY, Criteria(80, 60))


def test_a_certificate_is_found_and_valid(certificates: Certificates) -> None:
    made = issue(certificates)
    found = certificates.find(made.code)
    assert found == made
    assert (made.name, made.issued_on, made.modules) == ("Nguyễn Thị Ánh", DAY, MODULES)
    assert status(found, certificates.key.public_key()) is Status.VALID


def test_an_exam_has_one_certificate(certificates: Certificates) -> None:
    made = issue(certificates)
    again = certificates.issue(ANH, "passed", "Tên Khác", (("M09", "Khác"),), date(2027, 1, 1))
    assert again == made
    assert certificates.of(ANH) == [made]
    assert issue(certificates, "again").code != made.code
    assert len(certificates.of(ANH)) == 2
    assert certificates.of(BINH) == []


@pytest.mark.parametrize(
    ("person", "exam_id"),
    [(ANH, "failed"), (ANH, "open"), (ANH, "never"), (BINH, "passed"), ("web:nobody", "passed")],
)
def test_only_who_passed_gets_a_certificate(
    certificates: Certificates, person: str, exam_id: str
) -> None:
    with pytest.raises(NotPassedError):
        certificates.issue(person, exam_id, "Nguyễn Thị Ánh", MODULES, DAY)
    assert certificates.of(ANH) == []


def test_a_revoked_certificate_says_why_and_stays_revoked(certificates: Certificates) -> None:
    made = issue(certificates)
    assert certificates.revoke(made.code.lower(), "Cấp nhầm người", NOW)
    assert certificates.revoke(made.code, "Lý do khác", NOW)
    found = certificates.find(made.code)
    assert found == replace(made, revoked=True, reason="Cấp nhầm người")
    assert status(found, certificates.key.public_key()) is Status.REVOKED


def rename(certificates: Certificates, code: str, name: str = "Nguyễn Thị Anh") -> Certificate:
    made = certificates.rename(ANH, code, name, date(2026, 12, 1), NOW)
    assert made is not None
    return made


def test_another_name_makes_another_certificate_and_voids_the_old(
    certificates: Certificates,
) -> None:
    old = issue(certificates)
    made = rename(certificates, old.code)
    assert (made.name, made.replaces) == ("Nguyễn Thị Anh", old.code)
    assert (made.modules, made.criteria) == (old.modules, old.criteria)
    assert made.code != old.code
    assert made.slot != old.slot
    public_key = certificates.key.public_key()
    assert status(certificates.find(made.code), public_key) is Status.VALID
    void = certificates.find(old.code)
    assert void == replace(old, revoked=True, reason=RENAMED)
    assert certificates.of(ANH) == [made, void]
    assert certificates.of_exam("passed") == made
    assert issue(certificates) == made


def test_renaming_again_gives_the_same_one(certificates: Certificates) -> None:
    old = issue(certificates)
    made = rename(certificates, old.code)
    assert rename(certificates, old.code) == made
    assert rename(certificates, old.code, "Tên Khác") == made
    assert rename(certificates, made.code) == made
    assert len(certificates.of(ANH)) == 2
    third = rename(certificates, made.code, "Trần Thị Anh")
    assert (third.replaces, third.revoked) == (made.code, False)
    assert [each.revoked for each in certificates.of(ANH)] == [False, True, True]


def test_a_void_or_forged_one_gets_no_new_name(certificates: Certificates) -> None:
    cheated = issue(certificates)
    certificates.revoke(cheated.code, "Thi hộ", NOW)
    assert rename(certificates, cheated.code).reason == "Thi hộ"
    forged = issue(certificates, "again")
    with writing(certificates.engine) as connection:
        change = update(certificate).where(certificate.c.code == forged.code)
        connection.execute(change.values(name="Kẻ Gian"))
    assert rename(certificates, forged.code).name == "Kẻ Gian"
    assert len(certificates.of(ANH)) == 2


def test_nobody_renames_the_certificate_of_another(certificates: Certificates) -> None:
    made = issue(certificates)
    assert certificates.rename(BINH, made.code, "Bình", DAY, NOW) is None
    assert certificates.rename(ANH, "0000-0000-0000-0000", "Ánh", DAY, NOW) is None
    with pytest.raises(InvalidNameError):
        certificates.rename(ANH, made.code, "123", DAY, NOW)
    assert certificates.of(ANH) == [made]


def test_at_the_same_moment_a_certificate_is_made_once(certificates: Certificates) -> None:
    old = issue(certificates)
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: rename_patiently(certificates, old.code), range(4)))
        issued = list(pool.map(lambda _: issue_patiently(certificates), range(4)))
    assert len({each.code for each in made}) == 1
    assert len({each.code for each in issued}) == 1
    assert len(certificates.of(ANH)) == 3


def rename_patiently(certificates: Certificates, code: str) -> Certificate:
    while True:
        with contextlib.suppress(TryLater):
            return rename(certificates, code)


def issue_patiently(certificates: Certificates) -> Certificate:
    while True:
        with contextlib.suppress(TryLater):
            return issue(certificates, "again")


def test_slots_without_a_certificate_in_force_are_void(certificates: Certificates) -> None:
    assert certificates.last_slot() == 0
    first, second = issue(certificates), issue(certificates, "again")
    assert certificates.last_slot() == second.slot > first.slot
    assert certificates.void_slots(0, 100) == []
    certificates.revoke(first.code, "Cấp nhầm", NOW)
    assert certificates.void_slots(0, 100) == [first.slot]
    assert certificates.void_slots(0, first.slot) == []
    assert certificates.void_slots(first.slot + 1, 100) == []
    Learners(certificates.engine).forget(ANH)
    assert certificates.void_slots(0, 100) == [first.slot, second.slot]


def test_a_slot_is_never_given_again(certificates: Certificates) -> None:
    gone = issue(certificates)
    learners = Learners(certificates.engine)
    learners.forget(ANH)
    learners.start_exam(BINH, "later", {}, NOW)
    learners.finish_exam("later", 9, 10, True, NOW)
    later = certificates.issue(BINH, "later", "Lê Văn Bình", MODULES, DAY)
    assert later.slot > gone.slot


def test_an_unknown_certificate_cannot_be_revoked(certificates: Certificates) -> None:
    made = issue(certificates)
    assert not certificates.revoke("0000-0000-0000-0000", "Cấp nhầm", NOW)
    assert not certificates.revoke("gì đó", "Cấp nhầm", NOW)
    assert certificates.find("0000-0000-0000-0000") is None
    assert certificates.of(ANH) == [made]
    assert status(None, certificates.key.public_key()) is Status.UNKNOWN


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Kẻ Gian"},
        {"issued_on": date(2020, 1, 1)},
        {"modules": []},
        {"criteria": {"pass_percent": 100, "module_minimum_percent": 60}},
        {"criteria": None},
        {"signature": "A" * 86},
    ],
)
def test_a_changed_row_is_forged(certificates: Certificates, change: dict[str, object]) -> None:
    made = issue(certificates)
    with writing(certificates.engine) as connection:
        connection.execute(update(certificate).values(change))
    assert status(certificates.find(made.code), certificates.key.public_key()) is Status.FORGED


def test_a_certificate_of_another_key_is_forged(certificates: Certificates) -> None:
    other = Ed25519PrivateKey.generate().public_key()
    assert status(issue(certificates), other) is Status.FORGED


@pytest.mark.parametrize(
    "typed",
    ["7qk2-0a1b-c01x-y9zw", "7QK20A1BC01XY9ZW", " 7QK2 OAIB COLX Y9ZW ", "7qk2–oaib—c0lx.y9zw"],
)
def test_a_code_is_understood_however_it_is_typed(typed: str) -> None:
    assert normalise_code(typed) == "7QK2-0A1B-C01X-Y9ZW"


@pytest.mark.parametrize(
    "typed", ["", "7QK2", "7QK2-0A1B-C01X-Y9ZU", "7QK2-0A1B-C01X-Y9ZW-1", "ữ" * 16, "1" * 100_000]
)
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert normalise_code(typed) is None


@given(st.text())
def test_a_normal_code_stays_as_it_is(typed: str) -> None:
    code = normalise_code(typed)
    assert code is None or normalise_code(code) == code


def test_codes_do_not_repeat(certificates: Certificates) -> None:
    codes = {issue(certificates).code, issue(certificates, "again").code}
    assert len(codes) == 2
    assert all(normalise_code(code) == code for code in codes)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Nguyễn Thị Ánh", "Nguyễn Thị Ánh"),
        ("  Nguyễn \t Thị\nÁnh ", "Nguyễn Thị Ánh"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Ánh"), "Nguyễn Thị Ánh"),
        ("Y Ƀlŏk Êƀan", "Y Ƀlŏk Êƀan"),
        ("H’Hen Niê", "H'Hen Niê"),
        ("Anne-Marie O'Neill Jr.", "Anne-Marie O'Neill Jr."),
        ("TS.Nguyễn Văn Comay", "TS.Nguyễn Văn Comay"),
        ("Vũ", "Vũ"),
        ("A" * 60, "A" * 60),
    ],
)
def test_a_name_is_kept_as_it_is_written(typed: str, kept: str) -> None:
    assert check_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "từ 2 đến 60 chữ"),
        ("A", "từ 2 đến 60 chữ"),
        ("A" * 61, "từ 2 đến 60 chữ"),
        ("A" * 100_000, "từ 2 đến 60 chữ"),
        (" - . ", "từ 2 đến 60 chữ"),
        ("Nguyễn Văn 2", "không có chữ số"),
        ("Nguyễn Văn ٣", "không có chữ số"),
        ("https://example.com", "không ghi địa chỉ trang web"),
        ("www.example", "không ghi địa chỉ trang web"),
        ("lua dao.vn", "không ghi địa chỉ trang web"),
        ("anh@thu", "không ghi địa chỉ trang web"),
        ("Nguyễn\x00Văn", "ký tự ẩn"),
        ("Nguyễn\u200bVăn", "ký tự ẩn"),
        ("Nguyễn\u202eVăn", "ký tự ẩn"),
        ("Nguyễn\ud800Văn", "ký tự ẩn"),
        ("Ánh 😀", "không in được"),
        ("Ánh <b>", "không in được"),
        ("王小明", "không in được"),
        ("Ánh; DROP", "không in được"),
        ("Êư̆", "không in được"),
    ],
)
def test_what_is_no_name_is_refused_with_a_reason(typed: str, said: str) -> None:
    with pytest.raises(InvalidNameError, match=said) as error:
        check_name(typed)
    assert len(str(error.value)) <= 300


@given(st.text(max_size=70))
def test_a_checked_name_stays_as_it_is(typed: str) -> None:
    try:
        name = check_name(typed)
    except InvalidNameError:
        return
    assert check_name(name) == name
    assert 2 <= len(name) <= 60


def test_a_name_that_is_none_is_not_issued(certificates: Certificates) -> None:
    with pytest.raises(InvalidNameError):
        certificates.issue(ANH, "passed", "123", MODULES, DAY)
    assert certificates.of(ANH) == []


def test_criteria_follow_the_rule() -> None:
    rule = load_library(ROOT / "knowledge").framework.exam
    assert Criteria.of(rule, 36).in_words == (
        "Đạt bài thi tổng hợp 36 câu trong 60 phút: đúng từ 80% số câu, mỗi phần từ 60%."
    )
    assert Criteria(80, 60).in_words == (
        "Đạt bài thi tổng hợp: đúng từ 80% số câu, mỗi phần từ 60%."
    )


def test_what_was_signed_with_fewer_criteria_stays_valid(certificates: Certificates) -> None:
    """Criteria that were not kept are no part of what is signed, so nothing becomes a forgery."""
    older = issue(certificates)
    assert older.criteria == Criteria(80, 60)
    assert older.criteria.to_dict() == {"pass_percent": 80, "module_minimum_percent": 60}
    newer = certificates.issue(ANH, "again", "Ánh", MODULES, DAY, Criteria(80, 60, 36, 60))
    assert newer.criteria == Criteria(80, 60, 36, 60)
    key = certificates.key.public_key()
    assert [status(each, key) for each in (older, newer)] == [Status.VALID] * 2
    changed = replace(newer, criteria=Criteria(80, 60, 36, 90))
    assert status(changed, key) is Status.FORGED
