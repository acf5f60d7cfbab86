"""Families and classes: who leads one, who learns in it, and the code by which others join.

A member agrees to what the leader sees and chooses the name under which they are seen; nothing of
them is shown before. The code opens no data, so it is kept as it is and can be shown again; who
tries codes in vain is stopped after MOST_TRIES a day. A `person` is the first name of a learner
(`Person.key`). Writes may be repeated and change nothing the second time. Every call may raise
TryLater; those that write about somebody raise NotEnrolledError where nothing is kept of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.engine import Connection, Engine, Row

from bot import group_code
from bot.learning.learner import NotEnrolledError
from bot.store.database import from_utc, insert_once, reading, to_utc, writing
from bot.store.tables import group_member, group_try, learner, study_group

__all__ = [
    "CLASS",
    "FAMILY",
    "MOST_GROUPS",
    "MOST_MEMBERS",
    "MOST_TRIES",
    "FullError",
    "Group",
    "Groups",
    "Member",
    "Membership",
    "TooManyTriesError",
    "UnknownGroupError",
]

FAMILY, CLASS = "family", "class"
"""The kinds of groups."""

MOST_GROUPS = 20
"""Groups that one person leads, and groups in which one person learns."""

MOST_MEMBERS = 60
"""Members of a group: a large class, and no more than a leader can look after."""

MOST_TRIES = 10
"""Codes of no group that one person may try within a day."""


class UnknownGroupError(LookupError):
    """No such group; or not one that this person leads or learns in."""


class TooManyTriesError(ValueError):
    """The person has tried too many codes today."""


class FullError(ValueError):
    """The group has as many members, or the person as many groups, as there may be."""


@dataclass(frozen=True)
class Group:
    """A family or a class. `leader` is a person, `code` as `bot.group_code` compares it.

    `lesson_id` is the lesson of the week and `lesson_set_at` when it was chosen, in UTC.
    """

    id: int
    kind: str
    name: str
    leader: str
    code: str
    lesson_id: str | None
    lesson_set_at: datetime | None


@dataclass(frozen=True)
class Member:
    """Somebody in a group, by the name they agreed to be seen by; `seen_at` is their last step."""

    id: int
    person: str
    name: str
    joined_at: datetime
    seen_at: datetime | None


@dataclass(frozen=True)
class Membership:
    """A group in which somebody learns, and the name by which they are seen there."""

    group: Group
    name: str


@dataclass(frozen=True)
class Groups:
    """The groups in one database."""

    engine: Engine

    def create(self, person: str, kind: str, name: str, message_id: str, now: datetime) -> Group:
        """A new group that the person leads; the same message again gives the same group.

        Raises NotEnrolledError, FullError.
        """
        with writing(self.engine) as connection:
            learner_id = _learner_id(connection, person)
            own = study_group.c.learner_id == learner_id
            made = own & (study_group.c.message_id == message_id)
            if not (there := _groups(connection, made)):
                if _count(connection, study_group, own) >= MOST_GROUPS:
                    raise FullError
                row = {
                    "learner_id": learner_id,
                    "kind": kind,
                    "name": name,
                    "code": _unused_code(connection),
                    "coded_by": message_id,
                    "message_id": message_id,
                    "made_at": to_utc(now),
                }
                insert_once(connection, study_group, row)
                there = _groups(connection, made)
        return there[0]

    def find(self, group_id: int) -> Group | None:
        """The group with this number."""
        with reading(self.engine) as connection:
            return next(iter(_groups(connection, study_group.c.id == group_id)), None)

    def size(self, group_id: int) -> int:
        """How many members the group has."""
        with reading(self.engine) as connection:
            return _count(connection, group_member, group_member.c.group_id == group_id)

    def led_by(self, person: str) -> list[Group]:
        """The groups that the person leads, the oldest first."""
        with reading(self.engine) as connection:
            return _groups(connection, learner.c.person == person)

    def joined_by(self, person: str) -> list[Membership]:
        """The groups in which the person learns, those joined first first."""
        query = (
            select(group_member.c.group_id, group_member.c.name)
            .join(learner, learner.c.id == group_member.c.learner_id)
            .where(learner.c.person == person)
            .order_by(group_member.c.joined_at, group_member.c.id)
        )
        with reading(self.engine) as connection:
            rows = connection.execute(query).all()
            ids = [row.group_id for row in rows]
            groups = {each.id: each for each in _groups(connection, study_group.c.id.in_(ids))}
        return [Membership(groups[row.group_id], row.name) for row in rows]

    def look_up(self, person: str, code: str, message_id: str, now: datetime) -> Group:
        """The group with this code, for an enrolled person who may join it.

        Raises UnknownGroupError, and TooManyTriesError after MOST_TRIES of these within a day.
        """
        with writing(self.engine) as connection:
            learner_id = _learner_id(connection, person)
            own = group_try.c.learner_id == learner_id
            over = own & (group_try.c.at < to_utc(now - timedelta(days=1)))
            connection.execute(delete(group_try).where(over))
            if _count(connection, group_try, own) >= MOST_TRIES:
                raise TooManyTriesError
            found = _groups(connection, study_group.c.code == code)
            if not found:
                row = {"learner_id": learner_id, "message_id": message_id, "at": to_utc(now)}
                insert_once(connection, group_try, row)
        if not found:
            raise UnknownGroupError
        return found[0]

    def join(
        self, person: str, group_id: int, name: str, consent_version: str, now: datetime
    ) -> None:
        """Makes the person a member who is seen as `name`; who is one already gets that name.

        Where another member has it, a number is put after it.

        Raises NotEnrolledError, UnknownGroupError (gone, or the person leads it), FullError.
        """
        with writing(self.engine) as connection:
            learner_id = _learner_id(connection, person)
            groups = _groups(connection, study_group.c.id == group_id)
            if not groups or groups[0].leader == person:
                raise UnknownGroupError
            own = group_member.c.learner_id == learner_id
            there = own & (group_member.c.group_id == group_id)
            others = group_member.c.group_id == group_id, group_member.c.learner_id != learner_id
            taken = set(connection.execute(select(group_member.c.name).where(*others)).scalars())
            values = {"name": _free(name, taken), "consent_version": consent_version}
            if connection.execute(update(group_member).where(there).values(values)).rowcount:
                return
            in_group = group_member.c.group_id == group_id
            if (
                _count(connection, group_member, own) >= MOST_GROUPS
                or _count(connection, group_member, in_group) >= MOST_MEMBERS
            ):
                raise FullError
            at = {"group_id": group_id, "learner_id": learner_id, "joined_at": to_utc(now)}
            insert_once(connection, group_member, {**values, **at})

    def leave(self, person: str, group_id: int) -> None:
        """The person is no longer a member; who is none stays none."""
        owner = select(learner.c.id).where(learner.c.person == person).scalar_subquery()
        there = (group_member.c.group_id == group_id) & (group_member.c.learner_id == owner)
        with writing(self.engine) as connection:
            connection.execute(delete(group_member).where(there))

    def members(self, leader: str, group_id: int) -> list[Member]:
        """Who learns in the group, by name. Raises UnknownGroupError where `leader` leads none."""
        columns = group_member.c
        query = (
            select(
                columns.id,
                columns.name,
                columns.joined_at,
                learner.c.person,
                learner.c.activity_at,
            )
            .join(learner, learner.c.id == columns.learner_id)
            .where(columns.group_id == group_id)
            .order_by(columns.name, columns.id)
        )
        with reading(self.engine) as connection:
            _led(connection, leader, group_id)
            rows = connection.execute(query).all()
        return [_member(row) for row in rows]

    def remove(self, leader: str, group_id: int, member_id: int) -> None:
        """Takes a member out of the group; again changes nothing. Raises UnknownGroupError."""
        there = (group_member.c.group_id == group_id) & (group_member.c.id == member_id)
        with writing(self.engine) as connection:
            _led(connection, leader, group_id)
            connection.execute(delete(group_member).where(there))

    def close(self, leader: str, group_id: int) -> None:
        """The group is no more, nor is anybody's membership. One that is gone stays so.

        Raises UnknownGroupError where somebody else leads it.
        """
        there = study_group.c.id == group_id
        with writing(self.engine) as connection:
            if _groups(connection, there):
                _led(connection, leader, group_id)
                connection.execute(delete(study_group).where(there))

    def renew_code(self, leader: str, group_id: int, message_id: str) -> Group:
        """The group with a new code, the old one no longer good; once for the same message.

        Raises UnknownGroupError.
        """
        there = study_group.c.id == group_id
        with writing(self.engine) as connection:
            _led(connection, leader, group_id)
            changed = {"code": _unused_code(connection), "coded_by": message_id}
            before = there & (study_group.c.coded_by != message_id)
            connection.execute(update(study_group).where(before).values(changed))
            return _groups(connection, there)[0]

    def set_lesson(self, leader: str, group_id: int, lesson_id: str, now: datetime) -> None:
        """Makes it the lesson of the week; the same message's time again changes nothing.

        Raises UnknownGroupError.
        """
        values = {"lesson_id": lesson_id, "lesson_set_at": to_utc(now)}
        with writing(self.engine) as connection:
            _led(connection, leader, group_id)
            there = study_group.c.id == group_id
            connection.execute(update(study_group).where(there).values(values))

    def lesson_to_offer(self, person: str, message_id: str) -> Group | None:
        """A group whose lesson of the week the person was not offered yet; then it was.

        The same message gets the same answer again.
        """
        member, group = group_member.c, study_group.c
        open_yet = (member.offered_at.is_(None)) | (member.offered_at != group.lesson_set_at)
        query = (
            select(member.id, member.group_id, group.lesson_set_at)
            .join(study_group, group.id == member.group_id)
            .join(learner, learner.c.id == member.learner_id)
            .where(learner.c.person == person, group.lesson_id.is_not(None))
            .where(open_yet | (member.offered_by == message_id))
            .order_by(group.lesson_set_at.desc(), member.id)
            .limit(1)
        )
        with reading(self.engine) as connection:
            if connection.execute(query).one_or_none() is None:
                return None
        with writing(self.engine) as connection:
            row = connection.execute(query).one_or_none()
            if row is None:
                return None
            values = {"offered_at": row.lesson_set_at, "offered_by": message_id}
            change = update(group_member).where(member.id == row.id)
            connection.execute(change.values(values))
            return _groups(connection, group.id == row.group_id)[0]


def _learner_id(connection: Connection, person: str) -> int:
    found = connection.execute(select(learner.c.id).where(learner.c.person == person))
    learner_id: int | None = found.scalar_one_or_none()
    if learner_id is None:
        raise NotEnrolledError(person)
    return learner_id


def _groups(connection: Connection, which: Any) -> list[Group]:
    query = (
        select(study_group, learner.c.person)
        .join(learner, learner.c.id == study_group.c.learner_id)
        .where(which)
        .order_by(study_group.c.made_at, study_group.c.id)
    )
    return [_group(row) for row in connection.execute(query)]


def _group(row: Row) -> Group:
    set_at = from_utc(row.lesson_set_at) if row.lesson_set_at else None
    return Group(row.id, row.kind, row.name, row.person, row.code, row.lesson_id, set_at)


def _member(row: Row) -> Member:
    seen_at = from_utc(row.activity_at) if row.activity_at else None
    return Member(row.id, row.person, row.name, from_utc(row.joined_at), seen_at)


def _led(connection: Connection, leader: str, group_id: int) -> None:
    which = (study_group.c.id == group_id) & (learner.c.person == leader)
    if not _groups(connection, which):
        raise UnknownGroupError


def _count(connection: Connection, table: Any, which: Any) -> int:
    query = select(func.count()).select_from(table).where(which)
    count: int = connection.execute(query).scalar_one()
    return count


def _free(name: str, taken: set[str]) -> str:
    numbered = (f"{name} ({number})" for number in range(2, MOST_MEMBERS + 2))
    return next(each for each in (name, *numbered) if each not in taken)


def _unused_code(connection: Connection) -> str:
    while True:
        code = group_code.new()
        if not _groups(connection, study_group.c.code == code):
            return code
