"""Every setting of the bot: its environment variable, default and meaning.

The table in the README is made from this class (`bot settings`).
"""

from __future__ import annotations

import re
from ipaddress import ip_network
from pathlib import Path
from typing import Literal

from pydantic import BaseSettings, Field, SecretStr, validator

__all__ = ["ROOT", "Settings"]

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: where `knowledge/`, `nlu_data/` and `models/` lie."""


class Settings(BaseSettings):
    """The settings of one bot, read from the environment when created."""

    host: str = Field(
        default="127.0.0.1", env="BOT_HOST", description="address the web server listens on"
    )
    port: int = Field(default=8000, env="BOT_PORT", description="its port", ge=1, le=65535)
    data_dir: Path = Field(
        default=ROOT / "data",
        env="BOT_DATA_DIR",
        description="folder of everything this bot stores",
    )
    public_url: str | None = Field(
        default=None,
        env="BOT_PUBLIC_URL",
        description="address people reach the bot at, in links and QR codes; "
        "default: http://BOT_HOST:BOT_PORT",
    )
    trusted_proxies: str | None = Field(
        default=None,
        env="BOT_TRUSTED_PROXIES",
        description="addresses or networks (10.0.0.0/8), separated by commas, of the reverse "
        "proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; default: nobody's",
    )
    redis_url: str | None = Field(
        default=None,
        env="REDIS_URL",
        description="a Redis or Valkey to use instead of the embedded one",
    )
    database_url: str | None = Field(
        default=None,
        env="DATABASE_URL",
        description="a database to use instead of SQLite in the data folder",
    )
    api_token: SecretStr | None = Field(
        default=None,
        env="API_TOKEN",
        description="token the REST endpoints ask for (Authorization: Bearer …); default: none",
    )
    knowledge_dir: Path = Field(
        default=ROOT / "knowledge",
        env="BOT_KNOWLEDGE_DIR",
        description="folder of lessons, questions, facts",
    )
    model: Path = Field(
        default=ROOT / "models" / "bot.tar.gz",
        env="BOT_MODEL",
        description="the trained dialogue model",
    )
    models_dir: Path | None = Field(
        default=None,
        env="BOT_MODELS_DIR",
        description="folder of downloaded language models; default: models/ in the data folder",
    )
    conversation_hours: int = Field(
        default=72,
        env="BOT_CONVERSATION_HOURS",
        description="hours after the last message until a conversation's short-lived state is gone",
        ge=1,
    )
    telegram_token: SecretStr | None = Field(
        default=None, env="TELEGRAM_BOT_TOKEN", description="token of the bot, from @BotFather"
    )
    telegram_webhook_secret: SecretStr | None = Field(
        default=None,
        env="TELEGRAM_WEBHOOK_SECRET",
        description="any 16 to 256 letters and digits; set: Telegram sends to "
        "BOT_PUBLIC_URL/webhooks/telegram; not set: the bot asks Telegram (long polling)",
    )
    telegram_api_url: str = Field(
        default="https://api.telegram.org",
        env="TELEGRAM_API_URL",
        description="server of the Telegram Bot API",
    )
    zalo_oa_app_id: str | None = Field(
        default=None, env="ZALO_OA_APP_ID", description="id of the application behind the account"
    )
    zalo_oa_app_secret: SecretStr | None = Field(
        default=None, env="ZALO_OA_APP_SECRET", description="secret of that application"
    )
    zalo_oa_secret: SecretStr | None = Field(
        default=None, env="ZALO_OA_SECRET", description="secret that signs the account's webhooks"
    )
    zalo_oa_refresh_token: SecretStr | None = Field(
        default=None,
        env="ZALO_OA_REFRESH_TOKEN",
        description="the first refresh token; later ones are kept in the database",
    )
    zalo_oa_api_url: str = Field(
        default="https://openapi.zalo.me",
        env="ZALO_OA_API_URL",
        description="server of Zalo's OpenAPI",
    )
    zalo_oa_oauth_url: str = Field(
        default="https://oauth.zaloapp.com",
        env="ZALO_OA_OAUTH_URL",
        description="server of Zalo's tokens",
    )
    zalo_oa_signed_with: Literal["oa_secret", "app_secret"] = Field(
        default="oa_secret",
        env="ZALO_OA_SIGNED_WITH",
        description="which secret signs webhooks (sources disagree): oa_secret or app_secret",
    )
    zalo_oa_timestamp_from: Literal["body", "header"] = Field(
        default="body",
        env="ZALO_OA_TIMESTAMP_FROM",
        description="where the signed timestamp stands (sources disagree): body or header",
    )
    zalo_bot_token: SecretStr | None = Field(
        default=None, env="ZALO_BOT_TOKEN", description="token of a bot of the Zalo Bot Platform"
    )
    zalo_bot_webhook_secret: SecretStr | None = Field(
        default=None,
        env="ZALO_BOT_WEBHOOK_SECRET",
        description="8 to 256 letters and digits; set: Zalo sends to "
        "BOT_PUBLIC_URL/webhooks/zalo_bot; not set: the bot asks Zalo",
    )
    zalo_bot_api_url: str = Field(
        default="https://bot-api.zaloplatforms.com",
        env="ZALO_BOT_API_URL",
        description="server of the Zalo Bot Platform",
    )
    speech_engine: str = Field(
        default="viet-asr",
        env="BOT_SPEECH_ENGINE",
        description="what understands voice notes: viet-asr, whisper, or the folder of a Whisper "
        "model for CTranslate2",
    )
    piper_voice: Path | None = Field(
        default=None,
        env="BOT_PIPER_VOICE",
        description="a Piper voice (name.onnx, beside it name.onnx.json) instead of eSpeak NG's",
    )
    llm: str | None = Field(
        default=None,
        env="BOT_LLM",
        description="language model that words answers once `bot evaluate llm` has let it: "
        "gemma-3-270m, a name of `bot models list`, a GGUF file, or the address of a server that "
        "speaks OpenAI's protocol (https://…/v1, with #MODEL where it has several), which then "
        "reads people's questions; default: none, passages are said as they stand",
    )
    llm_adapter: Path | None = Field(
        default=None,
        env="BOT_LLM_ADAPTER",
        description="a LoRA adapter (GGUF) for that file, made by training/",
    )
    llm_key: SecretStr | None = Field(
        default=None, env="BOT_LLM_KEY", description="key that server asks for"
    )
    llm_line: int = Field(
        default=8,
        env="BOT_LLM_LINE",
        description="questions that wait for it at most; the others get the passage at once",
        ge=1,
    )
    llm_seconds: float = Field(
        default=20.0,
        env="BOT_LLM_SECONDS",
        description="seconds it has for an answer, its time in line included",
        ge=1,
    )
    log_level: str = Field(
        default="INFO", env="BOT_LOG_LEVEL", description="DEBUG, INFO, WARNING or ERROR"
    )
    log_format: Literal["text", "json"] = Field(
        default="text", env="BOT_LOG_FORMAT", description="text or json, one line a thing"
    )

    @validator("trusted_proxies")
    def names_networks(cls, given: str | None) -> str | None:  # noqa: N805
        """Refuses what is no list of addresses: a name would be believed of nobody."""
        for each in _split(given):
            ip_network(each)
        return given

    class Config:
        """Settings never change while the bot runs."""

        frozen = True

    @property
    def base_url(self) -> str:
        """The public address without a slash at its end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def language_models_dir(self) -> Path:
        """Where downloaded language models lie."""
        return self.models_dir or self.data_dir / "models"

    @property
    def secrets(self) -> list[str]:
        """Every token, secret and password that is set: never to be written anywhere."""
        values = [getattr(self, name) for name in self.__fields__]
        tokens = [each.get_secret_value() for each in values if isinstance(each, SecretStr)]
        addresses = f"{self.redis_url} {self.database_url} {self.llm}"
        return tokens + re.findall(r"://[^/@\s]*:([^/@\s]+)@", addresses)

    @property
    def trusted_proxy_list(self) -> list[str]:
        """The addresses and networks of the reverse proxies that are believed."""
        return _split(self.trusted_proxies)

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database_url or f"sqlite:///{self.data_dir / 'bot.sqlite3'}"


def _split(listed: str | None) -> list[str]:
    return [each.strip() for each in (listed or "").split(",") if each.strip()]
