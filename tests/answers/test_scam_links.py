"""Links: whose they are and what is odd about them, without opening any."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.scams.judging import load_scam_check
from bot.answers.scams.links import Link, find_links
from bot.settings import ROOT

SITES = load_scam_check(ROOT / "knowledge").sites


def only_link(text: str) -> Link:
    (link,) = find_links(text, SITES)
    return link


@pytest.mark.parametrize(
    ("text", "domain", "imitated"),
    [
        ("vao https://techcombank-xacminh.vip/a nhe", "techcombank-xacminh.vip", "Techcombank"),
        ("http://dichvucong.gov.vn.hoso-nhanh.com", "hoso-nhanh.com", "Cổng Dịch vụ công"),
        ("https://vietinbamk.com", "vietinbamk.com", "VietinBank"),
        ("https://agribannk.vn", "agribannk.vn", "Agribank"),
        ("https://m0bifone.net/x", "m0bifone.net", "MobiFone"),
        ("shopee-vn.gift.org", "gift.org", "Shopee"),
        ("https://my-bidv1.com", "my-bidv1.com", "BIDV"),
        ("https://gov-vn.org", "gov-vn.org", "cơ quan nhà nước"),
    ],
)
def test_a_name_that_is_borrowed(text: str, domain: str, imitated: str) -> None:
    link = only_link(text)
    assert (link.domain, link.imitated) == (domain, imitated)
    assert "imitates" in link.faults
    assert not link.official


@pytest.mark.parametrize(
    "text",
    [
        "https://www.vietcombank.com.vn/khuyen-mai",
        "dichvucong.gov.vn",
        "xem tại https://tuyenquang.gov.vn/tin",
        "https://cskh.evnspc.vn",
        "zalo.me/abc",
        "ai do gui shopee.vn/san-pham?id=1",
    ],
)
def test_real_sites(text: str) -> None:
    link = only_link(text)
    assert link.official
    assert link.faults == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("bit.ly/abc-1", "short"),
        ("http://198.51.100.7/dang-nhap", "number"),
        ("http://198.51.100.7/goi.apk", "app"),
        ("https://nhan-vien.com/tai/ungdung.apk?x=1", "app"),
        ("https://vietcombank.com.vn@la-lam.com/x", "user"),
        ("https://xn--80ak6aa92e.com", "letters"),
        ("https://vnеid.com", "letters"),  # its third letter is Cyrillic
        ("https://cua-hang.blogspot.com", "free"),
        ("https://quangba.icu", "ending"),
        ("https://nhanqua-lehoi.com", "bait"),
    ],
)
def test_what_is_odd(text: str, fault: str) -> None:
    assert fault in only_link(text).faults


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("vao hxxps://xau[.]com/a", "xau.com"),
        ("go vietin (dot) top", "vietin.top"),
        ("trang hotro chấm vip nhé", "hotro.vip"),
        ("trang capnhat .xyz nhe", "capnhat.xyz"),
        ("bam abcxyz [.] top", "abcxyz.top"),
        ("https://trang-xau.com.", "trang-xau.com"),
        ("(xem https://trang-xau.com)", "trang-xau.com"),
        ("“https://trang-xau.com”", "trang-xau.com"),
        ("thư từ hotro@xacthuc-nh.site", "xacthuc-nh.site"),
    ],
)
def test_links_that_hide(text: str, host: str) -> None:
    assert only_link(text).host == host


@pytest.mark.parametrize(
    "text",
    [
        "chiều nay họp rồi.em nhớ đến nhé",
        "v.v. và v.v...",
        "giá 1.990.000đ, còn 2.5kg",
        "TP.HCM, Q.1, ThS.Lan",
        "báo cáo.docx, ảnh IMG_0001.jpg",
        "12.30 gặp nhau nhé.mai gặp lại",
        "bà bán rau ở chợ",
    ],
)
def test_no_links(text: str) -> None:
    assert find_links(text, SITES) == []


def test_nothing_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a link was looked up")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert find_links("https://vietcombank-mo-khoa.top/x và bit.ly/1", SITES)


@given(st.text(max_size=120))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read(text: str) -> None:
    for link in find_links(text, SITES):
        assert 0 <= link.start < link.end
        assert link.domain
        assert not (link.official and link.faults)


@given(st.sampled_from([d for site in SITES.sites for d in site.domains]))
@settings(max_examples=100, deadline=None)
def test_no_real_site_is_called_odd(domain: str) -> None:
    for address in (f"https://{domain}/a", f"https://www.{domain}", f"http://{domain}?x=1"):
        assert only_link(address).official
