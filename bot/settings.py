"""Settings: environment variables or `.env`, prefix TINCOSO_; secrets are never printed."""

import os
import re
from pathlib import Path
from typing import Literal
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

# What stands in an address between user and host, or is asked for by name behind it.
PASSWORD = re.compile(r"://[^:/@]*:(.+)@|[?&]password=([^&]+)")


class Settings(BaseSettings):
    """Everything that an office sets. Each field says what it is for."""

    model_config = SettingsConfigDict(
        env_prefix="TINCOSO_", env_file=".env", extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    data_dir: Path = Field(default=Path("var"), description="Folder of the SQLite database, attachments and locks.")
    database_url: str = Field(default="", description="PostgreSQL: postgresql+psycopg://user:secret@host/db.")
    timezone: str = Field(
        default="Asia/Ho_Chi_Minh", description="The office's zone, in which every deadline is judged."
    )
    public_url: str = Field(
        default="", description="https:// address under which the page and the webhooks are reached."
    )
    web_host: str = Field(default="127.0.0.1", description="Address the web page listens on.")
    web_port: int = Field(default=8080, ge=1, le=65535, description="Port of the web page.")
    telegram_token: SecretStr | None = Field(default=None, description="Token of the Telegram bot, from BotFather.")
    telegram_bot: str = Field(default="", description="Name of the bot without @, for invite links from `invite`.")
    telegram_api: str = Field(default="https://api.telegram.org", description="Address of the Bot API server.")
    telegram_proxy: str | None = Field(default=None, description="Proxy to Telegram: http:// or socks5://.")
    telegram_mode: Literal["polling", "webhook"] = Field(default="polling", description="How updates come in.")
    telegram_secret: SecretStr | None = Field(default=None, description="Secret of the webhook; mandatory for it.")

    messages_per_minute: int = Field(
        default=30, ge=0, description="What one person may send a minute, twice that at once; 0: without limit."
    )
    uploads_per_hour: int = Field(
        default=10, ge=0, description="Files one person may send an hour, twice that at once; 0: without limit."
    )
    reconfirm_days: int = Field(
        default=90, ge=0, description="Idle for so long, an account needs a new invite code to read anything; 0: never."
    )
    seal_notice: bool = Field(
        default=True, description="Once a week the fingerprint of the audit goes to who may read it."
    )

    @field_validator("database_url")
    @classmethod
    def _database_is_named(cls, value: str) -> str:
        """Refused here, where nothing is repeated: a driver that takes part of the password for the host tells it."""
        if not value:
            return value
        from sqlalchemy import make_url
        from sqlalchemy.exc import ArgumentError

        try:
            named = make_url(value)
        except (ArgumentError, ValueError):
            raise ValueError("cannot be read; sqlite:///… or postgresql+psycopg://user:secret@host/db") from None
        if named.get_backend_name() not in ("sqlite", "postgresql"):
            raise ValueError("only sqlite:///… and postgresql+psycopg://… are known")
        if "@" in (named.host or ""):
            raise ValueError("an @ within the password is written %40 (and : %3A, / %2F)")
        return value

    @field_validator("timezone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"no such time zone: {value}; if the name is right, install tzdata") from error
        return value

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> "Settings":
        if self.telegram_token and self.telegram_mode == "webhook":
            if not self.telegram_secret or not self.telegram_secret.get_secret_value():
                raise ValueError("TINCOSO_TELEGRAM_SECRET is mandatory for the webhook")
            if not self.public_url.startswith("https://"):
                raise ValueError("TINCOSO_PUBLIC_URL (https://…) is mandatory for the webhook")
        return self

    @property
    def url(self) -> str:
        """The database's address: SQLite in the data folder unless another is set."""
        return self.database_url or f"sqlite:///{self.data_dir / 'tincoso.db'}"

    @property
    def zone(self) -> ZoneInfo:
        """The office's zone."""
        return ZoneInfo(self.timezone)

    def secrets(self) -> list[str]:
        """The values that must never appear in a log."""
        held = [s.get_secret_value() for s in (self.telegram_token, self.telegram_secret) if s]
        for address in (self.database_url, self.telegram_proxy or ""):
            written = [one or two for one, two in PASSWORD.findall(address)]
            held += [form for one in written for form in (one, unquote(one))]
        return [secret for secret in dict.fromkeys(held) if secret]


def load() -> Settings:
    """The settings of this process. Raises pydantic.ValidationError, whose text names the setting."""
    return Settings(_env_file=os.environ.get("TINCOSO_ENV_FILE", ".env"))  # type: ignore[call-arg]
