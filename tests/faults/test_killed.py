"""The true process is killed (SIGKILL) at named places while an officer files: what came in is done once, and said."""

from collections import Counter

from sqlmodel import Session, func, select

from storage.inbox import Inbox
from storage.outbox import Outbox
from storage.reports import Report, ReportVersion
from tests.faults.nanny import watched
from tests.faults.site import Site
from tests.walks.steps import files_shortest

FUSES = (
    "before-commit:inbox.store",  # Telegram has brought it, nothing is stored: it brings it again
    "after-commit:inbox.store",  # stored, not confirmed: it comes again and is known
    "before-commit:*.whole",  # the handler has worked, its change is not stored
    "after-commit:*.whole",  # the change is stored, nothing is said of it
    "before-answer:EditMessageText",
    "after-answer:EditMessageText",  # said, not marked as done: said once more, done no second time
    "before-commit:*.whole:2",  # in the middle of the next answer
    "after-commit:intake.settle:4",
    "after-commit:*.whole:2",
    "before-send",  # handed in; the receipt has not left
    "after-send",  # it has left and is not marked
)


def _receipts(site: Site) -> Counter[int]:
    """How often each chat heard that the report was handed in: the officer and a colleague of the unit."""
    return Counter(sent.chat for sent in site.standin.api.sent if "Mã tiếp nhận" in (sent.text or ""))


def _states(session: Session) -> dict[str, int]:
    return dict(session.exec(select(Inbox.state, func.count()).group_by(Inbox.state)).all())


def _all_out(session: Session) -> bool:
    return not session.exec(select(Outbox).where(Outbox.state != "sent")).first()


def _idle(session: Session) -> bool:
    return set(_states(session)) == {"done"}


def test_killed_at_every_stage_of_a_report(installed: Site) -> None:
    with watched(installed, *FUSES) as nanny:
        installed.does(files_shortest(installed.phone("an")))
        installed.until(_idle)
        installed.until(_all_out)
    # How many of the last places are come to depends on how the kills fall together with the officer's acts.
    assert len(nanny.deaths) >= 5 and nanny.deaths == list(FUSES[: len(nanny.deaths)])
    assert len(installed.door.read(lambda session: session.exec(select(Report)).all())) == 1
    assert len(installed.door.read(lambda session: session.exec(select(ReportVersion)).all())) == 1
    numbers = Counter(row.update_id for row in installed.door.read(lambda session: session.exec(select(Inbox)).all()))
    assert set(numbers.values()) == {1}, "each update was kept once"
    heard = _receipts(installed)
    assert set(heard) == {1001, 1002}, "the receipt came, and word of it to the colleague"
    assert max(heard.values()) <= 2, "it comes again only where a kill fell between sending and marking"
