"""Patterns of phrases, and what they find in a line of words."""

from __future__ import annotations

import pytest

from bot.vietnamese.phrase_patterns import PatternError, compiled

GROUPS = {"tien": ["tiền", "phí hồ sơ", "#money"]}


@pytest.mark.parametrize(
    ("pattern", "line", "found"),
    [
        ("chuyển/nộp {tien}", "anh nộp phí hồ sơ nhé ", True),
        ("chuyển/nộp {tien}", "anh nop phi ho so nhe ", True),
        ("chuyển/nộp {tien}", "anh nộp đơn ", False),
        ("chuyển ... {tien}", "chuyển gấp cho em ngay #money ", True),
        ("chuyển ... {tien}", "chuyển một hai ba bốn năm sáu bảy tiền ", False),
        ("chuyển ... {tien}", "chuyển đi | đưa tiền ", False),
        ("đặt_cọc (giữ_chỗ) trước", "đặt cọc giữ chỗ trước ", True),
        ("đặt_cọc (giữ_chỗ) trước", "đặt cọc trước ", True),
        ("mật_khẩu otp", "mật khẩu , otp ", True),
        ("^ ngân_hàng", "chào chị | ngân hàng báo ", True),
        ("^ ngân_hàng", "ngân hàng báo ", True),
        ("^ ngân_hàng", "chào ngân hàng ", False),
        ("giả", "gia đình ", True),
        ("giả", "giá vàng ", False),
        ("=giả", "gia đình ", False),
        ("=giả", "giả danh ", True),
        ("còn", "con' đi học ", False),
        ("con", "con' đi học ", True),
        ("tin", "tinh vi ", False),
    ],
)
def test_what_a_pattern_finds(pattern: str, line: str, found: bool) -> None:
    assert bool(compiled([pattern], GROUPS).search(line)) == found


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("chuyển {vang}", "Không có nhóm {vang}"),
        ("chuyển ...", "phải kết thúc bằng một từ"),
        ("chuyển {tien", "Không đọc được mẫu"),
        ("chuyển/ tiền", "dấu / hoặc _ thừa"),
        ("", "Không đọc được mẫu"),
    ],
)
def test_a_pattern_that_cannot_be_read(pattern: str, says: str) -> None:
    with pytest.raises(PatternError, match=says.replace("{", r"\{")):
        compiled([pattern], GROUPS)
