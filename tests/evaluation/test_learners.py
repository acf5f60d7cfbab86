"""Simulated learners: the estimate converges, and adaptive placement needs fewer questions."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import parse

import pytest

from bot.evaluation.learner_plots import PLOTS, draw
from bot.evaluation.learners import needed, simulate
from bot.learning.library import load_library
from bot.settings import ROOT

FOUND = simulate(load_library(ROOT / "knowledge").curriculum, 24)


def test_placement_comes_nearer_with_each_question() -> None:
    adaptive = FOUND.level_error["adaptive"]
    assert adaptive[10] < 0.75 * adaptive[0]


def test_the_estimate_converges_and_knows_how_sure_it_is() -> None:
    errors = list(FOUND.known_error.values())
    assert errors[-1] < 0.65 * errors[0]
    for number, error in FOUND.known_error.items():
        assert FOUND.claimed_error[number] == pytest.approx(error, abs=0.05)


def test_the_same_learners_give_the_same_result() -> None:
    curriculum = load_library(ROOT / "knowledge").curriculum
    assert simulate(curriculum, 1) == simulate(curriculum, 1)


def test_needed() -> None:
    assert needed([3.0, 2.0, 1.0], 2.5) == 1
    assert needed([3.0, 2.0, 1.0], 0.5) is None


def test_plots_are_drawn_and_the_same_each_time(tmp_path: Path) -> None:
    for folder in (tmp_path / "a", tmp_path / "b"):
        draw(FOUND, folder)
    for name in PLOTS:
        assert parse(tmp_path / "a" / name).getroot().tag.endswith("svg")
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
