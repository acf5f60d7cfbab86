"""The file of readings and what is wrong in one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.problem import KnowledgeError
from bot.settings import ROOT
from bot.speech.readings import read_readings

SHIPPED = ROOT / "knowledge" / "language" / "spoken_abbreviations.yml"


def changed(folder: Path, old: str, new: str) -> Path:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = folder / "spoken_abbreviations.yml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  Zalo: da lô", "  Zalo: zalô", "words.Zalo: “zalô”"),
        ("  OTP: ô tê pê", "  OTP: OTP", "words.OTP: “OTP”"),
        ("  PIN: pin", "  PIN: mã 6 số", "words.PIN: “mã 6 số”"),
        ("b: bê", "b: B.", "letters.b: “B.”"),
        ("  NFC: en nờ ép xê", "  NFC:", "words.NFC: Trường này để trống."),
        ("rank:", "ranks:", "ranks: Không có trường tên này."),
        ('["111"', "[111", "telephones[1]: Phải là chữ"),
    ],
)
def test_names_line_and_field_of_a_mistake(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    path = changed(tmp_path, old, new)
    with pytest.raises(KnowledgeError) as caught:
        read_readings(path)
    line = SHIPPED.read_text(encoding="utf-8").split(old)[0].count("\n") + 1
    assert f"{path}:{line}: {expected}" in str(caught.value)


def test_case_counts_only_where_there_is_another_word() -> None:
    readings = read_readings(SHIPPED)
    assert readings.word("vneid") == readings.word("VNEID") == "vê nê i đê"
    found = readings.any_word.findall("AI hỏi ai về vneid và Ai")
    assert found == ["AI", "vneid"]


def test_spells_letters_only() -> None:
    assert read_readings(SHIPPED).spelt("B-Đ7x") == "bê đê ích"
