"""Pages of a summary that show what was said: choices, figures, topics, recommendations."""

from collections.abc import Mapping

from handlers.figures import change, figure, option, percent
from handlers.kit import Row, Screen, Speaker, page
from handlers.listing import Entry, at, home, listed, numbered
from handlers.office_buttons import See
from handlers.summary_screens import options_of, title
from reporting.passages import NOBODY
from reporting.summary import AddresseeLine, ChoiceLine, OutcomeLine, Summary, TopicLine


def choices(say: Speaker, found: Summary, see: See) -> Screen:
    """The general mood and other questions with fixed options; a number lists the units that chose it."""
    parts = [(say(f"name-{found.form}-{line.question}"), _options(say, found, see, line)) for line in found.choices]
    return _in_parts(say, found, see, "summary-choices", parts)


def _options(say: Speaker, found: Summary, see: See, line: ChoiceLine) -> list[Entry]:
    options = options_of(found, line.question)
    return [
        Entry(
            _counted(say, option(say, options, one.option), one.reports, percent(say, one.percent))
            + change(say, one.change),
            at(see, "C", f"{line.question}.{one.option}") if one.reports else None,
        )
        for one in line.options
    ]


def _counted(say: Speaker, name: str, count: int, share: str) -> str:
    return say("summary-option" if count else "summary-option-none", option=name, count=count, percent=share)


def _in_parts(
    say: Speaker, found: Summary, see: See, name: str, parts: list[tuple[str, list[Entry]]], note: str = ""
) -> Screen:
    """Groups of lines under headings, numbered through."""
    texts: list[str] = []
    rows: list[Row] = []
    flat = [entry for _, entries in parts for entry in entries]
    lines, rows = numbered(flat)
    done = 0
    for head, entries in parts:
        body = "\n".join(lines[done : done + len(entries)]) or say("summary-nothing")
        texts.append(f"{head}\n{body}" if head else body)
        done += len(entries)
    return Screen(page(title(say, found, say(name)), *texts, note), [*rows, home(say, at(see, "o"))])


def figures(say: Speaker, found: Summary, see: See) -> Screen:
    """The sums with percentages and checks; a number lists the units behind it."""
    entries = [
        Entry(
            say("summary-figure", name=figure(say, line.code), total=line.total) + change(say, line.change),
            at(see, "F", line.code) if line.report_ids else None,
        )
        for line in found.figures
    ]
    return _in_parts(say, found, see, "summary-figures", [("", entries)], "\n".join(_notes(say, found)))


def _notes(say: Speaker, found: Summary) -> list[str]:
    notes = [
        say(
            "summary-share" if share.before is None else "summary-share-before",
            part=figure(say, share.part),
            whole=figure(say, share.whole),
            percent=percent(say, share.percent),
            before=percent(say, share.before),
        )
        for share in found.shares
        if share.percent is not None
    ]
    off = [one for one in found.checks if not one.agrees]
    return notes + [
        say("summary-check-off", total=figure(say, one.total), given=one.given, added=one.added) for one in off
    ]


def topics(say: Speaker, found: Summary, see: See) -> Screen:
    """Opinions by topic, most hot spots first; a number opens the opinions."""
    entries = [
        Entry(_topic(say, line), at(see, "T", line.topic or "") if line.opinions else None) for line in found.topics
    ]
    return listed(say, see, title(say, found, say("summary-topics")), entries)


def _topic(say: Speaker, line: TopicLine) -> str:
    def counts(options: str, held: Mapping[str, int]) -> str:
        return ", ".join(f"{option(say, options, code)} {held[code]}" for code in reversed(list(held)) if held[code])

    name = option(say, "topic", line.topic)
    head = say("summary-topic", topic=name, count=line.opinions, units=line.units) + change(say, line.change)
    more = [part for part in (counts("level", line.levels), counts("attitude", line.attitudes)) if part]
    return "\n".join([head, "; ".join(more)] if more else [head])


def recommendations(say: Speaker, found: Summary, see: See) -> Screen:
    """What is asked of whom, and what became of earlier recommendations; a number opens the texts."""
    asked = [Entry(*_addressee(say, see, line)) for line in found.recommendations]
    ended = [Entry(*_outcome(say, see, line)) for line in found.outcomes]
    parts = [(say("summary-asked"), asked), (say("summary-ended"), ended)]
    return _in_parts(say, found, see, "summary-recommendations", parts)


def _addressee(say: Speaker, see: See, line: AddresseeLine) -> tuple[str, See | None]:
    name = option(say, "addressee", line.addressee)
    told = say("summary-addressee", addressee=name, count=line.recommendations, units=line.units)
    to = at(see, "A", line.addressee or NOBODY) if line.recommendations else None
    return told + change(say, line.change), to


def _outcome(say: Speaker, see: See, line: OutcomeLine) -> tuple[str, See | None]:
    told = _counted(say, option(say, "result", line.result), line.outcomes, percent(say, line.percent))
    return told + change(say, line.change), at(see, "R", line.result) if line.outcomes else None
