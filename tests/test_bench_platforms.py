"""The benchmark's webhooks: their times, how late they count, and the goals made of them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from itertools import pairwise

import pytest
from bench.arrivals import Arrivals, Request, arrival_times, bring, bring_in_turn
from bench.platforms_results import (
    SEPARATE,
    SINGLE,
    Latencies,
    PlatformResults,
    Work,
    platform_goals,
    platform_page,
    platforms_as_json,
)
from bench.platforms_stock import fewer
from hypothesis import given
from hypothesis import strategies as st

Answer = Callable[[bytes], Awaitable[bytes]]


@given(st.floats(1, 300), st.floats(0.1, 20))
def test_as_many_messages_arrive_as_the_rate_says_all_within_the_time(
    rate: float, seconds: float
) -> None:
    times = arrival_times(rate, seconds)
    assert len(times) == round(rate * seconds)
    assert times == sorted(times) == arrival_times(rate, seconds)
    assert all(0 <= at <= seconds for at in times)


def test_people_arrive_independently_of_each_other() -> None:
    gaps = [after - before for before, after in pairwise(arrival_times(200, 20))]
    mean = sum(gaps) / len(gaps)
    deviation = (sum((gap - mean) ** 2 for gap in gaps) / len(gaps)) ** 0.5
    assert 0.9 < deviation / mean < 1.1  # 1 for exponential gaps, 0 for a metronome


async def test_a_stop_of_the_bot_delays_all_that_were_due_meanwhile() -> None:
    woken = asyncio.Event()

    async def stopped(_: bytes) -> bytes:
        await woken.wait()
        return b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    async with _Serving(stopped) as url:
        asyncio.get_running_loop().call_later(1.5, woken.set)
        found = await bring(url, [Request(n / 100, {}, "{}") for n in range(50)])
    assert found.failed == 0
    # Only 40 connections, yet the last ten count from when they were due as well.
    assert found.seconds[0] > found.seconds[25] > found.seconds[49] > 0.3
    assert found.seconds[0] - found.seconds[49] == pytest.approx(0.49, abs=0.1)


async def test_what_is_brought_in_turn_waits_for_the_answer_before() -> None:
    came: list[tuple[float, bytes]] = []

    async def slow(body: bytes) -> bytes:
        came.append((time.monotonic(), body))
        await asyncio.sleep(0.05)
        return b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"

    async with _Serving(slow) as url:
        visits = [[Request(0, {"X-Who": who}, f"{who}{n}") for n in range(3)] for who in "ab"]
        found = await bring_in_turn(url, visits)
    assert found.statuses == (503,) * 6
    assert found.failed == 6
    of_a = [moment for moment, body in came if body.startswith(b"a")]
    # A sleep may end a little early by another clock.
    assert all(after - before >= 0.04 for before, after in pairwise(of_a))


async def test_an_answer_that_never_comes_is_a_failure() -> None:
    async def hangs_up(_: bytes) -> bytes:
        return b""

    async with _Serving(hangs_up) as url:
        assert (await bring(url, [Request(0, {}, "{}")])).statuses == (0,)


def results(*, late: float = 0.02, failed: int = 0, two: float = 170, handled: float = 2) -> object:
    """Results that reach every goal just so, but for what is given."""
    waits = Latencies(200, (late,) * 100, failed)
    return PlatformResults(
        acknowledged={SEPARATE: waits, SINGLE: Latencies(200, (0.5,) * 100, 0)},
        sent=Latencies(12, (0.1, 0.2), 0),
        one=100,
        two=two,
        ours=Work(messages=100, failed=0, bubbles=150, seconds=handled, cpu=4),
        stock=Work(messages=100, failed=0, bubbles=100, seconds=10, cpu=10),
    )


@pytest.mark.parametrize(
    ("given_", "met"),
    [
        ({}, [True, True, True]),
        ({"late": 0.026}, [False, True, True]),
        ({"failed": 1}, [False, True, True]),
        ({"two": 169}, [True, False, True]),
        ({"handled": 2.1}, [True, True, False]),
    ],
)
def test_each_goal_is_about_one_thing(given_: dict[str, float], met: list[bool]) -> None:
    assert [goal.met for goal in platform_goals(results(**given_))] == met


def test_the_page_and_json_of_platforms_tell_the_same() -> None:
    page = platform_page(results(), {"processor": "x"}, "how")
    content = platforms_as_json(results(), {"processor": "x"})
    assert "| acknowledged p99 ≤ 25 ms | 20.0 ms | met |" in page
    assert "- processor: x" in page
    assert content["acknowledged_ms"][SEPARATE]["p99"] == pytest.approx(20)
    assert content["goals"][2]["reached"] == "5.0 × (per core, all sent: 2.5 ×)"


def test_success_is_what_a_platform_takes_for_it() -> None:
    assert Arrivals(0, 1, (200, 204, 301, 429, 503, 0), (0.1,) * 6).failed == 4


def test_a_third_of_the_examples_remains_and_few_remain_all() -> None:
    assert fewer("- a\n- b\n- c\n- d\n") == "- a\n- d\n"
    assert fewer("- a\n- b\n") == "- a\n- b\n"


class _Serving:
    """A server that answers each request with what `answer` makes of its body."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    async def __aenter__(self) -> str:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}/hook"

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                length = int(head.split("Content-Length: ")[1].split("\r\n")[0])
                answer = await self._answer(await reader.readexactly(length))
                if not answer:
                    return
                writer.write(answer)
        except asyncio.IncompleteReadError:
            return
        finally:
            writer.close()
