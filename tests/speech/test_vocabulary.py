"""What recognisers write of our words becomes them again; what makes sense is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.problem import KnowledgeError
from bot.settings import ROOT
from bot.speech.language_files import check_spoken
from bot.speech.vocabulary import read_vocabulary

LANGUAGE = ROOT / "knowledge" / "language"
VOCABULARY = read_vocabulary(LANGUAGE / "spoken.yml")


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("mở vi nây i đi lên", "mở VNeID lên"),
        ("cài vê nê i đê thế nào", "cài VNeID thế nào"),
        ("vi en ai đi là gì", "VNeID là gì"),
        ("mã ô tê pê", "mã OTP"),
        ("mã o tê pê là gì", "mã OTP là gì"),
        ("mã ô tê bê là gì", "mã OTP là gì"),
        ("quét mã quy a ở đâu", "quét mã QR ở đâu"),
        ("nhắn qua da lô cho tôi", "nhắn qua Zalo cho tôi"),
        ("nhắn qua gia lô", "nhắn qua Zalo"),
        ("nhắn qua za lô", "nhắn qua Zalo"),
        ("lên phây búc xem", "lên Facebook xem"),
        ("xê xê xê đê gắn chíp", "CCCD gắn chíp"),
        ("rút tiền ở cây a tê em", "rút tiền ở cây ATM"),
        ("nối oai phai ở nhà", "nối wifi ở nhà"),
        ("nộp hồ sơ dịch vụ cộng", "nộp hồ sơ dịch vụ công"),
        ("định danh điện từ mức hai", "định danh điện tử mức hai"),
        # With what a recogniser adds that writes sentences.
        ("Mở Vi nây i đi, rồi quét mã Quy a.", "Mở VNeID, rồi quét mã QR."),
    ],
)
def test_our_words_are_written_as_we_write_them(heard: str, meant: str) -> None:
    assert VOCABULARY.correct(heard) == meant


@pytest.mark.parametrize(
    "said",
    [
        *("", "câu thứ hai", "số hai", "hai", "ý bê", "đáp án xê", "không biết", "nhắc lại"),
        *("giá lô đất bao nhiêu", "mua giày da lô hàng này", "nội quy a", "ai đi chợ với tôi"),
        *("tôi đi đê", "bà ra đi rồi", "cái i mẹo", "vê nem", "em tê tay", "tóc tích tụ"),
        *("ô tô đi qua", "bê con bò ra", "ca hát", "xem ti vi", "cô cu tí", "cà phê ô liu"),
        *("dịch vụ công", "căn cước công dân", "hai ba bốn câu", "năm hai nghìn không trăm"),
    ],
)
def test_ordinary_words_are_left_alone(said: str) -> None:
    assert VOCABULARY.correct(said) == said


def test_digits_read_out_one_by_one_become_figures() -> None:
    said = "mã ô tê pê là một hai ba bốn năm sáu"
    assert VOCABULARY.correct(said) == "mã OTP là 123456"


def test_a_text_that_was_corrected_stays_so() -> None:
    once = VOCABULARY.correct("mở vi nây i đi rồi nhắn da lô số không chín một hai ba")
    assert VOCABULARY.correct(once) == once == "mở VNeID rồi nhắn Zalo số 09123"


_WORDS = st.sampled_from(
    [
        "vi",
        "nây",
        "i",
        "đi",
        "ô",
        "tê",
        "pê",
        "quy",
        "a",
        "da",
        "lô",
        "đất",
        "giá",
        "Zalo",
        ",",
        ".",
        "ừ",
    ]
)


@settings(max_examples=60)
@given(st.lists(_WORDS, max_size=12).map(" ".join))
def test_nothing_is_lost_but_what_is_replaced(text: str) -> None:
    written = [pattern.written for pattern in VOCABULARY.patterns]
    kept = VOCABULARY.correct(text)
    for term in sorted(written, key=len, reverse=True):
        kept = kept.replace(term, " ")
    assert set(kept.split()) <= set(text.split())


def test_the_shipped_files_are_right() -> None:
    assert check_spoken(LANGUAGE) == []


@pytest.mark.parametrize(
    ("terms", "line", "message"),
    [
        ("- {written: OTP}", 4, "Thiếu cách đọc"),
        ("- {written: OTP, letters: otp}", 4, "Chữ “t” chưa có tên"),
        ("- {written: app, also: [áp]}", 4, "hai tiếng trở lên"),
        ("- {written: Zalo, also: [da l0]}", 4, "hai tiếng trở lên"),
        (
            "- {written: A, also: [da lô]}\n  - {written: B, also: [da lô]}",
            5,
            "đã là cách đọc của A",
        ),
        ("- {written: A, alos: [da lô]}", 4, "Có phải là “also”?"),
    ],
)
def test_a_mistake_is_named_with_its_line(
    tmp_path: Path, terms: str, line: int, message: str
) -> None:
    file = tmp_path / "spoken.yml"
    file.write_text(f"letters:\n  o: [ô]\nterms:\n  {terms}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError) as raised:
        read_vocabulary(file)
    assert [problem.line for problem in raised.value.problems][:1] == [line]
    assert message in str(raised.value)


def test_a_name_of_a_letter_is_made_of_letters(tmp_path: Path) -> None:
    file = tmp_path / "spoken.yml"
    file.write_text("letters:\n  o: [ô, '0']\nterms: []\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="cách đọc bằng chữ"):
        read_vocabulary(file)
