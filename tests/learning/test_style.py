"""Mistakes of style, and sentences that only look like them."""

from __future__ import annotations

import pytest

from bot.learning.style import style_mistakes

VALUES = [
    {"ban": "bác", "Ban": "Bác", "toi": "cháu", "Toi": "Cháu", "fact_hotline": "1900.0000"},
    {"ban": "quý vị", "Ban": "Quý vị", "toi": "tôi", "Toi": "Tôi", "fact_hotline": "1900.0000"},
]


def mistakes(text: str, limit: int = 300) -> list[str]:
    return list(style_mistakes(text, limit, VALUES))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mời bạn bấm nút.", "“bạn”"),
        ("Bạn bấm nút nguồn.", "“Bạn”"),
        ("Nhờ bác xem giúp.", "“bác”"),
        ("Cháu chào {ban}.", "“Cháu”"),
        ("Để tôi chỉ cho.", "“tôi”"),
        ("Mời quý vị xem.", "“quý vị”"),
        ("Mình cùng học nhé.", "“Mình”"),
        ("Em mời anh học.", "“anh”"),
        ("{ban} bấm nút.", "{Ban}"),
        ("Tốt lắm. {ban} bấm tiếp.", "{Ban}"),
        ("Tốt lắm!\n2. {toi} chờ.", "{Toi}"),
        ("Bấm nút, {Ban} nhé.", "{ban}"),
        ("Khi đó {Toi} sẽ nhắc.", "{toi}"),
        ("Gọi ngay 0912 345 678.", "số điện thoại"),
        ("Gọi 1900.0368 để hỏi.", "số điện thoại"),
        ("Gọi 18001096.", "số điện thoại"),
        ("Hãy gọi 113.", "số điện thoại"),
        ("Gọi đến số 156 để báo.", "số điện thoại"),
        ("Họ nhắn: “Gọi +84 912 345 678 ngay”.", "số điện thoại"),
        ("Số tài khoản 0011002233445.", "số điện thoại"),
        ("Vào trang dichvucong.gov.vn.", "trang mạng"),
        ("Mở https://example.org nhé.", "trang mạng"),
        ("Chuyển quá 10 triệu đồng thì quét mặt.", "số tiền"),
        ("Phí 50.000đ một lần.", "số tiền"),
        ("Dạ, đúng rồi, dạ.", "“dạ”"),
        ("Được ạ. {Ban} xem nhé ạ.", "“ạ”"),
        ("{Ban bấm nút.", "lẻ"),
        ("Nút } nguồn.", "lẻ"),
    ],
)
def test_a_mistake(text: str, words: str) -> None:
    found = mistakes(text)
    assert len(found) == 1 or words == "“anh”"
    assert any(words in each for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "{Ban} bấm nút, {toi} chờ {ban}.",
        "Dạ, {toi} chào {ban} ạ. {Toi} là Bạn Học Số.",
        "1. {Ban} mở máy.\n2. {Ban} gọi {fact_hotline}.",
        "{Ban} chỉ kết bạn với người quen, bạn bè và bạn thân.",
        "Nhờ con cháu, ông bà, cô giáo hay bác sĩ xem giúp.",
        "Có người nhắn: “Bác ơi, cháu cần tiền, bác chuyển cho cháu 5 triệu đồng”.",
        "Tin giả: “Bấm vneid-capnhat.com để nhận 500.000 đồng”.",
        "Chú ý: tiếng Anh gọi là lock. Bà con nên cẩn thận.",
        "{Ban} giữ điện thoại của mình, tự mình đặt mã, không cho ai mượn một mình.",
        "Bà Lan và một bác hàng xóm cùng học; các cháu giúp hai bác.",
        "Mã có 6 số, đổi sau 30 ngày, theo Nghị định 69/2024/NĐ-CP năm 2024.",
        "Có 2 triệu người dùng. Máy hỏi thì {ban} trả lời... {ban} cứ thong thả.",
        "Dạo này trời đẹp, ngày mai lại học.",
    ],
)
def test_no_mistake(text: str) -> None:
    assert mistakes(text) == []


def test_length_is_that_of_the_longest_filling() -> None:
    assert mistakes("{Ban} " * 10, limit=70) == []
    found = mistakes("{Ban} " * 10, limit=69)
    assert len(found) == 1
    assert "70" in found[0]
    assert "69" in found[0]
