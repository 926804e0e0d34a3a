"""The clock that starts jobs: APScheduler, with nothing kept but in memory. It says when, never what.

A job that was missed while the process was busy or asleep runs once, however late (`misfire_grace_time=None`,
`coalesce`), and never twice at a time (`max_instances`). APScheduler's own defaults drop a run that is a second late.
"""

import asyncio
import logging
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from reporting.trace import trace
from scheduler.timetable import Job, Work

log = logging.getLogger(__name__)


class Clockwork:
    """Runs each job at once when started, then at its interval, until stopped.

    A job that fails is logged by its name and by where it failed, without the words of the exception, in which
    people's texts may stand; the clock goes on.
    """

    def __init__(self, jobs: Iterable[tuple[Job, Work]]) -> None:
        self._jobs = list(jobs)
        self._running: set[asyncio.Task[object]] = set()
        self._watch: asyncio.Task[None] | None = None
        self._scheduler = AsyncIOScheduler(
            jobstores={"default": MemoryJobStore()},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
            timezone=UTC,
        )

    def start(self) -> None:
        """Begin; called within the running event loop."""
        for job, work in self._jobs:
            self._scheduler.add_job(
                self._run,
                IntervalTrigger(seconds=job.every, timezone=UTC),
                args=(job, work),
                id=job.name,
                name=job.name,
                next_run_time=datetime.now(UTC),
            )
        self._scheduler.start()
        self._watch = asyncio.create_task(self._keep_time())

    async def stop(self, patience: float = 20.0) -> bool:
        """Start nothing more and wait for what runs. False: after `patience` seconds it was broken off."""
        if self._watch is not None:
            self._watch.cancel()
        if self._scheduler.running:
            self._scheduler.pause()
        running = set(self._running)
        late: set[asyncio.Task[object]] = set()
        if running:
            _, late = await asyncio.wait(running, timeout=patience)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        return not late

    async def _keep_time(self) -> None:
        """Should the machine's clock be set back an hour, APScheduler would wait for that hour to come again."""
        while self._jobs:
            await asyncio.sleep(min(job.every for job, _ in self._jobs))  # by the monotonic clock
            for job, _ in self._jobs:
                now = datetime.now(UTC)
                line = self._scheduler.get_job(job.name)
                if line is not None and line.next_run_time > now + timedelta(seconds=2 * job.every):
                    log.warning("the machine's clock was set back: job %s starts anew", job.name)
                    line.modify(next_run_time=now)

    async def _run(self, job: Job, work: Work) -> None:
        task = asyncio.ensure_future(work())
        self._running.add(task)
        try:
            await task
        except asyncio.CancelledError:
            log.warning("job %s was broken off", job.name)
        except Exception as error:
            log.error("job %s failed: %s", job.name, trace(error))
        finally:
            self._running.discard(task)


def start(jobs: Iterable[tuple[Job, Work]]) -> Clockwork:
    """Set the clock going, within the running event loop."""
    clockwork = Clockwork(jobs)
    clockwork.start()
    return clockwork
