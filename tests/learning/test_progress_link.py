"""What stands in the address of a picture of progress."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from bot.learning.curriculum import Module
from bot.learning.download import download_token
from bot.learning.mastery import ModuleProgress, Overview
from bot.learning.progress_link import Drawn, drawn_of, progress_token

KEY = Ed25519PrivateKey.generate()
DAY = date(2026, 11, 22)


@pytest.fixture(name="token", scope="module")
def _token() -> str:
    module = Module("M01", "Điện thoại", (), (), (), (), ())
    return progress_token(KEY, Overview((ModuleProgress(module, ()),), None), DAY)


def test_a_token_tells_what_was_signed(token: str) -> None:
    assert drawn_of(KEY.public_key(), token) == Drawn(DAY, {"M01": (0, 0)})


def test_a_token_of_somebody_else_tells_nothing(token: str) -> None:
    assert drawn_of(Ed25519PrivateKey.generate().public_key(), token) is None


def test_what_was_signed_for_something_else_is_none() -> None:
    other = download_token(KEY, "web:an", datetime(2026, 11, 22, tzinfo=timezone.utc))
    assert drawn_of(KEY.public_key(), other) is None


@given(st.text(max_size=60), st.integers(0, 400))
def test_an_altered_token_tells_nothing(token: str, added: str, place: int) -> None:
    altered = token[:place] + added + token[place:]
    assert altered == token or drawn_of(KEY.public_key(), altered) is None
