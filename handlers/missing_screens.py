"""Who has not handed in, the preview of a nudge, and what became of it."""

from collections.abc import Sequence

from handlers.figures import began
from handlers.kit import Menu, Row, Screen, Speaker, page
from handlers.listing import Buttons, Entry, home, numbered, sliced, turning
from handlers.office_buttons import Lacking, Push, Pushed, See
from reporting.missing import WAITING, Missing, counted
from reporting.nudge import Preview
from reporting.nudge_state import State
from reporting.periods import Period
from reporting.turns import Choice

NAMES_SHOWN = 6
FAILED_SHOWN = 10


def title(say: Speaker, lacking: Lacking | Push, unit: str) -> str:
    """The report and the branch."""
    return say("summary-title", report=say.report(lacking.duty, lacking.period), unit=unit)


def listed(
    say: Speaker, found: Sequence[Missing], unit: str, lacking: Lacking, others: Sequence[Period], may: bool, note: str
) -> Screen:
    """Who is missing and why, those whom nobody can reach first; a number nudges one, a button all."""
    shown, number, pages = sliced(len(found), lacking.page)
    entries = [Entry(_line(say, found[n]), _one(lacking, found[n]) if may else None) for n in shown]
    lines, opens = numbered(entries, shown.start + 1)
    head = f"{title(say, lacking, unit)}\n{say('missing-title', count=len(found))}"
    text = page(head, note, _reasons(say, found), "\n".join(lines) or say("missing-none"))
    rows: list[Row] = [*opens, _turn(say, lacking, number, pages)]
    if may and any(one.why == WAITING for one in found):
        every = Push(duty=lacking.duty, period=lacking.period, root=lacking.root, one=False)
        rows.append([(say("missing-nudge-all"), every)])
    rows.append(
        [(began(say.period(one.code)), lacking.model_copy(update={"period": one.code, "page": 0})) for one in others]
    )
    summary = See(view="o", duty=lacking.duty, period=lacking.period, root=lacking.root)
    return Screen(text, [*rows, [(say("menu-tonghop"), summary), (say("menu"), Menu(name="menu"))]])


def _turn(say: Speaker, lacking: Lacking, number: int, pages: int) -> Row:
    def to(there: int) -> Lacking:
        return lacking.model_copy(update={"page": there})

    return turning(say, to(number - 1) if number else None, to(number + 1) if number + 1 < pages else None)


def _one(lacking: Lacking, one: Missing) -> Push:
    return Push(duty=lacking.duty, period=lacking.period, root=one.unit_id, one=True)


def _reasons(say: Speaker, found: Sequence[Missing]) -> str:
    counts = [say(f"missing-count-{why}", count=count) for why, count in counted(found).items() if count]
    return say("missing-counts", counts="; ".join(counts)) if counts else ""


def _line(say: Speaker, one: Missing) -> str:
    parts = [say(f"missing-why-{one.why}")]
    if one.officers:
        parts.append(", ".join(one.officers))
    if one.draft:
        parts.append(say("missing-draft", done=one.draft[0], asked=one.draft[1]))
    parts.append(_when(say, one))
    if one.extended_to:
        parts.append(say("missing-extended", day=say.day(one.extended_to)))
    return f"{one.unit}: {'; '.join(parts)}"


def _when(say: Speaker, one: Missing) -> str:
    if one.days_left is None:
        return say("missing-overdue", days=one.days_overdue)
    return say("missing-left", days=one.days_left) if one.days_left else say("missing-today")


def preview(say: Speaker, found: Preview, unit: str, push: Push, back: Lacking) -> Screen:
    """Who would get it, who cannot; nothing has been sent yet."""
    texts = [_goes(say, found), _lately(say, found), _unreached(say, found)]
    if found.goes and not found.working_hours:
        texts.append(say("nudge-after-hours"))
    rows: list[Row] = []
    if found.goes:
        order = push.model_copy(update={"token": found.token})
        rows.append([(say("nudge-send", count=found.messages), order)])
    if push.one:
        rows.append([(say("extend-button"), f"ex:{push.duty}:{push.period}:{push.root}")])
    rows.append([(say("back"), back)])
    return Screen(page(f"{title(say, push, unit)}\n{say('nudge-preview')}", *texts), rows)


def _goes(say: Speaker, found: Preview) -> str:
    if not found.goes:
        return say("nudge-nobody")
    told = say("nudge-goes", units=len(found.goes), officers=found.messages)
    names = [f"{one.unit}: {', '.join(one.officers)}" for one in found.goes[:NAMES_SHOWN]]
    return "\n".join([told, *names, *_rest(say, len(found.goes) - NAMES_SHOWN)])


def _lately(say: Speaker, found: Preview) -> str:
    nudged = [one.nudged_at for one in found.goes if one.nudged_at]
    return say("nudge-lately", count=len(nudged), moment=say.moment(max(nudged))) if nudged else ""


def _unreached(say: Speaker, found: Preview) -> str:
    if not found.unreached:
        return ""
    names = [f"{one.unit}: {say(f'missing-why-{one.why}')}" for one in found.unreached[:NAMES_SHOWN]]
    told = say("nudge-unreached", count=len(found.unreached))
    return "\n".join([told, *names, *_rest(say, len(found.unreached) - NAMES_SHOWN)])


def _rest(say: Speaker, count: int, key: str = "nudge-rest") -> list[str]:
    return [say(key, count=count)] if count > 0 else []


def state(say: Speaker, found: State, root: int) -> Screen:
    """Delivered, failed, pending, with the names of those who were not reached."""
    lines = [say("nudge-delivered", count=found.delivered), say("nudge-pending", count=found.pending)]
    lines.append(say("nudge-failed", count=len(found.failed)))
    if found.withdrawn:
        lines.append(say("nudge-withdrawn", count=found.withdrawn))
    failed = [f"{one.officer} ({one.unit}): {say(failure(one.why))}" for one in found.failed[:FAILED_SHOWN]]
    unreached = [f"{unit}: {say(f'missing-why-{why}')}" for unit, why in found.unreached[:FAILED_SHOWN]]
    texts = [
        say("nudge-sent", moment=say.moment(found.at), units=found.units, messages=found.messages),
        "\n".join(lines),
        "\n".join(
            [say("nudge-failed-title"), *failed, *_rest(say, len(found.failed) - FAILED_SHOWN, "nudge-rest-people")]
        )
        if failed
        else "",
        "\n".join([say("nudge-unreached", count=len(found.unreached)), *unreached]) if unreached else "",
    ]
    back = Lacking(duty=found.duty, period=found.period, root=root)
    rows: list[Row] = [[(say("nudge-refresh"), Pushed(nudge=found.nudge_id, root=root))], home(say, back)]
    return Screen(page(f"{say('nudge-title')}\n{say.report(found.duty, found.period)}", *texts), rows)


def failure(why: str) -> str:
    """The messenger's words, as one of a few reasons that the office can act on."""
    told = why.lower()
    if "block" in told:
        return "missing-why-blocked"
    if any(word in told for word in ("deactivated", "not found", "unreachable", "gone")):
        return "missing-why-gone"
    return "nudge-why-late" if "too late" in told else "nudge-why-other"


def chooser(say: Speaker, offered: Choice) -> Screen:
    """Several duties or branches: which?"""
    buttons: Buttons = [
        (f"{say.report(duty, periods[0].code)} · {unit}", Lacking(duty=duty, period=periods[0].code, root=root))
        for duty, periods in offered.duties
        for root, unit in offered.roots
    ]
    told = say("summary-choose" if buttons else "summary-no-duty")
    rows: list[Row] = [[button] for button in buttons]
    return Screen(page(say("menu-chuanop"), told), [*rows, [(say("menu"), Menu(name="menu"))]])
