"""Whether the bot lives, whether it can work, and its numbers."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import httpx
import pytest
from bot_site import BotSite, running_site


@pytest.fixture(name="site")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotSite]:
    with running_site(tmp_path_factory.mktemp("health"), {"web", "sender"}) as site:
        yield site


def test_ready_while_queue_and_database_answer(site: BotSite) -> None:
    with httpx.Client(base_url=site.url, timeout=30) as client:
        assert client.get("/health/live").json() == {"status": "live"}
        ready = client.get("/health/ready")
        assert ready.status_code == 200
        assert ready.json() == {
            "status": "ready",
            "queue": "ok",
            "database": "ok",
            "platforms": {},
        }
        assert site.runtime.settings.database not in ready.text
        metrics = client.get("/metrics")
        assert metrics.headers["content-type"].startswith("text/plain")
        assert "# TYPE" in metrics.text


def test_waiting_while_the_database_is_away_and_ready_again(site: BotSite) -> None:
    engine = site.runtime.services.learners.engine
    data_dir = site.runtime.settings.data_dir
    engine.dispose()
    (data_dir / "bot.sqlite3").rename(data_dir / "elsewhere")
    (data_dir / "bot.sqlite3").mkdir()
    try:
        with httpx.Client(base_url=site.url, timeout=30) as client:
            response = client.get("/health/ready")
            assert response.status_code == 503
            assert response.json() == {
                "status": "waiting",
                "queue": "ok",
                "database": "away",
                "platforms": {},
            }
            assert client.get("/health/live").status_code == 200
    finally:
        (data_dir / "bot.sqlite3").rmdir()
        (data_dir / "elsewhere").rename(data_dir / "bot.sqlite3")
    with httpx.Client(base_url=site.url, timeout=30) as client:
        assert client.get("/health/ready").status_code == 200


# redis 4.6 leaves a unix socket that could not connect to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_waiting_while_valkey_is_dead_and_ready_once_it_is_back(site: BotSite) -> None:
    pid = int((site.runtime.settings.data_dir / "valkey" / "valkey.pid").read_text())
    os.kill(pid, signal.SIGSTOP)
    with httpx.Client(base_url=site.url, timeout=30) as client:
        response = client.get("/health/ready")
        assert response.status_code == 503
        assert response.json()["queue"] == "away"
        os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 20
        while client.get("/health/ready").status_code != 200:
            assert time.monotonic() < deadline
            time.sleep(0.2)
