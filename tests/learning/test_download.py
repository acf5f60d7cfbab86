"""Links to one's own data."""

from __future__ import annotations

import base64
import json
from datetime import datetime, timedelta, timezone

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from bot.learning.download import LIFETIME, download_token, person_of
from bot.learning.signing import sign

KEY = Ed25519PrivateKey.generate()
PUBLIC = KEY.public_key()
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=timezone.utc)


def test_it_opens_the_data_of_its_person_for_an_hour() -> None:
    token = download_token(KEY, "rest:Bác Năm", NOW)
    assert person_of(PUBLIC, token, NOW) == "rest:Bác Năm"
    assert person_of(PUBLIC, token, NOW + LIFETIME - timedelta(seconds=1)) == "rest:Bác Năm"
    assert person_of(PUBLIC, token, NOW + LIFETIME) is None


def test_it_may_stand_in_an_address() -> None:
    token = download_token(KEY, "web:4f1c", NOW)
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=")


def packed(payload: object) -> str:
    """A payload as it stands in a token."""
    return base64.urlsafe_b64encode(json.dumps(payload).encode()).decode().rstrip("=")


def test_an_altered_token_opens_nothing() -> None:
    signature = download_token(KEY, "rest:a", NOW).partition(".")[2]
    later = int((NOW + LIFETIME).timestamp())
    assert (
        person_of(PUBLIC, f"{packed({'person': 'rest:b', 'until': later})}.{signature}", NOW)
        is None
    )
    assert (
        person_of(PUBLIC, f"{packed({'person': 'rest:a', 'until': later + 9})}.{signature}", NOW)
        is None
    )


def test_another_key_opens_nothing() -> None:
    token = download_token(Ed25519PrivateKey.generate(), "rest:a", NOW)
    assert person_of(PUBLIC, token, NOW) is None


@pytest.mark.parametrize("payload", [[], 3, {}, {"person": "rest:a"}, {"until": 9e12}])
def test_something_else_that_this_key_signed_opens_nothing(payload: object) -> None:
    """Certificates are signed with the same key."""
    signature = sign(KEY, payload)  # type: ignore[arg-type]
    assert person_of(PUBLIC, f"{packed(payload)}.{signature}", NOW) is None


@given(st.text(max_size=60))
def test_nonsense_opens_nothing(token: str) -> None:
    assert person_of(PUBLIC, token, NOW) is None
