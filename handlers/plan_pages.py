"""What the pages of an issued plan show."""

from handlers.kit import Menu, Row, Screen, Speaker, cut, page
from handlers.listing import PAGE, Entry, home, numbered, sliced, turning
from handlers.plan_buttons import Happens, See, mark
from handlers.plan_words import day
from handlers.task_buttons import TaskOpen
from reporting.plan_events import Event
from reporting.plan_progress import PAGE as PARTS_PAGE
from reporting.plan_progress import Bar, Part, Progress

OWN_SHOWN = 20


def plan(say: Speaker, found: Progress, note: str = "") -> Screen:
    """How the whole plan stands, and where to look."""
    whole, at = found.whole, found.plan_id
    number = say("plan-number", number=found.number) if found.number else ""
    told = [
        say("plan-stands", tasks=found.tasks, units=found.units, parts=whole.parts),
        say("plan-stands-done", done=whole.done, doing=found.doing, share=whole.share),
        _sentence(_needs(say, whole) or say("plan-need-none")),
        say("plan-stands-soon", count=found.soon) if found.soon else "",
    ]
    more = [say("plan-stands-series", count=found.series)] if found.series else []
    more += [say("plan-stands-events", count=found.events)] if found.events else []
    more += [say("plan-stands-duties", count=found.proposals)] if found.proposals else []
    rows: list[Row] = [[(say("plan-by-branch"), See(plan=at, view="b")), (say("plan-by-lead"), See(plan=at, view="l"))]]
    needs = (("overdue", whole.overdue), ("stuck", whole.stuck), ("silent", whole.silent))
    rows.append([(say(f"plan-only-{view}", count=count), See(plan=at, view=view)) for view, count in needs if count])
    if found.counted:
        rows.append([(say("plan-events"), See(plan=at, view="e"))])
    if found.duties:
        rows.append([(say("plan-duties"), See(plan=at, view="r"))])
    if found.series:
        rows.append([(say("plan-series"), See(plan=at, view="t"))])
    rows.append([(say("plan-refresh"), See(plan=at))])
    stands = "\n".join(line for line in told if line)
    text = page(cut(found.title, 300), note, number, stands, "\n".join(more), say("plan-correct-how"))
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
    told = say("plan-bar", name=cut(one.name, 60) or "–", parts=one.parts, done=one.done, share=one.share)
    return "; ".join(part for part in (told, _needs(say, one)) if part)


def _needs(say: Speaker, one: Bar) -> str:
    """«quá hạn 4, vướng mắc 2»: only what there is."""
    counts = (("overdue", one.overdue), ("stuck", one.stuck), ("silent", one.silent))
    return ", ".join(say(f"plan-need-{name}", count=count) for name, count in counts if count)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "."


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
    lines = [f"{names.get(unit_id, '')}: {day(value)}" for unit_id, value in list(found.units.items())[:OWN_SHOWN]]
    rest = len(found.units) - len(lines)
    own = "\n".join([*lines, say("plan-event-more", count=rest)] if rest else lines)
    ask = say("plan-event-ask-one" if about.one else "plan-event-ask")
    text = page(cut(found.words, 200), say("plan-event-now", day=day(found.day)), own, ask)
    return Screen(text, [[(say("back"), See(plan=about.plan, view="e"))]])
