"""A badge, downloaded from the site and checked by another program with what the site publishes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timezone

import httpx
import pytest
from bot_site import BotSite, running_site
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

from bot.learning.certificate import Certificate, Criteria

PUBLIC = "https://hoc.example.vn"
NOW = datetime.now(timezone.utc)
MODULES = (("M01", "Làm quen điện thoại"), ("M03", "VNeID"))


@pytest.fixture(scope="module", name="site")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotSite]:
    folder = tmp_path_factory.mktemp("badges")
    with running_site(folder, {"web", "sender"}, {"BOT_PUBLIC_URL": PUBLIC}) as site:
        yield site


@pytest.fixture(name="client")
def _client(site: BotSite) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"http://127.0.0.1:{site.runtime.settings.port}") as client:
        yield client


@pytest.fixture(name="download")
def _download(client: httpx.Client) -> Callable[[str], bytes]:
    """What is under the public address, which a proxy would lead here."""

    def load(url: str) -> bytes:
        assert url.startswith(f"{PUBLIC}/")
        return client.get(url.removeprefix(PUBLIC)).raise_for_status().content

    return load


def issued(site: BotSite, person: str, criteria: Criteria | None = None) -> Certificate:
    """A certificate of a passed exam."""
    services = site.runtime.services
    services.learners.enrol(person, "2026-11", NOW)
    services.learners.start_exam(person, f"exam of {person}", {}, NOW)
    services.learners.finish_exam(f"exam of {person}", 15, 15, True, NOW)
    day = date(2026, 11, 22)
    return services.certificates.issue(
        person, f"exam of {person}", "Nguyễn Văn Bàn", MODULES, day, criteria
    )


def test_it_is_verified_by_what_the_site_publishes(
    site: BotSite, client: httpx.Client, download: Callable[[str], bytes]
) -> None:
    made = issued(site, "rest:badge", Criteria(70, 40))
    file = client.get(f"/certificates/{made.code}.jwt")
    assert file.headers["content-type"].startswith("text/plain")
    assert f"huy-hieu-so-{made.code}.jwt" in file.headers["content-disposition"]
    verifier = OB3Verifier.for_issuer_did("did:web:hoc.example.vn", download=download)
    badge = verifier.verify(file.text, check_status=True, download=download)
    assert badge.id == f"{PUBLIC}/certificates/{made.code}"
    assert [each.identity_hash for each in badge.identifiers] == ["Nguyễn Văn Bàn"]
    assert "đúng từ 70% số câu, mỗi phần từ 40%" in badge.achievement.criteria_narrative
    # Offline: the key alone, taken along.
    key = client.get("/badges/key.pem").content
    assert OB3Verifier(key).verify(file.text).id == badge.id


def test_what_was_asked_before_it_was_kept_is_todays_rule(
    site: BotSite, client: httpx.Client
) -> None:
    made = issued(site, "rest:old")
    rule = site.runtime.services.library.framework.exam
    token = client.get(f"/certificates/{made.code}.jwt").text
    badge = OB3Verifier(client.get("/badges/key.pem").content).verify(token)
    assert f"đúng từ {rule.pass_percent}% số câu" in badge.achievement.criteria_narrative


def test_the_picture_carries_the_same_badge(site: BotSite, client: httpx.Client) -> None:
    made = issued(site, "rest:picture")
    picture = client.get(f"/certificates/{made.code}.png")
    assert picture.headers["content-type"] == "image/png"
    token = OB3Verifier.extract_token_from_png(picture.content)
    assert token == client.get(f"/certificates/{made.code}.jwt").text
    common = client.get("/badges/badge.png")
    assert common.headers["content-type"] == "image/png"
    assert common.content.startswith(b"\x89PNG")


def test_one_that_was_given_out_and_then_revoked_is_refused(
    site: BotSite, client: httpx.Client, download: Callable[[str], bytes]
) -> None:
    revoked, kept, deleted = (issued(site, f"rest:{n}") for n in ("void", "kept", "deleted"))
    tokens = {
        each.code: client.get(f"/certificates/{each.code}.jwt").text
        for each in (revoked, kept, deleted)
    }
    site.runtime.services.certificates.revoke(revoked.code, "Thi hộ", NOW)
    site.runtime.services.learners.forget("rest:deleted")
    verifier = OB3Verifier(client.get("/badges/key.pem").content)
    verifier.verify(tokens[kept.code], check_status=True, download=download)
    for each in (revoked, deleted):
        with pytest.raises(OB3VerificationError, match="'revocation' is set"):
            verifier.verify(tokens[each.code], check_status=True, download=download)
    assert client.get(f"/certificates/{revoked.code}.jwt").status_code == 410
    assert client.get(f"/certificates/{deleted.code}.jwt").status_code == 404


def test_other_sites_may_read_what_is_needed_to_check(client: httpx.Client) -> None:
    for path in ("/.well-known/did.json", "/badges/key.pem", "/badges/status/0.jwt"):
        headers = client.get(path).headers
        assert headers["access-control-allow-origin"] == "*"
        assert headers["cross-origin-resource-policy"] == "cross-origin"


@pytest.mark.parametrize(
    ("number", "code"), [("1", 404), ("99999", 404), ("-1", 422), ("x", 422), ("9" * 30, 422)]
)
def test_a_list_that_is_not_there(client: httpx.Client, number: str, code: int) -> None:
    assert client.get(f"/badges/status/{number}.jwt").status_code == code
