"""Every act × every role × one's own, a sibling's, a lower, an upper and another province's unit: default deny."""

import pytest

from reporting import rights
from reporting.refusal import Refusal
from storage.officers import ROLES
from tests.attacks.hand import ACTORS, HAND, UNITS
from tests.attacks.stage import ACTOR_NAMES, Stage

PEOPLE = [actor for actor in ACTORS if actor != "stranger"]


def officer(stage: Stage, actor: str) -> int:
    return stage.cast[ACTOR_NAMES.get(actor, actor)]


def test_every_act_has_a_row_written_by_hand() -> None:
    assert set(rights.ACTS) == set(HAND), "say in tests/attacks/hand.py who may do it to whom"
    assert {role for roles in rights.ACTS.values() for role in roles} <= set(ROLES)


@pytest.mark.parametrize("act", HAND)
def test_who_may_do_it_to_whom(act: str, stage: Stage) -> None:
    for actor in PEOPLE:
        for unit in UNITS:
            may = stage.door.read(rights.may, officer(stage, actor), act, stage.cast[unit])
            assert may == (unit in HAND[act][actor]), (actor, unit)


@pytest.mark.parametrize("act", ["", "report", "report.Read", "report.read ", "admin", "*", "__class__"])
def test_an_act_that_nobody_named_is_nobodys(act: str, stage: Stage) -> None:
    for actor in PEOPLE:
        assert not stage.door.read(rights.may, officer(stage, actor), act, stage.cast["an_hoa"])
        assert stage.door.read(rights.roots, officer(stage, actor), act) == []


def test_what_is_not_there_is_nobodys(stage: Stage) -> None:
    for who, unit in ((officer(stage, "office"), 10**9), (10**9, stage.cast["tinh"]), (0, 0), (-1, -1)):
        with pytest.raises(Refusal, match="refused-right"):
            stage.door.read(rights.demand, who, "report.read", unit)


def test_a_right_stands_for_as_long_as_the_post(stage: Stage) -> None:
    """Read anew at each act: what ended a moment ago gives nothing."""
    from reporting import staffing

    for actor in ("reporter", "head", "on_leave", "stand_in", "reviewer"):
        held = stage.door.read(lambda session, who: _posts(session, who), officer(stage, actor))
        for post in held:
            stage.door.write(staffing.revoke, stage.now, stage.cast["chi"], post)
        for act in HAND:
            assert stage.door.read(rights.roots, officer(stage, actor), act) == [], (actor, act)


def _posts(session, who: int) -> list[int]:
    from storage import officers

    return [post.id or 0 for post in officers.posts(session, who)]


def test_nobody_can_give_a_right_that_goes_beyond_their_own(stage: Stage) -> None:
    """Who invites gives any role; that is harmless only while no role may more in a branch than who invites there."""
    givers = rights.ACTS["invite.make"]
    own_reports = {"report.write", "task.write"}  # the office gives them away, it has no use for them
    for act, roles in rights.ACTS.items():
        if act not in own_reports:
            assert {role for role, reach in givers.items() if reach == rights.BRANCH} <= set(roles), act
