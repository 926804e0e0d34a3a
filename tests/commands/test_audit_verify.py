"""`audit verify`: whether the audit is as it was sealed."""

import asyncio

from sqlalchemy import text

from bot import sealer
from reporting import sealing
from reporting.clock import StoppedClock
from storage import audit, seals
from tests.cast import START, Cast
from tests.commands.conftest import Console


def _sealed(console: Console) -> str:
    """Three lines under a seal; gives its fingerprint as it is sent."""
    door = console.door()
    for number in range(3):
        door.write(audit.note, START, None, "officer.add", "officer", number)
    asyncio.run(sealer.seal(door, StoppedClock(START)))
    made = door.read(seals.last)
    door.close()
    assert made is not None
    return sealing.fingerprint(made.hash)


def _rewrite(console: Console) -> None:
    door = console.door()
    with door.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_no_update"))
        connection.execute(text("UPDATE audit SET act = 'other' WHERE id = 2"))
    door.close()


def test_what_is_as_it_was_holds(console: Console, cast: Cast) -> None:
    sent = _sealed(console)
    told = console.does("audit", "verify", "--known", sent)
    assert "Nhật ký khớp với 1 mã niêm phong (3 dòng); 0 dòng mới chưa niêm phong." in told and sent in told
    assert "là của mã niêm phong số 1 (09:00, 22/11/2026), đến dòng 3" in told
    found = console("audit", "verify", "--known", sent, "--json").json
    assert (found["holds"], found["fingerprint"], found["known"]["upto"]) == (True, sent, 3)


def test_a_line_that_was_changed_is_named_by_its_seal(console: Console, cast: Cast) -> None:
    _sealed(console)
    _rewrite(console)
    ran = console("audit", "verify")
    assert ran.code == 1 and ran.err == ""
    assert "KHÔNG khớp với mã niêm phong số 1 (09:00, 22/11/2026), từ dòng 1 đến dòng 3" in ran.out
    assert console("audit", "verify", "--json").json["broken"]["seal"] == 1


def test_a_fingerprint_of_another_audit_is_not_known(console: Console, cast: Cast) -> None:
    _sealed(console)
    ran = console("audit", "verify", "--known", "0000-1111-2222-3333-4444-5555")
    assert ran.code == 1 and "Không có mã niêm phong nào còn khớp" in ran.out


def test_a_restored_backup_tells_whether_it_holds(console: Console, cast: Cast) -> None:
    sent = _sealed(console)
    console.does("backup", "monday.zip")
    told = console.does("restore", "monday.zip", "--yes")
    assert "Nhật ký khớp với 1 mã niêm phong (3 dòng)" in told and sent in told
    _rewrite(console)
    console.does("backup", "tuesday.zip")
    assert "KHÔNG khớp với mã niêm phong số 1" in console.does("restore", "tuesday.zip", "--yes")


def test_the_doctor_says_whether_seals_are_made(console: Console, cast: Cast) -> None:
    _sealed(console)
    lines = {one["name"]: one for one in console("check", "--json").json["checks"]}
    assert lines["audit-seal"]["state"] == "ok" and "đến dòng 3" in lines["audit-seal"]["text"]
