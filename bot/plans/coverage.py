"""Which tasks somebody follows who follows a unit, a document or one task."""

from __future__ import annotations

from bot.plans.register import Register, Task
from bot.plans.units import shares_of

__all__ = ["covered"]


def covered(register: Register, kind: str, value: str) -> tuple[Task, ...]:
    """The tasks of a unit (it or those below it lead or help, also in groups), a document, or one.

    `kind` and `value` are those of a subscription. Empty where the register has no such thing (any
    more).
    """
    if kind == "unit":
        return tuple(share.task for share in shares_of(register, value))
    place = "document_id" if kind == "document" else "id"
    return tuple(task for task in register.tasks if getattr(task, place) == value)
