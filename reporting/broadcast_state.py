"""What became of a broadcast: delivered, failed, pending, read, answered; and stopping it while it runs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from reporting import mail, rights, values, warned
from reporting.broadcast_audience import ACT
from reporting.daysoff import Office
from reporting.refusal import Refusal
from storage import audit, broadcasts, officers, reports, talks, units
from storage.base import Json
from storage.broadcasts import KIND, Broadcast, BroadcastRead
from storage.outbox import Outbox
from storage.upsert import insert_new

ANSWERING = "broadcast-answer"
ANSWER_MOST = 1000
# The sender hears of answers together, not once for each of three hundred.
ANSWERS_KIND = "answers"
GATHERED = timedelta(minutes=10)


@dataclass(frozen=True)
class Answer:
    """An answer, whose it is, and when it was given."""

    officer: str
    unit: str
    text: str
    at: datetime


@dataclass(frozen=True)
class State:
    """What became of it, in officers: each counts once, however many addresses were tried.

    `stopped`: not sent because somebody stopped it, or because it was wanted no longer. `failed`: who was not reached
    and what the messenger said. `unreached`: units that nobody could be written to when it was sent, with the reason.
    """

    broadcast: Broadcast
    by: str
    officers: int
    delivered: int
    pending: int
    stopped: int
    failed: tuple[tuple[str, str], ...]
    unreached: tuple[tuple[str, str], ...]
    read: int
    answers: int


def latest(session: Session, officer_id: int, limit: int = 5) -> list[Broadcast]:
    """The last broadcasts from the officer's branches, newest first."""
    return list(broadcasts.latest(session, rights.roots(session, officer_id, ACT), limit))


def _seen(session: Session, officer_id: int, broadcast_id: int, lock: bool = False) -> Broadcast:
    sent = broadcasts.by_id(session, broadcast_id, lock)
    if sent is None or sent.sent_at is None:
        raise Refusal("refused-out-of-date")
    rights.demand(session, officer_id, ACT, sent.root_id)
    return sent


def state(session: Session, officer_id: int, broadcast_id: int) -> State:
    """What became of it so far, for whoever may send to that branch. Reads only. Raises Refusal."""
    sent = _seen(session, officer_id, broadcast_id)
    # A message that fell over to another address has a copy: only the last one of each officer counts.
    last = {row[0]: (row[1], row[2], row[3]) for row in broadcasts.states(session, broadcast_id)}
    states = [one[0] for one in last.values()]
    said = broadcasts.reads(session, broadcast_id)
    sender = officers.by_id(session, sent.by)
    return State(
        broadcast=sent,
        by=sender.name if sender else "",
        officers=len(states),
        delivered=states.count("sent"),
        pending=states.count("new") + states.count("sending"),
        stopped=states.count("cancelled"),
        failed=tuple((name, why or "") for one, why, name in last.values() if one == "dead"),
        unreached=tuple((one["unit"], one["why"]) for one in sent.unreached),
        read=len(said),
        answers=sum(1 for one, _ in said if one.answer),
    )


def answers(session: Session, officer_id: int, broadcast_id: int) -> list[Answer]:
    """Every answer, the newest first. Reads only. Raises Refusal."""
    return _answers(session, _seen(session, officer_id, broadcast_id))


def _answers(session: Session, sent: Broadcast) -> list[Answer]:
    said = [one for one in broadcasts.reads(session, sent.id or 0) if one[0].answer]
    places = broadcasts.places(session, [one.officer_id for one, _ in said], sent.root_id)
    found = [
        Answer(name, places.get(one.officer_id, ""), one.answer or "", one.answered_at or one.at) for one, name in said
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def stop(session: Session, now: datetime, officer_id: int, broadcast_id: int) -> int:
    """What has not left yet stays here; says how many messages that were. Raises Refusal."""
    sent = _seen(session, officer_id, broadcast_id, lock=True)
    if sent.stopped_at is not None:
        return 0
    sent.stopped_at = now
    session.add(sent)
    count = broadcasts.stop(session, broadcast_id)
    told = {"messages": count}
    audit.note(session, now, officer_id, "broadcast.stop", "broadcast", sent.id, unit_id=sent.root_id, after=told)
    return count


def wanted(session: Session, row: Outbox, now: datetime, office: Office) -> Json | None:
    """What the message says if it leaves now, for the sender's hook; None when it is not to leave.

    Not wanted: a broadcast that was stopped, an officer without a post, and for those missing a unit that filed.
    One that was put off to a working hour and comes to leave outside of them waits for the next, as a new row.
    """
    if row.kind == ANSWERS_KIND:
        return _fresh_answers(session, row)
    sent = broadcasts.by_id(session, int(row.content["values"]["broadcast"]))
    if sent is None or sent.sent_at is None or sent.at is None or sent.stopped_at is not None:
        return None
    if not officers.posts(session, row.officer_id) or _filed(session, sent, row.officer_id):
        return None
    if sent.at > sent.sent_at and not office.is_working_time(now):
        _put_off(session, row, office.next_working_time(now))
        return None
    sender, root = officers.by_id(session, sent.by), units.by_id(session, sent.root_id)
    told = {
        "broadcast": sent.id,
        "message": sent.text,
        "by": sender.name if sender else "",
        "by_title": sender.title if sender else "",
        "unit": root.name if root else "",
    }
    file = {"stored": sent.stored, "name": sent.file_name} if sent.stored else None
    return {"text": KIND, "values": told, "file": file}


def _filed(session: Session, sent: Broadcast, officer_id: int) -> bool:
    """Whether it went to those missing and every unit of this officer has handed in meanwhile."""
    if sent.audience.get("rule") != "missing":
        return False
    duty, period = sent.audience["duty"], sent.audience["period"]
    for post in officers.posts(session, officer_id):
        report = reports.of_unit(session, duty, post.unit_id, period)
        if post.role in ("reporter", "head") and (report is None or report.versions == 0):
            return False
    return True


def _put_off(session: Session, row: Outbox, moment: datetime) -> None:
    """The claimed row is cancelled by the sender, so the message goes on in a row of its own."""
    kept = ("kind", "channel", "officer_id", "address_id", "content", "expires_at", "created_at")
    copy = {name: getattr(row, name) for name in kept}
    fresh = {"key": f"{row.key}:w", "state": "new", "not_before": moment, "attempts": 0}
    insert_new(session, Outbox, [copy | fresh])


def _received(session: Session, officer_id: int, broadcast_id: int) -> Broadcast:
    """The broadcast, if this officer got it. Raises Refusal("refused-right")."""
    sent = broadcasts.by_id(session, broadcast_id)
    row = broadcasts.message_to(session, broadcast_id, officer_id)
    if sent is None or sent.sent_at is None or row is None or row.state not in ("sending", "sent"):
        raise Refusal("refused-right")
    if not officers.posts(session, officer_id):
        raise Refusal("refused-right")  # the letter came, the post ended: nothing is said for the unit any more
    return sent


def read(session: Session, now: datetime, officer_id: int, broadcast_id: int) -> Broadcast:
    """The officer has read it; said twice it counts once. Raises Refusal for who did not get it."""
    sent = _received(session, officer_id, broadcast_id)
    told = {"broadcast_id": broadcast_id, "officer_id": officer_id, "at": now}
    insert_new(session, BroadcastRead, [told])
    return sent


def begin_answer(session: Session, now: datetime, officer_id: int, broadcast_id: int) -> Broadcast:
    """What is typed next is the answer; what was going on is taken up again after it. Raises Refusal."""
    sent = read(session, now, officer_id, broadcast_id)
    talk = talks.of(session, officer_id)
    then = None
    if talk is not None:
        then = talk.data.get("then") if talk.topic == ANSWERING else {"topic": talk.topic, "data": dict(talk.data)}
    talks.put(session, officer_id, ANSWERING, {"broadcast": broadcast_id, "typed": True, "then": then}, now)
    return sent


def end_answer(session: Session, now: datetime, officer_id: int) -> None:
    """No (further) answer: back to what was going on before."""
    talk = talks.of(session, officer_id)
    if talk is None or talk.topic != ANSWERING:
        return
    if then := talk.data.get("then"):
        talks.put(session, officer_id, then["topic"], then["data"], now)
    else:
        talks.end(session, officer_id)


def answer(
    session: Session,
    now: datetime,
    officer_id: int,
    broadcast_id: int,
    text: str,
    office: Office,
    verbatim: bool = False,
) -> Broadcast:
    """Keep the answer (a second one goes below the first) and let the sender hear of it within GATHERED.

    Raises Refusal: who did not get it, no words, more than ANSWER_MOST letters in all; and Delicate, unless the officer
    has seen what is (`verbatim`).
    """
    sent = read(session, now, officer_id, broadcast_id)
    said = broadcasts.read_by(session, broadcast_id, officer_id)
    assert said is not None
    words = values.text(text, ANSWER_MOST)
    seen = warned.in_text(words)
    warned.demand(seen, verbatim)
    warned.note(session, now, officer_id, "broadcast.verbatim", "broadcast", broadcast_id, seen, sent.root_id)
    said.answer = values.text(f"{said.answer}\n{words}", ANSWER_MOST) if said.answer else words
    said.answered_at = now
    session.add(said)
    end_answer(session, now, officer_id)
    _tell(session, now, sent, office)
    return sent


def _tell(session: Session, now: datetime, sent: Broadcast, office: Office) -> None:
    turn = int(now.timestamp() // GATHERED.total_seconds())
    since = datetime.fromtimestamp(turn * GATHERED.total_seconds(), now.tzinfo)
    told = {"broadcast": sent.id, "since": since.isoformat(), "until": (since + GATHERED).isoformat()}
    mail.queue(
        session,
        now,
        ANSWERS_KIND,
        f"broadcast-answers:{sent.id}:{turn}",
        [sent.by],
        {"text": "broadcast-answers", "values": told},
        not_before=office.next_working_time(since + GATHERED),
    )


def _fresh_answers(session: Session, row: Outbox) -> Json | None:
    """The answers of those minutes, in full; None when there are none any more."""
    told = row.content["values"]
    sent = broadcasts.by_id(session, int(told["broadcast"]))
    if sent is None or not rights.may(session, row.officer_id, ACT, sent.root_id):
        return None
    since, until = (datetime.fromisoformat(told[name]) for name in ("since", "until"))
    fresh = [one for one in _answers(session, sent) if since <= one.at < until]
    if not fresh:
        return None
    shown = [{"by": one.officer, "unit": one.unit, "answer": one.text} for one in fresh[::-1]]
    about = " ".join(sent.text.split())
    return {"text": "broadcast-answers", "values": {"broadcast": sent.id, "about": about, "answers": shown}}
