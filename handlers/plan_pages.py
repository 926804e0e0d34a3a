"""What the pages of an issued plan show."""

from handlers.kit import Menu, Row, Screen, Speaker, cut, page
from handlers.listing import PAGE, Entry, home, numbered, sliced, turning
from handlers.plan_buttons import Happens, Owed, See, mark
from handlers.plan_screens import day
from handlers.task_buttons import TaskOpen
from reporting.plan_duties import Proposal
from reporting.plan_events import Event
from reporting.plan_progress import PAGE as PARTS_PAGE
from reporting.plan_progress import Bar, Part, Progress


def plan(say: Speaker, found: Progress, note: str = "") -> Screen:
    """How the whole plan stands, and where to look."""
    whole, at = found.whole, found.plan_id
    number = say("plan-number", number=found.number) if found.number else ""
    told = [
        say("plan-stands", tasks=found.tasks, units=found.units, parts=whole.parts),
        say("plan-stands-done", done=whole.done, doing=found.doing, share=whole.share),
        say("plan-stands-needs", overdue=whole.overdue, stuck=whole.stuck, silent=whole.silent, soon=found.soon),
    ]
    told += [say("plan-stands-series", count=found.series)] if found.series else []
    told += [say("plan-stands-events", count=found.events)] if found.events else []
    told += [say("plan-stands-duties", count=found.proposals)] if found.proposals else []
    rows: list[Row] = [[(say("plan-by-branch"), See(plan=at, view="b")), (say("plan-by-lead"), See(plan=at, view="l"))]]
    needs = (("overdue", whole.overdue), ("stuck", whole.stuck), ("silent", whole.silent))
    rows.append([(say(f"plan-only-{view}", count=count), See(plan=at, view=view)) for view, count in needs if count])
    if found.counted:
        rows.append([(say("plan-events"), See(plan=at, view="e"))])
    if found.duties:
        rows.append([(say("plan-duties"), See(plan=at, view="r"))])
    rows.append([(say("plan-refresh"), See(plan=at))])
    text = page(cut(found.title, 300), note, number, "\n".join(told), say("plan-correct-how"))
    return Screen(text, [*rows, [(say("menu-kehoach"), Menu(name="kehoach")), (say("menu"), Menu(name="menu"))]])


def bars(say: Speaker, see: See, found: list[Bar], head: str) -> Screen:
    """A line for each branch or lead; a branch leads to what stands below it."""
    shown, number, pages = sliced(len(found), see.page)
    entries = [Entry(_bar(say, one), _below(see, one)) for one in (found[n] for n in shown)]
    texts, opens = numbered(entries, shown.start + 1)
    turn = turning(say, _at(see, number - 1) if number else None, _at(see, number + 1) if number + 1 < pages else None)
    text = page(head, "\n".join(texts) or say("plan-list-empty"))
    return Screen(text, [*opens, turn, home(say, See(plan=see.plan))])


def _bar(say: Speaker, one: Bar) -> str:
    return say(
        "plan-bar",
        name=cut(one.name, 60) or "–",
        parts=one.parts,
        done=one.done,
        share=one.share,
        overdue=one.overdue,
        stuck=one.stuck,
        silent=one.silent,
    )


def _below(see: See, one: Bar) -> See | None:
    return See(plan=see.plan, view="b", of=one.id) if see.view == "b" and one.id != see.of else None


def _at(see: See, number: int) -> See:
    return see.model_copy(update={"page": number})


def parts(say: Speaker, see: See, found: tuple[list[Part], int, int, int]) -> Screen:
    """What is overdue, stuck or silent."""
    rows, number, pages, total = found
    entries = [
        Entry(
            say("plan-part", title=cut(one.title, 90), unit=one.unit, due=day(one.due)),
            TaskOpen(part=one.assignment_id),
        )
        for one in rows
    ]
    lines, opens = numbered(entries, number * PARTS_PAGE + 1)
    turn = turning(say, _at(see, number - 1) if number else None, _at(see, number + 1) if number + 1 < pages else None)
    text = page(say(f"plan-only-{see.view}", count=total), "\n".join(lines) or say("plan-list-empty"))
    return Screen(text, [*opens, turn, home(say, See(plan=see.plan))])


def events(say: Speaker, see: See, found: list[Event], note: str = "") -> Screen:
    """The events that dates are counted from."""
    lines = [
        say("plan-event-line", event=cut(one.words, 80), count=one.tasks, day=day(one.day), units=len(one.units))
        for one in found[:PAGE]
    ]
    rows: list[Row] = [
        [
            (say("plan-event-all", event=cut(one.words, 30)), Happens(plan=see.plan, event=mark(one.folded))),
            (say("plan-event-one", event=cut(one.words, 20)), Happens(plan=see.plan, event=mark(one.folded), one=True)),
        ]
        for one in found[:PAGE]
    ]
    text = page(say("plan-events"), note, "\n".join(lines) or say("plan-list-empty"))
    return Screen(text, [*rows, home(say, See(plan=see.plan))])


def event(say: Speaker, about: Happens, found: Event, names: dict[int, str]) -> Screen:
    """On which day is it?"""
    own = "\n".join(f"{names.get(unit_id, '')}: {day(value)}" for unit_id, value in list(found.units.items())[:PAGE])
    ask = say("plan-event-ask-one" if about.one else "plan-event-ask")
    text = page(cut(found.words, 200), say("plan-event-now", day=day(found.day)), own, ask)
    return Screen(text, [[(say("back"), See(plan=about.plan, view="e"))]])


def duties(say: Speaker, see: See, found: list[Proposal]) -> Screen:
    """The obligations to report that the document states."""
    shown, number, pages = sliced(len(found), see.page)
    entries = [Entry(_duty(say, one), Owed(duty=one.id, plan=see.plan)) for one in (found[n] for n in shown)]
    texts, opens = numbered(entries, shown.start + 1)
    turn = turning(say, _at(see, number - 1) if number else None, _at(see, number + 1) if number + 1 < pages else None)
    text = page(say("plan-duties"), "\n".join(texts) or say("plan-list-empty"))
    return Screen(text, [*opens, turn, home(say, See(plan=see.plan))])


def _duty(say: Speaker, one: Proposal) -> str:
    often = say(f"plan-frequency-{one.frequency}")
    state = say(f"plan-duty-{one.state}")
    return say("plan-duty-line", who=cut(one.who, 80) or "–", often=often, phrase=cut(one.phrase, 80), state=state)


def duty(say: Speaker, one: Proposal, note: str = "") -> Screen:
    """One of them: what it would be as a duty."""
    kinds = ", ".join(say(f"plan-kind-{kind}") for kind in one.kinds)
    facts = [
        say("plan-duty-who", who=one.who or "–"),
        say("plan-duty-to", to=one.to or "–"),
        say("plan-duty-what", what=cut(one.what, 200) or "–"),
        say("plan-duty-often", often=say(f"plan-frequency-{one.frequency}"), phrase=one.phrase or "–"),
        say("plan-duty-day", day=one.before_day) if one.before_day else say("plan-duty-no-day"),
        say("plan-duty-kinds", kinds=kinds) if kinds else say("plan-duty-no-kinds"),
        say(f"plan-duty-{one.state}"),
    ]
    rows: list[Row] = []
    if one.state == "proposed":
        yes = [(say("plan-duty-accept"), Owed(duty=one.id, plan=one.plan_id, act="y"))] if one.possible else []
        rows.append([*yes, (say("plan-duty-refuse"), Owed(duty=one.id, plan=one.plan_id, act="n"))])
    hint = "" if one.possible or one.state != "proposed" else say("plan-refused-duty")
    text = page(say("plan-duties"), note, "\n".join(facts), hint)
    return Screen(text, [*rows, home(say, See(plan=one.plan_id, view="r"))])
