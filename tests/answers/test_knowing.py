"""The numbers by which it is judged whether a passage answers."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.answers.knowing import SIGNS, UNJUDGED, Judge, Signs, load_judge, save_judge

NONE = Signs(*([0.0] * len(SIGNS)))


def test_saved_numbers_are_read_again(tmp_path: Path) -> None:
    size = len(SIGNS)
    judge = Judge(np.full(size, 0.25), np.full(size, 2.0), np.arange(size) / 4, -1.5, 0.375)
    save_judge(judge, ["a.yml", "b.yml"], tmp_path / "knowing.json")
    again = load_judge(tmp_path / "knowing.json")
    assert again.sure([NONE]) == pytest.approx(judge.sure([NONE]), abs=1e-4)
    assert again.enough == judge.enough
    made_by = json.loads((tmp_path / "knowing.json").read_text())["made_by"]
    assert made_by == "bot evaluate retrieval --calibrate a.yml b.yml"


def test_numbers_of_other_signs_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "knowing.json"
    save_judge(UNJUDGED, [], path)
    kept = json.loads(path.read_text())
    del kept["signs"]["near"]
    path.write_text(json.dumps(kept))
    with pytest.raises(ValueError, match="other signs"):
        load_judge(path)


def test_nearer_passages_are_surer() -> None:
    judge = load_judge()
    # All signs of nearness together: they hang together, so one alone may weigh less than nothing.
    nearness = ("words", "held", "alike", "near")
    ahead = ("words_ahead", "alike_ahead", "near_ahead")
    far = replace(
        NONE, **dict.fromkeys(nearness, 0.2), **dict.fromkeys(ahead, -0.2), elsewhere=-0.2
    )
    near = replace(NONE, **dict.fromkeys(nearness, 0.8), **dict.fromkeys(ahead, 0.2), elsewhere=0.3)
    sure = judge.sure([far, near])
    assert sure[0] < sure[1]
    assert np.all((sure > 0) & (sure < 1))
