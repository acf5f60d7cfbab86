"""What is a well-formed Vietnamese syllable by its spelling."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.vietnamese.syllable import SYLLABLES, TONES, is_syllable, split_tone, takes_tone

SYLLABLES_IN_USE = """
à ạ ai anh ấy ăn âm ở ừ ý yêu yếu yên ưu ước oan oai uống uyển út ướt ừm
bác bạn bấm biết bình cài cách câu chữa chuyển khoản cước công dân dịch dưới đã đặt điện được đường
gà ghế ghi ghép gì giá già giấy giếng giết gìn giữ giỏi giường gỡ hòa khỏe khuya khuỷu kẻ kính kỹ kỷ
là lừa lưu mật máy mở mức nào ngân nghe nghị nghiệp nghiêng ngoài ngoằn nguyên người nguệch nhấn
nhiều nhớ những nộp ông phải phường pin quả quá quen quét quê quên quốc quý quyền quyết quỳnh quạu
rồi rượu sẽ số sửa suýt tài thẻ thoại thuế thuở thuộc thủy tiền tiếng trẻ trước trường tuần tuyến
tuyết tuýp uỷ ủy vâng vẫn về viện việt vụ xã xem xét xoay xoáy xuất xuống xuyên ý yếm
xoong boong soóc kạn đắk lắk góa buýt gioăng
"""


@pytest.mark.parametrize("word", SYLLABLES_IN_USE.split())
def test_what_people_write_is_a_syllable(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    [
        # stops take sắc and nặng only
        "hoc", "hỏc", "mat", "cãp", "sạchh", "thìch",
        # c/k, g/gh, ng/ngh, qu
        "ce", "kô", "kươi", "gê", "ngiệp", "nghoài", "ghà", "coá", "cuyền", "qú", "qộn",
        # the tone on a wrong vowel, or two of them
        "tóan", "gíup", "qủa", "ngừơi", "hóà", "quýết", "khuyạ",
        # onsets and letters of other languages
        "fải", "zậy", "jì", "wá", "clás", "pròn", "stá", "web", "class", "zalo",
        # rhymes that are none
        "bă", "bâ", "iê", "tườ", "buô", "ău", "oâ", "khoong", "hoóc", "bêng", "ễk",
        # more than a syllable, or less
        "họcbài", "điệnthoại", "đ", "th", "", " ", "à ", "2", "an2", "mô-đun", "Học",
        unicodedata.normalize("NFD", "học"),
    ],
)  # fmt: skip
def test_what_is_none(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("one", "other"), [("hòa", "hoà"), ("khỏe", "khoẻ"), ("thủy", "thuỷ"), ("ngóe", "ngoé")]
)
def test_both_ways_to_place_a_tone_are_taken(one: str, other: str) -> None:
    assert is_syllable(one)
    assert is_syllable(other)


def test_i_and_y_compete() -> None:
    for one, other in [("kỹ", "kĩ"), ("lý", "lí"), ("quý", "quí"), ("mỹ", "mĩ"), ("tỷ", "tỉ")]:
        assert is_syllable(one)
        assert is_syllable(other)


@given(st.sampled_from(sorted(SYLLABLES)), st.sampled_from(["", *TONES]))
def test_the_table_says_what_is_a_syllable(base: str, tone: str) -> None:
    place = SYLLABLES[base]
    word = unicodedata.normalize("NFC", base[: place + 1] + tone + base[place + 1 :])
    assert is_syllable(word) == takes_tone(base, tone)
    assert split_tone(word) == (base, tone)


@given(st.text(max_size=12))
def test_any_text_has_an_answer(text: str) -> None:
    assert is_syllable(text) in (True, False)
