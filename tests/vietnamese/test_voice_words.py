"""What people wish of the voice, in their own words."""

from __future__ import annotations

import pytest

from bot.nlu.entity_files import read_entity_use
from bot.nlu.language_files import read_language
from bot.nlu.syllables import Language, read
from bot.settings import ROOT
from bot.vietnamese.voice_words import find_voice_wishes

LANGUAGE = ROOT / "knowledge" / "language"
USE = read_entity_use(LANGUAGE / "entities" / "use.yml", ROOT / "knowledge" / "address_forms.yml")
WRITING = Language.from_data(read_language(LANGUAGE))


def wishes(text: str) -> list[str]:
    """The wishes in a message."""
    words = [word for piece in read(text, WRITING).syllables for word in piece.form.split()]
    return [each.value for each in find_voice_wishes(words, USE.voice.items())]


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("nói chậm lại", ["slower"]),
        ("nói từ từ thôi cháu ơi", ["slower"]),
        ("nhanh quá bác nghe không kịp", ["slower"]),
        ("Đọc chi mà như ăn cướp rứa", ["slower"]),
        ("nói nhanh hơn được không", ["faster"]),
        ("chậm quá tui ngủ gục", ["faster"]),
        ("tốc độ đọc bình thường lại", ["usual"]),
        ("tắt tiếng đi con", ["off"]),
        ("k cần đọc đâu, chữ thui", ["off"]),
        ("đừng có nói nữa, nhắn chữ thôi", ["off"]),
        ("chuyển về dạng chữ cho dễ xem", ["off"]),
        ("bật giọng nói lên", ["on"]),
        ("vừa gửi chữ vừa đọc giúp tôi", ["on"]),
        ("đọc cho bà nghe với", []),
        ("chuyển sang giọng miền Nam", ["south"]),
        ("giọng Huế được không", ["centre"]),
        ("Có giọng miền Trung không, tôi nghe giọng Bắc không quen", ["centre"]),
        ("đổi sang giọng nữ miền Nam cho dễ nghe", ["choose", "south"]),
        ("bật giọng miền bắc, nói chậm thôi", ["on", "north", "slower"]),
        ("tôi đọc chữ chậm lắm", []),
        ("", []),
    ],
)
def test_wishes(text: str, wished: list[str]) -> None:
    assert wishes(text) == wished


def test_a_wish_is_named_once_and_its_place_is_that_of_its_words() -> None:
    found = find_voice_wishes(["chậm", "lại", "chậm", "lại"], [("slower", ["chậm lại"])])
    assert [(each.value, each.start, each.end) for each in found] == [("slower", 0, 2)]


def test_up_to_three_words_may_stand_between() -> None:
    said = [("off", ["thôi … đọc"])]
    assert find_voice_wishes(["thôi", "con", "đừng", "có", "đọc"], said)
    assert not find_voice_wishes(["thôi", "con", "ơi", "đừng", "có", "đọc"], said)
