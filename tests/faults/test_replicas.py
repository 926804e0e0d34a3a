"""Three processes on one PostgreSQL, a webhook on each: the work of one clock, one sender, and one of them killed."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, func, select

from channels.sender import IN_FLIGHT
from storage.inbox import Inbox
from storage.outbox import Outbox
from storage.reports import ReportVersion
from tests.faults import crowd
from tests.faults.nursery import Victim
from tests.faults.site import PUBLIC, Site
from tests.faults.soak import MORNING
from tests.faults.test_wave import MANY, all_said, chats
from tests.walks.steps import MOOD, answers_shortest

pytestmark = pytest.mark.parametrize(
    "database", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)


@pytest.fixture
def replicas(installed: Site) -> Iterator[list[Victim]]:
    installed.mode = "webhook"
    started = [installed.runs(tick=0.2) for _ in range(3)]
    yield [one.serves() for one in started]


def leads_to(site: Site, one: Victim) -> None:
    """The balancer sends what comes next to this process."""
    site.standin.api.routes[PUBLIC] = f"http://127.0.0.1:{one.port}"


async def _taps_on_each(site: Site, officer: Any, replicas: list[Victim]) -> None:
    """Three taps on the same button, each taken by another process."""
    message = next(one for one in reversed(officer.person.chat(site.standin.bot)) if "Gửi báo cáo" in one.labels)
    data = message.button("Gửi báo cáo").data
    for one in replicas:
        leads_to(site, one)
        delivered = len(site.standin.api.deliveries)
        await officer.person.taps_anyway(message, data)
        await site.standin.api.until(lambda before=delivered: len(site.standin.api.deliveries) > before, 30.0)


def _idle(session: Session) -> bool:
    return not session.exec(select(Inbox).where(Inbox.state != "done")).first()


def test_a_report_through_three_processes_is_one_report(installed: Site, replicas: list[Victim]) -> None:
    an = installed.phone("an")
    leads_to(installed, replicas[0])
    installed.does(an.says("/baocao", MOOD))
    leads_to(installed, replicas[1])
    installed.does(answers_shortest(an))
    installed.does(_taps_on_each(installed, an, replicas))
    installed.does(an.waits_for("Mã tiếp nhận"))
    installed.until(_idle)
    assert installed.door.read(lambda s: s.exec(select(func.count()).select_from(ReportVersion)).one()) == 1
    receipts = installed.door.read(lambda s: s.exec(select(func.count()).where(Outbox.kind == "receipt")).one())
    assert receipts == 1
    installed.until(lambda _: bool(_numbers(installed)))  # the receipt itself leaves through the outbox, a moment later
    assert _numbers(installed) == {"THND-2026-Q4-00003"}, "one number, to whomever it is told"


def _numbers(installed: Site) -> set[str]:
    told = " ".join(sent.text or "" for sent in installed.standin.api.sent)
    return set(re.findall(r"THND-[\d\w-]+", told))


def test_one_clocks_work_is_done_once_while_connections_break_and_one_is_killed(
    installed: Site, replicas: list[Victim]
) -> None:
    installed.standin.knows(
        installed.door.write(crowd.settle, installed.cast["tinh"], installed.clock.now() + timedelta(0), MANY)
    )
    installed.clock.move_to(MORNING)  # all three tick at eight
    installed.until(lambda _: sum(chats(installed)) >= 10)
    installed.door.write(_cut_everybody_else_off)  # the leader's lock goes with its connection
    installed.until(lambda _: sum(chats(installed)) >= 25)
    at_work = next(one for one in replicas[::-1] if "sender telegram: at work" in one.said(10**6))
    at_work.dies()
    installed.passes(minutes=3)
    installed.until(all_said)
    got = chats(installed)
    assert min(got) == 1
    # Killed while the marks of what had arrived waited for the database: at most what was in hand comes twice.
    assert sum(got) - MANY <= IN_FLIGHT


def _cut_everybody_else_off(session: Session) -> None:
    session.execute(
        text(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    )
