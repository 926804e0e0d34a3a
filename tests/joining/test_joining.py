"""Invites: single use, hashed, bound to unit and role; consent is kept; guessing locks."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select

from reporting import joining, people
from reporting.joining import Made, Step
from reporting.refusal import Refusal
from storage import officers
from storage.door import Door
from storage.invites import Guess, Invite, Joining
from storage.officers import Officer
from tests.cast import START, Cast, settle


@pytest.fixture
def cast(door: Door) -> Cast:
    return door.write(settle)


def invited(door: Door, cast: Cast, role: str = "reporter", by: str = "chi") -> Made:
    return door.write(joining.invite, START, cast[by], cast["trung_tam"], role)


def joins(door: Door, secret: str, who: str = "77", channel: str = "telegram", name: str = "Đỗ Văn Giang") -> Step:
    step = door.write(joining.show, START, channel, who, secret)
    if step.step == "consent":
        step = door.write(joining.agree, START, channel, who)
    if step.step == "name":
        step = door.write(joining.name, START, channel, who, name)
    return step


def test_only_hashes_are_kept(door: Door, cast: Cast) -> None:
    made = invited(door, cast)
    row = door.read(lambda s: s.exec(select(Invite)).one())
    assert made.link not in repr(row) and made.code.replace("-", "") not in repr(row)
    assert len(made.link) == 22  # 128 bits in base64url
    assert row.expires_at == START + timedelta(hours=72)


@pytest.mark.parametrize("how", ["link", "code", "code typed carelessly"])
def test_a_stranger_joins_by_link_or_code(door: Door, cast: Cast, how: str) -> None:
    made = invited(door, cast)
    secret = {"link": made.link, "code": made.code, "code typed carelessly": made.code.lower().replace("-", " ")}[how]
    assert joins(door, secret) == Step("done", "Phường Trung Tâm", "reporter", "Đỗ Văn Giang")
    person = door.read(people.who, "telegram", "77", START)
    assert person is not None
    assert [(p.unit, p.role) for p in person.places] == [("Phường Trung Tâm", "reporter")]
    officer = door.read(officers.by_id, person.id)
    assert officer is not None
    assert (officer.consent_version, officer.consent_at) == (joining.CONSENT, START)


def test_an_invite_is_used_once_by_exactly_one_of_twenty(door: Door, cast: Cast) -> None:
    made = invited(door, cast)
    for number in range(20):
        door.write(joining.show, START, "telegram", str(number), made.link)
        door.write(joining.agree, START, "telegram", str(number))
    with ThreadPoolExecutor(8) as pool:
        names = [f"Người thứ {chr(65 + number)}" for number in range(20)]
        steps = list(pool.map(lambda n: door.write(joining.name, START, "telegram", str(n), names[n]), range(20)))
    assert sorted(step.step for step in steps) == ["done"] + ["no"] * 19
    assert len(door.read(lambda s: s.exec(select(Officer).where(Officer.name.startswith("Người"))).all())) == 1


def test_expired_used_revoked_and_wrong_invites_get_the_same_neutral_answer(door: Door, cast: Cast) -> None:
    made = invited(door, cast)
    late = START + timedelta(hours=72)
    assert door.write(joining.show, late, "telegram", "1", made.link) == joining.NO
    assert joins(door, made.link, "2").step == "done"
    assert door.write(joining.show, START, "telegram", "3", made.link) == joining.NO
    assert door.write(joining.show, START, "telegram", "4", "0000-0000-0000") == joining.NO
    other = invited(door, cast)
    door.write(lambda s: setattr(s.get(Invite, other.invite_id), "revoked_at", START))
    assert door.write(joining.show, START, "telegram", "5", other.link) == joining.NO


def test_five_wrong_guesses_lock_even_the_right_one_out(door: Door, cast: Cast) -> None:
    made = invited(door, cast)
    for _ in range(joining.GUESSES):
        assert door.write(joining.show, START, "telegram", "9", "1111-1111-1111") == joining.NO
    assert door.write(joining.show, START, "telegram", "9", made.link) == joining.NO
    assert door.write(joining.show, START + timedelta(minutes=29), "telegram", "9", made.link) == joining.NO
    assert door.write(joining.show, START + timedelta(minutes=31), "telegram", "9", made.link).step == "consent"


def test_the_count_of_guesses_ends_with_joining(door: Door, cast: Cast) -> None:
    made = invited(door, cast)
    door.write(joining.show, START, "telegram", "77", "1111-1111-1111")
    joins(door, made.link)
    assert door.read(lambda s: s.exec(select(Guess)).all()) == []


def test_refusing_consent_keeps_nothing_and_leaves_the_invite_good(door: Door, cast: Cast) -> None:
    made = invited(door, cast)
    door.write(joining.show, START, "telegram", "77", made.link)
    door.write(joining.refuse, "telegram", "77")
    assert door.read(lambda s: s.exec(select(Joining)).all()) == []
    assert door.read(people.who, "telegram", "77", START) is None
    assert joins(door, made.link).step == "done"


def test_another_device_is_the_same_officer(door: Door, cast: Cast) -> None:
    made = door.write(joining.invite, START, cast["an"], cast["an_hoa"], "reporter", cast["an"], joining.DEVICE_LIFE)
    assert joins(door, made.code, "555").step == "done"
    assert door.read(people.who, "telegram", "555", START).id == cast["an"]  # type: ignore[union-attr]
    assert len(door.read(officers.posts, cast["an"])) == 1


def test_an_invite_for_one_officer_is_no_use_to_another(door: Door, cast: Cast) -> None:
    made = door.write(joining.invite, START, cast["an"], cast["an_hoa"], "reporter", cast["an"])
    assert door.write(joining.show, START, "web", "1003", made.link) == joining.NO  # Em shows it


def test_only_the_office_invites_and_only_below_itself(door: Door, cast: Cast) -> None:
    for outsider in ("an", "binh", "dung"):
        with pytest.raises(Refusal, match="refused-right"):
            invited(door, cast, by=outsider)


def test_an_officer_takes_a_further_post_without_being_asked_again(door: Door, cast: Cast) -> None:
    made = door.write(joining.invite, START, cast["chi"], cast["binh_hoa"], "reporter")
    assert door.write(joining.show, START, "web", "1001", made.code).step == "done"
    person = door.read(people.who, "web", "1001", START)
    assert {p.unit for p in person.places} == {"Xã An Hòa", "Xã Bình Hòa"}  # type: ignore[union-attr]


@pytest.mark.parametrize("typed", ["", "A", "x" * 81, "An 0912345678"])
def test_a_name_is_a_name(door: Door, cast: Cast, typed: str) -> None:
    made = invited(door, cast)
    door.write(joining.show, START, "telegram", "77", made.link)
    door.write(joining.agree, START, "telegram", "77")
    with pytest.raises(Refusal, match="refused-name"):
        door.write(joining.name, START, "telegram", "77", typed)
    assert door.read(joining.waiting, "telegram", "77").step == "name"  # type: ignore[union-attr]
