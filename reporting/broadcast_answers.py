"""A broadcast at the other end: who got it reads it and answers, and the sender hears of the answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from reporting import broadcast_state, mail, rights, values, warned
from reporting.broadcast_audience import ACT
from reporting.daysoff import Office
from reporting.refusal import Refusal
from storage import broadcasts, officers, talks
from storage.base import Json
from storage.broadcasts import Broadcast, BroadcastRead
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


def answers(session: Session, officer_id: int, broadcast_id: int) -> list[Answer]:
    """Every answer, the newest first. Reads only. Raises Refusal."""
    return _answers(session, broadcast_state.seen(session, officer_id, broadcast_id))


def _answers(session: Session, sent: Broadcast) -> list[Answer]:
    said = [one for one in broadcasts.reads(session, sent.id or 0) if one[0].answer]
    places = broadcasts.places(session, [one.officer_id for one, _ in said], sent.root_id)
    found = [
        Answer(name, places.get(one.officer_id, ""), one.answer or "", one.answered_at or one.at) for one, name in said
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


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


def fresh(session: Session, row: Outbox) -> Json | None:
    """What the word of answers says as it leaves: those of its minutes, in full; None when there are none any more."""
    told = row.content["values"]
    sent = broadcasts.by_id(session, int(told["broadcast"]))
    if sent is None or not rights.may(session, row.officer_id, ACT, sent.root_id):
        return None
    since, until = (datetime.fromisoformat(told[name]) for name in ("since", "until"))
    given = [one for one in _answers(session, sent) if since <= one.at < until]
    if not given:
        return None
    shown = [{"by": one.officer, "unit": one.unit, "answer": one.text} for one in given[::-1]]
    about = " ".join(sent.text.split())
    return {"text": "broadcast-answers", "values": {"broadcast": sent.id, "about": about, "answers": shown}}
