"""Rasa's events from JSON values, without looking up each one's class anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from rasa.shared.core.events import Event

__all__ = ["events_from"]


def events_from(serialised: Iterable[Mapping[str, Any]]) -> list[Event]:
    """The same as Rasa's `deserialise_events`, which walks over all classes for every event.

    That was a tenth of a turn. Raises ValueError for an event that Rasa does not know.
    """
    return [_class_of(fields["event"])._from_parameters(dict(fields)) for fields in serialised]


@cache
def _class_of(type_name: str) -> type[Event]:
    event_class: type[Event] = Event.resolve_by_type(type_name)
    return event_class
