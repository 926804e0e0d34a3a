"""Rights on what is typed: commands with arguments, and answers to questions whose right ended meanwhile."""

from typing import Any

import pytest
from sqlmodel import Session

from handlers.kit import COMMANDS
from reporting import staffing
from storage import officers, talks
from tests.attacks.buttons import CASES, DUTY, PERIOD
from tests.attacks.hand import ACTORS, HAND, MAY_SEE, UNITS
from tests.attacks.knock import OWN_STATE, RIGHT, Knocker, changed
from tests.attacks.stage import ACTOR_NAMES, WRITERS, Stage, secret

WITH_ARGUMENTS = ("", " 2026-Q4 KHAC_XA", " 2026-Q4 AN_HOA", " 777", " Xã Khác", " ../../etc/passwd", " '; --")
# The office gave them a task: its title is for them.
GIVEN = {"reporter": frozenset({"tinh"}), "reviewer": frozenset({"tinh"})}
# A command may begin something of one's own: a draft, a code for another device.
BEGINS = {"report", "answer", "line", "audit", "broadcast", "invite"}


@pytest.mark.parametrize("actor", ["stranger", "revoked", "reporter", "reviewer", "elsewhere"])
async def test_a_command_gives_no_more_for_what_is_written_behind_it(actor: str, knocker: Knocker) -> None:
    before = knocker.rows(OWN_STATE | BEGINS)
    names = [name for name in COMMANDS if name != "start"]
    texts = [f"/{name}{WITH_ARGUMENTS[at % len(WITH_ARGUMENTS)]}" for at, name in enumerate(names * 3)]
    shown = await knocker.says(actor, *texts)
    assert shown.errors == []
    assert changed(before, knocker.rows(OWN_STATE | BEGINS)) == {}
    told = MAY_SEE[actor] | GIVEN.get(actor, frozenset())
    assert [unit for unit in UNITS if unit not in told and secret(unit) in shown] == []


def puts(stage: Stage, actor: str, topic: str, data: dict[str, Any]) -> None:
    """The actor was asked this before (by a button of another day, another post, another version)."""
    number = stage.cast[ACTOR_NAMES.get(actor, actor)]
    stage.door.write(talks.put, number, topic, {**data, "typed": True}, stage.now)


def questions(stage: Stage, unit: str, top: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Every conversation in which something is typed: its act, topic, and what stands in the row."""
    turn = {"duty": DUTY, "period": PERIOD, "unit": stage.cast[unit]}
    step = {"report": stage.report[unit], "step": "mood_note", "seen": 1, "fix": True}
    asked: list[tuple[str, str, dict[str, Any]]] = [
        ("report.write", "report", step),
        ("report.write", "difficulty", turn),
        ("extension.grant", "extension", {**turn, "day": "2026-12-18"}),
        ("plan.manage", "plan", {"draft": stage.plan_draft[top], "item": stage.plan_item[top], "ask": "title"}),
        ("plan.manage", "plan", {"draft": stage.plan_draft[top], "item": 0, "ask": "name"}),
        ("nobody", "broadcast", {"broadcast": stage.draft[top], "step": "text"}),
        ("nobody", "broadcast", {"broadcast": stage.draft[top], "step": "units"}),
    ]
    asked += [("task.write", "task", {"assignment": stage.part[unit], "ask": ask}) for ask in ("note", "percent")]
    return asked


@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor != "stranger"])
async def test_an_answer_is_judged_when_it_comes(actor: str, knocker: Knocker) -> None:
    """Whatever was asked before, on whatever way one came to be asked it."""
    stage, before = knocker.stage, knocker.rows()
    for unit, top in (("khac_xa", "khac"), ("binh_hoa", "tinh"), ("an_hoa", "tinh")):
        for act, topic, data in questions(stage, unit, top):
            over = top if act == "plan.manage" else unit
            if act != "nobody" and over in HAND[act][actor]:
                continue
            if act == "nobody" and actor == {"tinh": "office", "khac": "elsewhere"}[top]:
                continue
            puts(stage, actor, topic, data)
            shown = await knocker.says(actor, "Lời của người khác")
            assert shown.errors == [], topic
            assert unit in MAY_SEE[actor] or secret(unit) not in shown, topic
    assert changed(before, knocker.rows()) == {}


def ends(session: Session, stage: Stage, person: str) -> None:
    """The office takes every post of this person back."""
    for post in officers.posts(session, stage.cast[person]):
        staffing.revoke(session, stage.now, stage.cast["admin"], post.id or 0)


@pytest.mark.parametrize("actor", ["reporter", "stand_in", "reviewer", "office"])
async def test_a_role_that_ends_between_two_taps_ends_everything(actor: str, knocker: Knocker) -> None:
    """Every button that was good a moment ago is tapped once more after the post was taken back."""
    stage = knocker.stage
    good = []
    for cases in CASES.values():
        for case in cases:
            there = UNITS if case.at == "unit" else getattr(stage, case.at)
            may = HAND[case.act][actor] if case.act in HAND else frozenset(UNITS)
            good += [case.forge(stage, unit).pack() for unit in there if unit in may][:1]
    stage.door.write(ends, stage, ACTOR_NAMES.get(actor, actor))
    before = knocker.rows()
    shown = await knocker.taps(actor, good)
    assert shown.errors == []
    assert changed(before, knocker.rows()) == {}
    assert [unit for unit in UNITS if secret(unit) in shown] == []
    assert RIGHT in shown


async def test_a_reminder_of_a_post_that_ended_cannot_be_put_off(knocker: Knocker) -> None:
    stage, who = knocker.stage, WRITERS["trung_tam"]
    stage.door.write(ends, stage, who)
    before = knocker.rows()
    shown = await knocker.taps(who, [f"zz:{stage.reminded['trung_tam']}:1h"])
    assert changed(before, knocker.rows()) == {} and shown.errors == []
