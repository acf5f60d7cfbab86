"""Where progress is written, with consent and without."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from actions.record import MAX_SESSION_ATTEMPTS, Record, SessionRecord, StoredRecord
from actions.services import open_services
from bot.learning.learner import Attempt
from bot.settings import Settings

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
    services = open_services(Settings(data_dir=folder))
    services.learners.enrol("rest:a", "2026-11", NOW)
    return StoredRecord(services, "rest:a")


def test_both_records_hold_the_same(tmp_path: Path) -> None:
    for record in (SessionRecord(), stored(tmp_path)):
        assert record.reads() == frozenset()
        assert record.attempts() == []
        learn(record)
        assert record.reads() == {"M01-L1"}
        assert record.attempts() == [attempt(1), attempt(2), attempt(3)]


def test_an_answer_shifts_the_difficulty_of_its_question_once(tmp_path: Path) -> None:
    record = stored(tmp_path)
    difficulties = record.services.difficulties
    record.add("m1", attempt(1, correct=False))
    shifted = difficulties.all()
    assert shifted.keys() == {"M01-L1-Q1"}
    assert shifted["M01-L1-Q1"] > 0
    record.add("m1", attempt(1, correct=False))
    assert difficulties.all() == shifted
    # Asked again in the same quiz, after its key was told: that says nothing about the question.
    record.add("m2", attempt(1))
    assert difficulties.all() == shifted
    record.add("m3", attempt(2))
    assert difficulties.all()["M01-L1-Q2"] < 0
    record.services.learners.forget("rest:a")
    assert difficulties.all()["M01-L1-Q1"] == pytest.approx(shifted["M01-L1-Q1"])


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
