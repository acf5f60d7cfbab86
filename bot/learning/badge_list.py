"""In which published list, and where in it, a badge stands when it is revoked."""

from __future__ import annotations

__all__ = ["LIST_DAYS", "LIST_SIZE", "list_path", "place_in_list", "slots_of"]

LIST_SIZE = 131_072
"""Badges in one list: the least that https://www.w3.org/TR/vc-bitstring-status-list/ allows, so
that a list does not tell which badge somebody is checking."""

LIST_DAYS = 7
"""Days a downloaded list may be used; an older one is refused by whoever checks with it."""


def place_in_list(slot: int) -> tuple[int, int]:
    """The number of the list in which a badge's slot stands, and its place there, both from 0."""
    return divmod(slot, LIST_SIZE)


def slots_of(number: int) -> tuple[int, int]:
    """The first slot of a list and that after its last."""
    return number * LIST_SIZE, (number + 1) * LIST_SIZE


def list_path(number: int) -> str:
    """Where a list is published, below the public address."""
    return f"/badges/status/{number}.jwt"
