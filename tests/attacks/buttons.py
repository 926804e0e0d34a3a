"""Every kind of button, the right that it needs, and how one forges it for what belongs to a unit: written by hand.

A kind of button that is not here fails test_buttons.py: whoever adds one says here what it needs.
"""

from collections.abc import Callable
from dataclasses import dataclass

from aiogram.filters.callback_data import CallbackData

from handlers import broadcast_buttons as bb
from handlers import devices, extend, invite_sheet, invites, join, journal, kit, mine, people, reach, remind, sent
from handlers import office_buttons as ob
from handlers import plan_buttons as kb
from handlers import report_buttons as rb
from handlers import report_hand_in as rh
from handlers import task_buttons as tb
from reporting import preview_token
from reporting.text import fold
from storage import broadcasts
from tests.attacks.stage import NOW, Stage

Forge = Callable[[Stage, str], CallbackData]


@dataclass(frozen=True)
class Case:
    """One way to use a kind of button on what is that unit's. `act`: a row of the hand's table, or of its more."""

    act: str
    forge: Forge
    at: str
    """What of the stage names the object: the units for which it has one are those that are tried."""


# Only one's own things, whatever is in them: nobody else is named.
OWN: frozenset[type[CallbackData]] = frozenset(
    {
        kit.Menu,
        join.Consent,
        devices.Language,
        mine.Morning,
        mine.Switch,
        mine.Mine,
        sent.Sent,
        tb.TaskList,
        kb.ReadIt,
        remind.Later,
    }
)
DUTY, PERIOD = "situation", "2026-Q4"


def _report(kind: type[CallbackData], **rest: object) -> Case:
    return Case("report.write", lambda s, u: kind(report=s.report[u], **rest), "report")


def _part(act: str, kind: type[CallbackData], **rest: object) -> Case:
    return Case(act, lambda s, u: kind(part=s.part[u], **rest), "part")


def _see(view: str, code: str = "") -> Case:
    return Case(
        "summary.read", lambda s, u: ob.See(view=view, duty=DUTY, period=PERIOD, root=s.cast[u], code=code), "unit"
    )


def _manage(act: str) -> Case:
    return Case("invite.make", lambda s, u: people.Manage(post=s.post[u], act=act, sure=True), "post")


def _give(act: str, at: str = "task_draft", **rest: object) -> Case:
    return Case("task.manage", lambda s, u: tb.Give(act=act, task=getattr(s, at)[u], **rest), at)


def _plan(view: str) -> Case:
    return Case("plan.manage", lambda s, u: kb.See(plan=s.plan[u], view=view), "plan")


def _draft(kind: type[CallbackData], **rest: object) -> Case:
    return Case("plan.manage", lambda s, u: kind(draft=s.plan_draft[u], **rest), "plan_draft")


def _item(button: type[CallbackData], **rest: object) -> Case:
    return Case("plan.manage", lambda s, u: button(item=s.plan_item[u], **rest), "plan_item")


def _written(act: str, value: str = "") -> Case:
    return Case("author", lambda s, u: bb.Draft(broadcast=s.draft[u], act=act, value=value), "draft")


def _sent(view: str) -> Case:
    return Case("broadcast.send", lambda s, u: bb.Sent(broadcast=s.sent[u], view=view), "sent")


def _snooze(choice: str) -> Case:
    return Case("nobody", lambda s, u: remind.Snooze(outbox=s.reminded[u], choice=choice), "reminded")


def _gaps(state: str) -> Case:
    return Case("invite.make", lambda s, u: reach.Gaps(unit=s.cast[u], state=state), "unit")


def _print(sure: bool) -> Case:
    return Case("invite.make", lambda s, u: invite_sheet.Print(unit=s.cast[u], role="head", sure=sure), "unit")


def _owed(act: str) -> Case:
    return Case("plan.manage", lambda s, u: kb.Owed(duty=s.plan_duty[u], plan=s.plan[u], act=act), "plan")


def _series(act: str) -> Case:
    return Case("plan.manage", lambda s, u: kb.Turns(task=s.series[u], plan=s.plan[u], act=act), "plan")


def _got(act: str) -> Case:
    return Case("got", lambda s, u: bb.Got(broadcast=s.sent[u], act=act), "sent")


def _look(view: str, at: str = "unit") -> Case:
    def forge(s: Stage, u: str) -> CallbackData:
        code = {"T": s.task["tinh"], "L": s.task["tinh"], "U": s.cast["an_hoa"]}.get(view, 0)
        return tb.Look(view=view, root=s.cast[u], code=code)

    return Case("branches", forge, at)


CASES: dict[type[CallbackData], list[Case]] = {
    # a report that is written
    kit.Go: [Case("report.write", lambda s, u: kit.Go(duty=DUTY, period=PERIOD, unit=s.cast[u]), "unit")],
    rb.Tap: [_report(rb.Tap, seen=1, step="mood", option="worried")],
    rb.Pass: [_report(rb.Pass, step="mood_note"), _report(rb.Pass, step="opinions", rest=True)],
    rb.Back: [_report(rb.Back, step="figures")],
    rb.Fix: [_report(rb.Fix, step="preview"), _report(rb.Fix, step="mood_note")],
    rb.Remove: [Case("report.write", lambda s, u: rb.Remove(report=s.report[u], line=s.line[u]), "report")],
    rb.HandIn: [Case("report.write", lambda s, u: rb.HandIn(report=s.report[u], revision=s.revision[u]), "report")],
    rh.AsItIs: [Case("report.write", lambda s, u: rh.AsItIs(report=s.report[u], revision=s.revision[u]), "report")],
    rh.Rewrite: [_report(rh.Rewrite, step="mood_note")],
    rb.FromLast: [_report(rb.FromLast)],
    rb.Settle: [
        Case("report.write", lambda s, u: rb.Settle(report=s.report[u], kept=s.kept[u], how="mine"), "report"),
    ],
    rb.Files: [
        _report(rb.Files),
        Case("report.write", lambda s, u: rb.Files(report=s.report[u], remove=s.attachment[u]), "report"),
    ],
    # reports that are read
    ob.Read: [
        Case("report.read", lambda s, u: ob.Read(report=s.report[u], page=0, view="h", root=s.cast[u]), "report")
    ],
    ob.Version: [Case("report.read", lambda s, u: ob.Version(report=s.report[u], version=1), "report")],
    ob.Leaf: [Case("report.read", lambda s, u: ob.Leaf(report=s.report[u], version=1, page=1), "report")],
    ob.Attached: [
        Case("report.read", lambda s, u: ob.Attached(report=s.report[u], version=1), "report"),
        Case("report.read", lambda s, u: ob.Attached(report=s.report[u], version=1, file=s.attachment[u]), "report"),
    ],
    # what the office asks
    ob.See: [
        _see(view, code)
        for view, code in zip(
            "obucfthrCFTAR", ["", *[""] * 7, "mood.worried", "meetings", "MT", "province", "resolved"], strict=True
        )
    ],
    ob.Lacking: [Case("missing.read", lambda s, u: ob.Lacking(duty=DUTY, period=PERIOD, root=s.cast[u]), "unit")],
    ob.Push: [
        Case("nudge.send", lambda s, u: ob.Push(duty=DUTY, period=PERIOD, root=s.cast[u], one=False), "unit"),
        Case("nudge.send", lambda s, u: ob.Push(duty=DUTY, period=PERIOD, root=s.cast[u], one=True), "unit"),
        Case(
            "nudge.send",
            lambda s, u: ob.Push(duty=DUTY, period=PERIOD, root=s.cast[u], one=False, token=token()),
            "unit",
        ),
    ],
    ob.Pushed: [Case("nudger", lambda s, u: ob.Pushed(nudge=s.nudge[u], root=s.cast[u]), "nudge")],
    extend.Extend: [
        Case("extension.grant", lambda s, u: extend.Extend(duty=DUTY, period=PERIOD, unit=s.cast[u]), "unit")
    ],
    extend.Until: [
        Case(
            "extension.grant",
            lambda s, u: extend.Until(duty=DUTY, period=PERIOD, unit=s.cast[u], day="2026-12-18"),
            "unit",
        )
    ],
    # reminders
    remind.Difficulty: [
        Case("report.write", lambda s, u: remind.Difficulty(duty=DUTY, period=PERIOD, unit=s.cast[u]), "unit")
    ],
    remind.Snooze: [_snooze(choice) for choice in ("1h", "tomorrow", "before")],
    # people
    invites.UnitCard: [Case("invite.make", lambda s, u: invites.UnitCard(unit=s.cast[u]), "unit")],
    invites.InviteTo: [
        Case("invite.make", lambda s, u: invites.InviteTo(unit=s.cast[u], role="reporter"), "unit"),
        Case("invite.make", lambda s, u: invites.InviteTo(unit=s.cast[u], role="admin"), "unit"),
    ],
    invite_sheet.Print: [_print(False), _print(True)],
    invites.PostCard: [Case("invite.make", lambda s, u: invites.PostCard(post=s.post[u]), "post")],
    reach.Gaps: [_gaps(""), _gaps("never")],
    people.Role: [Case("invite.make", lambda s, u: people.Role(post=s.post[u], role="office"), "post")],
    people.Leave: [
        Case("invite.make", lambda s, u: people.Leave(post=s.post[u], days=7), "post"),
        Case("invite.make", lambda s, u: people.Leave(post=s.post[u], days=7, substitute=0), "post"),
        Case("invite.make", lambda s, u: people.Leave(post=s.post[u], days=7, substitute=s.cast["binh"]), "post"),
    ],
    people.Manage: [_manage(act) for act in ("back", "role", "leave", "revoke", "replace")],
    journal.Leafed: [Case("anywhere", lambda s, u: journal.Leafed(upto=10**6), "unit")],
    journal.Opened: [Case("audit.read", lambda s, u: journal.Opened(line=s.audit[u], upto=10**6), "audit")],
    # tasks of one's own
    tb.TaskOpen: [_part("task.read", tb.TaskOpen)],
    tb.TaskPast: [_part("task.read", tb.TaskPast)],
    tb.TaskFiles: [
        _part("task.read", tb.TaskFiles),
        Case("task.read", lambda s, u: tb.TaskFiles(part=s.part[u], file=s.evidence[u]), "part"),
    ],
    tb.TaskSay: [_part("task.write", tb.TaskSay, state="done", seen=1)],
    tb.TaskStuck: [
        _part("task.read", tb.TaskStuck, seen=1),
        _part("task.write", tb.TaskStuck, seen=1, reason="funding"),
    ],
    tb.TaskPercent: [_part("task.write", tb.TaskPercent, step=2, seen=1)],
    tb.TaskMark: [Case("task.write", lambda s, u: tb.TaskMark(part=s.part[u], mark=s.mark[u]), "part")],
    tb.TaskAsk: [_part("task.read", tb.TaskAsk)]
    + [_part("task.write", tb.TaskAsk, what=what) for what in ("note", "figures", "percent", "reason", "files")],
    tb.TaskUndo: [Case("task.write", lambda s, u: tb.TaskUndo(entry=s.entry[u]), "part")],
    # tasks that are looked at and given
    tb.Look: [_look(view) for view in "otulxTUL"],
    tb.Give: [
        Case("anywhere", lambda s, u: tb.Give(act="new"), "task"),
        _give("go", code="title"),
        _give("skip", code="due"),
        _give("kind", code="xa"),
        _give("pass"),
        _give("clear"),
        _give("done"),
        Case("task.manage", lambda s, u: tb.Give(act="unit", task=s.task_draft[u], number=s.cast[u]), "task_draft"),
        _give("back", "task"),
        _give("go", "task", code="title"),
        _give("publish", number=1),
        _give("drop"),
        _give("gone", "task"),
    ],
    tb.Sheet: [
        Case("anywhere", lambda s, u: tb.Sheet(act="ask"), "task"),
        Case("anywhere", lambda s, u: tb.Sheet(act="form"), "task"),
        Case("nobody", lambda s, u: tb.Sheet(act="store", stored="0" * 32), "task"),
    ],
    # plans
    kb.Draft: [_draft(kb.Draft, view=view) for view in "odaxficq"],
    kb.Item: [_item(kb.Item, act=act) for act in ("", "ok", "units", "stand", "drop", "back")],
    kb.Ask: [
        *(_draft(kb.Ask, item=0, what=what) for what in ("name", "add", "rest")),
        Case("plan.manage", lambda s, u: kb.Ask(draft=s.plan_draft[u], item=s.plan_item[u], what="title"), "plan_item"),
    ],
    kb.Give: [_item(kb.Give, kind=kind) for kind in ("xa", "own", "clear")],
    kb.Meant: [
        _item(kb.Meant, unit=0),
        Case("plan.manage", lambda s, u: kb.Meant(item=s.plan_item[u], unit=s.cast[u]), "plan_item"),
    ],
    kb.Pair: [
        *(_item(kb.Pair, task=task) for task in (-1, 0)),
        Case("plan.manage", lambda s, u: kb.Pair(item=s.plan_item[u], task=s.task[u]), "plan_item"),
    ],
    kb.Whole: [
        _draft(kb.Whole, act="own"),
        Case("plan.manage", lambda s, u: kb.Whole(draft=s.plan_draft[u], act="link", of=s.plan[u]), "plan_draft"),
        Case("plan.manage", lambda s, u: kb.Whole(draft=s.plan_draft[u], act="keep", of=s.task[u]), "plan_draft"),
        _draft(kb.Whole, act="discard"),
    ],
    kb.Issue: [_draft(kb.Issue, version=version) for version in (1, 2)],
    kb.See: [_plan(view) for view in ("o", "b", "l", "overdue", "stuck", "silent", "e", "r")],
    kb.Turns: [_series(act) for act in ("", "on", "stop")],
    kb.Happens: [Case("plan.manage", lambda s, u: kb.Happens(plan=s.plan[u], event=event()), "plan")],
    kb.Owed: [_owed(act) for act in ("", "n", "y")],
    # messages
    bb.Begin: [Case("top", lambda s, u: bb.Begin(root=s.cast[u]), "unit")],
    bb.Draft: [
        _written(act, value)
        for act, value in [
            ("open", ""),
            ("text", ""),
            ("whom", ""),
            ("to-all", ""),
            ("to-branch", ""),
            ("to-kind", ""),
            ("to-missing", ""),
            ("to-hand", ""),
            ("missing", f"{DUTY}/{PERIOD}"),
            ("when", ""),
            ("at", "1797408000"),
            ("file", ""),
            ("send", "0"),
            ("drop", ""),
        ]
    ]
    + [
        Case("author", lambda s, u: bb.Draft(broadcast=s.draft[u], act="take", value=str(s.cast[u])), "draft"),
        Case("author", lambda s, u: bb.Draft(broadcast=s.draft[u], act="send", value=_token(s, u)), "draft"),
    ],
    bb.Pick: [
        Case("author", lambda s, u: bb.Pick(broadcast=s.draft[u], rule="kind", value="xa"), "draft"),
        Case("author", lambda s, u: bb.Pick(broadcast=s.draft[u], rule="branch", value=str(s.cast["an_hoa"])), "draft"),
    ],
    bb.Sent: [_sent(view) for view in ("state", "answers", "stop", "stopped")],
    bb.Got: [_got("read"), _got("answer")],
}


def token() -> str:
    """A preview's token that is fresh, but belongs to no preview that was shown."""
    return preview_token.make(NOW)


def _token(stage: Stage, unit: str) -> str:
    draft = stage.door.read(broadcasts.by_id, stage.draft[unit])
    return draft.token if draft else ""


def event() -> int:
    """The event of the plan."""
    return kb.mark(fold("tổ chức Đại hội"))
