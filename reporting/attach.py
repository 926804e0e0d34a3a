"""Pictures and files that go with a report."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from reporting import draft as drafts
from reporting.daysoff import Office
from reporting.refusal import Refusal
from reporting.text import clean_name
from storage import reports, talks
from storage.reports import Attachment
from storage.written import touch

FILES_MOST = 20
SIZE_MOST = 15 * 1024 * 1024


@dataclass(frozen=True)
class Stored:
    """A file that lies in the store: our name, theirs as text, and what was measured while writing."""

    stored: str
    name: str
    mime: str
    size: int
    sha256: str
    caption: str = ""


def attach(
    session: Session,
    now: datetime,
    officer_id: int,
    report_id: int,
    file: Stored,
    office: Office,
    album: str | None = None,
) -> tuple[drafts.Standing, bool]:
    """Add the file to the draft; the officer stays at the question that was open.

    The second value says whether this is the first of its album: the others need no answer. Raises Refusal.
    """
    report = drafts.editable(session, now, officer_id, report_id, office)
    there = reports.attachments(session, report_id)
    if len(there) >= FILES_MOST:
        raise Refusal("refused-files", most=FILES_MOST)
    if not any(a.sha256 == file.sha256 and a.name == file.name for a in there):
        session.add(
            Attachment(
                report_id=report_id,
                stored=file.stored,
                name=clean_name(file.name)[:255],
                mime=file.mime[:100],
                size=file.size,
                sha256=file.sha256,
                caption=clean_name(file.caption)[:1024],
                officer_id=officer_id,
                at=now,
            )
        )
        touch(session, report, now)
    before = talks.of(session, officer_id)
    answered = album is not None and before is not None and before.data.get("album") == album
    standing = drafts.resume(session, now, officer_id, report_id, office)
    talk = talks.of(session, officer_id)
    if talk is not None and album is not None:
        talks.put(session, officer_id, talk.topic, {**talk.data, "album": album}, now)
    return standing, not answered


def detach(
    session: Session, now: datetime, officer_id: int, report_id: int, attachment_id: int, office: Office
) -> drafts.Standing:
    """Take the file out of the draft; earlier versions keep it."""
    report = drafts.editable(session, now, officer_id, report_id, office)
    found = reports.attachment(session, attachment_id)
    if found is None or found.report_id != report_id or found.removed:
        raise Refusal("refused-out-of-date")
    found.removed = True
    session.add(found)
    touch(session, report, now)
    return drafts.stand(session, now, officer_id, report, office, drafts.progress.PREVIEW)
