"""Digits read out one by one become figures, numbers of things stay words."""

from __future__ import annotations

import pytest

from bot.speech.spoken_digits import digits_as_figures
from bot.vietnamese.masking import mask_secrets


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("số của tôi là không chín một hai ba bốn năm sáu bảy tám", "số của tôi là 0912345678"),
        ("mã là Một, hai, ba, bốn.", "mã là 1234."),
        ("mã 1 2 ba bốn năm sáu nhé", "mã 123456 nhé"),
        ("câu hai ba", "câu hai ba"),
        ("năm năm không", "năm năm không"),
        ("hai nghìn không trăm hai mươi lăm", "hai nghìn không trăm hai mươi lăm"),
        ("không biết", "không biết"),
        ("", ""),
    ],
)
def test_rows_of_digits(said: str, written: str) -> None:
    assert digits_as_figures(said) == written


def test_a_code_that_was_read_out_is_blanked_out() -> None:
    said = digits_as_figures("mã otp của tôi là chín tám bảy sáu năm bốn")
    assert mask_secrets(said) == ("mã otp của tôi là •••", ("otp",))
