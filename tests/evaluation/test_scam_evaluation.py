"""`bot evaluate scams`: what is counted, what is learnt, and what our own messages reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answers.scams.features import FEATURES
from bot.answers.scams.judging import load_scam_check
from bot.evaluation.scam_calibration import calibrate, left_out
from bot.evaluation.scam_files import ScamMessage, read_messages
from bot.evaluation.scams import Judged, evaluate_scams, goals_missed
from bot.knowledge.problem import KnowledgeError
from bot.settings import ROOT, Settings

DEVELOPMENT = ROOT / "tests" / "evaluation" / "scams" / "development.yml"
CHECK = load_scam_check(ROOT / "knowledge")


def judged(text: str, kind: str) -> Judged:
    message = ScamMessage("x.yml", 1, text, kind, frozenset(), None, False)
    return Judged(message, CHECK.judge(text), 1.0)


SWINDLE = "nộp phí hồ sơ 2 triệu vào tài khoản này gấp, đọc mã OTP cho em, đừng nói với ai"
HONEST = "mai họp phụ huynh lúc 8h tại phòng học, mong phụ huynh đến đúng giờ"


def test_what_counts_as_missed() -> None:
    assert goals_missed([judged(SWINDLE, "scam"), judged(HONEST, "legitimate")]) == []
    assert goals_missed([judged(HONEST, "scam")]) == ["scams flagged"]
    assert goals_missed([judged(SWINDLE, "legitimate")]) == [
        "legitimate messages called clear scams"
    ]
    assert goals_missed([judged("alo", "unrelated")]) == []


def test_the_development_messages_reach_the_goals(capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate_scams(Settings(), [DEVELOPMENT], True, False) == 0
    printed = capsys.readouterr().out
    assert "flagged ≥ 0.95" in printed
    assert "told, with marks" in printed
    assert "p95" in printed


def test_weights_are_learnt_and_their_signs_are_kept() -> None:
    messages = read_messages([DEVELOPMENT])
    weights = dict(zip(FEATURES, calibrate(messages, CHECK), strict=False))
    assert all(weights[sign] > 0 for sign in CHECK.signs.all)
    assert all(weights[calm] < 0 for calm in ("warning", "visit", "known", "notice"))
    shipped = CHECK.weights.each
    assert max(abs(weights[name] - shipped[name]) for name in FEATURES) < 0.1
    found = left_out(messages, CHECK)
    assert found.scams_flagged >= 0.95
    assert found.legitimate_clear <= 0.10


def test_a_mistake_in_a_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "m.yml"
    file.write_text("messages:\n  - text: abc\n    kind: swindle\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"m\.yml:3: messages\[1\]\.kind"):
        read_messages([file])
    with pytest.raises(SystemExit, match=r"messages\[1\]\.kind"):
        evaluate_scams(Settings(), [file], False, False)


def test_kinds_of_writing() -> None:
    told = ScamMessage("x", 1, "co nguoi goi", "scam", frozenset(), None, True)
    pasted = ScamMessage("x", 1, "Chúc mừng", "scam", frozenset(), None, False)
    assert (told.writing, pasted.writing) == ("told, without", "pasted, with marks")
