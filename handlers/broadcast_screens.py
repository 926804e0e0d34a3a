"""What the sender of a broadcast sees: the draft, to whom, when, the preview."""

from collections.abc import Sequence
from datetime import datetime

from handlers.broadcast_buttons import Begin, Draft, Pick, Sent
from handlers.kit import Menu, Row, Screen, Speaker, cut, page
from handlers.listing import sliced, turning
from reporting.broadcast import Preview
from reporting.broadcast_audience import ALL, BRANCH, HAND, KIND, MISSING
from reporting.broadcast_pick import Picked
from reporting.turns import Choice
from storage.broadcasts import Broadcast
from storage.units import Unit

SHOWN = 6
LABEL_MOST = 40


def roots(say: Speaker, tops: Sequence[tuple[int, str]]) -> Screen:
    """Several branches: to which?"""
    rows: list[Row] = [[(name, Begin(root=root))] for root, name in tops]
    return Screen(page(say("broadcast-title"), say("broadcast-root-ask")), [*rows, [(say("menu"), Menu(name="menu"))]])


def text_ask(say: Speaker, draft: Broadcast, latest: Sequence[Broadcast], note: str = "") -> Screen:
    """The words are typed next; below, what was sent before."""
    said = [say("broadcast-draft-text", text=draft.text)] if draft.text else []
    if draft.file_name:
        said.append(say("broadcast-file", name=draft.file_name))
    rows: list[Row] = [
        [(_label(say, one), Sent(broadcast=one.id or 0, view="state"))] for one in latest if one.id is not None
    ]
    if draft.text:
        rows.insert(0, [(say("broadcast-go-on"), Draft(broadcast=draft.id or 0, act="open"))])
    rows.append([(say("menu"), Menu(name="menu"))])
    return Screen(page(say("broadcast-title"), note, say("broadcast-text-ask"), *said), rows)


def _label(say: Speaker, sent: Broadcast) -> str:
    day = f"{sent.at.astimezone(say.zone):%d/%m %H:%M}" if sent.at else ""
    return f"{day} · {cut(sent.text, LABEL_MOST)}"


def whom(say: Speaker, draft: Broadcast, may_missing: bool, note: str = "") -> Screen:
    """To whom?"""
    ways = [(ALL, "all"), (BRANCH, "branch"), (KIND, "kind"), (MISSING, "missing"), (HAND, "hand")]
    buttons = [
        (say(f"broadcast-to-{name}"), Draft(broadcast=draft.id or 0, act=f"to-{name}"))
        for way, name in ways
        if way != MISSING or may_missing
    ]
    rows: list[Row] = [[one] for one in buttons]
    rows.append([(say("broadcast-edit"), Draft(broadcast=draft.id or 0, act="text")), _drop(say, draft)])
    said = [draft.text]
    said += [say("broadcast-file", name=draft.file_name)] if draft.file_name else [say("broadcast-file-may")]
    return Screen(page(say("broadcast-whom"), note, *said), rows)


def _drop(say: Speaker, draft: Broadcast) -> tuple[str, Draft]:
    return say("broadcast-drop"), Draft(broadcast=draft.id or 0, act="drop")


def branches(say: Speaker, draft: Broadcast, there: Sequence[Unit], number: int) -> Screen:
    """The branches below, those that are taken marked."""
    taken = set(draft.audience.get("ids", ())) if draft.audience.get("rule") == BRANCH else set()
    entries = [(unit.name, str(unit.id), unit.id in taken) for unit in there]
    return _choices(say, draft, BRANCH, entries, number)


def kinds(say: Speaker, draft: Broadcast, there: Sequence[tuple[str, int]]) -> Screen:
    """The kinds of unit below, those that are taken marked."""
    taken = set(draft.audience.get("kinds", ())) if draft.audience.get("rule") == KIND else set()
    entries = [(say("broadcast-kind", kind=say(f"unit-kind-{k}"), count=n), k, k in taken) for k, n in there]
    return _choices(say, draft, KIND, entries, 0)


def _choices(say: Speaker, draft: Broadcast, rule: str, entries: Sequence[tuple[str, str, bool]], at: int) -> Screen:
    shown, number, pages = sliced(len(entries), at)
    pick = Pick(broadcast=draft.id or 0, rule=rule, page=number)
    rows: list[Row] = [
        [(("✓ " if taken else "") + name, pick.model_copy(update={"value": value}))]
        for name, value, taken in (entries[n] for n in shown)
    ]
    earlier = pick.model_copy(update={"page": number - 1}) if number else None
    later = pick.model_copy(update={"page": number + 1}) if number + 1 < pages else None
    rows.append(turning(say, earlier, later))
    count = sum(taken for _, _, taken in entries)
    if count:
        rows.append([(say("broadcast-done", count=count), Draft(broadcast=draft.id or 0, act="open"))])
    rows.append([(say("back"), Draft(broadcast=draft.id or 0, act="whom"))])
    told = say("broadcast-choose" if entries else "broadcast-nothing-below")
    return Screen(page(say(f"broadcast-to-{rule}"), told), rows)


def turns(say: Speaker, draft: Broadcast, offered: Choice) -> Screen:
    """Several duties: missing in which?"""
    rows: list[Row] = [
        [
            (
                say.report(duty, periods[0].code),
                Draft(broadcast=draft.id or 0, act="missing", value=f"{duty}/{periods[0].code}"),
            )
        ]
        for duty, periods in offered.duties
    ]
    told = say("summary-choose" if rows else "summary-no-duty")
    rows.append([(say("back"), Draft(broadcast=draft.id or 0, act="whom"))])
    return Screen(page(say("broadcast-to-missing"), told), rows)


def names(say: Speaker, found: Picked) -> Screen:
    """What is chosen by name so far; what was not clear is asked back with buttons."""
    draft = found.draft
    texts = [say("broadcast-names-ask")]
    if found.chosen:
        texts.insert(0, say("broadcast-names", count=len(found.chosen), names=", ".join(_some(say, found.chosen))))
    rows: list[Row] = []
    seen: set[int] = set()
    for one in found.unclear:
        key = "several" if one.several else "alike" if one.candidates else "unknown"
        texts.append(say(f"broadcast-name-{key}", typed=cut(one.typed, LABEL_MOST)))
        for unit in one.candidates:
            if unit.id not in seen and len(rows) < SHOWN * 3:
                label = f"{unit.name} ({unit.above})" if unit.above else unit.name
                rows.append([(label, Draft(broadcast=draft.id or 0, act="take", value=str(unit.id)))])
                seen.add(unit.id)
    if found.chosen:
        rows.append([(say("broadcast-done", count=len(found.chosen)), Draft(broadcast=draft.id or 0, act="open"))])
        rows.append([(say("broadcast-names-clear"), Draft(broadcast=draft.id or 0, act="take", value="0"))])
    rows.append([(say("back"), Draft(broadcast=draft.id or 0, act="whom"))])
    return Screen(page(say("broadcast-to-hand"), *texts), rows)


def _some(say: Speaker, names: Sequence[str], most: int = 30) -> list[str]:
    rest = len(names) - most
    return [*names[:most], say("broadcast-rest", count=rest)] if rest > 0 else list(names)


def preview(say: Speaker, found: Preview, note: str = "") -> Screen:
    """The words, who gets them and when, who cannot be reached and why; nothing has been sent yet."""
    draft, audience = found.draft, found.audience
    when = say("broadcast-when-at", moment=say.moment(draft.at)) if draft.at else say("broadcast-when-now")
    texts = [
        note,
        draft.text,
        say("broadcast-file", name=draft.file_name) if draft.file_name else "",
        _goes(say, found),
        _unreached(say, found),
        when,
        "" if found.working_hours else say("nudge-after-hours"),
    ]
    rows: list[Row] = []
    if audience.officers:
        order = Draft(broadcast=draft.id or 0, act="send", value=draft.token)
        rows.append([(say("broadcast-send", count=len(audience.officers)), order)])
        rows.append([(say("broadcast-when"), Draft(broadcast=draft.id or 0, act="when"))])
    rows.append([(say("broadcast-edit"), Draft(broadcast=draft.id or 0, act="text"))])
    rows.append([(say("broadcast-whom-change"), Draft(broadcast=draft.id or 0, act="whom"))])
    if draft.file_name:
        rows.append([(say("broadcast-file-drop"), Draft(broadcast=draft.id or 0, act="file"))])
    rows.append([_drop(say, draft), (say("menu"), Menu(name="menu"))])
    return Screen(page(say("broadcast-preview"), *texts), rows)


def _goes(say: Speaker, found: Preview) -> str:
    units = found.audience.units
    if not units:
        return say("broadcast-nobody")
    names = ", ".join(_some(say, units, SHOWN))
    return say("broadcast-goes", officers=len(found.audience.officers), units=len(units), names=names)


def _unreached(say: Speaker, found: Preview) -> str:
    lost = found.audience.unreached
    if not lost:
        return ""
    lines = [f"{one.unit}: {say(f'missing-why-{one.why}')}" for one in lost[:SHOWN]]
    rest = [say("nudge-rest", count=len(lost) - SHOWN)] if len(lost) > SHOWN else []
    return "\n".join([say("nudge-unreached", count=len(lost)), *lines, *rest])


def when(say: Speaker, draft: Broadcast, offers: Sequence[datetime]) -> Screen:
    """At what time? A moment can be typed too."""
    rows: list[Row] = [
        [
            (
                say("broadcast-at", moment=say.moment(at)),
                Draft(broadcast=draft.id or 0, act="at", value=f"{int(at.timestamp())}"),
            )
        ]
        for at in offers
    ]
    if draft.at is not None:
        rows.append([(say("broadcast-at-once"), Draft(broadcast=draft.id or 0, act="at", value="0"))])
    rows.append([(say("back"), Draft(broadcast=draft.id or 0, act="open"))])
    return Screen(page(say("broadcast-when"), say("broadcast-when-ask")), rows)
