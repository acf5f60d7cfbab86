"""Badges, checked as a stranger would: by openbadgeslib, with the public key, without a network."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier
from PIL import Image

from bot.learning.badge import BadgeIssuer
from bot.learning.badge_list import LIST_DAYS, LIST_SIZE, list_path, place_in_list, slots_of
from bot.learning.badge_picture import SIZE, draw_badge
from bot.learning.certificate import Certificate, Criteria
from bot.learning.signing import load_or_make_key

SITE = "https://hoc.example.vn"
DAY = date(2026, 11, 22)
NOW = datetime.now(timezone.utc)
IN_FORCE = Criteria(80, 60)
ISSUED = Certificate(
    code="7QK2-0A1B-C01X-Y9ZW",
    name="Nguyễn Thị Ánh",
    issued_on=DAY,
    modules=(("M01", "Làm quen điện thoại"), ("M03", "VNeID")),
    signature="",
    slot=7,
    criteria=Criteria(75, 50),
)


@pytest.fixture(name="issuer")
def _issuer(tmp_path: Path) -> BadgeIssuer:
    return BadgeIssuer(load_or_make_key(tmp_path / "key.pem"), SITE)


def nothing(url: str) -> bytes:
    """No network."""
    raise OSError(f"asked for {url}")


def taken_along(files: dict[str, str]) -> Callable[[str], bytes]:
    """What somebody downloaded before they went where no network is."""
    return lambda url: files[url].encode()


def changed(token: str, old: str, new: str) -> str:
    """The same token with other words in it and the old signature."""
    header, payload, signature = token.split(".")
    plain = base64.urlsafe_b64decode(payload + "==").decode()
    words = json.dumps(old)[1:-1] if old not in plain else old
    assert words in plain
    altered = base64.urlsafe_b64encode(plain.replace(words, new).encode()).decode().rstrip("=")
    return f"{header}.{altered}.{signature}"


def test_it_is_verified_with_the_public_key_alone(issuer: BadgeIssuer) -> None:
    badge = OB3Verifier(issuer.public_key).verify(issuer.sign(ISSUED, IN_FORCE), download=nothing)
    assert badge.issuer.id == "did:web:hoc.example.vn"
    assert badge.issuer.name == "Bạn Học Số"
    assert badge.id == f"{SITE}/certificates/{ISSUED.code}"
    assert badge.issuance_date == datetime(2026, 11, 21, 17, tzinfo=timezone.utc)
    asked = badge.achievement.criteria_narrative
    assert asked.startswith("Đạt bài thi tổng hợp: đúng từ 75% số câu, mỗi phần từ 50%.")
    assert "M01 Làm quen điện thoại; M03 VNeID" in asked
    assert "không phải xác nhận phổ cập" in badge.achievement.description


def test_the_person_is_named_as_on_the_certificate_and_by_nothing_else(issuer: BadgeIssuer) -> None:
    badge = OB3Verifier(issuer.public_key).verify(issuer.sign(ISSUED, IN_FORCE))
    assert badge.recipient_id is None
    assert badge.raw is not None
    subject = badge.raw["credentialSubject"]
    assert subject.keys() == {"type", "achievement", "identifier"}
    (identity,) = subject["identifier"]
    assert identity == {
        "type": "IdentityObject",
        "hashed": False,
        "identityHash": "Nguyễn Thị Ánh",
        "identityType": "name",
    }
    assert "@" not in json.dumps(badge.raw).replace("@context", "")


def test_the_same_certificate_gives_the_same_badge(issuer: BadgeIssuer) -> None:
    assert issuer.sign(ISSUED, IN_FORCE) == issuer.sign(ISSUED, Criteria(1, 1))


def test_what_was_not_kept_is_what_is_in_force(issuer: BadgeIssuer) -> None:
    old = issuer.sign(replace(ISSUED, criteria=None), IN_FORCE)
    badge = OB3Verifier(issuer.public_key).verify(old)
    assert "đúng từ 80% số câu" in badge.achievement.criteria_narrative


def test_equal_demands_are_one_achievement(issuer: BadgeIssuer) -> None:
    verify = OB3Verifier(issuer.public_key).verify
    first = verify(issuer.sign(ISSUED, IN_FORCE)).achievement.id
    other_person = replace(ISSUED, code="7QK2-0A1B-C01X-Y9ZX", name="Lê Thị Hoa")
    assert verify(issuer.sign(other_person, IN_FORCE)).achievement.id == first
    harder = replace(ISSUED, criteria=Criteria(90, 60))
    assert verify(issuer.sign(harder, IN_FORCE)).achievement.id != first


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Nguyễn Thị Ánh", "Kẻ Gian"),
        ("từ 75%", "từ 95%"),
        ("M03 VNeID", "M12 Tất cả"),
        ('"statusListIndex":"7"', '"statusListIndex":"8"'),
        ("2026-11-21", "2020-01-01"),
    ],
)
def test_an_altered_one_is_refused(issuer: BadgeIssuer, old: str, new: str) -> None:
    token = changed(issuer.sign(ISSUED, IN_FORCE), old, new)
    with pytest.raises(OB3VerificationError, match="signature"):
        OB3Verifier(issuer.public_key).verify(token)


def test_one_of_another_key_is_refused(issuer: BadgeIssuer) -> None:
    others = BadgeIssuer(Ed25519PrivateKey.generate(), SITE)
    with pytest.raises(OB3VerificationError, match="signature"):
        OB3Verifier(issuer.public_key).verify(others.sign(ISSUED, IN_FORCE))


def test_the_issuers_document_leads_to_the_key(issuer: BadgeIssuer) -> None:
    files = {f"{SITE}/.well-known/did.json": json.dumps(issuer.did_document())}
    verifier = OB3Verifier.for_issuer_did(issuer.id, download=taken_along(files))
    assert verifier.verify(issuer.sign(ISSUED, IN_FORCE)).name
    pretender = BadgeIssuer(issuer.key, "https://khac.example.vn")
    with pytest.raises(OB3VerificationError, match="does not match the DID"):
        verifier.verify(pretender.sign(ISSUED, IN_FORCE))


@pytest.mark.parametrize(
    ("base_url", "document"),
    [
        ("https://example.vn/hoc", "https://example.vn/hoc/did.json"),
        ("https://example.vn:8443", "https://example.vn:8443/.well-known/did.json"),
    ],
)
def test_the_document_is_looked_for_below_the_public_address(
    issuer: BadgeIssuer, base_url: str, document: str
) -> None:
    here = replace(issuer, base_url=base_url)
    files = {document: json.dumps(here.did_document())}
    verifier = OB3Verifier.for_issuer_did(here.id, download=taken_along(files))
    assert verifier.verify(here.sign(ISSUED, IN_FORCE)).issuer.id == here.id


def test_without_a_public_address_the_key_itself_is_the_name(issuer: BadgeIssuer) -> None:
    here = replace(issuer, base_url="http://127.0.0.1:8000")
    assert here.id.startswith("did:key:")
    verifier = OB3Verifier.for_issuer_did(here.id, download=nothing)
    assert verifier.verify(here.sign(ISSUED, IN_FORCE)).issuer.id == here.id


def checked_with(issuer: BadgeIssuer, badge: Certificate, published: str) -> None:
    """Checks a badge with a list of revoked ones that was downloaded before."""
    number, _ = place_in_list(badge.slot)
    OB3Verifier(issuer.public_key).verify(
        issuer.sign(badge, IN_FORCE),
        check_status=True,
        download=taken_along({SITE + list_path(number): published}),
    )


@pytest.mark.parametrize("slot", [1, 7, LIST_SIZE - 1, LIST_SIZE, 3 * LIST_SIZE + 5])
def test_a_revoked_one_is_refused_and_its_neighbours_are_not(
    issuer: BadgeIssuer, slot: int
) -> None:
    number, place = place_in_list(slot)
    assert slots_of(number)[0] + place == slot < slots_of(number)[1]
    revoked = issuer.status_list(number, [slot], NOW)
    with pytest.raises(OB3VerificationError, match="'revocation' is set"):
        checked_with(issuer, replace(ISSUED, slot=slot), revoked)
    neighbour = slot + 1 if place == 0 else slot - 1
    checked_with(issuer, replace(ISSUED, slot=neighbour), revoked)
    checked_with(issuer, replace(ISSUED, slot=slot), issuer.status_list(number, [], NOW))


def test_a_list_that_is_too_old_is_refused(issuer: BadgeIssuer) -> None:
    almost = NOW - timedelta(days=LIST_DAYS, minutes=-5)
    checked_with(issuer, ISSUED, issuer.status_list(0, [], almost))
    old = issuer.status_list(0, [], NOW - timedelta(days=LIST_DAYS, hours=1))
    with pytest.raises(OB3VerificationError, match="expired"):
        checked_with(issuer, ISSUED, old)


def test_a_list_that_somebody_changed_is_refused(issuer: BadgeIssuer) -> None:
    with_it, without = (issuer.status_list(0, void, NOW) for void in ([7], []))
    forged = ".".join([*without.split(".")[:2], with_it.split(".")[2]])
    with pytest.raises(OB3VerificationError, match="proof is invalid"):
        checked_with(issuer, ISSUED, forged)
    others = BadgeIssuer(Ed25519PrivateKey.generate(), SITE).status_list(0, [], NOW)
    with pytest.raises(OB3VerificationError, match="proof is invalid"):
        checked_with(issuer, ISSUED, others)


def test_the_picture_carries_the_badge(issuer: BadgeIssuer) -> None:
    drawn = draw_badge(ISSUED.name, ISSUED.issued_on)
    baked = issuer.bake(ISSUED, IN_FORCE, drawn)
    assert Image.open(io.BytesIO(baked)).size == (SIZE, SIZE)
    assert OB3Verifier.extract_token_from_png(baked) == issuer.sign(ISSUED, IN_FORCE)
    with pytest.raises(LibOpenBadgesException):
        OB3Verifier.extract_token_from_png(drawn)


def test_the_picture_shows_the_name_as_far_as_it_fits() -> None:
    bare = Image.open(io.BytesIO(draw_badge()))
    for name in ("Vũ", "Y Ƀlŏk Êƀan", "W" * 60):
        shown = Image.open(io.BytesIO(draw_badge(name, DAY)))
        assert list(shown.crop((0, 380, SIZE, 480)).getdata()) != list(
            bare.crop((0, 380, SIZE, 480)).getdata()
        )
        # The ring round it is untouched.
        assert shown.crop((0, 380, 44, 440)).tobytes() == bare.crop((0, 380, 44, 440)).tobytes()
