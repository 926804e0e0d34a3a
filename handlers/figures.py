"""Numbers, changes and options as people read them."""

from decimal import Decimal

import locales
from handlers.kit import Speaker
from reporting.changes import Change
from reporting.figures_text import format_percent

# From here on a growth in percent tells less than the two numbers do ("từ 4 lên 1.236").
TELLING = 1000


def percent(say: Speaker, share: Decimal | None) -> str:
    """85,7 % in Vietnamese, 85.7% in English; a dash where there is none."""
    if share is None or say.language != "en":
        return format_percent(share)
    return f"{share:.1f}".removesuffix(".0") + "%"


def change(say: Speaker, found: Change | None) -> str:
    """(kỳ trước 98, tăng 22,4 %) with a space before it, or nothing where there is nothing to compare with."""
    if found is None:
        return ""
    if found.delta == 0:
        return "" if not found.before else " " + say("change-same", before=found.before)
    key = "change-up" if found.delta > 0 else "change-down"
    if found.percent is None or found.percent >= TELLING:
        return " " + say("change-new", before=found.before)
    return " " + say(key, before=found.before, percent=percent(say, abs(found.percent)))


def began(label: str) -> str:
    """The label of a button, which begins with a capital."""
    return label[:1].upper() + label[1:]


def option(say: Speaker, options: str, code: str | None) -> str:
    """The words for an option; the code itself where an older report has one that the form no longer knows."""
    if code is None:
        return say("option-nobody")
    key = f"option-{options}-{code}"
    return say(key) if locales.known(key) else code


def figure(say: Speaker, code: str) -> str:
    """The name of a figure; the code itself where the form no longer knows it."""
    key = f"figure-{code}"
    return say(key) if locales.known(key) else code
