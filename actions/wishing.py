"""What people tell of themselves and want to learn."""

from __future__ import annotations

from dataclasses import replace

from actions.turn import Turn
from bot.learning.ids import module_id_of
from bot.learning.proposals import Wishes, age_band
from bot.learning.routes import wished_part

__all__ = ["note_asked", "note_told", "wishes_of"]


def wishes_of(turn: Turn) -> Wishes:
    """What the person told of themself and wants."""
    return Wishes.from_dict(turn["wishes"])


def note_told(turn: Turn) -> bool:
    """Keeps what the message tells of the person, and of what they want; False for nothing new."""
    before = wishes_of(turn)
    now = before
    for kind, value in turn.named:
        if kind == "group":
            now = replace(now, people=value)
        elif kind == "age" and value.isdecimal():
            now = replace(now, age=age_band(int(value)))
    part = None if turn.value else wished_part(turn.library.routes, turn.text)
    if part:
        now = replace(now, part=part.id)
    _keep(turn, now)
    return now != before


def note_asked(turn: Turn, lesson_id: str) -> None:
    """Keeps that the person asked about what this lesson teaches."""
    _keep(turn, wishes_of(turn).having_asked(module_id_of(lesson_id)))


def _keep(turn: Turn, wishes: Wishes) -> None:
    if wishes == wishes_of(turn):
        return
    turn["wishes"] = wishes.to_dict()
    if turn.consented:
        turn.services.learners.set_wishes(turn.person, turn["wishes"])
