"""Raw Telex and VNI keys, and what only looks like them."""

from __future__ import annotations

import timeit
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bot.vietnamese.diacritics import strip_diacritics
from bot.vietnamese.syllable import SYLLABLES, TONES, is_syllable, takes_tone
from bot.vietnamese.telex import decode
from bot.vietnamese.tones import with_tone

FILE = Path(__file__).parents[2] / "knowledge" / "language" / "protected.yml"
PROTECTED: list[str] = yaml.safe_load(FILE.read_text(encoding="utf-8"))["protected"]
KEPT = frozenset(PROTECTED)

TELEX = dict(zip(TONES, "fsxrj", strict=True)) | {"": ""}
TELEX |= {"â": "a", "ê": "e", "ô": "o", "ơ": "w", "ư": "w", "ă": "w", "đ": "d"}
VNI = dict(zip(TONES, "21435", strict=True)) | {"": ""}
VNI |= {"â": "6", "ê": "6", "ô": "6", "ơ": "7", "ư": "7", "ă": "8", "đ": "9"}


def written(text: str) -> str:
    """`text` with every word decoded that the file does not protect."""
    return " ".join(decode(word, KEPT) or word for word in text.split())


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("hocj baif", "học bài"),
        ("ddawtj lichj khams", "đặt lịch khám"),
        ("maatj khaaur", "mật khẩu"),
        ("chuyeern khoanr", "chuyển khoản"),
        ("ddawng kys", "đăng ký"),
        ("ddieenj thoaij", "điện thoại"),
        ("cawn cuowcs coong daan", "căn cước công dân"),
        ("nguowif giaf bij luwaf ddaor", "người già bị lừa đảo"),
        ("khoong bieets laf gif", "không biết là gì"),
        ("tooi cos mas laf giaos vieen", "tôi có má là giáo viên"),
        ("camr own coo", "cảm ơn cô"),
        ("daj vaang owr ddaay aj", "dạ vâng ở đây ạ"),
        ("quets max quyeets ddinhj", "quét max quyết định"),
        ("hair phongf phus thoj ddawks lawks bawcs kanj", "hải phòng phú thọ đắk lắk bắc kạn"),
        ("queen nuts dichj vuj", "quên nút dịch vụ"),
        # the tone right after its vowel
        ("hojc bafi nafo dduwowjc", "học bài nào được"),
        ("quest nust last", "quét nút lát"),
        # marks in other ways
        ("dduocwj dduowcj duocwjd", "được được được"),
        ("nhwngx ddwowngf tw wf", "những đường tw ừ"),
        ("truongwf luawf muaw thuowr hoawcj", "trường lừa mưa thuở hoặc"),
        ("tienes hofa thury hoaf", "tiến hòa thủy hòa"),
        # z takes the tone back
        ("bansz hofaz", "ban hoa"),
    ],
)  # fmt: skip
def test_raw_telex_is_read(raw: str, text: str) -> None:
    assert written(raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("ho5c ba2i", "học bài"),
        ("hoc5 toi6 d9ien65", "học tôi điện"),
        ("d9ie6n5 thoa5i", "điện thoại"),
        ("ma65t kha63u", "mật khẩu"),
        ("kho6ng bie61t", "không biết"),
        ("lu72a d9a3o", "lừa đảo"),
        ("d9u7o75c d9uoc75 ngu7o72i", "được được người"),
        ("o73 d9a6u so61 u72", "ở đâu số ừ"),
        ("d9i d9o1", "đi đó"),
    ],
)
def test_raw_vni_is_read(raw: str, text: str) -> None:
    assert written(raw) == text


@pytest.mark.parametrize(
    "text",
    [
        # plain Vietnamese, with marks, without, and with them in part
        "an cai ban ca cho sau toi muon hoc xem xe roi xoong boong ngoeo",
        "học đường hoà hòa chuyểnr đdăng câu2",
        # codes, amounts, hours, dates
        "4g 5g 50k 7h m03 1a mp3 b2 a4 y1 qd550 kh01 tt02 co2 covid19 top10 a12 vtv1 o2 52 2026",
        "bai2 bai10 cau3 cau4 so1 so5 muc1 buoc2 thang6 thang8 thang10 ngay26 ngay16 quy3 thu7",
        "chon2 an3 lop5 tuan2 so66 so77 top1s an1s d9 9d do9",
        # words that are no syllables, whatever their keys
        "ios is os of as max box test list web wifi user pass fax car mix app sms email google",
        "facebook zalo shopee viettel agribank vneid otp url link tiktok youtube gmail zoom ok",
        "window here these data mama haha hehe did dad laser reset status windows file free",
        "visa taxi photos bar war air usa sofa hero pharma room door see now how down or us if",
        # chats
        "w wa hix oj toj roj ko dc vs ms cx nx bjo ntn z hocz duocz hocjj ddaayy",
        "https www com vn @ . 👍 ??? …",
    ],
)
def test_what_is_no_raw_word_stays(text: str) -> None:
    assert written(text) == text


def keyed(base: str, tone: str, keys: Mapping[str, str], order: str) -> str:
    """The keys for a syllable, its tone at the "end", after its "vowel", or all keys "late"."""
    place = SYLLABLES[base]
    raw, late = "", ""
    for at, letter in enumerate(base):
        mark = keys.get(letter, "")
        raw += strip_diacritics(letter)
        if order == "late" and letter != "đ":
            late += mark if mark not in late else ""
        else:
            raw += mark
        if at == place and order == "vowel":
            raw += keys[tone]
    return raw + late + (keys[tone] if order != "vowel" else "")


BASES = st.sampled_from(sorted(SYLLABLES))


@settings(max_examples=200)
@given(BASES, st.sampled_from(["", *TONES]), st.sampled_from(["end", "vowel"]))
@example("đương", TONES[0], "vowel")
@example("khuyêt", TONES[1], "end")
def test_every_syllable_comes_back_from_telex(base: str, tone: str, order: str) -> None:
    raw = keyed(base, tone, TELEX, order)
    # Words with no keys, and “xoong” and “boong”, which are syllables as they stand.
    assume(takes_tone(base, tone) and not is_syllable(raw))
    # “oo” is typed with three keys.
    assume("oo" not in base)
    assert decode(raw, ()) == with_tone(base, tone)


@settings(max_examples=200)
@given(BASES, st.sampled_from(["", *TONES]), st.sampled_from(["end", "vowel", "late"]))
@example("đương", TONES[0], "late")
@example("khuyêt", TONES[1], "vowel")
def test_every_syllable_comes_back_from_vni(base: str, tone: str, order: str) -> None:
    raw = keyed(base, tone, VNI, order)
    # A letter and a digit are a code and not a word.
    assume(takes_tone(base, tone) and raw != base and not (len(raw) == 2 and len(base) == 1))
    assert decode(raw, ()) == with_tone(base, tone)


@settings(max_examples=200)
@given(BASES.filter(lambda base: base[-1] in "cmnptgh"), st.sampled_from(TONES))
def test_telex_marks_may_come_after_the_last_consonant(base: str, tone: str) -> None:
    assume(takes_tone(base, tone) and "oo" not in base)
    assert decode(keyed(base, tone, TELEX, "late"), ()) == with_tone(base, tone)


@given(BASES, st.sampled_from(["", *TONES]))
def test_a_syllable_with_its_marks_stays(base: str, tone: str) -> None:
    assume(takes_tone(base, tone))
    assert decode(with_tone(base, tone), ()) is None


@settings(max_examples=200)
@given(st.one_of(st.text(max_size=14), st.text("abdeiouwnghcsfrxjz1234567890", max_size=8)))
def test_any_text_gives_a_syllable_or_nothing(text: str) -> None:
    found = decode(text, ())
    assert found is None or (is_syllable(found) and unicodedata.is_normalized("NFC", found))


def test_a_protected_word_stays() -> None:
    assert decode("car", ()) == "cả"
    assert decode("car", {"car"}) is None
    assert decode("bai2", ()) == "bài"
    assert decode("bai2", {"bai"}) is None
    assert decode("ba2i", {"bai"}) == "bài"
    assert decode("so61", {"so"}) == "số"


def test_the_file_protects_only_what_would_be_read() -> None:
    assert len(PROTECTED) >= 150
    assert len(KEPT) == len(PROTECTED)
    for word in PROTECTED:
        assert any(decode(word + digit, ()) for digit in ["", *"12345678"]), word


def test_the_usual_word_takes_a_few_microseconds() -> None:
    text = "hocj baif ddawtj lichj vneid wifi toi muon chuyeern khoanr d9ie6n5 123456 https"
    words = text.split()
    runs = timeit.repeat(lambda: [decode(word, KEPT) for word in words], number=50, repeat=5)
    assert min(runs) / 50 / len(words) < 20e-6
