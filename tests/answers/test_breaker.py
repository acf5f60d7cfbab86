"""The breaker opens after failures in a row, for longer and longer, and tries one request."""

from __future__ import annotations

import pytest

from bot.answers.breaker import Breaker


class Clock:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(failures=3, first=5.0, most=20.0, clock=clock)


def fail(breaker: Breaker, times: int = 1) -> None:
    for _ in range(times):
        assert breaker.admits()
        breaker.failed()


def test_failures_must_be_in_a_row(breaker: Breaker) -> None:
    fail(breaker, 2)
    assert breaker.admits()
    breaker.worked()
    fail(breaker, 2)
    assert breaker.admits()


def test_it_opens_for_longer_each_time_up_to_a_limit(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    for pause in (5.0, 10.0, 20.0, 20.0):
        clock.now += pause - 0.1
        assert breaker.rests
        assert not breaker.admits()
        clock.now += 0.2
        fail(breaker)


def test_one_request_tries_for_all(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now += 5
    assert not breaker.rests
    assert breaker.admits()
    assert breaker.rests
    assert not breaker.admits()
    breaker.worked()
    assert breaker.admits()
    fail(breaker, 3)
    clock.now += 5
    assert breaker.admits(), "after it worked, the pause is the first again"


def test_a_try_that_nobody_waited_for_is_made_again(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now += 5
    assert breaker.admits()
    breaker.given_up()
    assert breaker.admits()


def test_requests_begun_before_it_opened_do_not_make_it_longer(
    breaker: Breaker, clock: Clock
) -> None:
    for _ in range(6):
        assert breaker.admits()
    for _ in range(6):
        breaker.failed()
    clock.now += 5
    assert breaker.admits()


def test_a_server_may_ask_for_a_longer_rest_but_not_for_ever(
    breaker: Breaker, clock: Clock
) -> None:
    fail(breaker, 2)
    breaker.failed(at_least=12.0)
    clock.now += 11
    assert breaker.rests
    clock.now += 1
    assert breaker.admits()
    breaker.failed(at_least=86_400.0)
    clock.now += 20
    assert breaker.admits()
