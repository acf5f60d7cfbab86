"""Only what has passed may be used: this very file, adapter and prompt, and all of the figures."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.answers.admission import Admissions, Admitted, Figures, Identity

DAY = date(2026, 11, 22)
FIGURES = Figures(given=112, right=108, absent=60, silent=60, trials=202, unsupported=0)
IDENTITY = Identity("a" * 64, None, "b" * 64, False)
ADMITTED = Admitted("small.gguf", IDENTITY, DAY, FIGURES)


def test_what_passed_is_found_again(tmp_path: Path) -> None:
    assert Admissions(tmp_path / "data").find(IDENTITY, DAY) is None
    assert Admissions(tmp_path / "data").record(ADMITTED)
    assert Admissions(tmp_path / "data").find(IDENTITY, DAY + timedelta(days=999)) == ADMITTED


@pytest.mark.parametrize(
    "other",
    [
        replace(IDENTITY, model="c" * 64),
        replace(IDENTITY, adapter="c" * 64),
        replace(IDENTITY, prompts="c" * 64),
        replace(IDENTITY, server=True),
    ],
)
def test_anything_else_has_not(tmp_path: Path, other: Identity) -> None:
    admissions = Admissions(tmp_path)
    admissions.record(ADMITTED)
    assert admissions.find(other, DAY) is None


@pytest.mark.parametrize(
    ("figures", "missed"),
    [
        (replace(FIGURES, right=106), "right 106/112; at least 95%"),
        (replace(FIGURES, silent=59), "silent 59/60"),
        (replace(FIGURES, unsupported=1), "1 texts with an unsupported number"),
        (replace(FIGURES, trials=199), "199 trials; at least 200"),
        (replace(FIGURES, given=0, right=0), "at least 200"),
    ],
)
def test_each_figure_can_fail(tmp_path: Path, figures: Figures, missed: str) -> None:
    (said,) = figures.missed()
    assert missed in said
    admissions = Admissions(tmp_path)
    admissions.record(ADMITTED)
    assert not admissions.record(replace(ADMITTED, figures=figures))
    assert admissions.find(IDENTITY, DAY) is None, "an earlier pass counts no more"


def test_a_server_must_pass_again_after_a_month(tmp_path: Path) -> None:
    identity = replace(IDENTITY, server=True)
    admissions = Admissions(tmp_path)
    admissions.record(replace(ADMITTED, identity=identity))
    assert admissions.find(identity, DAY + timedelta(days=30))
    assert admissions.find(identity, DAY + timedelta(days=31)) is None


def test_others_are_kept(tmp_path: Path) -> None:
    other = replace(ADMITTED, name="other", identity=replace(IDENTITY, model="c" * 64))
    admissions = Admissions(tmp_path)
    admissions.record(ADMITTED)
    admissions.record(other)
    admissions.record(replace(ADMITTED, day=DAY + timedelta(days=1)))
    assert admissions.find(other.identity, DAY) == other
    assert len(json.loads((tmp_path / "admitted.json").read_text(encoding="utf-8"))) == 2


def test_figures_written_by_hand_must_be_good_ones_too(tmp_path: Path) -> None:
    Admissions(tmp_path).record(ADMITTED)
    file = tmp_path / "admitted.json"
    good = file.read_text(encoding="utf-8")
    file.write_text(good.replace('"right": 108', '"right": 8'), encoding="utf-8")
    assert Admissions(tmp_path).find(IDENTITY, DAY) is None
    for broken in ("", "[1, null]", "{}", good.replace("2026-11-22", "today"), good[:-9]):
        file.write_text(broken, encoding="utf-8")
        assert Admissions(tmp_path).find(IDENTITY, DAY) is None
    file.write_text(good, encoding="utf-8")
    assert Admissions(tmp_path).find(IDENTITY, DAY) == ADMITTED
