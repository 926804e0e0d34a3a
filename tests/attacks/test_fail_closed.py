"""Nothing is done that the audit cannot hold, and a check that breaks lets nobody through."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from channels.telegram.secrets import REPEATING, TALKATIVE, guard_logging
from reporting import rights
from storage import audit
from tests.attacks.knock import Knocker, changed
from tests.attacks.stage import secret

WRITES = {
    "office": ("invite", "revoke", "extend", "send", "stop", "issue", "publish"),
    "reporter": ("hand in", "status"),
}


def tap(knocker: Knocker, act: str) -> str:
    s = knocker.stage
    return {
        "invite": f"iv:{s.cast['an_hoa']}:reporter",
        "revoke": f"pm:{s.post['an_hoa']}:revoke:1",
        "extend": f"pm:{s.post['bac']}:replace:1",
        "send": f"rd:{s.report['an_hoa']}:0:h:{s.cast['tinh']}::0",
        "stop": f"bs:{s.sent['tinh']}:stopped:0",
        "issue": f"kr:{s.plan_duty['tinh']}:{s.plan['tinh']}:n",
        "publish": f"tn:gone:{s.task['tinh']}::0",
        "hand in": f"h:{s.report['an_hoa']}:{s.revision['an_hoa'] + 1}",
        "status": f"ts:{s.part['an_hoa']}:done:1",
    }[act]


def breaks(*_: Any, **__: Any) -> None:
    raise OperationalError("INSERT INTO audit", {"after": secret("tinh")}, Exception("disk I/O error"))


@pytest.mark.parametrize(("actor", "act"), [(actor, act) for actor, acts in WRITES.items() for act in acts])
async def test_without_its_audit_line_nothing_is_done(
    actor: str, act: str, knocker: Knocker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    before = knocker.rows()
    if act == "hand in":  # a change first, so that there is something to hand in
        await knocker.taps(actor, [f"a:{knocker.stage.report['an_hoa']}:1:mood:worried"])
        before = knocker.rows()
    monkeypatch.setattr(audit, "note", breaks)
    shown = await knocker.taps(actor, [tap(knocker, act)])
    assert len(shown.errors) == 1, "the inbox tries it again"
    assert changed(before, knocker.rows()) == {}
    assert not any("Error" in text or secret("an_hoa") in text or "INSERT" in text for text in shown.texts)
    assert secret("tinh") not in caplog.text and secret("an_hoa") not in caplog.text


@pytest.fixture(autouse=True)
def as_in_service() -> Iterator[None]:
    """What is logged is what the program would log."""
    levels = {name: logging.getLogger(name).level for name in (*TALKATIVE, *REPEATING)}
    guard_logging([], [])
    yield
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.parametrize("act", ["invite", "revoke", "stop", "send"])
async def test_a_check_that_breaks_lets_nobody_through(
    act: str, knocker: Knocker, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = knocker.rows()
    monkeypatch.setattr(rights, "may", breaks)
    for actor in ("office", "reporter"):
        shown = await knocker.taps(actor, [tap(knocker, act)])
        assert len(shown.errors) == 1
        assert secret("an_hoa") not in shown
    assert changed(before, knocker.rows()) == {}


async def test_a_refusal_that_cannot_be_noted_is_a_refusal_all_the_same(
    knocker: Knocker, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.attacks.knock import RIGHT

    before = knocker.rows()
    monkeypatch.setattr(audit, "note", breaks)
    shown = await knocker.taps("reporter", [tap(knocker, "revoke")])
    assert RIGHT in shown and shown.errors == []
    assert changed(before, knocker.rows()) == {}


def test_no_error_is_swallowed_on_its_way_to_the_inbox(knocker: Knocker) -> None:
    """What is handled would count as done: the inbox tries again only what comes out of the dispatcher."""
    routers = [knocker.dispatcher]
    for router in routers:
        routers += router.sub_routers
    assert len(routers) > 20
    assert [router.name for router in routers if router.errors.handlers] == []
