"""Whether the plan files fit together: ids, units, references, deadlines."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.problem import Problem
from bot.plans.files import PlanFiles

__all__ = ["misfits"]


def misfits(files: PlanFiles) -> Iterator[Problem]:
    """Everything that does not fit in files which are each correct by themselves."""
    for parsed in files.documents:
        if parsed.document.path.stem != parsed.model.id:
            message = f"Tệp phải có tên {parsed.model.id}.yml."
            yield parsed.document.problem(("id",), message)
