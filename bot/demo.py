"""`python -m bot demo`: no token, no server; a sample province, personas, and a clock that can be moved."""

import asyncio
import logging
import shutil
import sys
import webbrowser
from datetime import datetime

from sqlmodel import Session

from bot.app import App
from bot.check import DEMO_FOLDER as FOLDER
from bot.serve import until_stopped
from bot.settings import Settings
from bot.wiring import open_app
from channels.web.demo import Demo
from channels.web.incoming import Text, accept
from locales import say
from reporting import office as offices
from reporting import remind, sample, sample_tasks, setup
from reporting.clock import MovableClock
from reporting.sample import Sample
from storage import migrate, webchat
from storage.door import Door, open_engine


async def run_demo(port: int, at: datetime | None, open_browser: bool) -> int:
    """Serve the demo on this machine until Ctrl-C. Every start begins anew."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    shutil.rmtree(FOLDER, ignore_errors=True)
    settings = Settings(
        data_dir=FOLDER, web_port=port, database_url="", telegram_token=None, public_url="", reconfirm_days=0
    )
    clock = MovableClock(at)
    made = await asyncio.to_thread(prepare, settings, clock)
    try:
        app = await open_app(settings, clock, strict=True, demo=lambda app: ways(app, clock, made))
    except OSError as error:
        print(f"port {port} cannot be used: {error.strerror}; try --port {port + 1}", file=sys.stderr)
        return 1
    address = f"http://127.0.0.1:{app.web_port}/"
    print(say("vi", "demo-ready", address=address))
    print(say("en", "demo-ready", address=address))
    if open_browser:
        await asyncio.to_thread(webbrowser.open, address)
    await until_stopped()
    await app.stop()
    return 0


def prepare(settings: Settings, clock: MovableClock) -> Sample:
    """A fresh database with the sample in it."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings.url)
    migrate.upgrade(engine)
    door = Door(engine)
    try:
        return door.write(fill, clock.now(), settings)
    finally:
        door.close()


def fill(session: Session, now: datetime, settings: Settings) -> Sample:
    """Units, people, days off, duties, reports, tasks: one transaction."""
    made = sample.settle(session, now)
    offices.seed_days(session, now)
    session.flush()
    office = offices.load(session, settings.zone)
    setup.seed_duties(session, now, office)
    sample.file_reports(session, now, made, office)
    sample_tasks.hand_out(session, now, made, office)
    return made


def ways(app: App, clock: MovableClock, made: Sample) -> Demo:
    """What the page's demo bar can do."""

    async def personas() -> list[dict[str, object]]:
        return [
            {"key": p["key"], "name": p["name"], "title": p["title"], "unit": made.unit_name(p["unit"])}
            for p in made.personas()
        ]

    async def become(key: str) -> int:
        account = made.accounts[key]
        if await app.door(greet, account, app.clock.now()):
            app.intake.wake()
        return account

    async def moved() -> None:
        await app.tick()

    async def next_moment() -> datetime | None:
        return await app.door.ask(remind.next_moment, app.clock.now(), app.office())

    return Demo(personas=personas, become=become, clock=clock, moved=moved, next_moment=next_moment)


def greet(session: Session, account_id: int, now: datetime) -> bool:
    """An empty chat begins with the menu. Says whether something was put into the inbox."""
    if webchat.messages(session, account_id, limit=1):
        return False
    accept(session, account_id, Text(key="demo-welcome", text="/menu"), "vi", say("vi", "page-bot-name"), now)
    return True
