"""The benchmark's own arithmetic: percentiles, goals, the script's cycles."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from bench.goals import goals
from bench.processes import Memory, cpu_seconds, family, memory
from bench.report import as_json, markdown, rows
from bench.results import Load, Side, Understanding, percentile
from bench.script import CYCLE, long_conversation
from bench.understanding import best_intent
from hypothesis import given
from hypothesis import strategies as st


def side(*, factor: float = 1.0, right: int = 8) -> Side:
    """A side `factor` times as slow and large as another, which understands `right` of ten."""
    latencies = tuple(factor * n / 1000 for n in range(1, 101))
    return Side(
        boots=(9.0 * factor, 10.0 * factor, 30.0 * factor),
        boot_cpus=(8.0 * factor,),
        memory_idle=Memory(400 * factor, 300 * factor),
        memory_loaded=Memory(500 * factor, 400 * factor),
        loads={n: Load(n, latencies, 10 * factor, 2 * factor, 0, 0) for n in (1, 8, 32)},
        positions={10: 10.0 * factor, 1000: 12.0 * factor},
        understanding=Understanding(
            {"standard": 10, "nodia": 10}, {"standard": 8, "nodia": right}, {"nodia": 10}, 5.0
        ),
    )


def test_percentile_lies_between_neighbours() -> None:
    assert percentile([4, 1, 3, 2], 50) == 2.5
    assert percentile([1, 2, 3], 100) == 3
    with pytest.raises(ValueError, match="no values"):
        percentile([], 50)


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0, 100))
def test_percentile_is_never_outside_the_values(values: list[float], percent: float) -> None:
    assert min(values) <= percentile(values, percent) <= max(values)


def test_all_goals_are_met_by_a_side_that_is_much_better() -> None:
    assert [goal.met for goal in goals(side(), side(factor=5, right=7))] == [True] * 7


def test_no_goal_but_length_and_equal_accuracy_is_met_by_an_equal_side() -> None:
    met = {goal.name: goal.met for goal in goals(side(), side())}
    assert [name for name, reached in met.items() if reached] == [
        "message 1000 ≤ 1.3 × message 10",
        "accuracy no lower than stock",
    ]


def test_the_worst_number_of_people_decides() -> None:
    bot, stock = side(), side(factor=10)
    bot.loads[32] = Load(32, (0.1,) * 10, 1.0, 1.0, 0, 0)
    assert goals(bot, stock)[0].met is False


def test_a_row_shows_the_ratio_and_survives_a_zero() -> None:
    cells = {row.name: row.cells for row in rows(side(), side(factor=4))}
    assert cells["boot"] == ("boot", "10.0 s", "40.0 s", "0.25")
    assert cells["8 people: errors"][3] == "–"


def test_page_and_json_tell_the_same() -> None:
    sides = {"a": side(), "b": side(factor=5)}
    reached = goals(sides["a"], sides["b"])
    page = markdown(rows(sides["a"], sides["b"]), reached, {"processor": "x"}, "how")
    content = as_json(sides, reached, {"processor": "x"})
    assert "| boot | 10.0 s | 50.0 s | 0.20 |" in page
    assert content["sides"]["b"]["loads"]["8"]["messages_per_cpu_s"] == 10.0


def test_the_messages_around_every_place_are_the_same() -> None:
    script = long_conversation(1005)
    for place in (10, 100, 500, 1000):
        assert tuple(script[place - 5 : place + 5]) == CYCLE


def test_the_best_intent_is_never_the_fallback() -> None:
    ranking = [{"name": "nlu_fallback"}, {"name": "next"}]
    parsed = {"intent": {"name": "nlu_fallback"}, "intent_ranking": ranking}
    assert best_intent(parsed) == "next"
    assert best_intent({"intent": {"name": "greet"}}) == "greet"


def test_children_and_marked_processes_are_one_family() -> None:
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'input()'])"
    mark = f"mark-{os.getpid()}-{time.monotonic_ns()}"
    parent = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE)
    marked = subprocess.Popen([sys.executable, "-c", "input()", mark], stdin=subprocess.PIPE)
    try:
        deadline = time.monotonic() + 20
        while len(found := family([parent.pid], mark)) < 3 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert {parent.pid, marked.pid} < found
        assert len(found) == 3
        assert cpu_seconds(found) >= 0
        assert memory(found).rss >= memory(found).pss > 1
    finally:
        for process in (parent, marked):
            assert process.stdin is not None
            process.stdin.close()
            process.wait(20)
