"""What people write when they choose one of the numbered options."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.vietnamese.choice import match_choice
from bot.vietnamese.diacritics import strip_diacritics

SCAM = (
    "Gọi 113 báo công an",
    "Chuyển tiền ngay cho họ",
    "Không làm theo và tắt máy",
    "Hỏi người thân",
)
THREE = ("Đưa mã cho nhân viên", "Không đưa mã cho ai", "Chụp mã gửi lên Zalo")
TWO = ("Có", "Không")

PLACES = [
    # numbers
    ("2", 1), ("2.", 1), (" 2 ", 1), ("(2)", 1), ("02", 1), ("số 2", 1), ("so 2", 1), ("2 ạ", 1),
    ("2 a", 1), ("2 nhé cháu", 1), ("câu 3", 2), ("cau3", 2), ("1️⃣", 0), ("②", 1), ("４", 3),
    ("hai", 1), ("một", 0), ("mot", 0), ("ba", 2), ("bốn", 3), ("bon", 3), ("tư", 3), ("tu", 3),
    ("đáp án là 4", 3), ("chọn 1", 0), ("chon so 1 di", 0), ("phương án hai", 1), ("mục 2", 1),
    # as a recogniser writes what it hears
    ("câu thứ hai", 1), ("ý bê", 1), ("đáp án xê", 2), ("bê", 1), ("xê", 2), ("đê ạ", 3),
    ("dạ câu số ba", 2), ("phương án thứ tư", 3), ("bác nghĩ là ý bê", 1), ("ừ thì số một", 0),
    # letters
    ("a", 0), ("b", 1), ("B)", 1), ("C.", 2), ("đáp án b", 1), ("dap an b", 1), ("câu b", 1),
    ("câu a ạ", 0), ("cau a a", 0), ("chọn a", 0), ("D ạ", 3), ("câu bê", 1), ("ý xê", 2),
    ("đáp án đúng là câu b", 1), ("đáp án của tôi là b", 1), ("ý tôi là b", 1), ("a a", 0),
    # ordinals
    ("câu thứ hai", 1), ("cau thu hai", 1), ("thứ 2", 1), ("thứ nhất", 0), ("thứ tư", 3),
    ("cái đầu tiên", 0), ("cai dau tien", 0), ("ý cuối", 3), ("cuối cùng", 3), ("cuoi cung", 3),
    ("cái cuối cùng ấy", None), ("câu đầu", 0), ("ô trên cùng", 0), ("dòng dưới cùng ạ", 3),
    # politeness around
    ("dạ 2", 1), ("dạ em chọn câu b ạ", 1), ("cháu ơi, 2", 1), ("2 nha con", 1), ("vâng, ý 3", 2),
    ("tôi nghĩ là 3", 2), ("theo tôi là ý cuối cùng ạ", 3), ("chắc là b", 1), ("chac la cau b", 1),
    ("bà chọn 2", 1), ("ba chon 2", 1), ("bà chọn ba", 2), ("e chọn b", 1), ("a chọn 2", 1),
    ("c chọn a", 0), ("dạ a", 0), ("hình như câu 2 phải không cháu", 1), ("câu b đúng không", 1),
    ("cho tôi câu 2", 1), ("đồng chí ơi tôi chọn 4", 3), ("b vì an toàn hơn", 1),
    ("2 tại vì gấp", 1), ("ok 2", 1), ("2. Chuyển tiền ngay", 1), ("b) chuyen tien ngay cho ho", 1),
]  # fmt: skip

WORDS = [
    ("Gọi 113 báo công an", 0), ("gọi 113 báo công an ạ", 0), ("GOI 113 BAO CONG AN", 0),
    ("gọi công an", 0), ("goi cong an", 0), ("goi cong ah", 0), ("113", 0), ("báo công an", 0),
    ("tôi sẽ gọi công an", 0), ("chuyển tiền", 1), ("chuyen tien ngay cho ho a", 1),
    ("không làm theo", 2), ("khong lam theo", 2), ("hỏi người thân nhé", 3),
    ("hoi nguoi than", 3), ("hỏi ngừoi thân", 3), ("hoi ngươi thna", 3), ("người thân", 3),
    ("em hỏi người thân ạ", 3), ("cái hỏi người thân", 3),
]  # fmt: skip

NOTHING = [
    "", " ", "...", "😀", "0", "5", "câu 5", "e", "12", "2.5", "2 và 3", "1 hoặc 2", "a hay b",
    "cả hai", "một chút", "2 người", "ba ơi", "a ơi", "cháu ơi", "da a", "vang a", "dạ", "dạ ạ",
    "vâng", "ok", "không biết", "tôi không biết", "ko biet", "em không biết câu b", "chịu",
    "không phải câu b", "ko phai 2", "đừng chọn 2", "câu 2 sai", "không gọi 113", "làm theo",
    "2 gọi công an", "gọi 113 làm gì vậy", "và", "bà", "từ", "bạn", "câu", "thứ", "đúng không",
    "là sao", "vneid là gì", "cái giữa", "cái trên", "tôi muốn dừng lại", "xin chào", "-", "½",
]  # fmt: skip


@pytest.mark.parametrize(("text", "index"), PLACES + WORDS)
def test_what_is_meant(text: str, index: int | None) -> None:
    assert match_choice(text, SCAM) == index


@pytest.mark.parametrize("text", NOTHING)
def test_no_choice(text: str) -> None:
    assert match_choice(text, SCAM) is None


@pytest.mark.parametrize(
    ("text", "options", "index"),
    [
        # A negation is never lost and never made up.
        ("đưa mã", THREE, 0),
        ("không đưa", THREE, 1),
        ("khong dua ma", THREE, 1),
        ("không đưa mã cho nhân viên", THREE, None),
        ("bam vao", ("Đừng bấm vào", "Gọi lại"), None),
        ("dung bam vao", ("Bấm vào", "Gọi lại"), None),
        ("dung bam vao", ("Đừng bấm vào", "Gọi lại"), 0),
        ("bấm", ("Không bấm", "Bấm ngay"), 1),
        # The middle and the ends, where there are such.
        ("cái giữa", THREE, 1),
        ("câu cuối", THREE, 2),
        ("cái trên", TWO, 0),
        ("câu dưới ạ", TWO, 1),
        ("d", THREE, None),
        ("tư", THREE, None),
        # Short options.
        ("có", TWO, 0),
        ("dạ có", TWO, 0),
        ("khong", TWO, 1),
        ("không ạ", TWO, 1),
        ("không biết", TWO, None),
        # Options with numbers: a bare number may mean two of them.
        ("3", ("2 bước", "3 bước", "4 bước"), None),
        ("3 bước", ("2 bước", "3 bước", "4 bước"), 1),
        ("câu 3", ("2 bước", "3 bước", "4 bước"), 2),
        ("hai", ("Hai lần", "Một lần", "Ba lần"), None),
        ("hai lần", ("Hai lần", "Một lần", "Ba lần"), 0),
        ("2", ("2", "1"), None),
        ("một", ("Hỏi con cháu", "Một trang web lạ"), 0),
        # The same words in two options are no choice.
        ("gọi", ("Gọi 113", "Gọi hàng xóm"), None),
        ("gọi hàng xóm", ("Gọi 113", "Gọi hàng xóm"), 1),
        ("bán", ("Bán", "Bạn"), 0),
        ("ban", ("Bán", "Bạn"), None),
        # All of a longer option rather than the shorter one in it.
        ("thì tắt máy ngay", ("Tắt máy", "Tắt máy ngay"), 1),
        ("x", (), None),
        ("1", (), None),
    ],
)
def test_other_lists(text: str, options: tuple[str, ...], index: int | None) -> None:
    assert match_choice(text, options) == index


def test_a_long_story_is_no_choice() -> None:
    assert match_choice("2 " * 100_000, SCAM) is None


OPENINGS = st.sampled_from(["", "dạ ", "dạ, ", "vâng ", "em chọn ", "tôi nghĩ là ", "chắc là "])
NOUNS = st.sampled_from(["", "câu ", "số ", "đáp án ", "ý ", "phương án "])
CLOSINGS = st.sampled_from(["", " ạ", " nhé", " nha cháu", " a", ".", "!", " đúng không"])
SAYINGS = [
    ["1", "một", "a", "thứ nhất", "A)"],
    ["2", "hai", "b", "thứ hai", "B."],
    ["3", "ba", "c", "thứ ba", "(c)"],
    ["4", "bốn", "d", "thứ tư", "4."],
]


@given(st.integers(0, 3), st.integers(0, 4), OPENINGS, NOUNS, CLOSINGS, st.booleans())
def test_places_in_polite_words(
    index: int, saying: int, opening: str, noun: str, closing: str, bare: bool
) -> None:
    text = f"{opening}{noun}{SAYINGS[index][saying]}{closing}"
    said = strip_diacritics(text) if bare else text
    # Typed without marks “dạ ạ” and “dạ a” are one: that alone is refused.
    ambiguous = bare and said.replace(",", "").rstrip(".!)") in ("da a", "vang a", "da A", "vang A")
    assert match_choice(said, SCAM) == (None if ambiguous else index)


@given(st.text(max_size=400), st.lists(st.text(max_size=90), max_size=4))
def test_any_text_gives_an_option_or_none(text: str, options: list[str]) -> None:
    index = match_choice(text, options)
    assert index is None or 0 <= index < len(options)


WORD = st.sampled_from(["gọi", "công", "an", "không", "mã", "cho", "người", "thân", "tắt", "máy"])
OPTION = st.lists(WORD, min_size=2, max_size=6).map(" ".join)


@given(st.lists(OPTION, min_size=2, max_size=4, unique=True), st.data(), CLOSINGS)
def test_an_options_own_words_choose_it(
    options: list[str], data: st.DataObject, closing: str
) -> None:
    index = data.draw(st.integers(0, len(options) - 1))
    assert match_choice(options[index] + closing, options) == index


@given(st.lists(OPTION, min_size=2, max_size=4, unique=True), OPTION)
def test_other_words_never_choose_against_a_negation(options: list[str], said: str) -> None:
    index = match_choice(said, options)
    if index is not None and "không" not in options[index]:
        assert "không" not in said
