"""Issues, finds and revokes certificates, and tells real ones from forged ones.

A certificate is the bot's own statement that a person passed its exam; it is not the
official confirmation on VNeID, and the printed page says so.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import select, update
from sqlalchemy.engine import Engine, Row

from bot.learning.signing import sign, verify
from bot.store.database import insert_once, reading, to_utc, writing
from bot.store.tables import certificate, exam, learner

__all__ = [
    "ISSUER",
    "NAME_MAX",
    "NAME_MIN",
    "Certificate",
    "Certificates",
    "InvalidNameError",
    "NotPassedError",
    "Status",
    "check_name",
    "normalise_code",
    "status",
]

ISSUER = "Bạn Học Số"
NAME_MIN, NAME_MAX = 2, 60
"""Characters a name may have."""

# Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O, U.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_CODE_LENGTH = 16  # of 5 bits each: 80 bits cannot be guessed
_ADDRESS = re.compile(r"://|www\.|@|\.(com|vn|net|org|edu|gov|info)\b", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s\-‐-―−_.]+")


class InvalidNameError(ValueError):
    """The name cannot stand on a certificate; the text says why, in Vietnamese."""


class NotPassedError(LookupError):
    """A certificate was asked for an exam that this person did not pass."""


class Status(Enum):
    """What can be said about a certificate."""

    VALID = "valid"
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    FORGED = "forged"


@dataclass(frozen=True)
class Certificate:
    """One certificate; `modules` are (id, title), `reason` why it was revoked."""

    code: str
    name: str
    issued_on: date
    modules: tuple[tuple[str, str], ...]
    signature: str
    revoked: bool = False
    reason: str | None = None


@dataclass(frozen=True)
class Certificates:
    """The certificates in one database, signed with one key. Every call may raise TryLater."""

    engine: Engine
    key: Ed25519PrivateKey

    def issue(
        self,
        person: str,
        exam_id: str,
        name: str,
        modules: tuple[tuple[str, str], ...],
        issued_on: date,
    ) -> Certificate:
        """The certificate of the person's passed exam: made now, or the one made before.

        `modules` are (id, title); `issued_on` is the day in Vietnam. Raises NotPassedError and
        InvalidNameError.
        """
        name = check_name(name)
        code = _new_code()
        row = {
            "code": code,
            "exam_id": exam_id,
            "name": name,
            "issued_on": issued_on,
            "modules": [list(module) for module in modules],
            "signature": sign(self.key, _payload(code, name, issued_on, modules)),
        }
        passed = (
            select(learner.c.id)
            .join(exam, exam.c.learner_id == learner.c.id)
            .where(learner.c.person == person, exam.c.id == exam_id, exam.c.passed.is_(True))
        )
        with writing(self.engine) as connection:
            learner_id = connection.execute(passed).scalar_one_or_none()
            if learner_id is None:
                raise NotPassedError(f"{person} did not pass the exam {exam_id!r}")
            insert_once(connection, certificate, {**row, "learner_id": learner_id})
            kept = select(certificate).where(certificate.c.exam_id == exam_id)
            return _from_row(connection.execute(kept).one())

    def find(self, code: str) -> Certificate | None:
        """The certificate with this code, however it was typed (see `normalise_code`)."""
        exact = normalise_code(code)
        if exact is None:
            return None
        with reading(self.engine) as connection:
            found = connection.execute(select(certificate).where(certificate.c.code == exact))
            row = found.one_or_none()
        return None if row is None else _from_row(row)

    def of_exam(self, exam_id: str) -> Certificate | None:
        """The certificate issued for this exam, if one was."""
        with reading(self.engine) as connection:
            found = connection.execute(select(certificate).where(certificate.c.exam_id == exam_id))
            row = found.one_or_none()
        return None if row is None else _from_row(row)

    def of(self, person: str) -> list[Certificate]:
        """The certificates of one person, newest first."""
        query = (
            select(certificate)
            .join(learner, learner.c.id == certificate.c.learner_id)
            .where(learner.c.person == person)
            .order_by(certificate.c.issued_on.desc())
        )
        with reading(self.engine) as connection:
            return [_from_row(row) for row in connection.execute(query)]

    def revoke(self, code: str, reason: str, now: datetime) -> bool:
        """Declare a certificate void; `reason` is shown to whoever checks it.

        False where there is no such certificate. The first revocation stays.
        """
        exact = normalise_code(code)
        open_one = (certificate.c.code == exact) & certificate.c.revoked_at.is_(None)
        change = update(certificate).where(open_one)
        with writing(self.engine) as connection:
            connection.execute(change.values(revoked_at=to_utc(now), revoke_reason=reason))
        return self.find(code) is not None


def status(found: Certificate | None, public_key: Ed25519PublicKey) -> Status:
    """What `Certificates.find` found is worth, judged by the public key."""
    if found is None:
        return Status.UNKNOWN
    payload = _payload(found.code, found.name, found.issued_on, found.modules)
    if not verify(public_key, payload, found.signature):
        return Status.FORGED
    return Status.REVOKED if found.revoked else Status.VALID


def check_name(text: str) -> str:
    """The name as it is kept: NFC, single spaces. Raises InvalidNameError (a Vietnamese sentence).

    Letters are those of the Latin script (which the fonts of the certificate can print).
    """
    name = unicodedata.normalize("NFC", " ".join(text.replace("’", "'").split()))
    if _ADDRESS.search(name):
        raise InvalidNameError(
            "Chỗ này chỉ ghi họ tên, không ghi địa chỉ trang web hay thư điện tử."
        )
    for letter in name:
        if letter.isdigit():
            raise InvalidNameError(f"Họ tên không có chữ số, xin viết lại không có “{letter}”.")
        if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn"):
            raise InvalidNameError("Họ tên có ký tự ẩn không in được, xin gõ lại từng chữ.")
        if letter not in " '-." and not _is_latin(letter):
            raise InvalidNameError(
                f"Ký tự “{letter}” không in được trên giấy chứng nhận; họ tên chỉ gồm chữ cái "
                "Latinh (như chữ quốc ngữ), dấu cách, dấu nháy, dấu gạch nối và dấu chấm."
            )
    if not NAME_MIN <= len(name) <= NAME_MAX or sum(map(str.isalpha, name)) < NAME_MIN:
        raise InvalidNameError(f"Họ tên cần có từ {NAME_MIN} đến {NAME_MAX} chữ.")
    return name


def _is_latin(letter: str) -> bool:
    """Whether this is one of the Latin letters that the fonts of the certificate have."""
    printable = letter < "\u02b0" or "\u1e00" <= letter <= "\u1eff"
    return printable and letter.isalpha() and unicodedata.name(letter).startswith("LATIN ")


def normalise_code(typed: str) -> str | None:
    """A code as it is kept ("7QK2-…", 4 groups of 4), from however it was typed off paper.

    Lower case, spaces, missing or other dashes, O for 0 and I or L for 1 are all understood;
    None where it cannot be a code.
    """
    letters = _SEPARATORS.sub("", typed).upper().translate(_MISREAD)
    if len(letters) != _CODE_LENGTH or not set(letters) <= set(_ALPHABET):
        return None
    return _grouped(letters)


def _new_code() -> str:
    return _grouped("".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH)))


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + 4] for start in range(0, _CODE_LENGTH, 4))


def _payload(
    code: str, name: str, issued_on: date, modules: tuple[tuple[str, str], ...]
) -> dict[str, Any]:
    return {
        "issuer": ISSUER,
        "code": code,
        "name": name,
        "issued_on": issued_on.isoformat(),
        "modules": [list(module) for module in modules],
    }


def _from_row(row: Row) -> Certificate:
    return Certificate(
        code=row.code,
        name=row.name,
        issued_on=row.issued_on,
        modules=tuple((module_id, title) for module_id, title in row.modules),
        signature=row.signature,
        revoked=row.revoked_at is not None,
        reason=row.revoke_reason,
    )
