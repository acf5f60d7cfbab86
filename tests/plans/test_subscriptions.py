"""What people follow: kept once, changed, ended, and gone with them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy.engine import Engine

from bot.learning.learner import Learners
from bot.plans.subscriptions import Feed, NoConsentError, Subscriptions

NOW = datetime(2027, 5, 3, 2, 0, 0, 123456, tzinfo=timezone.utc)
LATER = NOW + timedelta(hours=1)
ANH, BINH = "web:anh", "web:binh"


@pytest.fixture(name="kept")
def _kept(engine: Engine) -> Subscriptions:
    for person in (ANH, BINH):
        Learners(engine).enrol(person, "1", NOW)
    return Subscriptions(engine)


def test_a_subscription_is_kept_once(kept: Subscriptions) -> None:
    first = kept.add(ANH, "unit", "Sở A", 7, "m1", NOW)
    assert (first.person, first.kind, first.value, first.days_before) == (ANH, "unit", "Sở A", 7)
    assert (first.message_id, first.made_at) == ("m1", NOW)
    assert kept.add(ANH, "unit", "Sở A", 7, "m1", LATER) == first
    again = kept.add(ANH, "unit", "Sở A", 3, "m2", LATER)
    assert (again.id, again.days_before, again.message_id) == (first.id, 3, "m1")
    assert kept.of_person(ANH) == [again]


def test_one_message_may_ask_for_several_things(kept: Subscriptions) -> None:
    made = [kept.add(ANH, "task", id, 7, "m1", NOW) for id in ("1", "2")]
    made.append(kept.add(BINH, "task", "1", 7, "m1", NOW))
    assert kept.of_person(ANH) == made[:2]
    assert kept.all() == made
    assert len({each.token for each in made}) == 3
    assert {len(each.token) for each in made} == {43}


def test_two_processes_keep_it_once(kept: Subscriptions) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(
            pool.map(lambda n: kept.add(ANH, "unit", "Sở A", 7, f"m{n}", NOW).token, range(8))
        )
    assert len(set(found)) == 1


def test_nothing_is_kept_of_who_did_not_agree(kept: Subscriptions) -> None:
    with pytest.raises(NoConsentError):
        kept.add("web:la", "unit", "Sở A", 7, "m1", NOW)
    assert not kept.remove("web:la", "unit", "Sở A", NOW)
    assert kept.calendar_token("web:la") is None
    assert kept.all() == []


@pytest.mark.parametrize(("kind", "days"), [("province", 7), ("", 7), ("unit", -1), ("unit", 61)])
def test_what_cannot_be(kept: Subscriptions, kind: str, days: int) -> None:
    with pytest.raises(ValueError, match=r"subscribed to|days"):
        kept.add(ANH, kind, "Sở A", days, "m1", NOW)
    assert kept.all() == []


def test_it_ends_and_may_begin_again(kept: Subscriptions) -> None:
    first = kept.add(ANH, "unit", "Sở A", 7, "m1", NOW)
    other = kept.add(BINH, "unit", "Sở A", 7, "m1", NOW)
    assert kept.remove(ANH, "unit", "Sở A", LATER)
    assert not kept.remove(ANH, "unit", "Sở A", LATER)
    assert kept.all() == [other]
    assert kept.feed(first.token) is None
    assert kept.add(ANH, "unit", "Sở A", 7, "m3", LATER).token != first.token


def test_a_calendar_of_one_and_a_calendar_of_all(kept: Subscriptions) -> None:
    assert kept.calendar_token(ANH) is None
    first = kept.add(ANH, "unit", "Sở A", 7, "m1", NOW)
    kept.add(BINH, "unit", "Sở B", 7, "m1", NOW)
    whole = kept.calendar_token(ANH)
    assert whole is not None
    assert len(whole) == 43
    assert kept.feed(first.token) == Feed((first,), False, NOW)
    assert kept.feed(whole) == Feed((first,), True, NOW)
    second = kept.add(ANH, "task", "1", 7, "m2", LATER)
    assert kept.feed(whole) == Feed((first, second), True, LATER)
    assert kept.calendar_token(ANH) == whole
    kept.remove(ANH, "unit", "Sở A", LATER + timedelta(hours=1))
    assert kept.feed(whole) == Feed((second,), True, LATER + timedelta(hours=1))
    assert kept.feed("x") is None


def test_everything_goes_with_the_person(kept: Subscriptions) -> None:
    gone = kept.add(ANH, "unit", "Sở A", 7, "m1", NOW)
    stays = kept.add(BINH, "unit", "Sở A", 7, "m1", NOW)
    whole = kept.calendar_token(ANH)
    assert whole is not None
    assert Learners(kept.engine).forget(ANH)
    assert kept.all() == [stays]
    assert kept.calendar_token(ANH) is None
    assert (kept.feed(gone.token), kept.feed(whole)) == (None, None)
