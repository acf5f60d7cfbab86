"""How difficult each question turned out to be, from what everybody answered.

A question's difficulty begins with its grade (`estimate.prior_difficulty`). Each first answer of a
person shifts it by

    gain / (1 + slowing * answers so far) * (chance of a right answer - what was answered)

logits: Elo's update with the uncertainty function of Pelánek (2016), its two numbers chosen as the
answers of people of unknown level weigh against a grade that is off by 0.7. Nobody's answers can
be told from the shift, so it stays when a learner is deleted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.engine import Connection, Engine

from bot.store.database import insert_once, reading
from bot.store.tables import item_difficulty

__all__ = ["GAIN", "SLOWING", "ItemDifficulties", "shift"]

GAIN: Final = 0.4
"""How many logits the first answer can shift a question at most."""

SLOWING: Final = 0.08
"""How fast later answers come to shift it less."""


@dataclass(frozen=True)
class ItemDifficulties:
    """What one database knows of the questions."""

    engine: Engine

    def all(self) -> dict[str, float]:
        """By how many logits each question is harder than its grade says, by its id.

        Raises TryLater.
        """
        columns = item_difficulty.c
        with reading(self.engine) as connection:
            rows = connection.execute(select(columns.question_id, columns.shift)).all()
        return {row.question_id: row.shift for row in rows}


def shift(connection: Connection, question_id: str, surprise: float) -> None:
    """Takes one more answer into account, within the transaction that keeps it.

    `surprise` is how likely a right answer was less what was answered, 1 for right: -1 to 1.
    """
    new = {"question_id": question_id, "shift": 0.0, "answers": 0}
    insert_once(connection, item_difficulty, new)
    columns = item_difficulty.c
    # Computed by the database, so that two answers at once are both counted.
    connection.execute(
        update(item_difficulty)
        .where(columns.question_id == question_id)
        .values(
            shift=columns.shift + GAIN * surprise / (1 + SLOWING * columns.answers),
            answers=columns.answers + 1,
        )
    )
