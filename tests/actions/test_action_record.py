"""Where progress is written, with consent and without."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

from actions.record import MAX_SESSION_ATTEMPTS, Record, SessionRecord, StoredRecord
from bot.learning.learner import Attempt, Learners
from bot.store.database import open_engine
from bot.store.migrate import migrate

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=timezone.utc)


def attempt(number: int, correct: bool = True) -> Attempt:
    """An answer to one question."""
    at = NOW + timedelta(seconds=number)
    return Attempt(f"M01-L1-Q{number}", "M01-L1", "quiz", "Ý", correct, False, None, at)


def learn(record: Record) -> None:
    """What a person reads and answers; two messages are handled twice."""
    record.mark_read("M01-L1", NOW)
    record.mark_read("M01-L1", NOW + timedelta(days=1))
    for number in (1, 2, 2, 3, 1):
        record.add(f"m{number}", attempt(number))


def stored(folder: Path) -> StoredRecord:
    """The record of somebody who agreed."""
    engine = open_engine(f"sqlite:///{folder / 'bot.sqlite3'}")
    migrate(engine)
    learners = Learners(engine)
    learners.enrol("rest:a", "2026-11", NOW)
    return StoredRecord(learners, "rest:a")


def test_both_records_hold_the_same(tmp_path: Path) -> None:
    for record in (SessionRecord(), stored(tmp_path)):
        assert record.reads() == frozenset()
        assert record.attempts() == []
        learn(record)
        assert record.reads() == {"M01-L1"}
        assert record.attempts() == [attempt(1), attempt(2), attempt(3)]


def test_a_session_record_fits_into_a_slot() -> None:
    record = SessionRecord()
    learn(record)
    slot = json.loads(json.dumps(record.to_dict()))
    again = SessionRecord.from_dict(slot)
    assert again == record
    assert SessionRecord.from_dict(None) == SessionRecord()


def test_a_session_record_stays_small_and_keeps_the_latest() -> None:
    record = SessionRecord()
    for number in range(MAX_SESSION_ATTEMPTS + 50):
        record.add(f"m{number}", attempt(number))
    kept = SessionRecord.from_dict(record.to_dict()).attempts()
    assert len(kept) == MAX_SESSION_ATTEMPTS
    assert kept[-1] == attempt(MAX_SESSION_ATTEMPTS + 49)
