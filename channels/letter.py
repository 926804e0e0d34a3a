"""What every letter is made with: who reads it, when, and how days and reports are called."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import locales
from channels.messenger import Button
from locales import dates
from locales.periods import period_name, report_name

DATA_MOST = 64
"""Bytes that a button may carry back."""


@dataclass(frozen=True)
class Talk:
    """Says sentences in one language; `now` is the office's local time."""

    language: str
    now: datetime

    def __call__(self, key: str, /, **values: Any) -> str:
        """The sentence."""
        return locales.say(self.language, key, **values)

    def report(self, duty: str, period: str) -> str:
        """Báo cáo tình hình Nhân dân quý IV/2026."""
        return report_name(self.language, duty, period)

    def period(self, period: str) -> str:
        """quý IV/2026."""
        return period_name(self.language, period)

    def weekday(self, day: date) -> str:
        """thứ Ba."""
        return dates.weekday(self.language, day)

    def moment(self, at: str) -> str:
        """09:12, 14/12/2026 by the office's clock, from an instant in ISO form."""
        return dates.moment(datetime.fromisoformat(at).astimezone(self.now.tzinfo))

    def hour(self) -> str:
        """8 giờ, or 8 giờ 05: this hour."""
        minutes = f"{self.now.minute:02d}" if self.now.minute else ""
        return self("letter-hour-minutes" if minutes else "letter-hour", hour=str(self.now.hour), minutes=minutes)

    def until(self, last: date, deadline: date | None) -> str:
        """trước ngày 16/12/2026 (hết ngày 15/12/2026); without a day to name, hết ngày 15/12/2026."""
        if deadline is None:
            return self("letter-until-inclusive", last=dates.day(last))
        return self("letter-until", deadline=dates.day(deadline), last=dates.day(last))


@dataclass
class Body:
    """A letter in the making: a title, paragraphs, rows of buttons. `key`: shown once under it where that can be."""

    title: str
    paragraphs: Sequence[str]
    buttons: list[list[Button]] = field(default_factory=list)
    key: str | None = None


def button(text: str, *parts: object) -> Button:
    """A button that carries these parts back, joined by colons. Raises ValueError above DATA_MOST bytes."""
    data = ":".join(map(str, parts))
    if len(data.encode()) > DATA_MOST:
        raise ValueError(f"a button carries at most {DATA_MOST} bytes, not {data!r}")
    return Button(text, data=data)


def day_of(values: dict[str, Any], name: str) -> date | None:
    """The day under that name, if there is one."""
    return date.fromisoformat(values[name]) if values.get(name) else None


def two(number: int) -> str:
    """Numbers of days as documents write them: 02."""
    return f"{number:02d}"


ONE_DAY = timedelta(days=1)
