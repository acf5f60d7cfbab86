"""Signs certificates with Ed25519, so that a changed one is recognised.

The key is made at the first start. Whoever can read it can issue certificates: it is
readable by the bot's own user only, and refused otherwise.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

__all__ = ["SigningKeyError", "load_or_make_key", "sign", "verify"]


class SigningKeyError(Exception):
    """The signing key cannot be used; the text is one sentence for the operator."""


def load_or_make_key(path: Path) -> Ed25519PrivateKey:
    """The key in the PEM file `path`, made where there is none (mode 0600).

    Processes that start at once end up with the same key. Raises SigningKeyError where the
    file is damaged, readable by others, or can be neither read nor made.
    """
    try:
        if not path.exists():
            _make(path)
        if path.stat().st_mode & 0o077:
            raise SigningKeyError(
                f"The signing key {path} can be read by other users: chmod 600 it, or, if "
                f"somebody may have copied it, replace it and revoke what it signed."
            )
        pem = path.read_bytes()
    except OSError as error:
        raise SigningKeyError(
            f"The signing key {path} cannot be read or made: {error.strerror}."
        ) from error
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise SigningKeyError(
            f"The signing key {path} is damaged: restore it from a backup, because with a new "
            f"key every certificate issued so far would count as forged."
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise SigningKeyError(f"The signing key {path} is not an Ed25519 key.")
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    # Written whole under another name (mkstemp: O_EXCL, 0600) and then linked: the name appears
    # with all its content or not at all, and only once, whoever else tries at the same time.
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        Path(draft).unlink()


def sign(key: Ed25519PrivateKey, payload: Mapping[str, Any]) -> str:
    """The signature over `payload` (JSON values), base64url without padding: 86 characters."""
    return base64.urlsafe_b64encode(key.sign(_canonical(payload))).rstrip(b"=").decode("ascii")


def verify(public_key: Ed25519PublicKey, payload: Mapping[str, Any], signature: str) -> bool:
    """Whether `signature` was made by `sign` over exactly this payload."""
    try:
        raw = base64.b64decode(signature + "==", altchars=b"-_", validate=True)
        public_key.verify(raw, _canonical(payload))
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def _canonical(payload: Mapping[str, Any]) -> bytes:
    text = json.dumps(
        payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode("utf-8")
