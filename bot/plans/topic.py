"""What was talked of last: what the next question may go on from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.plans.question import Query

__all__ = ["ONE_MATTER", "PAGE", "Topic"]

ONE_MATTER = 4
"""No more tasks than so many are one matter in several documents."""

ON_TABLE = 10
"""No more tasks are talked of at once."""

PAGE = 7
"""Items of a list in one answer; they are numbered through all its pages."""


@dataclass(frozen=True)
class Topic:
    """What was asked last, which things were named then (ids, in order), and which page.

    `table` are the tasks that are talked of: those of the last list, or one after the other.
    """

    query: Query
    tasks: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    page: int = 0
    table: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON-able data."""
        return {
            "query": self.query.to_dict(),
            "tasks": list(self.tasks),
            "targets": list(self.targets),
            "documents": list(self.documents),
            "page": self.page,
            "table": list(self.table),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Topic:
        """The topic that `to_dict` gave the data of."""
        return cls(
            Query.from_dict(data["query"]),
            tuple(data["tasks"]),
            tuple(data["targets"]),
            tuple(data["documents"]),
            data["page"],
            tuple(data.get("table", ())),
        )

    def after(self, before: Topic | None) -> Topic:
        """This topic, with what was on the table `before` where it goes on from there."""
        known = before.table if before and len(self.tasks) == 1 else ()
        added = tuple(id for id in self.tasks if id not in known)
        return replace(self, table=(*known, *added)[-ON_TABLE:])
