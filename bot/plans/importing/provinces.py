"""The province that a document is of."""

from __future__ import annotations

from collections.abc import Iterable

from bot.nlu.entity_files import NamesFile
from bot.plans.importing.drafts import Draft
from bot.plans.importing.folding import fold

__all__ = ["province_of"]


def province_of(draft: Draft, names: Iterable[NamesFile]) -> str | None:
    """The province named by the issuer or the title; None for the whole country.

    Only a province called one counts: “Bộ … tại Hà Nội” is no document of Hà Nội.
    """
    values = [entry.value for file in names if file.entity == "province" for entry in file.entries]
    for placed in (draft.issuer, draft.title):
        text = fold(placed.value) if placed else ""
        for value in sorted(values, key=len, reverse=True):
            bare = fold(value)
            if any(f"{word} {bare}" in text for word in ("tinh", "thanh pho", "tp", "tp.")):
                return value
    return None
