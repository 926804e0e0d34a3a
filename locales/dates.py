"""Days and hours as people write them. The caller passes local time: zones are not judged here."""

from datetime import date, datetime

WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def day(value: date) -> str:
    """16/12/2026: the day as written in both languages here."""
    return f"{value.day:02d}/{value.month:02d}/{value.year}"


def weekday(language: str, value: date) -> str:
    """thứ Tư / Wednesday."""
    return WEEKDAYS.get(language, WEEKDAYS["vi"])[value.weekday()]


def full_day(language: str, value: date) -> str:
    """thứ Tư, 16/12/2026."""
    return f"{weekday(language, value)}, {day(value)}"


def moment(value: datetime) -> str:
    """09:12 ngày … is put together by the sentence; this is `09:12, 14/12/2026`."""
    return f"{value:%H:%M}, {day(value.date())}"
