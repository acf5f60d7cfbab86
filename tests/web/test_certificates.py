"""The public page of a certificate, its PDF, and the download of one's own data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from urllib.parse import quote

import httpx
import pytest
from bot_site import BotSite, running_site
from sqlalchemy import update

from bot.learning.certificate import Certificate
from bot.learning.download import download_token
from bot.store import tables
from bot.store.database import writing

NOW = datetime.now(timezone.utc)
MODULES = (("M01", "Làm quen điện thoại"), ("M03", "VNeID: <danh tính> số"))


@pytest.fixture(scope="module", name="site")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotSite]:
    with running_site(tmp_path_factory.mktemp("certificates"), {"web", "sender"}) as site:
        yield site


@pytest.fixture(name="client")
def _client(site: BotSite) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site.url) as client:
        yield client


def issued(site: BotSite, person: str, name: str) -> Certificate:
    """A certificate of a passed exam."""
    learners = site.runtime.services.learners
    learners.enrol(person, "2026-11", NOW)
    learners.start_exam(person, f"exam of {person}", {}, NOW)
    learners.finish_exam(f"exam of {person}", 15, 15, True, NOW)
    return site.runtime.services.certificates.issue(
        person, f"exam of {person}", name, MODULES, date(2026, 11, 22)
    )


def test_a_valid_one_says_what_the_paper_says_and_no_more(
    site: BotSite, client: httpx.Client
) -> None:
    made = issued(site, "rest:bí danh", "Nguyễn Văn Bàn")
    page = client.get(f"/certificates/{made.code}")
    assert page.status_code == 200
    assert "Giấy chứng nhận hợp lệ" in page.text
    for shown in ("Nguyễn Văn Bàn", "22/11/2026", made.code, "VNeID: &lt;danh tính&gt; số"):
        assert shown in page.text
    for hidden in ("bí danh", "rest:", "exam of", made.signature):
        assert hidden not in page.text


def test_a_valid_one_leads_to_all_that_is_needed_to_check_it_elsewhere(
    site: BotSite, client: httpx.Client
) -> None:
    made = issued(site, "rest:elsewhere", "Hồ Thị Chín")
    page = client.get(f"/certificates/{made.code}").text
    assert "Kiểm tra ở nơi khác" in page
    links = re.findall(r'<a href="([^"]+)">', page)
    assert links == [
        f"/certificates/{made.code}.jwt",
        f"/certificates/{made.code}.png",
        "/badges/key.pem",
        "/badges/status/0.jwt",
    ]
    assert {client.get(link).status_code for link in links} == {200}


def test_a_code_may_be_typed_off_the_paper(site: BotSite, client: httpx.Client) -> None:
    made = issued(site, "rest:typed", "Lê Thị Hoa")
    typed = made.code.lower().replace("-", " ").replace("0", "o")
    assert "Lê Thị Hoa" in client.get(f"/certificates/{quote(typed)}").text


def test_a_name_cannot_become_markup(site: BotSite, client: httpx.Client) -> None:
    made = issued(site, "rest:quote", "O'Brien Mai")
    assert "O&#x27;Brien Mai" in client.get(f"/certificates/{made.code}").text


def test_its_pdf(site: BotSite, client: httpx.Client) -> None:
    made = issued(site, "rest:pdf", "Trần Thị Bé")
    response = client.get(f"/certificates/{made.code}.pdf")
    assert response.headers["content-type"] == "application/pdf"
    assert f"giay-chung-nhan-{made.code}.pdf" in response.headers["content-disposition"]
    assert response.content.startswith(b"%PDF-")
    assert len(response.content) > 10_000


@pytest.mark.parametrize(
    "code", ["7QK2-0000-0000-0000", "x", "%00", "…", "a" * 300, "..%2f..%2fetc"]
)
def test_an_unknown_one(client: httpx.Client, code: str) -> None:
    for path in [f"/certificates/{code}{kind}" for kind in ("", ".pdf", ".jwt", ".png")]:
        response = client.get(path)
        assert response.status_code == 404
    page = client.get("/certificates/7QK2-0000-0000-0000")
    assert "Không có giấy chứng nhận này" in page.text
    assert "<dl>" not in page.text


def test_a_revoked_one_says_why(site: BotSite, client: httpx.Client) -> None:
    made = issued(site, "rest:revoked", "Phạm Văn Tư")
    site.runtime.services.certificates.revoke(made.code, "Thi hộ <b>", NOW)
    page = client.get(f"/certificates/{made.code}")
    assert "đã bị thu hồi" in page.text
    assert "Thi hộ &lt;b&gt;" in page.text
    assert "Kiểm tra ở nơi khác" not in page.text
    for kind in ("pdf", "jwt", "png"):
        file = client.get(f"/certificates/{made.code}.{kind}")
        assert file.status_code == 410
        assert file.headers["content-type"].startswith("text/html")
        assert "đã bị thu hồi" in file.text


def test_a_row_changed_in_the_database_is_not_believed(site: BotSite, client: httpx.Client) -> None:
    made = issued(site, "rest:forged", "Võ Thị Năm")
    with writing(site.runtime.services.learners.engine) as connection:
        table = tables.certificate
        connection.execute(
            update(table).where(table.c.code == made.code).values(name="Kẻ Mạo Danh")
        )
    page = client.get(f"/certificates/{made.code}")
    assert "Giấy chứng nhận không hợp lệ" in page.text
    assert "Kẻ Mạo Danh" not in page.text
    for kind in ("pdf", "jwt", "png"):
        file = client.get(f"/certificates/{made.code}.{kind}")
        assert file.status_code == 410
        assert "Kẻ Mạo Danh" not in file.text


def link(site: BotSite, person: str, at: datetime) -> str:
    """The path of a person's own data."""
    token = download_token(site.runtime.services.certificates.key, person, at)
    return f"/my-data/{quote(token)}"


def test_own_data_as_a_file(site: BotSite, client: httpx.Client) -> None:
    made = issued(site, "rest:own", "Đỗ Thị Sáu")
    response = client.get(link(site, "rest:own", NOW))
    assert response.headers["content-type"] == "application/json"
    assert "du-lieu-cua-toi.json" in response.headers["content-disposition"]
    held = response.json()
    assert held["Người học"]["Mã người học"] == "rest:own"
    assert held["Giấy chứng nhận"][0]["Mã giấy chứng nhận"] == made.code
    assert "Đỗ Thị Sáu" in response.text  # readable, not escaped
    assert client.get(link(site, "rest:nobody", NOW)).json() == {}


def test_an_old_or_altered_link_opens_nothing(site: BotSite, client: httpx.Client) -> None:
    issued(site, "rest:link", "Bùi Văn Bảy")
    good = link(site, "rest:link", NOW)
    old = link(site, "rest:link", NOW - timedelta(hours=1, seconds=5))
    for path in (old, good[:-4] + "AAA=", "/my-data/x", "/my-data/e30.e30"):
        response = client.get(path)
        assert response.status_code == 404, path
        assert "Liên kết đã hết hạn" in response.text
        assert "Bùi" not in response.text


def test_pages_may_not_be_framed_or_run_scripts(client: httpx.Client) -> None:
    headers = client.get("/certificates/7QK2-0000-0000-0000").headers
    assert "default-src 'none'" in headers["content-security-policy"]
