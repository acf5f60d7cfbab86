"""Which language models may word answers for citizens: those that passed, each by its exact file.

`bot evaluate llm` makes them pass (`bot/evaluation/llm.py`) and writes it into ``admitted.json`` in
the data folder. Another file, adapter or prompt is another model.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bot.answers.models.choosing import Chosen
from bot.answers.prompting import Prompting

__all__ = ["FEWEST_TRIALS", "LEAST_RIGHT", "Admissions", "Admitted", "Figures", "Identity"]

LEAST_RIGHT = 0.95
"""Of the questions whose passage holds the answer."""

FEWEST_TRIALS = 200

SERVER_DAYS = 30
"""A model at a server has no file to tell it by; it is to pass again after so many days."""


@dataclass(frozen=True)
class Identity:
    """What exactly was tried: SHA-256 of the model, of its adapter and of what it is shown.

    `server` where the model is one's, which has no file to tell it by.
    """

    model: str
    adapter: str | None
    prompts: str
    server: bool

    @classmethod
    def of(cls, chosen: Chosen, prompting: Prompting) -> Identity:
        """That of a model with the texts around each question."""
        return cls(chosen.sha256, chosen.adapter, prompting.sha256, chosen.server)


@dataclass(frozen=True)
class Figures:
    """How a model did: of `given` questions with the answer in their passage `right` ones, of
    `absent` ones without it `silent` ones, and in all `trials` texts with something `unsupported`.
    """

    given: int
    right: int
    absent: int
    silent: int
    trials: int
    unsupported: int

    def missed(self) -> Iterator[str]:
        """What is not as it must be, each with how it is."""
        if self.trials < FEWEST_TRIALS or not self.given or not self.absent:
            yield f"{self.trials} trials; at least {FEWEST_TRIALS} are needed"
        if self.right < LEAST_RIGHT * self.given:
            yield f"right {self.right}/{self.given}; at least {LEAST_RIGHT:.0%} must be"
        if self.silent < self.absent:
            yield f"silent {self.silent}/{self.absent} where the passage has no answer; all must be"
        if self.unsupported:
            yield f"{self.unsupported} texts with an unsupported number, name or link; none may be"


@dataclass(frozen=True)
class Admitted:
    """A model that passed on a day, with its figures."""

    name: str
    identity: Identity
    day: date
    figures: Figures


class Admissions:
    """The models that passed, in a file of the data folder; the file need not be there."""

    def __init__(self, data_dir: Path) -> None:
        self._file = data_dir / "admitted.json"

    def find(self, identity: Identity, today: date) -> Admitted | None:
        """When exactly this one passed; None where it did not, or too long ago for a server's.

        What cannot be read has not passed.
        """
        found = next((each for each in self._all() if each.identity == identity), None)
        if found and identity.server and today > found.day + timedelta(days=SERVER_DAYS):
            return None
        return found

    def record(self, tried: Admitted) -> bool:
        """Keeps it in place of an earlier one of the same model; whether it has passed.

        Where it has not, an earlier pass counts no more. Raises OSError.
        """
        passed = not any(tried.figures.missed())
        kept = [each for each in self._all() if each.identity != tried.identity]
        rows = [_row(each) for each in (*kept, *([tried] if passed else []))]
        self._file.parent.mkdir(parents=True, exist_ok=True)
        written = self._file.with_suffix(f".{os.getpid()}")
        written.write_text(json.dumps(rows, ensure_ascii=False, indent=2), encoding="utf-8")
        written.replace(self._file)
        return passed

    def _all(self) -> list[Admitted]:
        try:
            rows = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        read = map(_admitted, rows if isinstance(rows, list) else ())
        return [each for each in read if each and not any(each.figures.missed())]


def _row(admitted: Admitted) -> dict[str, Any]:
    return asdict(admitted) | {"day": admitted.day.isoformat()}


def _admitted(row: Any) -> Admitted | None:
    try:
        return Admitted(
            row["name"],
            Identity(**row["identity"]),
            date.fromisoformat(row["day"]),
            Figures(**row["figures"]),
        )
    except (KeyError, TypeError, ValueError):
        return None
