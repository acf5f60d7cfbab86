"""Settings come from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import ROOT, Settings

VARIABLES = [
    next(iter(field.field_info.extra["env_names"])) for field in Settings.__fields__.values()
]


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def test_everything_has_a_default() -> None:
    settings = Settings()
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.database == f"sqlite:///{ROOT / 'data' / 'bot.sqlite3'}"
    assert settings.redis_url is None
    assert settings.api_token is None


def test_the_environment_decides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BOT_PORT", "8123")
    monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("BOT_PUBLIC_URL", "https://hoc.example.org/")
    monkeypatch.setenv("API_TOKEN", "abc")
    settings = Settings()
    assert settings.port == 8123
    assert settings.database == f"sqlite:///{tmp_path / 'bot.sqlite3'}"
    assert settings.base_url == "https://hoc.example.org"
    assert settings.api_token is not None
    assert settings.api_token.get_secret_value() == "abc"
    assert "abc" not in repr(settings)
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/bot")
    assert Settings().database == "postgresql://db/bot"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_PORT", "0"),
        ("BOT_PORT", "99999"),
        ("BOT_PORT", "x"),
        ("BOT_CONVERSATION_HOURS", "0"),
        ("BOT_TRUSTED_PROXIES", "*"),
        ("BOT_TRUSTED_PROXIES", "proxy.example.org"),
        ("BOT_TRUSTED_PROXIES", "10.0.0.1, 10.0.0.0/99"),
        ("BOT_TRUSTED_PROXIES", "10.0.0.1/8"),
    ],
)
def test_a_wrong_value_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError):
        Settings()


def test_proxies_are_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().trusted_proxy_list == []
    monkeypatch.setenv("BOT_TRUSTED_PROXIES", " 127.0.0.1, 10.0.0.0/8 ,2001:db8::/32,")
    assert Settings().trusted_proxy_list == ["127.0.0.1", "10.0.0.0/8", "2001:db8::/32"]


def test_secrets_are_known_so_that_they_can_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().secrets == []
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:token")
    monkeypatch.setenv("ZALO_OA_SECRET", "oa-secret")
    monkeypatch.setenv("REDIS_URL", "rediss://:redis-word@cache:6379/0")
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg2://bot:data-word@db/bot")
    monkeypatch.setenv("BOT_LLM", "https://bot:llm-word@llm.example.org/v1#small")
    found = Settings().secrets
    assert sorted(found) == ["1:token", "data-word", "llm-word", "oa-secret", "redis-word"]


def test_every_setting_says_what_it_means() -> None:
    for field in Settings.__fields__.values():
        assert field.field_info.description, field.name


def test_settings_never_change() -> None:
    with pytest.raises(TypeError):
        Settings().port = 1
