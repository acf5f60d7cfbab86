"""Two learners become one: what the second has goes to the first, nothing twice.

Where only one of both can be kept (a lesson read on both platforms, the same thing followed
twice, two calendars of everything followed), the first learner's stays; of two places the later.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, or_, select, update
from sqlalchemy.engine import Connection, Row

from bot.learning.proposals import Wishes
from bot.learning.shared_place import marked, place_of, written_by
from bot.store.database import to_utc
from bot.store.tables import (
    attempt,
    certificate,
    confirmation,
    contest,
    contest_answer,
    contest_player,
    exam,
    group_member,
    identity,
    learner,
    lesson_read,
    plan_calendar,
    plan_reminder,
    plan_subscription,
    review_refusal,
    study_group,
    study_nudge,
    study_reminder,
)

__all__ = ["merge"]


def merge(connection: Connection, second_id: int, first_id: int, now: datetime) -> None:
    """Moves everything of one learner to another and removes the emptied one."""
    both = select(learner).where(learner.c.id.in_((first_id, second_id)))
    rows = connection.execute(both.order_by(learner.c.id).with_for_update()).all()
    first, second = sorted(rows, key=lambda row: bool(row.id == second_id))
    _move_answers(connection, first, second)
    _move_reads(connection, first, second)
    for table in (exam, certificate, identity):
        owned = table.c.learner_id == second.id
        connection.execute(update(table).where(owned).values(learner_id=first.id))
    _move_subscriptions(connection, first, second)
    _move_calendar(connection, first, second, now)
    _move_confirmation(connection, first, second)
    _move_contests(connection, first, second)
    _move_study_reminders(connection, first, second)
    _move_groups(connection, first, second)
    connection.execute(delete(learner).where(learner.c.id == second.id))
    kept = update(learner).where(learner.c.id == first.id)
    connection.execute(kept.values(_details(first, second)))


def _move_answers(connection: Connection, first: Row, second: Row) -> None:
    """With the name of who wrote before the message's id: platforms number messages alike."""
    names = select(identity.c.person).where(identity.c.learner_id == second.id)
    others = [name for name in connection.execute(names).scalars() if name != second.person]
    message_id = attempt.c.message_id
    named = [message_id.startswith(f"{name}/", autoescape=True) for name in others]
    own = f"{second.person}/" + message_id
    change = update(attempt).where(attempt.c.learner_id == second.id)
    connection.execute(
        change.values(
            learner_id=first.id,
            message_id=case((or_(*named), message_id), else_=own) if named else own,
        )
    )


def _move_reads(connection: Connection, first: Row, second: Row) -> None:
    """A lesson that both have read was read when the earlier did."""
    columns = lesson_read.c
    other = lesson_read.alias()
    same_lesson = other.c.lesson_id == columns.lesson_id
    earlier = (
        select(other.c.read_at)
        .where(other.c.learner_id == second.id, same_lesson, other.c.read_at < columns.read_at)
        .correlate(lesson_read)
    )
    connection.execute(
        update(lesson_read)
        .where(columns.learner_id == first.id, earlier.exists())
        .values(read_at=earlier.scalar_subquery())
    )
    known = select(other.c.id).where(other.c.learner_id == first.id, same_lesson)
    connection.execute(
        update(lesson_read)
        .where(columns.learner_id == second.id, ~known.correlate(lesson_read).exists())
        .values(learner_id=first.id)
    )


def _move_subscriptions(connection: Connection, first: Row, second: Row) -> None:
    """Reminders of what both followed go over to what the first follows: sent once is sent."""
    kept, gone = plan_subscription.alias(), plan_subscription.alias()
    same = (kept.c.kind == gone.c.kind) & (kept.c.value == gone.c.value)
    twice = select(kept.c.id, gone.c.id).where(
        kept.c.learner_id == first.id, gone.c.learner_id == second.id, same
    )
    for kept_id, gone_id in connection.execute(twice).all():
        _move_reminders(connection, kept_id, gone_id)
        connection.execute(delete(plan_subscription).where(plan_subscription.c.id == gone_id))
    for table in (plan_subscription, plan_reminder):
        owned = table.c.learner_id == second.id
        connection.execute(update(table).where(owned).values(learner_id=first.id))


def _move_reminders(connection: Connection, kept_id: int, gone_id: int) -> None:
    columns = plan_reminder.c
    there = plan_reminder.alias()
    occasion = [there.c[name] == columns[name] for name in ("task_id", "due_on", "days_before")]
    known = select(there.c.id).where(there.c.subscription_id == kept_id, *occasion)
    connection.execute(
        update(plan_reminder)
        .where(columns.subscription_id == gone_id, ~known.correlate(plan_reminder).exists())
        .values(subscription_id=kept_id)
    )


def _move_calendar(connection: Connection, first: Row, second: Row, now: datetime) -> None:
    owner = plan_calendar.c.learner_id
    changed = update(plan_calendar).where(owner == first.id).values(changed_at=to_utc(now))
    if connection.execute(changed).rowcount == 0:
        moved = update(plan_calendar).where(owner == second.id)
        connection.execute(moved.values(learner_id=first.id, changed_at=to_utc(now)))


def _move_confirmation(connection: Connection, first: Row, second: Row) -> None:
    """What either has done is done; who was asked on both platforms was asked that often."""
    both = select(confirmation).where(confirmation.c.learner_id.in_((first.id, second.id)))
    rows = {row.learner_id: row for row in connection.execute(both)}
    change = update(confirmation)
    if second.id in rows and first.id not in rows:
        moved = change.where(confirmation.c.learner_id == second.id)
        connection.execute(moved.values(learner_id=first.id))
    elif second.id in rows:
        kept, gone = rows[first.id], rows[second.id]
        connection.execute(
            change.where(confirmation.c.learner_id == first.id).values(
                done=[*kept.done, *(step for step in gone.done if step not in kept.done)],
                asked=max(kept.asked, gone.asked),
                changed_at=max(kept.changed_at, gone.changed_at),
            )
        )


def _move_study_reminders(connection: Connection, first: Row, second: Row) -> None:
    """One hour to be reminded at, and one reminder a day; who refused reviews refuses them."""
    nudges, other = study_nudge.c, study_nudge.alias()
    same_day = select(other.c.id).where(other.c.learner_id == first.id, other.c.day == nudges.day)
    own = nudges.learner_id == second.id
    connection.execute(
        update(study_nudge)
        .where(own, ~same_day.correlate(study_nudge).exists())
        .values(learner_id=first.id)
    )
    for table in (study_reminder, review_refusal):
        kept = select(table.c.learner_id).where(table.c.learner_id == first.id)
        if connection.execute(kept).one_or_none() is None:
            moved = update(table).where(table.c.learner_id == second.id)
            connection.execute(moved.values(learner_id=first.id))


def _move_groups(connection: Connection, first: Row, second: Row) -> None:
    """What either leads; where both learn in a group the first stays; who leads it does not."""
    own = f"{second.person}/" + study_group.c.message_id
    made = update(study_group).where(study_group.c.learner_id == second.id)
    connection.execute(made.values(learner_id=first.id, message_id=own))
    columns, other = group_member.c, group_member.alias()
    there = select(other.c.id).where(
        other.c.learner_id == first.id, other.c.group_id == columns.group_id
    )
    connection.execute(
        update(group_member)
        .where(columns.learner_id == second.id, ~there.correlate(group_member).exists())
        .values(learner_id=first.id)
    )
    led = select(study_group.c.id).where(study_group.c.learner_id == first.id)
    own_group = (columns.learner_id == first.id) & columns.group_id.in_(led)
    connection.execute(delete(group_member).where(own_group))


def _move_contests(connection: Connection, first: Row, second: Row) -> None:
    """In a contest that both have played, only the first has; messages are numbered alike."""
    own = select(contest_player.c.contest_id).where(contest_player.c.learner_id == first.id)
    both = list(connection.execute(own).scalars())
    for table in (contest_answer, contest_player):
        alone = (table.c.learner_id == second.id) & table.c.contest_id.not_in(both)
        connection.execute(update(table).where(alone).values(learner_id=first.id))
    led = update(contest).where(contest.c.learner_id == second.id)
    message_id = f"{second.person}/" + contest.c.message_id
    connection.execute(led.values(learner_id=first.id, message_id=message_id))


def _details(first: Row, second: Row) -> dict[str, Any]:
    """What is known of both: the first's own, or else the second's; of their places the later."""
    places = [
        (row.activity_at, row)
        for row in (first, second)
        if row.activity_at and place_of(row.activity)
    ]
    details = {
        "address_form": first.address_form or second.address_form,
        "name": first.name or second.name,
        "voice": first.voice or second.voice,
        "wishes": _wishes(first, second),
        "created_at": min(first.created_at, second.created_at),
    }
    if places:
        at, later = max(places, key=lambda place: place[0])
        by = written_by(later.activity, later.person)
        details |= {"activity": marked(place_of(later.activity), by), "activity_at": at}
    return details


def _wishes(first: Row, second: Row) -> dict[str, Any] | None:
    both = Wishes.from_dict(first.wishes).over(Wishes.from_dict(second.wishes))
    return both.to_dict() if both != Wishes() else None
