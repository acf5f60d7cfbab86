"""The guard: denials, orders and owners that a rewording must keep, and secrets given away."""

from __future__ import annotations

import pytest

from bot.answers.guard import Verdict, check
from bot.knowledge.address import AddressForm

BAC = AddressForm("bac", "bác", "cháu", "Bác")


def says(generated: str, passage: str) -> Verdict:
    return check(generated, passage, "", {}, BAC)


def kinds(verdict: Verdict) -> set[str]:
    return {fault.kind for fault in verdict.faults}


@pytest.mark.parametrize(
    ("generated", "holds"),
    [
        ("Thuốc nghi giả thì bác không dùng nữa ạ.", True),
        ("Thuốc nghi giả thì bác cứ dùng tiếp ạ.", False),
        ("Bác đóng trang ấy đi, không quay lại ạ.", True),
        ("Bác cứ quay lại trang ấy xem tiếp ạ.", False),
        ("Chữ người bán tự viết thì không tính ạ.", True),
        ("Chữ người bán tự viết là chắc nhất ạ.", False),
        ("Học thì không mất tiền ạ.", True),
        ("Học thì vẫn phải đóng phí ạ.", False),
        ("Bác bỏ số cũ mà chưa báo đổi thì rất vướng ạ.", True),
        ("Bác bỏ số cũ thì không cần báo đổi ạ.", False),
        ("Xóa ở máy được, nhưng đừng coi là mất hẳn ạ.", True),
        ("Xóa ở máy là mất hẳn ạ.", False),
    ],
)
def test_what_is_only_denied_is_not_said(generated: str, holds: bool) -> None:
    passage = (
        "Thuốc nghi giả thì ngừng dùng. Bác đóng trang ấy, đừng quay lại. Chữ người bán tự viết "
        "thì không tính. Chắc nhất là vào trang của hãng. Học được miễn phí. Bỏ số cũ mà chưa báo "
        "đổi thì rất vướng. Xóa được ở máy, nhưng đừng coi là mất hẳn."
    )
    assert says(generated, passage).holds == holds


def test_what_is_asked_is_neither_said_nor_denied() -> None:
    passage = "Máy chưa vào mạng thì bác xem đã bật Wi-Fi chưa. Nơi nào có nhận hay không thì hỏi."
    assert says("Bác xem máy đã vào mạng chưa, đã bật Wi-Fi chưa ạ.", passage).holds
    assert "polarity" in kinds(says("Nơi nào cũng phải nhận ạ.", passage))


@pytest.mark.parametrize(
    ("generated", "holds"),
    [
        ("Gọi ngân hàng khóa thẻ trước, rồi gọi nhà mạng khóa SIM, sau cùng báo công an.", True),
        ("Gọi nhà mạng khóa SIM trước, rồi báo công an, ngân hàng gọi sau cùng ạ.", False),
        ("Gọi ngân hàng khóa SIM, gọi nhà mạng khóa thẻ ạ.", False),
        ("Bác tìm chữ “Hạn mức” trước, không thấy thì ra quầy ạ.", True),
        ("Bác ra quầy trước, không được thì tìm chữ “Hạn mức” ạ.", False),
        ("Bác mở máy xong thì đổi mật khẩu ạ.", True),
        ("Bác đổi mật khẩu trước rồi mới mở máy ạ.", False),
        ("Bác tắt Wi-Fi, dùng 4G ạ.", True),
        ("Bác tắt 4G, dùng Wi-Fi ạ.", False),
    ],
)
def test_steps_and_what_they_are_done_with_are_not_exchanged(generated: str, holds: bool) -> None:
    passage = (
        "Gọi ngân hàng khóa thẻ trước, rồi gọi nhà mạng khóa SIM, sau đó báo công an. Bác tìm chữ "
        "“Hạn mức”. Không thấy thì ra quầy. Mở máy xong, bác đổi mật khẩu. Bác tắt Wi-Fi, dùng 4G."
    )
    assert says(generated, passage).holds == holds


def test_a_limit_of_the_same_sentence_is_not_another_one() -> None:
    passage = (
        "Chuyển một lần trên 10 triệu đồng, hoặc cộng lại trong ngày quá 20 triệu đồng, ngân hàng "
        "đòi quét khuôn mặt."
    )
    told = "Chuyển một lần trên 10 triệu đồng là ngân hàng đòi quét khuôn mặt ạ."
    assert says(told, passage).holds
    verdict = says("Chuyển một lần trên 20 triệu đồng là ngân hàng đòi quét khuôn mặt.", passage)
    assert "amount" in kinds(verdict)


def test_a_time_within_which_is_no_time_after_which() -> None:
    passage = "Họ phải phản hồi trong 2 ngày làm việc."
    assert says("Trong vòng 2 ngày làm việc họ phải phản hồi ạ.", passage).holds
    assert "number" in kinds(says("Họ phải phản hồi sau 2 ngày làm việc ạ.", passage))
    assert "number" in kinds(says("Họ phải phản hồi từ 2 ngày làm việc trở lên ạ.", passage))


@pytest.mark.parametrize(
    ("generated", "kind"),
    [
        ("Bác đến Công an, họ sẽ tìm ra kẻ lừa ạ.", "promise"),
        ("Gõ sai nhiều lần cũng không sao bác ạ.", "promise"),
        ("Người hay khoe lãi là người thật ạ.", "unsupported"),
        ("Người nhà giữ máy, giữ mã ạ.", "polarity"),
        ("Đuôi “.gov.vn” thì kẻ lừa cũng mua được ạ.", "polarity"),
    ],
)
def test_nothing_is_foretold_judged_or_said_of_another(generated: str, kind: str) -> None:
    passage = (
        "Bác đến Công an báo, kẻ lừa rút tiền rất nhanh. Gõ sai nhiều lần máy bắt chờ. Người hay "
        "khoe lãi là người của chúng. Bác giữ máy, giữ mã, người nhà ngồi cạnh. Kẻ lừa cũng mua "
        "được đuôi “.com”, “.vn”. Riêng “.gov.vn” chỉ cơ quan Nhà nước có."
    )
    assert kind in kinds(says(generated, passage))


@pytest.mark.parametrize(
    "generated",
    [
        "Họ giữ máy thì không nên, bác chỉ cần đưa mã khóa cho người nhà.",
        "Ai hỏi mã khóa thì bác cứ đọc giúp họ ạ.",
        "Bác gõ hộ mã khóa cho người nhà xem ạ.",
        "Mã khóa thì bác để người nhà cầm ạ.",
        "Người nhà cần mã khóa thì bác viết ra giấy đưa họ ạ.",
        "Bác gửi ảnh có mã khóa cho người nhà ạ.",
        "Bác nhập mã khóa vào trang người nhà gửi ạ.",
    ],
)
def test_a_secret_is_given_away_in_no_words(generated: str) -> None:
    passage = "Không nên. Bác giữ máy, giữ mã khóa; người nhà ngồi cạnh chỉ giúp từng bước là đủ."
    assert "secret" in kinds(says(generated, passage))
    assert says("Bác đừng đọc mã khóa cho ai, bác giữ máy ạ.", passage + " Đừng đọc mã.").holds
