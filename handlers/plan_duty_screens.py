"""What the pages of obligations to report show: the list, and one of them with all that the office can say of it."""

from handlers.kit import Row, Screen, Speaker, cut, page
from handlers.listing import Entry, home, numbered, sliced, turning
from handlers.plan_buttons import Owed, See
from reporting.plan_duties import Proposal
from reporting.plan_duty_rule import FREQUENCIES


def duties(say: Speaker, see: See, found: list[Proposal], note: str = "") -> Screen:
    """The obligations to report that the document states."""
    shown, number, pages = sliced(len(found), see.page)
    entries = [Entry(_line(say, one), Owed(duty=one.id, plan=see.plan)) for one in (found[n] for n in shown)]
    texts, opens = numbered(entries, shown.start + 1)
    turn = turning(say, _at(see, number - 1) if number else None, _at(see, number + 1) if number + 1 < pages else None)
    text = page(say("plan-duties"), note, "\n".join(texts) or say("plan-list-empty"))
    return Screen(text, [*opens, turn, home(say, See(plan=see.plan))])


def _at(see: See, number: int) -> See:
    return see.model_copy(update={"page": number})


def _line(say: Speaker, one: Proposal) -> str:
    often = say(f"plan-frequency-{one.frequency}")
    state = say(f"plan-duty-{one.state}")
    return say("plan-duty-line", who=cut(one.who, 80) or "–", often=often, phrase=cut(one.phrase, 80), state=state)


def duty(say: Speaker, one: Proposal, note: str = "") -> Screen:
    """One of them: what it is, or would be, as a duty, and what is wanting."""
    kinds = ", ".join(say(f"plan-kind-{kind}") for kind in one.kinds)
    facts = [
        say("plan-duty-who", who=one.who or "–"),
        say("plan-duty-to", to=one.to or "–"),
        say("plan-duty-what", what=cut(one.what, 200) or "–"),
        say("plan-duty-often", often=say(f"plan-frequency-{one.frequency}"), phrase=one.phrase or "–"),
        day(say, one),
        say("plan-duty-kinds", kinds=kinds) if kinds else say("plan-duty-no-kinds"),
        say(f"plan-duty-{one.state}"),
    ]
    hint = say("plan-duty-choose-frequency") if not one.possible and one.state == "proposed" else ""
    text = page(say("plan-duties"), note, "\n".join(fact for fact in facts if fact), hint)
    return Screen(text, [*_rows(say, one), home(say, See(plan=one.plan_id, view="r"))])


def day(say: Speaker, one: Proposal) -> str:
    """By when: a day of a month of the turn, or that there is none yet."""
    if not one.possible:
        return ""
    if one.before_day is None:
        return say("plan-duty-no-day")
    month = {-1: "last", 1: "first"}.get(one.month, "other") if one.frequency != "monthly" else "each"
    where = say(f"plan-duty-month-{month}", month=one.month)
    return say("plan-duty-day" if one.before else "plan-duty-day-itself", day=one.before_day, where=where)


def _rows(say: Speaker, one: Proposal) -> list[Row]:
    if one.state == "refused":
        return []
    if not one.possible:
        often: list[Row] = [
            [(say(f"plan-frequency-{which}"), _act(one, f"f-{which}")) for which in pair]
            for pair in (FREQUENCIES[:2], FREQUENCIES[2:])
        ]
        return [*often, [(say("plan-duty-refuse"), _act(one, "n"))]]
    rows: list[Row] = [[(say("plan-duty-give-day"), _act(one, "day"))]]
    rows += [
        [(say(_chosen(one, kind), kind=say(f"plan-kind-{kind}"), count=count), _act(one, f"k-{kind}"))]
        for kind, count in one.choices
    ]
    if one.state == "proposed":
        rows.append([(say("plan-duty-accept"), _act(one, "y")), (say("plan-duty-refuse"), _act(one, "n"))])
    return rows


def _chosen(one: Proposal, kind: str) -> str:
    return "plan-duty-kind-on" if kind in one.kinds else "plan-duty-kind-off"


def _act(one: Proposal, act: str) -> Owed:
    return Owed(duty=one.id, plan=one.plan_id, act=act)


def asked(say: Speaker, one: Proposal) -> Screen:
    """By which day?"""
    text = page(
        say("plan-duty-ask-day"),
        say("plan-duty-often", often=say(f"plan-frequency-{one.frequency}"), phrase=one.phrase or "–"),
    )
    return Screen(text, [[(say("back"), Owed(duty=one.id, plan=one.plan_id))]])
