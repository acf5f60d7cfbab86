"""Short spellings written out in context, by the data that the bot has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.settings import ROOT
from bot.vietnamese.abbreviations import expand, load

DATA = yaml.safe_load((ROOT / "knowledge/language/abbreviations.yml").read_text(encoding="utf-8"))
LEXICON = load(DATA)
FORMS = sorted(LEXICON.meanings)

WRITTEN = [
    # mk
    ("quên mk", "quên mật khẩu"),
    ("quen mk vneid", "quen mật khẩu vneid"),
    ("qên mk tk", "quên mật khẩu tài khoản"),
    ("đổi mk fb ntn", "đổi mật khẩu facebook như thế nào"),
    ("e k nhớ mk", "em không nhớ mật khẩu"),
    ("mk wifi là j", "mật khẩu wifi là gì"),
    ("mk muốn học vneid", "mình muốn học vneid"),
    ("mk quên mk r", "mình quên mật khẩu rồi"),
    ("cho mk hỏi", "cho mình hỏi"),
    ("mk bị lộ otp", "mình bị lộ otp"),
    # ck, vk, tk, nh
    ("hd e cách ck vs", "hướng dẫn em cách chuyển khoản với"),
    ("ck nhầm 5 tr", "chuyển khoản nhầm 5 triệu"),
    ("ck e bị lừa", "chồng em bị lừa"),
    ("vk ck mk", "vợ chồng mình"),
    ("tk nh bị khóa", "tài khoản ngân hàng bị khóa"),
    ("cảm ơn nh", "cảm ơn nhiều"),
    ("học tiếp đi nh", "học tiếp đi nhé"),
    ("nh vẫn k vào đc", "nhưng vẫn không vào được"),
    # numbers before
    ("chuyển 100 k qua zalo", "chuyển 100 nghìn qua zalo"),
    ("bài 2 k hiểu j", "bài 2 không hiểu gì"),
    ("50k", "50k"),
    ("2k 7h 4g 5g", "2k 7h 4g 5g"),
    ("mạng 4 g", "mạng 4 g"),
    ("7 h tối nhắc e", "7 giờ tối nhắc em"),
    ("nghỉ 5 p", "nghỉ 5 phút"),
    ("500000 đ", "500000 đồng"),
    ("2 kg", "2 kg"),
    ("bấm số 0", "bấm số 0"),
    ("0 biết làm", "không biết làm"),
    # k, kh, dk, đk, dc
    ("k", "không"),
    ("ok k", "ok không"),
    ("kh biết", "không biết"),
    ("theo kh của ubnd", "theo kế hoạch của ủy ban nhân dân"),
    ("kh 01 hạn khi nào", "kế hoạch 01 hạn khi nào"),
    ("sở kh & cn", "sở khoa học và công nghệ"),
    ("đk tk ở đâu", "đăng ký tài khoản ở đâu"),
    ("vào k đk", "vào không được"),
    ("làm dk r", "làm được rồi"),
    ("cách dk thi", "cách đăng ký thi"),
    ("cần đủ đk j", "cần đủ điều kiện gì"),
    ("học đc hk", "học được không"),
    # answers in a quiz stay
    ("b", "b"),
    ("a", "a"),
    ("câu b", "câu b"),
    ("chọn c nha", "chọn c nhé"),
    ("ý d", "ý d"),
    ("a hay b", "a hay b"),
    ("phân vân b vs c", "phân vân b với c"),
    ("ở đâu v b", "ở đâu vậy bạn"),
    ("c . ơn b", "cảm ơn bạn"),
    ("đ . án 2", "đáp án 2"),
    ("a chọn b", "anh chọn b"),
    ("t nghĩ là b", "tôi nghĩ là b"),
    # people
    ("e muốn học", "em muốn học"),
    ("c hỏi tí", "chị hỏi tí"),
    ("b là ai", "bạn là ai"),
    ("tks b nhìu", "cảm ơn bạn nhiều"),
    ("ad ơi cho e hỏi", "bạn ơi cho em hỏi"),
    ("đ / c nam", "đồng chí nam"),
    ("em e ngại", "em e ngại"),
    # bh, bn, tn, g, cn, ca
    ("bh làm s", "bây giờ làm sao"),
    ("bh có lịch thi", "bao giờ có lịch thi"),
    ("bh y tế đóng ở đâu", "bảo hiểm y tế đóng ở đâu"),
    ("hết bn tiền", "hết bao nhiêu tiền"),
    ("chào bn", "chào bạn"),
    ("đọc tn cho mk", "đọc tin nhắn cho mình"),
    ("làm tn", "làm thế nào"),
    ("mấy g r", "mấy giờ rồi"),
    ("làm g tiếp", "làm gì tiếp"),
    ("cn 3 câu nữa", "còn 3 câu nữa"),
    ("tối cn nhắc mk", "tối chủ nhật nhắc mình"),
    ("giấy cn của e", "giấy chứng nhận của em"),
    ("hc p sau", "học phần sau"),
    ("qđ có nhg nv j", "quyết định có những nhiệm vụ gì"),
    ("hp xong trc tháng mấy", "hải phòng xong trước tháng mấy"),
    ("thông tin cn bị lộ", "thông tin cá nhân bị lộ"),
    ("ca phường gọi e", "công an phường gọi em"),
    ("ra ca muộn", "ra ca muộn"),
    ("tat ca", "tat ca"),
    ("t7 này", "thứ bảy này"),
    ("hạn báo cáo t7", "hạn báo cáo tháng 7"),
    # offices
    ("cbccvc xã lm j", "cán bộ công chức viên chức xã làm gì"),
    ("bc của sở gd & đt", "báo cáo của sở giáo dục và đào tạo"),
    ("tcnscđ", "tổ công nghệ số cộng đồng"),
    ("dvctt tthc", "dịch vụ công trực tuyến thủ tục hành chính"),
    ("hs lớp 5", "học sinh lớp 5"),
    ("hs nộp ở đâu", "hồ sơ nộp ở đâu"),
    ("nv nh gọi", "nhân viên ngân hàng gọi"),
    ("nv của sở", "nhiệm vụ của sở"),
    # words that only look short
    ("về nha", "về nha"),
    ("ok nha", "ok nhé"),
    ("nha khoa", "nha khoa"),
    ("hi vọng", "hi vọng"),
    ("hi ad", "chào bạn"),
    ("điện thoại hong rồi", "điện thoại hong rồi"),
    ("mình hong hiểu", "mình không hiểu"),
    ("gen z", "gen z"),
    ("p / s", "p / s"),
    ("cơm bò bít tết", "cơm bò bít tết"),
]


def written(text: str) -> str:
    """`text` (words and signs apart) with its short forms written out."""
    return " ".join(word for word in expand(text.split(), LEXICON) if word)


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_what_is_meant(text: str, expected: str) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_what_is_written_out_stays(text: str, expected: str) -> None:
    once = expand(text.split(), LEXICON)
    assert expand(once, LEXICON) == once
    assert " ".join(filter(None, once)) == expected


def test_a_form_of_several_words_keeps_their_places() -> None:
    assert expand(["vào", "đc", "hk", "?"], LEXICON) == ["vào", "được không", "", "?"]


def test_nothing_is_near_beyond_the_end_of_a_sentence() -> None:
    assert written("có tk zalo . gd ở đâu").endswith("giao dịch ở đâu")
    assert written("hs . lớp trưởng") == "hồ sơ . lớp trưởng"
    assert written("hs , lớp trưởng") == "học sinh , lớp trưởng"


WORDS = st.sampled_from([*FORMS, "quên", "50", "học", ".", ",", "ngân hàng", "", "😀"]) | st.text(
    max_size=5
)


@settings(max_examples=200)
@given(st.lists(WORDS, max_size=14))
def test_any_words_keep_their_number(words: list[str]) -> None:
    assert len(expand(words, LEXICON)) == len(words)


@settings(max_examples=200)
@given(st.lists(st.text(max_size=6).filter(lambda word: word not in LEXICON.sizes), max_size=10))
def test_unknown_words_stay(words: list[str]) -> None:
    assert expand(words, LEXICON) == words


# --- the data ---------------------------------------------------------------------------------


def test_there_are_as_many_as_promised() -> None:
    assert len(DATA["abbreviations"]) >= 260


def test_every_form_can_be_met_in_a_message() -> None:
    """Messages are cut into words and single signs: “c.ơn” is never one word."""
    pieces = {word for form in FORMS for word in form.split()}
    assert [word for word in pieces if not re.fullmatch(r"\w+|[^\w\s]", word)] == []


def test_no_meaning_is_itself_short() -> None:
    again = {
        meaning.words: written(meaning.words)
        for meanings in LEXICON.meanings.values()
        for meaning in meanings
        if meaning.words and written(meaning.words) != meaning.words
    }
    assert again == {}


def test_every_group_is_used() -> None:
    rest = yaml.safe_dump(DATA["abbreviations"], allow_unicode=True)
    assert [name for name in DATA["groups"] if not re.search(rf"\b{name}\b", rest)] == []


def entry(**fields: Any) -> Mapping[str, Any]:
    """A file of one entry."""
    return {"abbreviations": [{"form": "mk", **fields}]}


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ({}, "abbreviations"),
        ({"abbreviations": [{"words": "mình"}]}, r"abbreviations\[1\].form"),
        ({"abbreviations": [{"form": 0, "words": "không"}]}, "form: “0” phải là chữ"),
        (entry(), "mk: words"),
        (entry(words=7), "mk: words"),
        (entry(words=" "), "mk: words: để trống"),
        (entry(words="Mình"), "mk: words: .*viết thường"),
        (entry(words="mình", nears=["quên"]), "mk: nears"),
        (entry(words="mình", near="quên"), "mk: near: phải là danh sách"),
        (entry(words="mình", near=[]), "mk: near: để trống"),
        (entry(words="mình", near=[True]), "mk: near: “True”"),
        (entry(words="mình", after=["một hai ba bốn"]), "mk: after: .*dài hơn"),
        (entry(words="mình", before=["VERB"]), "mk: before: không có nhóm VERB"),
        (entry(words="mình", marked="có"), "mk: marked"),
        (entry(words="mình", bare=1), "mk: bare"),
        (entry(words="mình", not_in=["đổi pass"]), "mk: not_in"),
        (entry(words="mình", not_in=["mk"]), "mk: not_in"),
        (entry(meanings=[]), "mk: meanings"),
        (entry(words="mình", meanings=[{"words": "tôi"}]), "mk: meanings"),
        (entry(meanings=[{"near": ["quên"]}]), r"mk: meanings\[1\]: words"),
        (entry(meanings=[{"words": "a"}, {"words": "b"}]), r"mk: meanings\[1\]"),
        ({"abbreviations": [{"form": ["j", "j"], "words": "gì"}]}, "j: form: có hai lần"),
        ({**entry(words="mình"), "groups": {"verb": ["a"]}}, r"groups\.verb"),
        ({**entry(words="mình"), "groups": {"NUMBER": ["a"]}}, r"groups\.NUMBER"),
    ],
)
def test_a_mistake_in_the_file_is_named(data: Mapping[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        load(data)


def test_the_conditions_of_a_meaning_must_all_hold() -> None:
    lexicon = load(entry(words="mật khẩu", after=["quên"], before=["EDGE"]))
    assert expand(["quên", "mk"], lexicon) == ["quên", "mật khẩu"]
    assert expand(["quên", "mk", "rồi"], lexicon) == ["quên", "mk", "rồi"]
    assert expand(["mk"], lexicon) == ["mk"]


def test_neighbours_may_lack_diacritics_but_bear_no_other_ones() -> None:
    lexicon = load(entry(words="mật khẩu", after=["lộ"]))
    assert expand(["lo", "mk"], lexicon) == ["lo", "mật khẩu"]
    assert expand(["lỗ", "mk"], lexicon) == ["lỗ", "mk"]


def test_neighbours_are_known_by_their_own_short_forms() -> None:
    forms = [{"form": "qên", "words": "quên"}, {"form": "mk", "words": "mình", "after": ["qên"]}]
    assert expand(["qên", "mk"], load({"abbreviations": forms})) == ["quên", "mình"]


def test_a_marked_meaning_needs_a_message_with_diacritics() -> None:
    lexicon = load({"abbreviations": [{"form": "chi", "words": "gì", "marked": True}]})
    assert expand(["học", "chi"], lexicon) == ["học", "gì"]
    assert expand(["hoc", "chi"], lexicon) == ["hoc", "chi"]
    assert expand(["chi"], lexicon) == ["chi"]
