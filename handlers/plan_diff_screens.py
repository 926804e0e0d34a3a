"""What a corrected plan changes, as the office sees it before it is issued."""

from datetime import date

from handlers.kit import Row, Screen, Speaker, cut, page
from handlers.listing import home
from handlers.plan_buttons import Draft, Whole
from handlers.plan_words import day
from reporting.plan_diff import Change, Diff
from reporting.plan_view import Overview

SHOWN = 5


def counts(say: Speaker, diff: Diff) -> str:
    """How many tasks are new, changed, gone and the same."""
    return say("plan-diff-count", new=len(diff.new), changed=len(diff.changed), gone=len(diff.gone), same=diff.same)


def differences(say: Speaker, found: Overview) -> Screen:
    """New, changed and gone, with a way to keep what the new document does not tell of."""
    diff, parts = found.diff, [counts(say, found.diff)]
    if diff.changed:
        told = [
            f"• {cut(one.title, 90)}\n" + "\n".join(_change(say, c) for c in one.changes)
            for one in diff.changed[:SHOWN]
        ]
        parts.append("\n".join([say("plan-diff-changed"), *told, *_rest(say, len(diff.changed))]))
    if diff.new:
        told = [f"• {cut(title, 90)}" for _, title in diff.new[:SHOWN]]
        parts.append("\n".join([say("plan-diff-new"), *told, *_rest(say, len(diff.new))]))
    if diff.gone:
        told = [
            f"• {cut(one.title, 90)}" + (" " + say("plan-diff-told", count=one.told) if one.told else "")
            for one in diff.gone[:SHOWN]
        ]
        parts.append("\n".join([say("plan-diff-gone"), *told, *_rest(say, len(diff.gone))]))
    rows: list[Row] = [
        [(say("plan-keep", title=cut(one.title, 40)), Whole(draft=found.draft_id, act="keep", of=one.task_id))]
        for one in diff.gone[:SHOWN]
    ]
    rows.append([(say("plan-issue-preview"), Draft(draft=found.draft_id, view="i"))])
    text = page(say("plan-see-differences"), say("plan-corrects", plan=found.corrects), *parts)
    return Screen(text, [*rows, home(say, Draft(draft=found.draft_id))])


def _rest(say: Speaker, count: int) -> list[str]:
    return [say("plan-and-more", count=count - SHOWN)] if count > SHOWN else []


def _change(say: Speaker, change: Change) -> str:
    return say(
        "plan-diff-field",
        field=say(f"plan-field-{change.field}"),
        before=_value(say, change.before),
        after=_value(say, change.after),
    )


def _value(say: Speaker, value: str | date | int | None) -> str:
    if isinstance(value, date):
        return day(value)
    return "–" if value in (None, "") else cut(str(value), 90)
