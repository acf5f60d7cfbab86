"""Names are found however they are written, and only where they are meant."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.syllables import split
from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.gazetteer import Gazetteer, Name

PLACE = frozenset({"ở", "tỉnh"})
NAMES = [
    Name("province", "Hà Nội", "hà nội", PLACE),
    Name("province", "Huế", "huế", PLACE),
    Name("province", "Hà Nam", "hà nam", PLACE),
    Name("province", "Hòa Bình", "hòa bình", PLACE),
    Name("province", "Hải Phòng", "hải phòng", PLACE),
    Name("province", "Lai Châu", "lai châu", PLACE),
    Name("province", "Đà Nẵng", "đà nẵng", PLACE),
    Name("province", "Đắk Nông", "đắk nông", PLACE),
    Name("document", "QD550", "quyết định 550"),
    Name("document", "QD550", "qđ 550"),
    Name("document", "QD550", "550/qđ-bkhcn"),
    Name("document", "QD1143", "quyết định 1143"),
    Name("document", "KH01", "kế hoạch 01"),
    Name("document", "KHHP", "kế hoạch hải phòng"),
    Name("module", "M03", "m 03"),
    Name("module", "M03", "mô đun 03"),
    Name("module", "M12", "mô đun 12"),
    Name("module", "M11", "smartphone"),
    Name("unit", "Sở Nội vụ", "sở nội vụ"),
    Name("unit", "Sở Khoa học và Công nghệ", "sở kh&cn"),
    Name("unit", "Văn phòng Sở", "văn phòng sở"),
    Name("document", "Khung kỹ năng thương mại", "khung kỹ năng thương mại"),
    Name("group", "dan", "dân"),
    Name("", "", "lại cháu"),
    Name("", "", "hòa bình"),
    Name("", "", "nhân dân"),
]
GAZETTEER = Gazetteer(NAMES)


def words(text: str) -> list[str]:
    """The words of a text as the gazetteer takes them."""
    return [syllable.form for syllable in split(text)]


def values(text: str) -> list[str]:
    """What is found in a text."""
    return [mention.value for mention in GAZETTEER.find(words(text))]


def phrases(text: str) -> list[str]:
    """The words that name what is found, joined by a space."""
    spoken = words(text)
    return [" ".join(spoken[each.start : each.end]) for each in GAZETTEER.find(spoken)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # marks: all, none, some, on another vowel
        ("tôi ở Hà Nội", ["Hà Nội"]),
        ("toi o ha noi", ["Hà Nội"]),
        ("HÀ NỘI", ["Hà Nội"]),
        ("ha nội và hà noi", ["Hà Nội", "Hà Nội"]),
        ("hà nôi", ["Hà Nội"]),
        ("tỉnh Hoà Bình", ["Hòa Bình"]),
        # joining signs
        ("m03, M-03, m 03, m3", ["M03"] * 4),
        ("QĐ550 QĐ-550 QĐ 550 qđ.550", ["QD550"] * 4),
        ("550/QĐ-BKHCN", ["QD550"]),
        ("550 qd bkhcn", ["QD550"]),
        ("mo-dun 3", ["M03"]),
        ("sở KH-CN, sở KH & CN", ["Sở Khoa học và Công nghệ"] * 2),
        # numbers in words, digit by digit, with words that go before a number
        ("quyết định số 550", ["QD550"]),
        ("qd so 550", ["QD550"]),
        ("mô đun ba", ["M03"]),
        ("mô đun số ba", ["M03"]),
        ("mô đun thứ ba", ["M03"]),
        ("mo dun muoi hai", ["M12"]),
        ("quyết định năm trăm năm mươi", ["QD550"]),
        ("quyết định năm năm không", ["QD550"]),
        ("quyết định một một bốn ba", ["QD1143"]),
        ("quyết định một nghìn một trăm bốn mươi ba", ["QD1143"]),
        ("kế hoạch không một", ["KH01"]),
        ("kế hoạch 1", ["KH01"]),
        ("ke hoach hai phong", ["KHHP"]),
        # written together
        ("haiphong", ["Hải Phòng"]),
        ("ở daknong", ["Đắk Nông"]),
        # one slip
        ("hải phòg", ["Hải Phòng"]),
        ("hãi phòng", ["Hải Phòng"]),
        ("hải phongf", ["Hải Phòng"]),
        ("văn phòn sở", ["Văn phòng Sở"]),
        ("smarphone", ["M11"]),
        ("smatphone", ["M11"]),
        # a word that makes it clear
        ("em ở hue", ["Huế"]),
        ("tinh lai chau", ["Lai Châu"]),
        ("ở hòa bình", ["Hòa Bình"]),
        ("lai châu", ["Lai Châu"]),
        ("huế", ["Huế"]),
        ("dân", ["dan"]),
        # the longer one
        ("kế hoạch hải phòng, hải phòng", ["KHHP", "Hải Phòng"]),
    ],
)
def test_names_are_found(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?!",
        "hue",
        "huệ",
        "goi lai chau nhe",
        "hòa bình thế giới",
        "hoa binh",
        "điện thoại đa năng",
        "hai năm",
        "hai nam nua",
        "hại nội",
        "ủy ban nhân dân",
        "huong dan",
        "m03b",
        "xm03",
        "quyết định 5500",
        "quyết định, 550",
        "mô đun 13",
        "mô đun ba mươi",
        "đun 3",
        "sở nội",
        "phòng hải",
        "ha",
    ],
)
def test_nothing_is_found(text: str) -> None:
    assert values(text) == []


def test_the_whole_phrase_is_named() -> None:
    assert phrases("theo QĐ số 550 của Hải Phòng") == ["qđ số 550", "hải phòng"]
    assert phrases("mô đun mười hai nhé") == ["mô đun mười hai"]


def test_the_first_of_two_readings_is_the_clear_one() -> None:
    assert values("ở lai chau, goi lai chau") == ["Lai Châu"]


@pytest.mark.parametrize("name", [name for name in NAMES if name.entity])
def test_every_name_is_found_by_itself_and_decomposed(name: Name) -> None:
    text = unicodedata.normalize("NFD", f"tỉnh {name.text}".upper())
    assert values(text) == [name.value]


@pytest.mark.parametrize("name", [name for name in NAMES if name.entity])
def test_every_name_is_found_without_marks_where_it_is_clear(name: Name) -> None:
    if name.after or len(words(name.text)) > 1:
        assert values(f"o {strip_diacritics(name.text)}") == [name.value]


SYLLABLES = st.sampled_from(
    [*(word for name in NAMES for word in words(name.text)), "ba", "số", "3", ",", "m3", "ở", "-"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(SYLLABLES | st.text(max_size=8), max_size=25))
def test_mentions_are_in_order_and_apart_for_any_words(message: list[str]) -> None:
    end = 0
    for mention in GAZETTEER.find(message):
        assert end <= mention.start < mention.end <= len(message)
        assert mention.kind
        end = mention.end


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["văn phòng sở", "khung kỹ năng thương mại"]), st.data())
def test_one_letter_left_out_of_a_long_syllable_is_no_harm(name: str, data: st.DataObject) -> None:
    spoken = words(strip_diacritics(name))
    long = [place for place, word in enumerate(spoken) if len(word) >= 4]
    place = data.draw(st.sampled_from(long))
    letter = data.draw(st.integers(0, len(spoken[place]) - 1))
    spoken[place] = spoken[place][:letter] + spoken[place][letter + 1 :]
    assert [mention.value.lower() for mention in GAZETTEER.find(spoken)] == [name]


@pytest.mark.parametrize("text", ["hai pong ba", "cong phan", "công phần"])
def test_beside_one_right_syllable_another_syllable_is_another_word(text: str) -> None:
    names = [Name("group", "nld", "công nhân"), Name("province", "Hải Phòng", "hải phòng")]
    assert Gazetteer(names).find(words(text)) == []


def test_a_long_message_costs_little() -> None:
    message = words("hạn báo cáo quyết định năm trăm của sở nội vụ " * 1000)
    start = time.process_time()
    GAZETTEER.find(message)
    assert time.process_time() - start < 5
