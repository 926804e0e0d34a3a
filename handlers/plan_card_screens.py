"""What the conversation shows of one task of a plan that is not issued yet: all of it, and its units."""

from handlers.kit import Row, Screen, Speaker, cut, page
from handlers.listing import home
from handlers.plan_buttons import Ask, Draft, Give, Item, Meant, Pair
from handlers.plan_words import day, doubts, when
from reporting.plan_pair import Old
from reporting.plan_units import Given
from reporting.plan_view import ALL, DOUBTFUL, NO_UNITS, PAIR, UNCLEAR, Card
from reporting.task_units import Question

DETAIL_SHOWN = 900


def card(say: Speaker, found: Card, note: str = "") -> Screen:
    """One task, with a button for all that can be corrected."""
    line = found.line
    where = [line.code or "", say("plan-at-line", line=found.text_line) if found.text_line else ""]
    facts = [
        say("plan-card-when", when=when(say, line)),
        say("plan-card-phrase", phrase=cut(line.phrase, 200)) if line.phrase else "",
        say("plan-card-lead", lead=line.lead or "–"),
        say("plan-card-supervisor", name=found.supervisor) if found.supervisor else "",
        say("plan-card-partners", name=cut(found.partners, 200)) if found.partners else "",
        say("plan-card-result", result=cut(found.result, 200)) if found.result else "",
        say("plan-card-units", count=line.units, names=_names(found.unit_names, line.units)),
    ]
    marks = [
        say("plan-mark", title=cut(title, 100), day=day(due) if due else phrase or "–")
        for title, phrase, due in found.milestones
    ]
    text = page(
        cut(line.title, 400),
        note,
        " · ".join(part for part in where if part),
        say("plan-card-doubts", doubts=doubts(say, line)) if line.doubts else "",
        "\n".join(fact for fact in facts if fact),
        "\n".join([say("plan-card-marks"), *marks[:10]]) if marks else "",
        say("plan-pair-ask", title=cut(found.maybe[1], 200)) if found.maybe else "",
        say("plan-pair-now", title=cut(found.corrects, 200)) if found.corrects else "",
        cut(found.detail, DETAIL_SHOWN),
        say("plan-card-dropped") if line.dropped else "",
    )
    return Screen(text, _card_rows(say, found))


def _names(names: tuple[str, ...], count: int) -> str:
    return "; ".join(names) + ("; …" if count > len(names) else "") if names else "–"


def _card_rows(say: Speaker, found: Card) -> list[Row]:
    line, up = found.line, Draft(draft=found.draft_id, view=DOUBTFUL if found.line.doubts else ALL)
    if not found.open:
        return [home(say, Draft(draft=found.draft_id))]
    if line.dropped:
        return [[(say("plan-take-back"), Item(item=line.item_id, act="back"))], home(say, up)]
    rows = _pair_rows(say, found)
    if any(key not in (PAIR, UNCLEAR, NO_UNITS) for key in line.doubts):
        rows.append([(say("plan-right"), Item(item=line.item_id, act="ok"))])
    rows.append([(say("plan-fix-units"), Item(item=line.item_id, act="units"))])
    for pair in (("title", "window"), ("lead", "supervisor"), ("marks",)):
        rows.append(
            [(say(f"plan-fix-{what}"), Ask(draft=found.draft_id, item=line.item_id, what=what)) for what in pair]
        )
    last: Row = [(say("plan-drop"), Item(item=line.item_id, act="drop"))]
    if not line.standing:
        last = [(say("plan-stand"), Item(item=line.item_id, act="stand")), *last]
    return [*rows, last, home(say, up)]


def _pair_rows(say: Speaker, found: Card) -> list[Row]:
    """Is it the old task? Asked where it may be one; elsewhere it can still be said."""
    item = found.line.item_id
    if not found.pairable or found.line.dropped:
        return []
    new, other = (say("plan-pair-new"), Pair(item=item, task=0)), (say("plan-pair-other"), Pair(item=item, task=-1))
    if found.maybe:
        return [[(say("plan-pair-yes"), Pair(item=item, task=found.maybe[0]))], [new, other]]
    return [[new, other]] if found.corrects else [[other]]


def which(say: Speaker, item_id: int, title: str, there: list[Old]) -> Screen:
    """The tasks that it could be."""
    rows: list[Row] = [[(cut(one.title, 60), Pair(item=item_id, task=one.task_id))] for one in there]
    lines = [
        f"• {cut(one.title, 110)}" + (" " + say("plan-diff-told", count=one.told) if one.told else "") for one in there
    ]
    told = say("plan-pair-which") if there else say("plan-pair-nothing")
    text = page(cut(title, 200), told, "\n".join(lines))
    return Screen(text, [*rows, [(say("plan-pair-new"), Pair(item=item_id, task=0))], home(say, Item(item=item_id))])


def asked(say: Speaker, what: str, back: Draft | Item, title: str = "") -> Screen:
    """What is to be typed."""
    return Screen(page(say(f"plan-ask-{what}"), cut(title, 200)), [[(say("back"), back)]])


def units(say: Speaker, found: Given) -> Screen:
    """The units of a task: typed, a whole kind, the office itself; a name that is unclear is asked back first."""
    back = Item(item=found.item_id)
    told = say("plan-units-now", count=found.count, names=_names(found.names, found.count))
    beside = [
        say("plan-units-beside", count=count, kind=say(f"plan-kind-{kind}")) for kind, count in found.beside.items()
    ]
    if found.question is not None:
        rows: list[Row] = [
            [(f"{one.name} ({one.above})" if one.above else one.name, Meant(item=found.item_id, unit=one.id))]
            for one in found.candidates
        ]
        rows.append([(say("plan-units-none"), Meant(item=found.item_id, unit=0))])
        text = page(cut(found.title, 200), told, _question(say, found.question), "\n".join(beside))
        return Screen(text, [*rows, [(say("back"), back)]])
    kinds: list[Row] = [
        [(say("plan-units-all", kind=say(f"plan-kind-{kind}"), count=count), Give(item=found.item_id, kind=kind))]
        for kind, count in found.kinds.items()
    ]
    own: Row = [(say("plan-units-own", unit=cut(found.own, 40)), Give(item=found.item_id, kind="own"))]
    end: Row = [(say("plan-units-done"), back)]
    if found.count:
        end = [(say("plan-units-clear"), Give(item=found.item_id, kind="clear")), *end]
    text = page(
        cut(found.title, 200),
        say("plan-card-lead", lead=found.lead or "–"),
        told,
        "\n".join(beside),
        say("plan-ask-units"),
    )
    return Screen(text, [*kinds, own, end])


def _question(say: Speaker, question: Question) -> str:
    return say(f"plan-question-{question.why}", piece=question.piece, said=question.said, found=question.found)
