"""What can be wrong with a generated text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["KINDS", "Fault", "Kind"]

Kind = Literal[
    "telephone",
    "number",
    "amount",
    "date",
    "document",
    "link",
    "email",
    "name",
    "polarity",
    "order",
    "promise",
    "unsupported",
    "instruction",
    "secret",
    "address",
    "language",
    "empty",
]
KINDS: tuple[str, ...] = Kind.__args__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Fault:
    """A fault and the words it is in; a secret is never among them."""

    kind: Kind
    said: str = ""
