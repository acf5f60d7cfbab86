"""What must be true of every learner at the end: nothing lost, nothing doubled, one certificate."""

from __future__ import annotations

import httpx
from people import Exchange
from records import as_rest, log_of
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.channels import rest
from bot.message import Person
from bot.store.database import reading
from bot.store.tables import attempt, certificate, exam, group_member, learner, lesson_read

from .learner import Learner

VALID = "Giấy chứng nhận hợp lệ"


def check_stored(engine: Engine, one: Learner) -> None:
    """Every answer, lesson and exam is stored once, as the learner gave and heard of it."""
    name = one.profile.name
    with reading(engine) as connection:
        found = select(learner.c.id).where(learner.c.person == Person("rest", name).key)
        id = connection.execute(found).scalar_one()
        query = select(attempt).where(attempt.c.learner_id == id).order_by(attempt.c.id)
        answers = [
            (row.message_id, row.question_id, row.kind, row.chosen, bool(row.correct))
            for row in connection.execute(query)
        ]
        reads = connection.execute(
            select(lesson_read.c.lesson_id).where(lesson_read.c.learner_id == id)
        ).scalars()
        assert sorted(reads) == sorted(one.read), name
        query = select(exam).where(exam.c.learner_id == id).order_by(exam.c.finished_at)
        exams = [(row.correct, row.asked, bool(row.passed)) for row in connection.execute(query)]
        query = select(certificate).where(certificate.c.learner_id == id)
        papers = [row.code for row in connection.execute(query)]
        query = select(group_member).where(group_member.c.learner_id == id)
        memberships = len(connection.execute(query).all())
    given = [
        (
            each.message_id,
            each.question.id,
            each.kind,
            each.chosen.text if each.chosen else None,
            bool(each.chosen and each.chosen.correct),
        )
        for each in one.given
    ]
    for stored, told in zip(answers, given, strict=False):
        assert stored == told, f"{name}: stored {stored}, given {told}"
    assert len(answers) == len(given), f"{name}: {len(answers)} stored, {len(given)} given"
    assert exams == one.exams, f"{name}: {exams}, told {one.exams}"
    assert len(exams) == one.counts["exams begun"], name
    assert [passed for _, _, passed in exams].count(True) == 1, name
    assert papers == [one.code], name
    assert memberships == (1 if one.profile.joins else 0), name
    assert one.progress[0] == len(one.read), (name, one.progress, len(one.read))


async def check_log(redis_url: str, one: Learner) -> int:
    """What is still in the log is the end of what was said, each message once and in order.

    Returns how many entries were compared: the log holds the last few hundred.
    """
    name = one.profile.name
    log = await log_of(redis_url, name)
    expected = [
        entry
        for each in one.line.said
        for entry in (
            ("in", each.message_id, _stored(each)),
            ("out", each.message_id, each.replies),
        )
    ]
    found = [
        (e.direction, e.message_id, e.text if e.direction == "in" else as_rest(name, e))
        for e in log
    ]
    assert found, f"nothing is left of {name}"
    for stored, told in zip(found, expected[-len(found) :], strict=True):
        assert stored == told, f"{name}: the log has {stored}, they heard {told}"
    return len(found)


async def check_certificate(http: httpx.AsyncClient, url: str, one: Learner) -> None:
    """Others can check it: the page says that it is valid, and whose; PDF and badge are there."""
    page = await http.get(f"{url}/certificates/{one.code}")
    assert page.status_code == 200, page.text
    assert one.profile.full_name in page.text, page.text
    assert VALID in page.text, page.text
    paper = await http.get(f"{url}/certificates/{one.code}.pdf")
    assert paper.status_code == 200
    assert paper.content.startswith(b"%PDF")


def _stored(each: Exchange) -> str:
    return rest.parse("", "", each.text, 0.0).text
