"""Backup, restore, resume: a drill, on whichever database the office has."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from storage.door import Door
from storage.lock import open_lock
from storage.officers import Officer
from storage.outbox import ChannelState, Outbox
from tests.cast import START, settle
from tests.commands.conftest import Console
from tests.storage.rows import everything

STORED = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def office(anywhere: Console) -> Console:
    """An office with people and one message that waits."""
    anywhere.does("migrate")
    door = anywhere.door()
    cast = door.write(settle)
    door.write(
        lambda session: session.add(
            Outbox(
                key="waits",
                kind="notice",
                channel="web",
                officer_id=cast["an"],
                address_id=1,
                content={"text": "handed", "values": {}},
                not_before=START - timedelta(hours=1),
                created_at=START - timedelta(hours=1),
            )
        )
    )
    door.close()
    return anywhere


def _state(console: Console) -> dict[str, str]:
    door = console.door()
    found = door.read(lambda s: dict(s.exec(select(ChannelState.channel, ChannelState.why)).all()))
    door.close()
    return found


def _hire(console: Console) -> None:
    door = console.door()
    door.write(lambda session: session.add(Officer(name="Hoàng Văn Mới", created_at=START)))
    door.close()


def _officers(door: Door) -> int:
    return len(door.read(lambda session: session.exec(select(Officer)).all()))


def test_yesterdays_backup_is_restored_and_sends_nothing_again(office: Console) -> None:
    told = office.does("backup", "monday.zip")
    assert "monday.zip" in told
    door = office.door()
    before = everything(door.engine)
    _hire(office)

    assert "--yes" in office.refuses("restore", "monday.zip")
    assert _officers(door) == 6

    told = office.does("restore", "monday.zip", "--yes")
    assert "Cán bộ: trước 6, nay 5." in told
    assert "Bản sao lưu lúc 09:00, 22/11/2026, phiên bản 0.1.0." in told
    assert "Tin chờ gửi theo bản sao lưu: trang trò chuyện của đơn vị 1." in told
    assert "python -m bot resume" in told
    after = everything(door.engine)
    after.pop("channel_state"), before.pop("channel_state")
    # That a backup was made is written down after the moment that it keeps.
    before["audit"] = [row for row in before["audit"] if "office.backup" not in row]
    assert after == before
    assert _state(office) == {"telegram": "restored", "web": "restored", "zalo": "restored"}
    door.close()

    (copy,) = (office.folder / "var" / "backups").iterdir()
    assert str(copy.relative_to(office.folder)) in told
    assert copy.stat().st_mode & 0o777 == 0o600
    assert "Cán bộ: trước 5, nay 6." in office.does("restore", str(copy), "--yes")


def test_what_waited_can_be_called_off_before_it_goes_on(office: Console) -> None:
    office.does("backup", "monday.zip")
    office.does("restore", "monday.zip", "--yes")
    assert "gửi ngay 1 tin" in office.does("resume", "--dry-run", "--channel", "web")
    assert _state(office)["web"] == "restored"
    assert "0 tin gửi ngay, 1 tin đã hủy" in office.does("resume", "--channel", "web", "--cancel-pending")
    assert _state(office) == {"telegram": "restored", "web": None, "zalo": "restored"}
    office.does("resume")
    assert set(_state(office).values()) == {None}
    assert office.refuses("resume") == "Không có kênh nào đang tạm dừng."
    door = office.door()
    assert door.read(lambda session: session.exec(select(Outbox.state)).one()) == "cancelled"
    door.close()


def test_files_go_with_it(console: Console) -> None:
    console.does("migrate")
    door = console.door()
    from tests.storage.rows import fill

    fill(door.engine)
    with door.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE attachment SET stored = '{STORED}' WHERE id = 1")
    door.close()
    photo = console.folder / "var" / "attachments" / STORED
    photo.parent.mkdir()
    photo.write_bytes(b"photo")
    ran = console("backup", "kept.zip")
    assert ran.code == 0 and "1 tệp" in ran.out
    assert ran.err.count("\n") == 1 and "6 tệp" in ran.err, "files that are gone are told"
    photo.unlink()
    assert "1 tệp" in console.does("restore", "kept.zip", "--yes")
    assert photo.read_bytes() == b"photo"


def test_into_an_empty_place_no_yes_is_needed(console: Console, tmp_path: Path) -> None:
    console.does("units", "init", "--province", "Cao Bằng")
    console.does("backup", str(tmp_path / "kept.zip"))
    (console.folder / "var" / "tincoso.db").unlink()
    assert "trước –, nay 57" in console.does("restore", str(tmp_path / "kept.zip"))
    assert console.does("units", "list").endswith("Tổng số: 57 đơn vị.\n")


def test_a_damaged_database_is_put_aside(console: Console) -> None:
    console.does("units", "init", "--province", "Cao Bằng")
    console.does("backup", "kept.zip")
    path = console.folder / "var" / "tincoso.db"
    path.write_bytes(b"no database at all" * 1000)
    assert "restore" in console.refuses("restore", "kept.zip")
    told = console.does("restore", "kept.zip", "--yes")
    (aside,) = path.parent.glob("tincoso.db.damaged-*")
    assert aside.name in told
    assert aside.read_bytes().startswith(b"no database at all")
    assert console.does("units", "list").endswith("Tổng số: 57 đơn vị.\n")


def test_a_database_that_is_gone_keeps_it_from_service_and_points_to_restore(console: Console) -> None:
    console.does("units", "init", "--province", "Cao Bằng")
    console.does("backup", "kept.zip")
    path = console.folder / "var" / "tincoso.db"
    path.unlink()
    assert "python -m bot restore" in console.refuses("run")
    assert not path.exists(), "no empty database is put in its place"
    console.does("restore", "kept.zip")
    assert console.does("units", "list").endswith("Tổng số: 57 đơn vị.\n")


def test_not_while_the_program_runs(office: Console) -> None:
    office.does("backup", "monday.zip")
    door = office.door()
    held = open_lock(door.engine, "sender-web")
    assert held.take()
    assert "đang chạy" in office.refuses("restore", "monday.zip", "--yes")
    held.release()
    door.close()
    office.does("restore", "monday.zip", "--yes")


def test_what_is_no_backup_is_refused_and_nothing_happens(console: Console) -> None:
    (console.folder / "letter.zip").write_bytes(b"dear colleague")
    assert "không phải bản sao lưu" in console.refuses("restore", "letter.zip")
    console.does("units", "init", "--province", "Cao Bằng")
    assert "letter.zip" in console.refuses("backup", "letter.zip")
    console.does("backup", "kept.zip")
    content = bytearray((console.folder / "kept.zip").read_bytes())
    content[len(content) // 2 : len(content) // 2 + 400] = bytes(400)
    (console.folder / "kept.zip").write_bytes(content)
    assert "bị hỏng" in console.refuses("restore", "kept.zip", "--yes")
