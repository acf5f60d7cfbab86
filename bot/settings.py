"""Every setting of the bot: its environment variable, default and meaning.

The table in the README is made from this class (`bot settings`).
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseSettings, Field

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
    api_token: str | None = Field(
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
    conversation_hours: int = Field(
        default=72,
        env="BOT_CONVERSATION_HOURS",
        description="hours after the last message until a conversation's short-lived state is gone",
        ge=1,
    )
    log_level: str = Field(
        default="INFO", env="BOT_LOG_LEVEL", description="DEBUG, INFO, WARNING or ERROR"
    )

    class Config:
        """Settings never change while the bot runs."""

        frozen = True

    @property
    def base_url(self) -> str:
        """The public address without a slash at its end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database_url or f"sqlite:///{self.data_dir / 'bot.sqlite3'}"
