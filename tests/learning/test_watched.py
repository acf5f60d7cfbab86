"""Files edited while the bot runs."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from threading import Barrier, Thread

import pytest
from example_knowledge import replace_in, write_knowledge

from bot.knowledge.problem import KnowledgeError
from bot.learning.library import Library
from bot.learning.watched import CHECK_EVERY_SECONDS, Watched


class Clock:
    """A clock that goes on only when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def go_on(self) -> None:
        self.now += CHECK_EVERY_SECONDS


def title(library: Library) -> str:
    return library.curriculum.lesson("M01-L1").title


def test_a_change_is_taken_over_after_two_seconds(tmp_path: Path) -> None:
    clock = Clock()
    watched = Watched(write_knowledge(tmp_path), clock)
    first = watched.library
    replace_in(tmp_path / "curriculum/M01/M01-L1.yml", "title: Nút nguồn", "title: Nút bấm")
    assert watched.library is first
    clock.go_on()
    assert title(watched.library) == "Nút bấm"
    second = watched.library
    clock.go_on()
    assert watched.library is second


def test_a_broken_change_is_logged_once_and_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    watched = Watched(write_knowledge(tmp_path), clock)
    path = tmp_path / "curriculum/M01/M01-L1.yml"
    replace_in(path, "title: Nút nguồn", "tilte: Nút bấm")
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            clock.go_on()
            assert title(watched.library) == "Nút nguồn"
    assert sum("M01-L1.yml:2: tilte" in each for each in caplog.messages) == 1
    replace_in(path, "tilte: Nút bấm", "title: Nút to")
    clock.go_on()
    assert title(watched.library) == "Nút to"


def test_new_and_removed_files(tmp_path: Path) -> None:
    clock = Clock()
    watched = Watched(write_knowledge(tmp_path), clock)
    for folder in ("curriculum/M01", "questions"):
        old = tmp_path / folder / "M01-L1.yml"
        (tmp_path / folder / "M01-L3.yml").write_text(old.read_text().replace("L1", "L3"))
    clock.go_on()
    assert len(watched.library.curriculum.lessons) == 3
    for folder in ("curriculum/M01", "questions"):
        (tmp_path / folder / "M01-L3.yml").unlink()
    clock.go_on()
    assert len(watched.library.curriculum.lessons) == 2


def test_a_folder_that_vanishes_keeps_the_bot_running(tmp_path: Path) -> None:
    clock = Clock()
    watched = Watched(write_knowledge(tmp_path / "knowledge"), clock)
    (tmp_path / "knowledge").rename(tmp_path / "away")
    clock.go_on()
    assert title(watched.library) == "Nút nguồn"


def test_mistakes_at_the_start_are_raised(tmp_path: Path) -> None:
    write_knowledge(tmp_path)
    (tmp_path / "facts.yml").unlink()
    with pytest.raises(KnowledgeError, match=r"facts\.yml"):
        Watched(tmp_path)


def test_many_threads_see_one_new_version(tmp_path: Path) -> None:
    clock = Clock()
    watched = Watched(write_knowledge(tmp_path), clock)
    path = tmp_path / "curriculum/M01/M01-L1.yml"
    os.utime(path, ns=(1, 1))
    clock.go_on()
    start = Barrier(8)
    seen: list[Library] = []

    def look() -> None:
        start.wait()
        seen.append(watched.library)

    threads = [Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 8
    assert len({id(each) for each in seen}) <= 2
