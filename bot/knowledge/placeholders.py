"""``{ban}``, ``{Ban}``, ``{toi}``, ``{Toi}`` and ``{fact_…}`` in texts.

A text names neither the person nor the bot, and no number that changes: it leaves a
placeholder, which is filled when the text is sent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["FACT_PREFIX", "UnknownPlaceholderError", "fill", "placeholders_of"]

FACT_PREFIX = "fact_"
"""``{fact_x}`` stands for the value of the fact ``x``."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class UnknownPlaceholderError(KeyError):
    """A text has a placeholder for which there is no value."""


def placeholders_of(text: str) -> tuple[str, ...]:
    """The names between braces, in order, each as often as it stands there."""
    return tuple(_PLACEHOLDER.findall(text))


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with each ``{name}`` replaced by ``values[name]``.

    Values are not filled again. Raises `UnknownPlaceholderError` for a name without a value.
    """

    def value_of(found: re.Match[str]) -> str:
        try:
            return values[found[1]]
        except KeyError:
            raise UnknownPlaceholderError(found[1]) from None

    return _PLACEHOLDER.sub(value_of, text)
