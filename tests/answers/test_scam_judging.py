"""Judgements: clear, suspicious, or nothing seen, and what goes with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.scams.judging import load_scam_check
from bot.answers.scams.weights import UnfitWeightsError, read_weights
from bot.settings import ROOT

CHECK = load_scam_check(ROOT / "knowledge")

CLEAR = [
    "Toi la dai uy Cuc dieu tra, ong lien quan duong day rua tien. Chuyen het tien tiet kiem vao "
    "tai khoan tam giu truoc 16h, tuyet doi khong duoc noi voi con chau, neu khong se bat.",
    "EVN: tien dien qua han, 30 phut nua cat dien. Bam https://evn-thanhtoan.vip de nop ngay.",
    "cháu gửi bác cái link này, bác cài app rồi đọc mã OTP cho cháu để nhận 5 triệu trợ cấp nhé",
    "nó bảo đóng 3 triệu phí hải quan gấp mới lấy được thùng quà có 20 ngàn đô, dặn đừng kể ai",
]
CALM = [
    "Công an tỉnh khuyến cáo: thủ đoạn giả danh cán bộ thuế gọi điện yêu cầu cài ứng dụng, chuyển "
    "tiền. Người dân không cung cấp mã OTP cho bất kỳ ai.",
    "mẹ ơi chiều con về muộn, mẹ cắm cơm giúp con nhé",
    "ACB: TK 12345xxx (+) 2,000,000 VND luc 09:15. So du 5,300,000 VND. ND: tien nha",
    "Trạm y tế mời bà con đến tiêm phòng sáng thứ Bảy, mang theo sổ tiêm, không thu phí.",
]


@pytest.mark.parametrize("text", CLEAR)
def test_clear_swindles(text: str) -> None:
    judgement = CHECK.judge(text)
    assert judgement.level == "clear"
    assert judgement.is_others
    assert len(judgement.signs) >= 3
    assert judgement.form


@pytest.mark.parametrize("text", CALM)
def test_honest_messages_are_no_clear_swindles(text: str) -> None:
    assert CHECK.judge(text).level != "clear"


@pytest.mark.parametrize("text", ["", "👍", "con ơi tin này có lừa ko", "giá vàng hôm nay", "12"])
def test_there_may_be_nothing_to_judge(text: str) -> None:
    judgement = CHECK.judge(text)
    assert (judgement.level, judgement.signs, judgement.form) == ("none", (), None)
    assert not judgement.is_others


def test_marks_do_not_matter_much() -> None:
    from bot.vietnamese.diacritics import strip_diacritics

    for text in CLEAR:
        assert CHECK.judge(strip_diacritics(text)).level == "clear"


def test_blanked_out_secrets_still_tell() -> None:
    judgement = CHECK.judge("em bên ngân hàng, chị đọc lại giúp em mã ••• vừa nhắn về máy gấp nhé")
    assert judgement.level == "clear"
    assert judgement.signs[0].id in {"secret", "pressure", "impersonation"}


def test_the_oddest_link_is_first() -> None:
    judgement = CHECK.judge("xem quangba.icu hoặc https://vietcombank-mokhoa.top/x.apk")
    assert next(link.domain for link in judgement.links) == "vietcombank-mokhoa.top"
    assert judgement.signs[0].id == "odd_link"


def test_who_did_what_was_asked() -> None:
    assert CHECK.judge("bác lỡ đọc mã cho họ rồi con ơi").harmed
    assert not CHECK.judge("họ bảo bác đọc mã, bác chưa đọc").harmed


def test_each_sign_has_words_for_people() -> None:
    assert all(sign.title and sign.act.endswith(".") for sign in CHECK.signs.all.values())


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_is_judged(text: str) -> None:
    judgement = CHECK.judge(text)
    assert 0 <= judgement.probability <= 1
    assert (judgement.level == "none") == (judgement.form is None and not judgement.signs) or (
        judgement.level != "none"
    )


def test_weights_of_other_features_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "weights.yml"
    file.write_text("bias: 0.0\nclear: 0.6\nsuspicious: 0.2\nweights: {secret: 1.0}\n")
    with pytest.raises(UnfitWeightsError, match=r"weights\.yml.*--calibrate"):
        read_weights(file)
