"""Whom to tell that a contest begins or is over, and what they are told, each of it once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from sqlalchemy import or_, select, update
from sqlalchemy.engine import Engine

from bot.learning.contest import Contest, Phase, ranked
from bot.learning.contest_book import Contests
from bot.store.database import reading, to_utc, writing
from bot.store.tables import contest, contest_player, learner

__all__ = ["TELL_WITHIN", "Call", "ContestCalls", "Stage", "length_in_words"]

TELL_WITHIN = timedelta(hours=1)
"""So long after its end people are told of it: not at night because a process was down."""

_BEST = 3


class Stage(IntEnum):
    """What a player was told last."""

    NOTHING = 0
    START = 1
    RESULT = 2


@dataclass(frozen=True)
class Call:
    """One thing to tell one player. `text` has placeholders; `plays`: they can play now.

    `person` is where they joined from; `address_form` an id, or None.
    """

    id: str
    player_id: int
    stage: Stage
    person: str
    address_form: str | None
    text: str
    plays: bool


@dataclass(frozen=True)
class ContestCalls:
    """The calls in one database. Every call may raise TryLater."""

    engine: Engine

    def due(self, now: datetime) -> list[Call]:
        """What is to be told now, those who joined first first. What is too old is given up."""
        columns, players = contest.c, contest_player.c
        at = to_utc(now)
        begun = (columns.starts_at <= at) & (players.told < Stage.START)
        over = (columns.ends_at <= at) & (players.told < Stage.RESULT)
        off = (columns.starts_at >= columns.ends_at) & (players.told < Stage.RESULT)
        query = (
            select(
                players.id,
                players.number,
                players.contest_id,
                players.person,
                learner.c.address_form,
            )
            .join(contest, columns.id == players.contest_id)
            .join(learner, learner.c.id == players.learner_id)
            .where(or_(begun, over, off))
            .order_by(players.id)
        )
        with reading(self.engine) as connection:
            rows = connection.execute(query).all()
        held = Contests(self.engine)
        found = {id: held.find(id) for id in {row.contest_id for row in rows}}
        calls = []
        for row in rows:
            each = found[row.contest_id]
            if each is None:
                continue
            running = each.phase(now) is Phase.RUNNING
            stage = Stage.START if running else Stage.RESULT
            text = _text(held, each, row.number, now)
            if text is None:
                self.settle(row.id, stage)
                continue
            id = f"contest-{each.id}-{row.id}-{stage.value}"
            calls.append(Call(id, row.id, stage, row.person, row.address_form, text, running))
        return calls

    def settle(self, player_id: int, stage: Stage) -> None:
        """Keeps that the player was told; or could not be."""
        columns = contest_player.c
        earlier = (columns.id == player_id) & (columns.told < stage.value)
        with writing(self.engine) as connection:
            change = update(contest_player).where(earlier)
            connection.execute(change.values(told=stage.value))


def length_in_words(lasts: timedelta) -> str:
    """“5 phút”, “2 phút 30 giây”, “45 giây”."""
    minutes, seconds = divmod(round(lasts.total_seconds()), 60)
    parts = [f"{minutes} phút"] if minutes else []
    return " ".join([*parts, f"{seconds} giây"] if seconds or not minutes else parts)


def _text(held: Contests, each: Contest, number: int, now: datetime) -> str | None:
    """What to tell the player with that number; None where it is too late for it."""
    title = f"Cuộc đố vui “{each.title}”"
    phase = each.phase(now)
    if phase is Phase.OFF:
        return f"{title} đã được huỷ. Hẹn {{ban}} lần khác nhé."
    if phase is Phase.RUNNING:
        time = length_in_words(each.ends_at - now)
        return (
            f"{title} bắt đầu rồi: {len(each.questions)} câu, còn {time} cho tất cả. "
            "Mời {ban} bấm nút dưới đây, hoặc nhắn “vào đố vui”."
        )
    if now - each.ends_at > TELL_WITHIN:
        return None
    board = ranked(each, held.scores(each.id))
    own = next((standing for standing in board if standing.score.number == number), None)
    if own is None:
        return None
    best = "; ".join(
        f"{standing.place}. {standing.score.name}, {standing.score.right} câu"
        for standing in board[:_BEST]
    )
    return (
        f"{title} đã xong. {{Ban}} đúng {own.score.right}/{len(each.questions)} câu, "
        f"đứng thứ {own.place} trong {len(board)} người chơi.\n{best}."
    )
