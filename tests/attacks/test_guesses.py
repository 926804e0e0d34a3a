"""A thousand guesses at an invite: one neutral answer, one lock, one line in the audit. (ASVS 6.3.1, 6.4.1)"""

from datetime import timedelta

from sqlmodel import Session, select

from reporting import joining
from storage.audit import Audit
from storage.invites import Guess, Joining
from tests.attacks.knock import Knocker
from tests.attacks.stage import Stage

GUESSER = ("telegram", "4711")
SECOND = timedelta(seconds=1)


def test_a_thousand_wrong_guesses_get_the_same_no_and_a_lock(stage: Stage) -> None:
    made = stage.door.write(joining.invite, stage.now, stage.cast["chi"], stage.cast["an_hoa"], "reporter")

    def guesses(session: Session) -> list[joining.Step]:
        return [joining.show(session, stage.now + n * SECOND, *GUESSER, f"{n:012d}") for n in range(1000)]

    assert set(stage.door.write(guesses)) == {joining.NO}
    end = stage.now + 1000 * SECOND
    for secret in (made.link, made.code):
        assert stage.door.write(joining.show, end, *GUESSER, secret) == joining.NO, "not even the right one"
    locks = stage.door.read(lambda s: s.exec(select(Audit).where(Audit.act == "invite.locked")).all())
    assert [(row.object, row.object_id) for row in locks] == [GUESSER]
    assert stage.door.read(lambda s: s.exec(select(Joining)).all()) == []
    assert stage.door.write(joining.show, end, "telegram", "4712", made.code).step == "consent", "others may"


def test_who_goes_on_guessing_has_five_tries_in_half_an_hour(stage: Stage) -> None:
    """A guess a minute. 60 random bits stand for 72 hours: against 720 tries."""
    tried = []

    def six_hours(session: Session) -> None:
        for minute in range(6 * 60):
            before = session.exec(select(Guess.failures)).one_or_none() or 0
            joining.show(session, stage.now + timedelta(minutes=minute), *GUESSER, f"{minute:012d}")
            after = session.exec(select(Guess.failures)).one()
            tried.append(after != before)

    stage.door.write(six_hours)
    assert 5 <= sum(tried) <= 5 * 12


async def test_wrong_used_late_and_locked_read_the_same(knocker: Knocker) -> None:
    stage = knocker.stage
    right = stage.door.write(joining.invite, stage.now, stage.cast["chi"], stage.cast["an_hoa"], "reporter")
    late = stage.door.write(
        joining.invite, stage.now - timedelta(hours=73), stage.cast["chi"], stage.cast["an_hoa"], "reporter"
    )
    said = []
    for secret in ("0000-0000-0000", "x" * 22, late.link, late.code, "1111-1111-1111", right.link, right.code):
        shown = await knocker.says("stranger", f"/start {secret}")
        assert shown.errors == []
        said.append(tuple(shown.texts))
    assert len(set(said)) == 1 and said[0] != ()
