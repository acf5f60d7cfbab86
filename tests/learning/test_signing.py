"""Keys on disk, and signatures that any change breaks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from bot.learning.signing import SigningKeyError, load_or_make_key, sign, verify

KEY = Ed25519PrivateKey.generate()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=8,
)
LOAD = """
import sys
from pathlib import Path
from bot.learning.signing import load_or_make_key, sign
print("ready", flush=True)
sys.stdin.readline()
print(sign(load_or_make_key(Path(sys.argv[1])), {}))
"""


def test_a_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "data" / "key.pem"
    before = os.umask(0)
    try:
        made = load_or_make_key(path)
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["key.pem"]
    assert sign(load_or_make_key(path), {"a": 1}) == sign(made, {"a": 1})


def test_processes_that_start_together_share_one_key(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LOAD, str(tmp_path / "key.pem")]
    starting = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for process in starting:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in starting:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    signatures = {process.communicate()[0] for process in starting}
    assert len(signatures) == 1
    assert len(signatures.pop()) == 87


def other_kind_of_key() -> bytes:
    return generate_private_key(SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


@pytest.mark.parametrize(
    ("content", "mode", "reason"),
    [
        (lambda: b"", 0o600, "is damaged: restore it"),
        (lambda: b"\xff" * 300, 0o600, "is damaged: restore it"),
        (other_kind_of_key, 0o600, "is not an Ed25519 key"),
        (lambda: b"", 0o640, "can be read by other users"),
        (lambda: b"", 0o604, "can be read by other users"),
    ],
)
def test_a_key_that_cannot_be_trusted_is_refused_and_kept(
    tmp_path: Path, content: Callable[[], bytes], mode: int, reason: str
) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(content())
    path.chmod(mode)
    before = path.read_bytes()
    with pytest.raises(SigningKeyError, match=reason) as error:
        load_or_make_key(path)
    assert str(path) in str(error.value)
    assert path.read_bytes() == before


def test_a_key_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SigningKeyError, match="cannot be read or made"):
        load_or_make_key(tmp_path / "file" / "key.pem")


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), JSON))
def test_a_signature_fits_its_payload_in_any_order(payload: dict[str, object]) -> None:
    signature = sign(KEY, payload)
    shuffled = dict(reversed(payload.items()))
    assert verify(KEY.public_key(), shuffled, signature)
    assert (
        not verify(KEY.public_key(), {**payload, "more": 1}, signature) or payload.get("more") == 1
    )


def test_a_signature_is_recognised_when_anything_changed() -> None:
    payload = {"name": "Nguyễn Thị Ánh", "modules": [["M01", "Làm quen"]]}
    signature = sign(KEY, payload)
    public = KEY.public_key()
    assert verify(public, payload, signature)
    assert not verify(public, {**payload, "name": "Nguyễn Thị Anh"}, signature)
    assert not verify(Ed25519PrivateKey.generate().public_key(), payload, signature)
    swapped = ("B" if signature[0] == "A" else "A") + signature[1:]
    for wrong in ("", "không phải chữ ký", signature[:-4], signature * 2, swapped):
        assert not verify(public, payload, wrong)
