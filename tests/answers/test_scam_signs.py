"""Signs: who asks for what, and who only warns of it."""

from __future__ import annotations

import pytest

from bot.answers.scams.files import SIGNS
from bot.answers.scams.judging import load_scam_check
from bot.nlu.message_line import line_of
from bot.settings import ROOT

CHECK = load_scam_check(ROOT / "knowledge")


def signs_in(text: str) -> set[str]:
    reading = CHECK.signs.read(line_of(text, CHECK.language))
    return {id for id in SIGNS if reading.signs[id]}


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("anh đọc giúp em mã OTP vừa gửi về máy", "secret"),
        ("chi gui em anh can cuoc hai mat nhe", "secret"),
        ("nộp trước phí hồ sơ rồi mới giải ngân", "payment"),
        ("muốn rút thì phải đóng thuế đã", "payment"),
        ("chuyển vào tài khoản tạm giữ để kiểm tra", "payment"),
        ("bấm vào đường link em gửi để nhận", "odd_link"),
        ("tải file apk về cài rồi cho phép các quyền", "app"),
        ("bật chia sẻ màn hình cho em xem", "app"),
        ("em bên viettel đây ạ", "impersonation"),
        ("có người tự xưng trung úy công an", "impersonation"),
        ("hai tiếng nữa sim sẽ bị khóa hai chiều", "threat"),
        ("đã có lệnh bắt tạm giam", "threat"),
        ("phải làm gấp, trễ là không kịp đâu", "pressure"),
        ("đừng nói với ai trong nhà nhé", "secrecy"),
        ("chúc mừng bạn đã trúng thưởng xe máy", "too_good"),
        ("cam kết lãi 20% một tháng", "too_good"),
        ("kết bạn zalo với thầy để vào nhóm kín", "contact"),
        ("chủ tài khoản là tên người lạ hoắc", "odd"),
        ("có số lạ gọi cho bác bảo thế này", "stranger"),
    ],
)
def test_a_sign(text: str, sign: str) -> None:
    assert sign in signs_in(text)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Tuyệt đối không cung cấp mã OTP cho bất kỳ ai", "secret"),
        ("Ngan hang khong yeu cau khach hang doc mat khau", "secret"),
        ("chị ấy chả hỏi mã OTP", "secret"),
        ("Đối tượng giả danh công an yêu cầu chuyển tiền vào tài khoản tạm giữ", "payment"),
        ("đừng bấm vào đường link lạ", "odd_link"),
        ("không cài ứng dụng theo lời người lạ", "app"),
        ("bác khỏi phải nộp phí hồ sơ", "payment"),
    ],
)
def test_what_is_only_warned_of_is_no_sign(text: str, sign: str) -> None:
    assert sign not in signs_in(text)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("nếu không đọc mã OTP thì tài khoản bị khóa", "secret"),
        ("không cần gặp mặt, chị chuyển khoản trước là em giao", "payment"),
        ("có phải lừa không, họ đòi đặt cọc", "payment"),
    ],
)
def test_a_negation_reaches_only_so_far(text: str, sign: str) -> None:
    assert sign in signs_in(text)
