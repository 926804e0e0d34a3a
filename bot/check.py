"""The doctor: what is in order, what should be looked at, what keeps the program from serving.

A check gives the key of a sentence, not the sentence: words are put to it by the command.
"""

import os
import re
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.settings import Settings
from storage.sqlite import is_affected

OK, WARN, FAIL = "ok", "warn", "fail"
# This program was written then: a clock that says less is wrong.
WRITTEN = datetime(2026, 11, 1, tzinfo=UTC)
MEGABYTE = 1_000_000
LITTLE_SPACE, NO_SPACE = 1_000 * MEGABYTE, 100 * MEGABYTE
LOOPBACK = ("127.0.0.1", "::1", "localhost")
DEMO_FOLDER = Path("var") / "demo"
TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
VIETNAM_OFFSET = timedelta(hours=7)


@dataclass(frozen=True)
class Check:
    """One thing that was looked at. `name` is stable, for scripts; `key` and `values` make the sentence."""

    name: str
    state: str
    key: str
    values: dict[str, Any] = field(default_factory=dict)


def machine(settings: Settings, now: datetime) -> Iterator[Check]:
    """Files, disk, clock, time zone: what needs no database and no network."""
    yield _environment_file()
    yield _data_folder(settings)
    yield _disk(settings)
    yield _clock(now)
    yield _zone(settings)
    yield _webhook(settings)
    yield _web(settings)
    yield _demo(settings)
    if settings.url.startswith("sqlite"):
        yield sqlite_version(sqlite3.sqlite_version)


def environment_path() -> Path:
    """The file of settings, whether it is there or not."""
    return Path(os.environ.get("TINCOSO_ENV_FILE", ".env"))


def readable_by_others() -> list[Path]:
    """The files with secrets in them that other users of the machine can read (ASVS 13.3.1)."""
    path = environment_path()
    return [path] if _is_open(path, 0o077) else []


def is_token(token: str) -> bool:
    """Whether Telegram may have given it out: the bot's number, a colon, letters and digits."""
    return TOKEN.fullmatch(token) is not None


def _is_open(path: Path, to: int) -> bool:
    """Windows has no such modes."""
    return os.name == "posix" and path.exists() and bool(stat.S_IMODE(path.stat().st_mode) & to)


def _environment_file() -> Check:
    path = environment_path()
    if not path.exists():
        return Check("env-file", OK, "check-env-none")
    if readable_by_others():
        return Check("env-file", FAIL, "check-env-open", {"path": str(path)})
    return Check("env-file", OK, "check-env-ok", {"path": str(path)})


def _data_folder(settings: Settings) -> Check:
    path = settings.data_dir
    told = {"path": str(path)}
    if not path.exists():
        return Check("data-folder", WARN, "check-data-none", told)
    if not os.access(path, os.W_OK):
        return Check("data-folder", FAIL, "check-data-read-only", told)
    loose = [part for part in (path, *path.glob("*.db*"), path / "attachments", path / "web") if _is_open(part, 0o077)]
    if loose:
        return Check("data-folder", WARN, "check-data-open", {"path": str(loose[0])})
    return Check("data-folder", OK, "check-data-ok", told)


def _disk(settings: Settings) -> Check:
    there = next(
        part for part in (settings.data_dir.absolute(), *settings.data_dir.absolute().parents) if part.exists()
    )
    free = shutil.disk_usage(there).free
    state = FAIL if free < NO_SPACE else WARN if free < LITTLE_SPACE else OK
    return Check("disk", state, "check-disk" if state == OK else "check-disk-little", {"free": free // MEGABYTE})


def _clock(now: datetime) -> Check:
    if now < WRITTEN:
        return Check("clock", FAIL, "check-clock-past", {"moment": now.isoformat(timespec="seconds")})
    return Check("clock", OK, "check-clock-ok", {"moment": now.isoformat(timespec="seconds")})


def _zone(settings: Settings) -> Check:
    """A deadline judged by another clock than Vietnam's is judged wrong."""
    offset = WRITTEN.astimezone(ZoneInfo(settings.timezone)).utcoffset()
    state, key = (OK, "check-zone-ok") if offset == VIETNAM_OFFSET else (WARN, "check-zone-other")
    return Check("timezone", state, key, {"zone": settings.timezone, "offset": _shown(offset or timedelta())})


def _shown(offset: timedelta) -> str:
    hours = offset.total_seconds() / 3600
    return f"UTC{hours:+g}"


def _webhook(settings: Settings) -> Check:
    """`Settings` itself refuses a webhook without a secret; Telegram takes 1-256 letters, digits, _ and -."""
    if not settings.telegram_token or settings.telegram_mode != "webhook":
        return Check("webhook", OK, "check-webhook-none")
    secret = settings.telegram_secret.get_secret_value() if settings.telegram_secret else ""
    plain = secret.replace("_", "").replace("-", "")
    if not (plain.isascii() and plain.isalnum() and len(secret) <= 256):
        return Check("webhook", FAIL, "check-webhook-letters")
    if len(secret) < 16:
        return Check("webhook", WARN, "check-webhook-short")
    return Check("webhook", OK, "check-webhook-ok")


def _web(settings: Settings) -> Check:
    """Reports and the cookie that signs in must not travel in the clear."""
    told = {"address": settings.public_url or f"{settings.web_host}:{settings.web_port}"}
    if settings.public_url and not settings.public_url.startswith("https://"):
        return Check("web-address", WARN, "check-web-plain", told)
    if not settings.public_url and settings.web_host not in LOOPBACK:
        return Check("web-address", WARN, "check-web-open", told)
    return Check("web-address", OK, "check-web-ok", told)


def _demo(settings: Settings) -> Check:
    """Every start of the demo erases its folder: an office's data must not lie there."""
    if settings.data_dir.absolute() == DEMO_FOLDER.absolute():
        return Check("demo", FAIL, "check-demo-on", {"path": str(settings.data_dir)})
    return Check("demo", OK, "check-demo-off")


def sqlite_version(version: str) -> Check:
    """Versions 3.7.0-3.51.2 can damage a database in WAL mode when two connections meet at a checkpoint.

    Mended in 3.51.3, and in 3.44.6 and 3.50.7 of the older lines (sqlite.org/wal.html, "the WAL-reset bug").
    """
    told = {"version": version}
    if is_affected(version):
        return Check("sqlite-version", WARN, "check-sqlite-affected", told)
    return Check("sqlite-version", OK, "check-sqlite-ok", told)
