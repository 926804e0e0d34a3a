"""Pages of passages behind one line of a summary; a number opens the report in which it stands."""

from aiogram.utils.formatting import Bold, Text, as_list

from handlers.figures import figure, option
from handlers.kit import Screen, Speaker, cut
from handlers.listing import Entry, at, home, numbered, turning
from handlers.office_buttons import See
from handlers.summary_units import read
from reporting.passages import NOBODY, PAGE, Passage, Passages

PASSAGE_CUT = 260

# View: (what `passages.behind` calls the line, the page to go back to).
LINES = {
    "h": ("level", "o"),
    "T": ("topic", "t"),
    "F": ("figure", "f"),
    "A": ("addressee", "r"),
    "R": ("result", "r"),
}


def screen(say: Speaker, found: Passages, unit: str, see: See) -> Screen:
    """Eight passages with who said them; numbers open reports, ‹ › turn pages."""
    line, up = LINES[see.view]
    here = at(see, see.view, see.code, found.number)
    entries = [Entry(_passage(say, one, line), read(here, one.report_id)) for one in found.items]
    lines, opens = numbered(entries, found.number * PAGE + 1)
    turn = turning(
        say,
        at(see, see.view, see.code, found.number - 1) if found.number else None,
        at(see, see.view, see.code, found.number + 1) if found.number + 1 < found.pages else None,
    )
    report = say.report(found.turn.duty.code, found.turn.period.code)
    head = say("summary-title", report=report, unit=unit)
    part = say("summary-behind", name=name(say, line, see.code), count=found.total)
    body: list[str | Text] = [Bold(f"{head}\n{part}"), "\n".join(lines) or say("summary-nothing")]
    return Screen(as_list(*body, sep="\n\n"), [*opens, turn, home(say, at(see, up))])


def name(say: Speaker, line: str, code: str) -> str:
    """What the line is about."""
    if line == "figure":
        return figure(say, code)
    return option(say, line, None if code == NOBODY else code)


def _passage(say: Speaker, one: Passage, line: str) -> str:
    if one.amount is not None:
        return say("summary-figure", name=one.unit, total=one.amount)
    marks = [
        option(say, kind, value)
        for kind, value in (("topic", one.topic), ("level", one.level), ("attitude", one.attitude))
        if value and kind != line
    ]
    told = say("summary-passage", unit=" · ".join([one.unit, *marks]), text=cut(one.text, PASSAGE_CUT))
    more = [one.place or ""]
    more += [say("summary-people", count=one.people)] if one.people else []
    if one.addressee and line != "addressee":
        more.append(say("summary-to", addressee=option(say, "addressee", one.addressee)))
    kept = [part for part in more if part]
    return f"{told} ({'; '.join(kept)})" if kept else told
