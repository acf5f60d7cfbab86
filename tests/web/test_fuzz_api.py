"""Everything an outsider can reach, with whatever may come: never a failure of ours."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import requests
import schemathesis
from bot_site import BotSite, running_site
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
)

# The bot runs in another thread of this process, and the waits between its attempts are random.
pytestmark = pytest.mark.filterwarnings("ignore:Do not use the `random` module inside strategies")

NOBODY = "http://127.0.0.1:9"
SECRETS = {
    "TELEGRAM_BOT_TOKEN": "1:telegram-token",
    "TELEGRAM_WEBHOOK_SECRET": "telegram-webhook-secret",
    "ZALO_BOT_TOKEN": "1:zalo-bot-token",
    "ZALO_BOT_WEBHOOK_SECRET": "zalo-bot-webhook-secret",
    "ZALO_OA_APP_SECRET": "zalo-oa-app-secret",
    "ZALO_OA_SECRET": "zalo-oa-signing-secret",
    "ZALO_OA_REFRESH_TOKEN": "zalo-oa-refresh-token",
}
ENVIRONMENT = {
    **SECRETS,
    "TELEGRAM_API_URL": NOBODY,
    "ZALO_BOT_API_URL": NOBODY,
    "ZALO_OA_APP_ID": "app-id",
    "ZALO_OA_API_URL": NOBODY,
    "ZALO_OA_OAUTH_URL": NOBODY,
}
PLATFORMS = {"telegram", "zalo_bot", "zalo_oa"}

SECONDS = 20.0
"""For all operations of the API together; on a busy machine fewer requests are made of each."""

STREAM = "/chat/events"

QUICK = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module", name="site")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotSite]:
    roles = {"web", "dialogue", "sender", "speech"}
    with running_site(tmp_path_factory.mktemp("fuzz"), roles, ENVIRONMENT) as site:
        yield site


@pytest.fixture(name="client")
def _client(site: BotSite) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site.url, timeout=30) as client:
        yield client


@schemathesis.serializer("audio/webm", "audio/mp4", "audio/ogg")
def sound(_context: Any, value: Any) -> bytes:
    """What is sent as a sound: bytes where there are some, else whatever it is, in words."""
    value = getattr(value, "data", value)
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


def seen_from_outside(headers: Any, text: str) -> None:
    """No answer tells anything of the program, and each has its headers."""
    assert "Traceback" not in text
    assert ".venv" not in text
    assert 'File "' not in text
    assert headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" in headers
    for secret in SECRETS.values():
        assert secret not in text


def test_every_operation_of_the_api(site: BotSite) -> None:
    schema = schemathesis.openapi.from_url(f"{site.url}/openapi.json").exclude(path=STREAM)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) >= 10
    modes = list(schemathesis.GenerationMode)
    each_seconds = SECONDS / (len(operations) * len(modes))
    end = time.monotonic() + SECONDS
    tried = 0

    def attack(operation: Any, mode: schemathesis.GenerationMode) -> Callable[[], None]:
        @QUICK
        @given(operation.as_strategy(generation_mode=mode))
        def run(case: schemathesis.Case) -> None:
            nonlocal tried
            if time.monotonic() > until:
                return
            tried += 1
            answer = case.call(session=session, timeout=30)
            said = answer.content.decode(errors="replace")  # some answers are pictures
            seen_from_outside({k.lower(): v[0] for k, v in answer.headers.items()}, said)
            case.validate_response(
                answer,
                checks=[not_a_server_error, content_type_conformance, response_schema_conformance],
            )

        return run

    with requests.Session() as session:
        for mode in modes:
            for operation in operations:
                until = min(time.monotonic() + each_seconds, end)
                if time.monotonic() > end:
                    break
                with contextlib.suppress(Unsatisfiable):  # there is nothing to be done wrong
                    attack(operation, mode)()
    assert tried > 50


TEXT = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=60)


def test_event_streams(client: httpx.Client) -> None:
    """They do not end, so only how they begin is looked at."""

    @QUICK
    @given(
        st.text(max_size=40) | st.from_regex(r"\d{1,20}-\d{1,20}", fullmatch=True),
        st.none() | TEXT,
        st.none() | TEXT,
    )
    def run(after: str, last: str | None, cookie: str | None) -> None:
        headers = {} if last is None else {"last-event-id": last}
        if cookie is not None:
            headers["cookie"] = f"bhs={cookie}"
        with client.stream("GET", STREAM, params={"after": after}, headers=headers) as answer:
            assert answer.status_code in (200, 400)
            first = next(answer.iter_text())
            seen_from_outside(answer.headers, first)
            assert ("caught-up" in first) == (answer.status_code == 200)

    run()


@pytest.mark.parametrize("name", [*sorted(PLATFORMS), "web", "rest", "%2e%2e", "tài khoản"])
def test_webhooks_take_nothing_that_no_platform_signed(client: httpx.Client, name: str) -> None:
    expected = (401, 429) if name in PLATFORMS else (404,)

    @QUICK
    @given(st.binary(max_size=300), st.dictionaries(st.sampled_from(HEADERS), TEXT))
    def run(body: bytes, headers: dict[str, str]) -> None:
        answer = client.post(f"/webhooks/{name}", content=body, headers=headers)
        assert answer.status_code in expected
        seen_from_outside(answer.headers, answer.text)

    run()


HEADERS = [
    "x-telegram-bot-api-secret-token",
    "x-bot-api-secret-token",
    "x-zevent-signature",
    "x-zevent-timestamp",
    "content-type",
]


def test_paths_and_methods(client: httpx.Client) -> None:
    known = ["static", "webhooks", "certificates", "my-data", "chat", "..", "", "%00", "%ff", "x"]
    methods = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "X"]

    @QUICK
    @given(
        st.sampled_from(methods),
        st.lists(st.sampled_from(known)).map("/".join) | st.text(max_size=40).map(as_path),
    )
    def run(method: str, path: str) -> None:
        answer = client.request(method, f"/{path}")
        assert answer.status_code < 500
        seen_from_outside(answer.headers, answer.text)

    run()


def as_path(text: str) -> str:
    """The text, escaped where a path cannot hold it."""
    return quote(text, errors="replace")


def test_operators_see_which_platforms_there_are_but_no_secrets(client: httpx.Client) -> None:
    ready = client.get("/health/ready")
    assert ready.status_code == 200
    assert ready.json()["platforms"] == dict.fromkeys(PLATFORMS, "ok")
    for path in ("/health/ready", "/metrics", "/openapi.json"):
        seen_from_outside(client.get(path).headers, client.get(path).text)
    assert 'bot_webhooks_total{channel="telegram",outcome="forged"}' in client.get("/metrics").text
