"""A piece of our knowledge that answers a question, whatever file it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Kind", "Passage"]

Kind = Literal["faq", "lesson", "fact", "scam", "first_hour", "task", "target"]


@dataclass(frozen=True)
class Passage:
    """What can be answered, with its source; texts have the placeholders of the knowledge.

    `id` is that of the knowledge: ``M01-F2``, ``vneid_hotline``, ``scam_travel``, ``first_hour``,
    ``QD550-2.5``; of a lesson's bubbles the lesson's with the bubble's number, from 1:
    ``M01-L2.3``. `asked` are ways of asking for it, `text` is the answer, `steps` how it is done,
    `lesson` the id of the lesson it belongs to. `checked` is the day or month, ISO: ``2026-11-22``,
    ``2026-11``. `disputed` are the ids of passages of other documents that say something else
    about the same. `beside` is looked through as well and never said.
    """

    id: str
    kind: Kind
    title: str
    asked: tuple[str, ...]
    text: str
    steps: tuple[str, ...]
    sources: tuple[str, ...]
    checked: str | None
    lesson: str | None
    disputed: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """The id without a bubble's number: that of the lesson, for a lesson's bubble."""
        return self.id.partition(".")[0] if self.kind == "lesson" else self.id
