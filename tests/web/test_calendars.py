"""The calendars of what people follow."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from icalendar import Calendar

from bot.learning.learner import Learners
from bot.plans.register import Register
from bot.plans.subscriptions import Subscription, Subscriptions
from bot.store.database import open_engine
from bot.store.migrate import migrate
from bot.web.calendars import calendar_router
from bot.web.headers import SecurityHeaders

# pytest finds helper modules beside the tests that use them only.
sys.path.append(str(Path(__file__).parent.parent / "plans"))
from small_register import JUNE, QUARTERLY, TENTH, register_with, task

NOW = datetime(2027, 5, 3, 2, 0, 0, 123456, tzinfo=timezone.utc)
LATER = NOW + timedelta(hours=1)
AN = "web:khoá bí mật"


@dataclass
class Site:
    """A site with nothing but calendars, and what they are made of."""

    subscriptions: Subscriptions
    plans: Register = field(
        default_factory=lambda: register_with(
            task("1", TENTH), task("2", QUARTERLY, lead=("Sở B",)), task("3", JUNE)
        )
    )
    revised: datetime = NOW - timedelta(days=30)
    page: str | None = None

    def client(self) -> TestClient:
        app = FastAPI()
        app.add_middleware(SecurityHeaders)
        app.include_router(
            calendar_router(self.subscriptions, lambda: self.plans, lambda: self.revised, self.page)
        )
        return TestClient(app)

    def follow(self, kind: str, value: str, at: datetime = NOW) -> Subscription:
        return self.subscriptions.add(AN, kind, value, 7, "m1", at)


@pytest.fixture(name="site")
def _site(tmp_path: Path) -> Iterator[Site]:
    engine = open_engine(f"sqlite:///{tmp_path / 'bot.sqlite3'}")
    migrate(engine)
    Learners(engine).enrol(AN, "1", NOW)
    yield Site(Subscriptions(engine))
    engine.dispose()


def events(text: str) -> list[str]:
    """What the events of a calendar are called."""
    called = [str(event["SUMMARY"]) for event in Calendar.from_ical(text).walk("VEVENT")]
    return sorted(called, key=lambda summary: summary[-1])


@pytest.mark.parametrize(
    ("kind", "value", "name", "shown"),
    [
        ("unit", "Sở A", "Hạn việc: Sở A", ["1", "3"]),
        ("document", "KH9", "Hạn việc: 9/KH-UBND", ["1", "2", "3"]),
        ("task", "2", "Hạn việc: Việc 2", ["2"]),
        ("task", "gone", "Hạn việc: gone", []),
    ],
)
def test_the_calendar_of_a_subscription(
    site: Site, kind: str, value: str, name: str, shown: list[str]
) -> None:
    followed = site.follow(kind, value)
    response = site.client().get(f"/calendars/{followed.token}.ics")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    assert response.headers["cache-control"] == "private, no-cache"
    found = events(response.text)
    assert len(found) == len(shown)
    for number, summary in zip(shown, found, strict=True):
        assert f"Việc {number}" in summary
    assert str(Calendar.from_ical(response.text)["X-WR-CALNAME"]) == name


def test_the_calendar_of_all_shows_each_task_once(site: Site) -> None:
    site.follow("unit", "Sở A")
    site.follow("document", "KH9")
    whole = site.subscriptions.calendar_token(AN)
    response = site.client().get(f"/calendars/{whole}.ics")
    assert len(events(response.text)) == 3


def test_nothing_of_the_person_is_in_it(site: Site) -> None:
    site.page = "https://bot.example/plans"
    followed = site.follow("unit", "Sở A")
    whole = site.subscriptions.calendar_token(AN)
    for token in (followed.token, whole):
        response = site.client().get(f"/calendars/{token}.ics")
        said = response.text.replace("\r\n ", "") + str(response.headers)
        for secret in (AN, "bí mật", "web:", followed.token, str(whole)):
            assert secret not in said
        assert "https://bot.example/plans" in said


@pytest.mark.parametrize("path", ["x.ics", f"{'A' * 43}.ics", "x", "%00.ics", f"{'a' * 9000}.ics"])
def test_an_unknown_calendar_is_no_more_than_missing(site: Site, path: str) -> None:
    site.follow("unit", "Sở A")
    response = site.client().get(f"/calendars/{path}")
    assert response.status_code == 404
    assert response.json() == {"detail": "Not Found"}


def test_an_ended_subscription_has_no_calendar(site: Site) -> None:
    followed = site.follow("unit", "Sở A")
    whole = site.subscriptions.calendar_token(AN)
    site.subscriptions.remove(AN, "unit", "Sở A", LATER)
    client = site.client()
    assert client.get(f"/calendars/{followed.token}.ics").status_code == 404
    assert events(client.get(f"/calendars/{whole}.ics").text) == []
    Learners(site.subscriptions.engine).forget(AN)
    assert client.get(f"/calendars/{whole}.ics").status_code == 404


def test_what_did_not_change_is_not_sent_again(site: Site) -> None:
    path = f"/calendars/{site.follow('unit', 'Sở A').token}.ics"
    client = site.client()
    first = client.get(path)
    assert first.headers["last-modified"] == "Mon, 03 May 2027 02:00:00 GMT"
    tag, modified = first.headers["etag"], first.headers["last-modified"]
    assert client.get(path).content == first.content
    for known in (
        {"If-None-Match": tag},
        {"If-None-Match": f'"other", W/{tag}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": modified},
    ):
        again = client.get(path, headers=known)
        assert (again.status_code, again.content) == (304, b""), known
        assert (again.headers["etag"], again.headers["last-modified"]) == (tag, modified)
    for other in (
        {"If-None-Match": '"other"'},
        {"If-None-Match": '"other"', "If-Modified-Since": modified},
        {"If-Modified-Since": "Mon, 03 May 2027 01:59:59 GMT"},
        {"If-Modified-Since": "yesterday"},
        {"If-Modified-Since": "Mon, 03 May 2027 02:00:00 -0000"},
    ):
        assert client.get(path, headers=other).status_code == 200, other


def test_what_changed_is_sent_again(site: Site) -> None:
    path = f"/calendars/{site.follow('unit', 'Sở A').token}.ics"
    client = site.client()
    first = client.get(path)
    site.plans = register_with(task("1", JUNE))
    site.revised = LATER
    for known in (
        {"If-None-Match": first.headers["etag"]},
        {"If-Modified-Since": first.headers["last-modified"]},
    ):
        again = client.get(path, headers=known)
        assert again.status_code == 200
        assert again.headers["last-modified"] == "Mon, 03 May 2027 03:00:00 GMT"


def test_another_subscription_changes_the_calendar_of_all(site: Site) -> None:
    site.follow("unit", "Sở A")
    client = site.client()
    path = f"/calendars/{site.subscriptions.calendar_token(AN)}.ics"
    first = client.get(path)
    site.follow("unit", "Sở B", LATER)
    since = {"If-Modified-Since": first.headers["last-modified"]}
    assert len(events(client.get(path, headers=since).text)) == 3


def test_whoever_looks_only_at_the_head_gets_it(site: Site) -> None:
    path = f"/calendars/{site.follow('unit', 'Sở A').token}.ics"
    client = site.client()
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == client.get(path).headers["etag"]
