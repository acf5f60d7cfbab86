"""Dialect in standard words, by the data that the bot has."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.settings import ROOT
from bot.vietnamese import abbreviations
from bot.vietnamese.dialect import load, standardise

FOLDER = ROOT / "knowledge/language"
DATA = yaml.safe_load((FOLDER / "dialect.yml").read_text(encoding="utf-8"))
LEXICON = load(DATA)
FORMS = sorted(LEXICON.meanings)
SHORT = abbreviations.load(
    yaml.safe_load((FOLDER / "abbreviations.yml").read_text(encoding="utf-8"))
)

STANDARD = [
    # the Centre
    ("mần răng mà cài rứa", "làm sao mà cài vậy"),
    ("bữa ni học chi", "hôm nay học gì"),
    ("bấm vô nút mô rứa", "bấm vào nút nào vậy"),
    ("răng mà khó rứa hè", "sao mà khó vậy nhỉ"),
    ("răng không chộ nút mô hết", "sao không thấy nút nào hết"),
    ("chừ mần chi nữa", "bây giờ làm gì nữa"),
    ("cái ni có chi khó không", "cái này có gì khó không"),
    ("cái nớ là cái chi", "cái đó là cái gì"),
    ("tui nỏ hiểu chi cả", "tôi không hiểu gì cả"),
    ("nỏ biết mô", "không biết đâu"),
    ("bữa mô thi", "hôm nào thi"),
    ("khi mô thì xong", "khi nào thì xong"),
    ("chi nhánh ni ở mô", "chi nhánh này ở đâu"),
    ("khó dữ ri", "khó lắm thế này"),
    ("mi là ai rứa", "mày là ai vậy"),
    ("tau không biết", "tao không biết"),
    ("o muốn học vneid", "cô muốn học vneid"),
    ("mệ muốn học", "bà muốn học"),
    ("mạ tui bị hắn lừa", "mẹ tôi bị nó lừa"),
    ("bày cho tui với hỉ", "chỉ cho tôi với nhỉ"),
    ("hồi hôm có đứa kêu là công an", "tối qua có đứa bảo là công an"),
    ("tối ni nhắc tui", "tối nay nhắc tôi"),
    # the Centre, typed without diacritics
    ("man rang ma cai", "làm sao ma cai"),
    ("lam rang bay chu", "làm sao bây giờ"),
    ("bua ni hoc", "hôm nay hoc"),
    ("khi mo thi", "khi nào thi"),
    ("bam o mo", "bam ở đâu"),
    ("khong rang", "không sao"),
    # the South
    ("chỉ tui cách chuyển tiền với nghen", "chỉ tôi cách chuyển tiền với nhé"),
    ("tui muốn học mà hổng biết bắt đầu từ đâu", "tôi muốn học mà không biết bắt đầu từ đâu"),
    ("bác hổng rành công nghệ", "bác không thạo công nghệ"),
    ("coi dùm tui cái tin ni có phải gạt hông", "xem giúp tôi cái tin này có phải lừa không"),
    ("ổng kêu tui gởi mã otp", "ông ấy bảo tôi gửi mã otp"),
    ("tụi nó kêu tui bấm vô link", "chúng nó bảo tôi bấm vào link"),
    ("ảnh kêu tui chuyển tiền", "anh ấy bảo tôi chuyển tiền"),
    ("kêu tui là bác nghen", "gọi tôi là bác nhé"),
    ("bị gạt tiền rồi", "bị lừa tiền rồi"),
    ("xài được hông", "dùng được không"),
    ("thi được hôn", "thi được không"),
    ("nói lẹ quá", "nói nhanh quá"),
    ("chờ xí", "chờ chút"),
    ("chữ bự lên", "chữ to lên"),
    ("giá mắc quá", "giá đắt quá"),
    ("bữa ni tui mắc công chuyện", "hôm nay tôi bận việc"),
    ("kiếm chỗ bấm", "tìm chỗ bấm"),
    ("ngày mốt nhắc tui", "ngày kia nhắc tôi"),
    ("ba má tui", "bố mẹ tôi"),
    ("điện thoại hư rồi", "điện thoại hỏng rồi"),
    ("nhà băng kêu", "ngân hàng gọi"),
    # the country speech of the North
    ("nàm sao để vào nớp", "làm sao để vào lớp"),
    ("cái lày nà cái gì", "cái này là cái gì"),
    ("thế lào nà lừa đảo", "như thế nào là lừa đảo"),
    ("lói nại đi", "nói lại đi"),
    ("bị nừa đảo", "bị lừa đảo"),
    ("giời ơi chửa học", "trời ơi chưa học"),
    ("chả biết", "không biết"),
    ("dưng mà khó", "nhưng mà khó"),
    ("bao nâu", "bao lâu"),
]

STAYS = [
    "mô hình học máy", "mô đun 3", "mô - đun 3", "quy mô", "mô tả", "đau răng", "đánh răng",
    "răng hàm", "đi làm răng", "chi phí bao nhiêu", "chi nhánh ngân hàng", "chi tiết", "thu chi",
    "chi oi cho em hoi", "chi muon hoc", "biểu mẫu", "đại biểu", "phát biểu", "gửi ảnh cho tôi",
    "hình ảnh mờ", "chụp ảnh", "cổ phiếu", "dữ liệu của tôi", "vô cùng", "vô hiệu hóa", "kết hôn",
    "bên hông", "sơ mi", "xiaomi mi 9", "tau hoa", "cần gạt", "mắc bệnh", "thắc mắc", "khiếu nại",
    "kẽ hở", "lỗ hổng bảo mật", "nhà xí", "coi chừng", "tìm kiếm", "kiếm tiền", "ôn bài", "bữa cơm",
    "mạ vàng", "thiệt hại", "ba câu", "tôi chỉ hỏi", "mùa hè", "nghỉ hè", "giai đoạn 1", "bún chả",
    "thầy ơi", "màu nâu", "nội dung", "cao đẳng", "chỉnh tề", "khắc phục", "hồ hoàn kiếm",
    "chần chừ", "mã o tê pê", "chỉ gọi cho tôi", "trình bày", "lẫn lộn", "rành mạch", "hắn ta",
    "máy hỏng", "học tê liệt",
]  # fmt: skip


def standard(text: str) -> str:
    """`text` (words and signs apart) in standard words."""
    return " ".join(word for word in standardise(text.split(), LEXICON) if word)


@pytest.mark.parametrize(("text", "expected"), STANDARD)
def test_dialect_becomes_standard(text: str, expected: str) -> None:
    assert standard(text) == expected


@pytest.mark.parametrize(("text", "expected"), STANDARD)
def test_what_is_standard_stays(text: str, expected: str) -> None:
    once = standardise(text.split(), LEXICON)
    assert standardise(once, LEXICON) == once
    assert " ".join(filter(None, once)) == expected


@pytest.mark.parametrize("text", STAYS)
def test_standard_words_that_look_like_dialect_stay(text: str) -> None:
    assert standard(text) == text


def test_a_phrase_keeps_the_places_of_its_words() -> None:
    assert standardise(["bữa", "ni", "học"], LEXICON) == ["hôm nay", "", "học"]


def test_words_already_written_out_are_neighbours() -> None:
    assert standardise(["đăng nhập", "ở", "mô"], LEXICON) == ["đăng nhập", "ở đâu", ""]
    assert standardise(["ứng dụng", "mô"], LEXICON) == ["ứng dụng", "nào"]


WORDS = st.sampled_from([*FORMS, "cái", "50", "học", ".", "ngân hàng", "", "😀"]) | st.text(
    max_size=5
)


@settings(max_examples=200)
@given(st.lists(WORDS, max_size=14))
def test_any_words_keep_their_number(words: list[str]) -> None:
    assert len(standardise(words, LEXICON)) == len(words)


@settings(max_examples=200)
@given(st.lists(st.text(max_size=6).filter(lambda word: word not in LEXICON.sizes), max_size=10))
def test_unknown_words_stay(words: list[str]) -> None:
    assert standardise(words, LEXICON) == words


# --- the data ---------------------------------------------------------------------------------


def test_there_are_as_many_as_promised() -> None:
    assert len(DATA["dialect"]) >= 160


def test_every_form_can_be_met_in_a_message() -> None:
    pieces = {word for form in FORMS for word in form.split()}
    assert [word for word in pieces if not re.fullmatch(r"\w+|[^\w\s]", word)] == []


def test_no_form_is_an_abbreviation_as_well() -> None:
    assert set(FORMS) & set(SHORT.meanings) == set()


@pytest.mark.parametrize("lexicon", [LEXICON, SHORT], ids=["dialect", "abbreviations"])
def test_no_meaning_is_itself_short_or_dialect(lexicon: abbreviations.Lexicon) -> None:
    again = {}
    for meanings in lexicon.meanings.values():
        for words in (meaning.words.split() for meaning in meanings if meaning.words):
            result = standardise(abbreviations.expand(words, SHORT), LEXICON)
            if result != words:
                again[" ".join(words)] = " ".join(result)
    assert again == {}


def test_every_group_is_used() -> None:
    rest = yaml.safe_dump(DATA["dialect"], allow_unicode=True)
    assert [name for name in DATA["groups"] if not re.search(rf"\b{name}\b", rest)] == []


def test_a_mistake_in_the_file_is_named() -> None:
    with pytest.raises(ValueError, match="dialect: thiếu"):
        load({"abbreviations": []})
    with pytest.raises(ValueError, match="mô: not_in"):
        load({"dialect": [{"form": "mô", "words": "đâu", "not_in": ["hình"]}]})


def test_bare_adds_the_spelling_without_diacritics() -> None:
    lexicon = load({"dialect": [{"form": "bữa ni", "words": "hôm nay", "bare": True}]})
    assert standardise(["bua", "ni"], lexicon) == ["hôm nay", ""]
