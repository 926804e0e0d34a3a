"""A summary as lines of text for a terminal or a file: the sentences of the chat, without its pages and buttons."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

import locales
from bot.commands.kit import Voice
from reporting import form as forms
from reporting.changes import Change
from reporting.figures_text import format_percent
from reporting.summary import ChoiceLine, Summary, TopicLine
from reporting.timeliness import LATE, RECEIVED, UnitLine


def lines(say: Voice, found: Summary) -> Iterator[str]:
    """Every part that has something to say, with an empty line between two parts."""
    yield say("summary-title", report=say.report(found.duty, found.period), unit=found.unit.name)
    yield say("summary-head", moment=say.moment(found.made_at), last=say.day(found.last_good_day))
    parts = (
        ("", _reports(say, found)),
        ("", _choices(say, found)),
        ("summary-figures", _figures(say, found)),
        ("summary-hot-title", _hot(say, found)),
        ("summary-topics", _topics(say, found)),
        ("summary-asked", _asked(say, found)),
        ("summary-ended", _ended(say, found)),
        ("summary-units", _units(say, found)),
    )
    for heading, made in parts:
        told = list(made)
        if told:
            yield ""
            yield from [say(heading)] if heading else []
            yield from told


def percent(say: Voice, share: Decimal | None) -> str:
    """85,7 % in Vietnamese, 85.7% in English; a dash where there is none."""
    if share is None or say.language != "en":
        return format_percent(share)
    return f"{share:.1f}".removesuffix(".0") + "%"


def _change(say: Voice, found: Change | None) -> str:
    if found is None:
        return ""
    if found.delta == 0:
        return " " + say("change-same", before=found.before) if found.before else ""
    if found.percent is None:
        return " " + say("change-new", before=found.before)
    key = "change-up" if found.delta > 0 else "change-down"
    return " " + say(key, before=found.before, percent=percent(say, abs(found.percent)))


def _named(say: Voice, key: str, code: str) -> str:
    """The words for a code; the code itself where the form no longer knows it."""
    return say(key) if locales.known(key) else code


def _option(say: Voice, options: str, code: str | None) -> str:
    return say("option-nobody") if code is None else _named(say, f"option-{options}-{code}", code)


def _figure(say: Voice, code: str) -> str:
    return _named(say, f"figure-{code}", code)


def _reports(say: Voice, found: Summary) -> Iterator[str]:
    now, before = found.reports.now, found.reports.before
    share = percent(say, now.received_percent)
    yield say("summary-received", received=now.received, owed=now.owed, percent=share)
    timely = percent(say, now.on_time_percent)
    yield say("summary-timely", ontime=now.on_time, percent=timely, late=now.late, missing=now.missing)
    if now.overdue:
        yield say("summary-overdue", overdue=now.overdue)
    if before and found.previous:
        period = say.period(found.previous)
        share, timely = percent(say, before.received_percent), percent(say, before.on_time_percent)
        yield say(
            "summary-before", period=period, received=before.received, owed=before.owed, percent=share, timely=timely
        )
    if found.beyond:
        yield say("summary-beyond", count=len(found.beyond))


def _choices(say: Voice, found: Summary) -> Iterator[str]:
    for line in found.choices:
        name = _named(say, f"name-{found.form}-{line.question}", line.question)
        yield say("summary-choice", name=name, counts=_counts(say, found, line) or say("none-given"))


def _counts(say: Voice, found: Summary, line: ChoiceLine) -> str:
    options = forms.load(found.form).question(line.question).options or ""
    return "; ".join(f"{_option(say, options, one.option)}: {one.reports}" for one in line.options if one.reports)


def _figures(say: Voice, found: Summary) -> Iterator[str]:
    for line in found.figures:
        yield say("summary-figure", name=_figure(say, line.code), total=line.total) + _change(say, line.change)
    for share in found.shares:
        if share.percent is not None:
            yield say(
                "summary-share" if share.before is None else "summary-share-before",
                part=_figure(say, share.part),
                whole=_figure(say, share.whole),
                percent=percent(say, share.percent),
                before=percent(say, share.before),
            )
    for one in found.checks:
        if not one.agrees:
            yield say("summary-check-off", total=_figure(say, one.total), given=one.given, added=one.added)


def _hot(say: Voice, found: Summary) -> Iterator[str]:
    for spot in found.hot_spots:
        yield say("summary-hot-line", unit=spot.unit, topic=_option(say, "topic", spot.topic), text=_flat(spot.text))


def _topics(say: Voice, found: Summary) -> Iterator[str]:
    if found.opinions is not None and found.opinions.opinions:
        said = found.opinions
        yield say("summary-said", count=said.opinions, change=_change(say, said.change), units=said.units)
        yield from (_topic(say, line) for line in found.topics if line.opinions)


def _topic(say: Voice, line: TopicLine) -> str:
    def counts(options: str, held: Mapping[str, int]) -> str:
        return ", ".join(f"{_option(say, options, code)} {held[code]}" for code in reversed(list(held)) if held[code])

    name = _option(say, "topic", line.topic)
    told = say("summary-topic", topic=name, count=line.opinions, units=line.units) + _change(say, line.change)
    more = [part for part in (counts("level", line.levels), counts("attitude", line.attitudes)) if part]
    return "; ".join([told, *more])


def _asked(say: Voice, found: Summary) -> Iterator[str]:
    for line in found.recommendations:
        if line.recommendations:
            to = _option(say, "addressee", line.addressee)
            told = say("summary-addressee", addressee=to, count=line.recommendations, units=line.units)
            yield told + _change(say, line.change)
            yield from ("  " + say("summary-passage", unit=one.unit, text=_flat(one.text)) for one in line.items)


def _ended(say: Voice, found: Summary) -> Iterator[str]:
    for line in found.outcomes:
        if line.outcomes:
            name, share = _option(say, "result", line.result), percent(say, line.percent)
            told = say("summary-option", option=name, count=line.outcomes, percent=share)
            yield told + _change(say, line.change)


def _units(say: Voice, found: Summary) -> Iterator[str]:
    return (_unit(say, line) for line in found.units)


def _unit(say: Voice, line: UnitLine) -> str:
    if line.state in RECEIVED and line.handed_at is not None:
        key = "summary-unit-late" if line.state == LATE else "summary-unit-on-time"
        return say(key, unit=line.name, moment=say.moment(line.handed_at), days=line.days)
    told = say(f"summary-unit-{line.state}", unit=line.name, days=line.days)
    return told + (" " + say("summary-extended-to", last=say.day(line.last_good_day)) if line.extended else "")


def _flat(text: str) -> str:
    return " ".join(text.split())
