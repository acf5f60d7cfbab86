"""What is blanked out before anything is stored, and what must stay."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.vietnamese.masking import mask_secrets


@pytest.mark.parametrize(
    ("text", "masked", "kind"),
    [
        ("thẻ của tôi 4111 1111 1111 1111", "thẻ của tôi •••", "card"),
        ("4111-1111-1111-1111", "•••", "card"),
        ("stk 9704 0000 0000 0018 nhé", "stk ••• nhé", "card"),
        ("căn cước 079203001234", "căn cước •••", "citizen_id"),
        ("079 203 001 234", "•••", "citizen_id"),
        ("mã otp là 123456", "mã otp là •••", "otp"),
        ("OTP: 48 39 20", "OTP: •••", "otp"),
        ("otp 1234", "otp •••", "otp"),
        ("ngân hàng gửi mã xác thực 12345678", "ngân hàng gửi mã xác thực •••", "otp"),
        ("ma xac nhan cua toi la 654321", "ma xac nhan cua toi la •••", "otp"),
        ("mã pin 4321", "mã pin •••", "otp"),
        ("123456 là mã OTP của bác", "••• là mã OTP của bác", "otp"),
        ("mật khẩu của tôi là hoahong123", "mật khẩu của tôi là •••", "password"),
        ("mat khau la abc@123", "mat khau la •••", "password"),
        ("Password: S3cret!", "Password: •••", "password"),
        ("mk = matkhau9", "mk = •••", "password"),
        ("pass wifi nhà tôi là 88888888", "pass wifi nhà tôi là •••", "password"),
    ],
)
def test_secrets_are_blanked_out(text: str, masked: str, kind: str) -> None:
    assert mask_secrets(text) == (masked, (kind,))


@pytest.mark.parametrize(
    "text",
    [
        "2",
        "câu 2",
        "1 2 3",
        "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13",
        "50k",
        "7h",
        "7h30 sáng 12/5/2026",
        "năm 2026",
        "số của tôi 0912 345 678",
        "0912345678",
        "+84 912 345 678",
        "gọi 1900.0368 hay 113",
        "1.000.000 đồng",
        "tôi có 12.500.000đ trong tài khoản",
        "mật khẩu là gì",
        "mat khau la gi vay",
        "mật khẩu là cái gì thế",
        "mk là sao",
        "mã OTP là gì",
        "otp dùng để làm gì",
        "không đọc mã OTP cho ai",
        "họ hỏi mã otp, tôi chưa đưa",
        "tôi quên mật khẩu rồi",
        "đặt mật khẩu thế nào",
        "4111 1111 1111 1112",
        "12 con giáp năm 1960",
        "M03-L1",
    ],
)
def test_what_gives_nothing_away_stays(text: str) -> None:
    assert mask_secrets(text) == (text, ())


def test_several_secrets_and_each_kind_once() -> None:
    text = "otp 123456, otp 654321, mật khẩu là abc"
    assert mask_secrets(text) == ("otp •••, otp •••, mật khẩu là •••", ("otp", "password"))


def test_masking_again_changes_nothing() -> None:
    masked, _ = mask_secrets("mật khẩu của tôi là hoahong123, otp 123456, 079203001234")
    assert mask_secrets(masked)[0] == masked


@given(st.text(max_size=300))
@example("1" * 4096)
@example("otp " * 500)
@example("mk " * 500)
@example("0 " * 2000)
def test_it_never_fails_and_adds_nothing_but_blanks(text: str) -> None:
    masked, kinds = mask_secrets(text)
    assert set(masked) <= set(text) | {"•"}
    assert (masked == text) == (not kinds)


@given(
    st.integers(1000, 99_999_999), st.sampled_from(["otp", "mã xác thực", "mã pin", "ma xac nhan"])
)
def test_no_code_survives(code: int, word: str) -> None:
    assert str(code) not in mask_secrets(f"{word} của tôi là {code}")[0]
