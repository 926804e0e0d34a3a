"""The clock: starts jobs in time, outlives their failures, stops cleanly."""

import asyncio
import logging
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from scheduler import clockwork
from scheduler.clockwork import Clockwork
from scheduler.timetable import TIMETABLE, Job, planned

QUICK = 0.01
PATIENCE = 5.0


class Bell:
    """Counts its rings and tells when there were enough."""

    def __init__(self, wanted: int = 1, fails: bool = False) -> None:
        self.rings, self.wanted, self.fails = 0, wanted, fails
        self.enough = asyncio.Event()

    async def __call__(self) -> None:
        self.rings += 1
        if self.rings >= self.wanted:
            self.enough.set()
        if self.fails:
            raise ValueError("Bà Tư ở ấp 3 nói rằng")

    async def wait(self) -> None:
        await asyncio.wait_for(self.enough.wait(), PATIENCE)


async def test_a_job_runs_at_once_and_then_again() -> None:
    bell = Bell(wanted=3)
    clock = clockwork.start([(Job("remind", QUICK, ""), bell)])
    await bell.wait()
    assert await clock.stop()


async def test_a_job_that_is_hourly_runs_at_the_start() -> None:
    bell = Bell()
    clock = clockwork.start([(Job("remind", 3600, ""), bell)])
    await bell.wait()
    assert await clock.stop()


async def test_a_job_that_fails_is_logged_without_its_words_and_runs_again(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    bad, good = Bell(wanted=3, fails=True), Bell(wanted=3)
    clock = clockwork.start([(Job("bad", QUICK, ""), bad), (Job("good", QUICK, ""), good)])
    await bad.wait()
    await good.wait()
    await clock.stop()
    assert "job bad failed: ValueError" in caplog.text
    assert "Bà Tư" not in caplog.text


async def test_a_job_never_overlaps_itself() -> None:
    running, most, rounds = 0, 0, 0
    done = asyncio.Event()

    async def work() -> None:
        nonlocal running, most, rounds
        running += 1
        most = max(most, running)
        await asyncio.sleep(QUICK * 3)
        running -= 1
        rounds += 1
        if rounds == 3:
            done.set()

    clock = clockwork.start([(Job("slow", QUICK, ""), work)])
    await asyncio.wait_for(done.wait(), PATIENCE)
    await clock.stop()
    assert most == 1


async def test_stopping_waits_for_what_runs() -> None:
    began, finished = asyncio.Event(), []

    async def work() -> None:
        began.set()
        await asyncio.sleep(QUICK)
        finished.append(True)

    clock = clockwork.start([(Job("slow", 60, ""), work)])
    await began.wait()
    assert await clock.stop()
    assert finished == [True]


async def test_stopping_breaks_off_what_never_ends() -> None:
    began, broken = asyncio.Event(), []

    async def work() -> None:
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            broken.append(True)

    clock = clockwork.start([(Job("endless", 60, ""), work)])
    await began.wait()
    assert not await clock.stop(patience=QUICK)
    assert broken == [True]


async def test_after_stopping_nothing_starts() -> None:
    bell = Bell()
    clock = clockwork.start([(Job("remind", QUICK, ""), bell)])
    await bell.wait()
    await clock.stop()
    rings = bell.rings
    await asyncio.sleep(QUICK * 3)
    assert bell.rings == rings


async def test_a_clock_without_jobs_starts_and_stops() -> None:
    assert await clockwork.start([]).stop()
    assert await Clockwork([]).stop()


async def test_a_run_that_was_missed_is_made_up_for_once_however_late() -> None:
    """The process slept for an hour. APScheduler's own default drops what is a second late."""
    bell = Bell()
    clock = clockwork.start([(Job("remind", 60, ""), bell)])
    await bell.wait()
    bell.enough.clear()
    bell.wanted = bell.rings + 1
    line = clock._scheduler.get_job("remind")
    assert line is not None
    line.modify(next_run_time=datetime.now(UTC) - timedelta(hours=1))
    await bell.wait()
    assert await clock.stop()
    assert bell.rings == bell.wanted


async def test_a_machine_whose_clock_is_set_back_goes_on() -> None:
    """To APScheduler the next run then lies an hour ahead; it would be silent until then."""
    bell = Bell()
    clock = clockwork.start([(Job("remind", QUICK, ""), bell)])
    await bell.wait()
    bell.enough.clear()
    bell.wanted = bell.rings + 1
    line = clock._scheduler.get_job("remind")
    assert line is not None
    line.modify(next_run_time=datetime.now(UTC) + timedelta(hours=1))
    await bell.wait()
    assert await clock.stop()


def test_the_timetable_reads_as_a_table() -> None:
    names = [job.name for job in TIMETABLE]
    assert "remind" in names and len(set(names)) == len(names)
    assert all(job.every >= 1 and job.what for job in TIMETABLE)
    assert next(job.every for job in TIMETABLE if job.name == "remind") <= 60  # a reminder is at most a minute late


async def test_work_is_paired_with_its_line() -> None:
    bell = Bell()
    assert [(job.name, work) for job, work in planned({"remind": bell})] == [("remind", bell)]
    assert planned({}) == []
    with pytest.raises(ValueError, match="remnid"):
        planned({"remnid": bell})


def test_the_clock_imports_no_messenger() -> None:
    seen = subprocess.run(
        [
            sys.executable,
            "-c",
            "import scheduler.clockwork, sys; print('aiogram' in sys.modules, 'telegram' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert seen.stdout.split() == ["False", "False"]
