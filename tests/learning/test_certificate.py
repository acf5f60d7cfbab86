"""Certificates: one for an exam, found however the code is typed, and recognised when changed."""

from __future__ import annotations

import unicodedata
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
    Certificate,
    Certificates,
    InvalidNameError,
    NotPassedError,
    Status,
    check_name,
    normalise_code,
    status,
)
from bot.learning.learner import Learners
from bot.learning.signing import load_or_make_key
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
    return certificates.issue(ANH, exam_id, "Nguyễn Thị Ánh", MODULES, DAY)


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
