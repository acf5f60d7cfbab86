"""Files edited while the bot runs."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from threading import Barrier, Thread

import pytest

from bot.knowledge.facts import load_facts
from bot.knowledge.problem import KnowledgeError
from bot.knowledge.watched import CHECK_EVERY_SECONDS, Watched

FACT = """\
facts:
  - id: hotline
    kind: telephone
    value: "1900.0000"
    statement: Tổng đài
    status: confirmed
    source: Công văn
    checked: 2026-11
    recheck_days: 180
"""

Values = dict[str, str]


class Clock:
    """A clock that goes on only when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def go_on(self) -> None:
        self.now += CHECK_EVERY_SECONDS


def load(folder: Path) -> Values:
    """The facts of every file, by the file's name."""
    if not folder.is_dir():
        raise KnowledgeError([])
    return {path.stem: load_facts(path)["hotline"].value for path in sorted(folder.glob("*.yml"))}


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "one.yml").write_text(FACT)
    return folder


def change(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text().replace(old, new))


def test_a_change_is_taken_over_after_two_seconds(folder: Path) -> None:
    clock = Clock()
    watched = Watched(folder, load, clock)
    first = watched.value
    change(folder / "one.yml", "1900.0000", "1900.0001")
    assert watched.value is first
    clock.go_on()
    second = watched.value
    assert second == {"one": "1900.0001"}
    clock.go_on()
    assert watched.value is second


def test_a_broken_change_is_logged_once_and_left_out(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    watched = Watched(folder, load, clock)
    change(folder / "one.yml", "status:", "statsu:")
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            clock.go_on()
            assert watched.value == {"one": "1900.0000"}
    assert sum("one.yml:6: facts[1].statsu" in each for each in caplog.messages) == 1
    change(folder / "one.yml", "statsu:", "status:")
    change(folder / "one.yml", "1900.0000", "1900.0002")
    clock.go_on()
    assert watched.value == {"one": "1900.0002"}


def test_new_and_removed_files(folder: Path) -> None:
    clock = Clock()
    watched = Watched(folder, load, clock)
    (folder / "two.yml").write_text(FACT)
    clock.go_on()
    assert watched.value.keys() == {"one", "two"}
    (folder / "two.yml").unlink()
    clock.go_on()
    assert watched.value.keys() == {"one"}


def test_a_folder_that_vanishes_keeps_the_bot_running(folder: Path) -> None:
    clock = Clock()
    watched = Watched(folder, load, clock)
    folder.rename(folder.with_name("away"))
    clock.go_on()
    assert watched.value == {"one": "1900.0000"}


def test_mistakes_at_the_start_are_raised(folder: Path) -> None:
    change(folder / "one.yml", "value:", "valeu:")
    with pytest.raises(KnowledgeError, match=r"one\.yml"):
        Watched(folder, load)


def test_many_threads_see_one_new_version(folder: Path) -> None:
    clock = Clock()
    watched = Watched(folder, load, clock)
    os.utime(folder / "one.yml", ns=(1, 1))
    clock.go_on()
    start = Barrier(8)
    seen: list[Values] = []

    def look() -> None:
        start.wait()
        seen.append(watched.value)

    threads = [Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 8
    assert len({id(each) for each in seen}) <= 2
