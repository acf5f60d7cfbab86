"""Issues, finds, replaces and revokes certificates, and tells real ones from forged ones.

A certificate is the bot's own statement that a person passed its exam; it is not the
official confirmation on VNeID, and the printed page says so. `badge` says the same as an
Open Badge; each certificate has a number of its own in the published lists of revoked badges.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.engine import Connection, Engine, Row
from sqlalchemy.sql import Select

from bot.learning.framework import ExamRule
from bot.learning.signing import sign, verify
from bot.store.database import insert_once, reading, to_utc, writing
from bot.store.tables import badge_slot, certificate, exam, learner

__all__ = [
    "ISSUER",
    "NAME_MAX",
    "NAME_MIN",
    "RENAMED",
    "Certificate",
    "Certificates",
    "Criteria",
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

RENAMED = "cấp lại vì đổi tên"
"""Why a certificate was revoked in whose place one with another name was issued."""

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
class Criteria:
    """What had to be reached in the exam; percentages are of the questions asked, 0 to 100.

    `questions` and `minutes` are None where they were not kept.
    """

    pass_percent: int
    module_minimum_percent: int
    questions: int | None = None
    minutes: int | None = None

    @classmethod
    def of(cls, rule: ExamRule, questions: int) -> Criteria:
        """Those of the rule in force, in an exam of so many questions."""
        least = rule.module_minimum_percent
        return cls(rule.pass_percent, least, questions, rule.minutes)

    @property
    def in_words(self) -> str:
        """One Vietnamese sentence."""
        size = f" {self.questions} câu" if self.questions else ""
        size += f" trong {self.minutes} phút" if self.minutes else ""
        return (
            f"Đạt bài thi tổng hợp{size}: đúng từ {self.pass_percent}% số câu, "
            f"mỗi phần từ {self.module_minimum_percent}%."
        )

    def to_dict(self) -> dict[str, int]:
        """JSON values: what is known, so that older signatures stay as they were."""
        return {name: value for name, value in asdict(self).items() if value is not None}


@dataclass(frozen=True)
class Certificate:
    """One certificate; `modules` are (id, title), `reason` why it was revoked.

    `slot` is its number in the lists of revoked badges. `replaces` is the code of the one in whose
    place it was issued, or empty; `criteria` are None where they were not kept at its time.
    """

    code: str
    name: str
    issued_on: date
    modules: tuple[tuple[str, str], ...]
    signature: str
    slot: int
    criteria: Criteria | None = None
    replaces: str = ""
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
        criteria: Criteria | None = None,
    ) -> Certificate:
        """The certificate of the person's passed exam: made now, or the one made before.

        `modules` are (id, title); `issued_on` is the day in Vietnam. Raises NotPassedError and
        InvalidNameError.
        """
        name = check_name(name)
        passed = (
            select(learner.c.id)
            .join(exam, exam.c.learner_id == learner.c.id)
            .where(learner.c.person == person, exam.c.id == exam_id, exam.c.passed.is_(True))
        )
        with writing(self.engine) as connection:
            learner_id = connection.execute(passed).scalar_one_or_none()
            if learner_id is None:
                raise NotPassedError(f"{person} did not pass the exam {exam_id!r}")
            kept = connection.execute(_of_exam(exam_id)).first()
            if kept is None:
                owner = {"learner_id": learner_id, "exam_id": exam_id, "replaces": ""}
                self._insert(connection, owner, name, modules, issued_on, criteria)
                kept = connection.execute(_of_exam(exam_id)).one()
            return _from_row(kept)

    def rename(
        self, person: str, code: str, name: str, issued_on: date, now: datetime
    ) -> Certificate | None:
        """The certificate that the person has in another name in place of that with this code.

        The old one is revoked (RENAMED); asked for again, the same new one comes back. One that
        has this name already, is revoked for another reason or is forged comes back as it is; None
        where the person has no such certificate. Raises InvalidNameError.
        """
        name = check_name(name)
        own = _of_person(person).where(certificate.c.code == code)
        with writing(self.engine) as connection:
            row = connection.execute(own.with_for_update()).one_or_none()
            if row is None:
                return None
            newer = select(certificate).where(
                certificate.c.exam_id == row.exam_id, certificate.c.replaces == code
            )
            old, made = _from_row(row), connection.execute(newer).one_or_none()
            if made is None:
                if old.name == name or status(old, self.key.public_key()) is not Status.VALID:
                    return old
                connection.execute(
                    update(certificate)
                    .where(certificate.c.code == code)
                    .values(revoked_at=to_utc(now), revoke_reason=RENAMED)
                )
                owner = {"learner_id": row.learner_id, "exam_id": row.exam_id, "replaces": code}
                self._insert(connection, owner, name, old.modules, issued_on, old.criteria)
                made = connection.execute(newer).one()
            return _from_row(made)

    def _insert(
        self,
        connection: Connection,
        owner: dict[str, Any],
        name: str,
        modules: tuple[tuple[str, str], ...],
        issued_on: date,
        criteria: Criteria | None,
    ) -> None:
        """A new certificate, unless another process made the one of the same exam meanwhile."""
        code = _new_code()
        (slot,) = connection.execute(insert(badge_slot)).inserted_primary_key
        row = {
            **owner,
            "code": code,
            "name": name,
            "issued_on": issued_on,
            "modules": [list(module) for module in modules],
            "criteria": criteria.to_dict() if criteria else None,
            "signature": sign(self.key, _payload(code, name, issued_on, modules, criteria)),
            "slot_id": slot,
        }
        insert_once(connection, certificate, row)

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
        """The certificate issued for this exam, if one was; of several, the last."""
        with reading(self.engine) as connection:
            row = connection.execute(_of_exam(exam_id)).first()
        return None if row is None else _from_row(row)

    def of(self, person: str) -> list[Certificate]:
        """The certificates of one person, newest first."""
        columns = certificate.c
        query = _of_person(person).order_by(columns.issued_on.desc(), columns.slot_id.desc())
        with reading(self.engine) as connection:
            return [_from_row(row) for row in connection.execute(query)]

    def last_slot(self) -> int:
        """The highest number that a badge was given, 0 where there is none."""
        with reading(self.engine) as connection:
            highest: int | None = connection.execute(select(func.max(badge_slot.c.id))).scalar()
        return highest or 0

    def void_slots(self, first: int, end: int) -> list[int]:
        """The numbers from `first` to before `end` that were given and stand for nothing now.

        Their certificates were revoked, or deleted by the people they belonged to.
        """
        slot = badge_slot.c.id
        held = badge_slot.outerjoin(certificate, certificate.c.slot_id == slot)
        void = or_(certificate.c.code.is_(None), certificate.c.revoked_at.is_not(None))
        query = select(slot).select_from(held).where(void, slot >= first, slot < end)
        with reading(self.engine) as connection:
            return list(connection.execute(query.order_by(slot)).scalars())

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
    payload = _payload(found.code, found.name, found.issued_on, found.modules, found.criteria)
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
    code: str,
    name: str,
    issued_on: date,
    modules: tuple[tuple[str, str], ...],
    criteria: Criteria | None,
) -> dict[str, Any]:
    payload = {
        "issuer": ISSUER,
        "code": code,
        "name": name,
        "issued_on": issued_on.isoformat(),
        "modules": [list(module) for module in modules],
    }
    # What was signed before the criteria were kept stays valid.
    return {**payload, "criteria": criteria.to_dict()} if criteria else payload


def _of_person(person: str) -> Select:
    owned = learner.c.id == certificate.c.learner_id
    return select(certificate).join(learner, owned).where(learner.c.person == person)


def _of_exam(exam_id: str) -> Select:
    own = select(certificate).where(certificate.c.exam_id == exam_id)
    return own.order_by(certificate.c.slot_id.desc())


def _from_row(row: Row) -> Certificate:
    return Certificate(
        code=row.code,
        name=row.name,
        issued_on=row.issued_on,
        modules=tuple((module_id, title) for module_id, title in row.modules),
        signature=row.signature,
        slot=row.slot_id,
        criteria=Criteria(**row.criteria) if row.criteria else None,
        replaces=row.replaces,
        revoked=row.revoked_at is not None,
        reason=row.revoke_reason,
    )
