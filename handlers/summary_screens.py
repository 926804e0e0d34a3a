"""The first screen of a summary: it fits a phone, and everything else stands behind its buttons."""

from collections.abc import Sequence

from handlers.figures import began, change, option, percent
from handlers.kit import Menu, Row, Screen, Speaker, cut, page
from handlers.listing import Buttons, at
from handlers.office_buttons import Lacking, See
from reporting import form as forms
from reporting.changes import change as changed
from reporting.periods import Period
from reporting.summary import ChoiceLine, Summary

HOT_SHOWN = 3
HOT_CUT = 90


def title(say: Speaker, found: Summary, part: str = "") -> str:
    """The report's name, the unit, and the part of the summary that this page shows."""
    head = say("summary-title", report=say.report(found.duty, found.period), unit=found.unit.name)
    return f"{head}\n{part}" if part else head


def options_of(found: Summary, question: str) -> str:
    """The name of the set of options of a question."""
    return forms.load(found.form).question(question).options or ""


def overview(say: Speaker, found: Summary, see: See, others: Sequence[Period], top: bool) -> Screen:
    """Completeness, timeliness, mood and hot spots. `others`: turns to look at instead; `top`: nothing above it."""
    said = [_choice(say, found, line) for line in found.choices] + _opinions(say, found)
    texts = [
        say("summary-head", moment=say.moment(found.made_at), last=say.day(found.last_good_day)),
        "\n".join(_reports(say, found)),
        "\n".join(said),
        "\n".join(_hot(say, found)),
    ]
    return Screen(page(title(say, found), *texts), _rows(say, found, see, others, top))


def _reports(say: Speaker, found: Summary) -> list[str]:
    """How many units handed in and how many in time, against the turn before."""
    now, before = found.reports.now, found.reports.before
    lines = [
        say("summary-received", received=now.received, owed=now.owed, percent=percent(say, now.received_percent)),
        say(
            "summary-timely",
            ontime=now.on_time,
            percent=percent(say, now.on_time_percent),
            late=now.late,
            missing=now.missing,
        ),
    ]
    if now.overdue:
        lines.append(say("summary-overdue", overdue=now.overdue))
    if before and found.previous:
        lines.append(
            say(
                "summary-before",
                period=say.period(found.previous),
                received=before.received,
                owed=before.owed,
                percent=percent(say, before.received_percent),
                timely=percent(say, before.on_time_percent),
            )
        )
    return [*lines, say("summary-beyond", count=len(found.beyond))] if found.beyond else lines


def _choice(say: Speaker, found: Summary, line: ChoiceLine) -> str:
    options = options_of(found, line.question)
    counts = "; ".join(f"{option(say, options, one.option)}: {one.reports}" for one in line.options if one.reports)
    name = say(f"name-{found.form}-{line.question}")
    return say("summary-choice", name=name, counts=counts or say("none-given"))


def _opinions(say: Speaker, found: Summary) -> list[str]:
    said = found.opinions
    if said is None:
        return []
    hot, level = len(found.hot_spots), found.hottest or ""
    before = None if said.levels_before is None else said.levels_before.get(level, 0)
    return [
        say("summary-said", count=said.opinions, change=change(say, said.change), units=said.units),
        say("summary-hottest", count=hot, change=change(say, changed(hot, before))),
    ]


def _hot(say: Speaker, found: Summary) -> list[str]:
    lines = [
        say("summary-hot-line", unit=spot.unit, topic=option(say, "topic", spot.topic), text=cut(spot.text, HOT_CUT))
        for spot in found.hot_spots[:HOT_SHOWN]
    ]
    return [say("summary-hot-title"), *lines] if lines else []


def _rows(say: Speaker, found: Summary, see: See, others: Sequence[Period], top: bool) -> list[Row]:
    by_branch = any(not branch.leaf for branch in found.branches)
    first: Buttons = [(say("summary-units"), at(see, "b" if by_branch else "u"))]
    if found.figures:
        first.append((say("summary-figures"), at(see, "f")))
    rows: list[Row] = [first]
    if found.opinions:
        rows.append([(say("summary-topics"), at(see, "t"))])
        rows.append(
            [
                (say("summary-hot", count=len(found.hot_spots)), at(see, "h", found.hottest or "")),
                (say("summary-recommendations"), at(see, "r")),
            ]
        )
    if found.choices:
        rows.append([(say("summary-choices"), at(see, "c"))])
    if found.missing:
        lacking = Lacking(duty=see.duty, period=see.period, root=see.root)
        rows.append([(say("summary-missing", count=len(found.missing)), lacking)])
    rows.append([(began(say.period(one.code)), at(see.model_copy(update={"period": one.code}), "o")) for one in others])
    last: Buttons = [(say("menu"), Menu(name="menu"))]
    if not top and found.unit.parent_id is not None:
        last.insert(0, (say("summary-up"), at(see.model_copy(update={"root": found.unit.parent_id}), "o")))
    return [*rows, last]
