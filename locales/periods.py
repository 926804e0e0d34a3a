"""The names of periods, from their codes: 2026-Q4 is quý IV/2026."""

from locales import known, say

ROMAN = ("I", "II", "III", "IV")


def period_name(language: str, code: str) -> str:
    """The period as people say it. Raises ValueError for what is no period code."""
    year, _, rest = code.partition("-")
    if not rest:
        return say(language, "period-year", year=year)
    kind, number = rest[0], rest[1:]
    if kind == "Q":
        return say(language, "period-quarter", number=ROMAN[int(number) - 1], year=year)
    if kind == "M":
        return say(language, "period-month", number=number, year=year)
    if kind == "H":
        return say(language, "period-half", number=int(number), year=year)
    month, _, day = rest.partition("-")
    return say(language, "period-day", day=f"{int(day):02d}/{int(month):02d}/{year}")


def report_name(language: str, duty: str, period: str) -> str:
    """Báo cáo tình hình Nhân dân quý IV/2026."""
    return f"{duty_name(language, duty)} {period_name(language, period)}"


def duty_name(language: str, duty: str) -> str:
    """Báo cáo tình hình Nhân dân; for one that came of a plan (kh15-3), Báo cáo theo kế hoạch số 15."""
    if known(f"duty-{duty}"):
        return say(language, f"duty-{duty}")
    number = duty.removeprefix("kh").partition("-")[0]
    return say(language, "duty-by-plan-numbered" if number else "duty-by-plan", code=number)
