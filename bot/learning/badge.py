"""Says what a certificate says as an Open Badge 3.0, which other programs can check by themselves.

https://www.imsglobal.org/spec/ob/v3p0: a W3C Verifiable Credential, here as a JWT signed with the
bot's Ed25519 key. Whoever has the public key checks it without asking us; whether it was revoked
stands in a list (https://www.w3.org/TR/vc-bitstring-status-list/), signed as well, that can be
taken along. The recipient is named as on the certificate, and by nothing else.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from openbadgeslib.keys import public_jwk_from_pem
from openbadgeslib.ob3 import (
    Achievement,
    IdentityObject,
    Issuer,
    OB3Signer,
    OpenBadgeCredential,
    build_did_document,
    build_status_list_credential,
    did_key_from_pem,
    did_web_from_url,
    sign_status_list_credential,
    status_entry,
)

from bot.learning.badge_list import LIST_DAYS, LIST_SIZE, list_path, place_in_list
from bot.learning.certificate import ISSUER, Certificate, Criteria
from bot.store.database import VIETNAM_TIME

__all__ = ["BadgeIssuer"]

_ALGORITHM = "EdDSA"

_NAME = "Hoàn thành các học phần Bạn Học Số"
_DESCRIPTION = (
    "Giấy chứng nhận của riêng Bạn Học Số cho người học xong các phần kỹ năng số cơ bản và đạt "
    "bài thi. Đây không phải xác nhận phổ cập kỹ năng số chính thức trên VNeID."
)


@dataclass(frozen=True)
class BadgeIssuer:
    """Who issues badges: the key they are signed with, and the public address without a slash."""

    key: Ed25519PrivateKey
    base_url: str

    @property
    def id(self) -> str:
        """The issuer's name: did:web under a public https address, else did:key, the key itself."""
        if self.base_url.startswith("https://"):
            return did_web_from_url(self.base_url)
        return did_key_from_pem(self.public_key)

    @property
    def public_key(self) -> bytes:
        """The public key as PEM: all that is needed to check a badge without a network."""
        return self.key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def did_document(self) -> dict[str, Any] | None:
        """What a did:web stands for, as JSON values; a did:key needs no document."""
        if not self.id.startswith("did:web:"):
            return None
        return build_did_document(self.id, [("key-1", public_jwk_from_pem(self.public_key))])

    def sign(self, certificate: Certificate, criteria: Criteria) -> str:
        """The badge as a JWT; the same certificate gives the same one.

        `criteria` are those in force, for a certificate that does not hold its own.
        """
        signed: str = self._signer.sign(self._credential(certificate, criteria))
        return signed

    def bake(self, certificate: Certificate, criteria: Criteria, picture: bytes) -> bytes:
        """`picture`, a PNG, with the badge inside it."""
        baked: bytes = self._signer.sign_into_png(self._credential(certificate, criteria), picture)
        return baked

    def status_list(self, number: int, void: Sequence[int], now: datetime) -> str:
        """List `number` (from 0) of revoked badges, as a JWT that holds for LIST_DAYS.

        `void` are the slots of its revoked badges (see `badge_list`).
        """
        credential = build_status_list_credential(
            self.id,
            self.base_url + list_path(number),
            "revocation",
            [place_in_list(slot)[1] for slot in void],
            LIST_SIZE,
            issued=now,
            valid_until=now + timedelta(days=LIST_DAYS),
        )
        signed: str = sign_status_list_credential(credential, self.key, _ALGORITHM)
        return signed

    @property
    def _signer(self) -> OB3Signer:
        return OB3Signer(self.key, _ALGORITHM)

    def _credential(self, certificate: Certificate, criteria: Criteria) -> OpenBadgeCredential:
        number, place = place_in_list(certificate.slot)
        return OpenBadgeCredential(
            id=f"{self.base_url}/certificates/{certificate.code}",
            issuer=Issuer(id=self.id, name=ISSUER, url=self.base_url),
            recipient_id=None,
            identifiers=[IdentityObject(certificate.name, "name", hashed=False)],
            achievement=self._achievement(certificate, certificate.criteria or criteria),
            issuance_date=datetime.combine(certificate.issued_on, time(), VIETNAM_TIME),
            credential_status=[
                status_entry(self.base_url + list_path(number), "revocation", place)
            ],
        )

    def _achievement(self, certificate: Certificate, criteria: Criteria) -> Achievement:
        modules = "; ".join(f"{id} {title}" for id, title in certificate.modules)
        asked = f"{criteria.in_words} Các phần: {modules}."
        return Achievement(
            # The same demands are the same achievement, whoever reaches them.
            id=uuid.uuid5(uuid.NAMESPACE_URL, f"{self.id} {asked}").urn,
            name=_NAME,
            description=_DESCRIPTION,
            criteria_narrative=asked,
            image_url=f"{self.base_url}/badges/badge.png",
            achievement_type="Certificate",
        )
