"""One short function wires everything; tests pass other arguments; nothing opens at import."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from aiogram import Bot
from aiohttp import web
from sqlmodel import Session

from bot.apology import Apology
from bot.app import App
from bot.flood import Flood, per
from bot.hearing import Hearing, brought, fetched
from bot.idle import Idle
from bot.intake import Intake
from bot.office import OfficeKeeper
from bot.settings import Settings
from bot.who import Who
from channels import letters
from channels.closed import ClosedList
from channels.pace import Pace
from channels.sender import Sender
from channels.telegram.bot import telegram_bot
from channels.telegram.menu import command_menu
from channels.telegram.messenger import TelegramMessenger
from channels.telegram.polling import Polling
from channels.telegram.secrets import guard_logging
from channels.telegram.webhook import keep_asking, webhook_route
from channels.web.demo import Demo
from channels.web.files import FileStore as WebFiles
from channels.web.hub import Hub
from channels.web.messenger import WebMessenger
from channels.web.neighbours import Neighbours
from channels.web.server import build_app
from channels.web.session import web_bot
from handlers import tree
from reporting import broadcast_wanted, newcomers, nudge, remind
from reporting.clock import Clock
from reporting.daysoff import Office
from scheduler import clockwork, timetable
from storage import migrate
from storage.base import Json
from storage.door import Door, open_engine
from storage.files import FileStore
from storage.lock import open_lock
from storage.outbox import Outbox

log = logging.getLogger(__name__)

COMMANDS = (
    "menu",
    "baocao",
    "nhiemvu",
    "dagui",
    "tonghop",
    "chuanop",
    "kehoach",
    "thongbao",
    "donvi",
    "nhatky",
    "thietbi",
    "caidat",
    "dulieu",
    "huy",
    "trogiup",
)


async def open_app(
    settings: Settings,
    clock: Clock,
    *,
    strict: bool = False,
    ticking: bool = True,
    demo: Callable[[App], Demo] | None = None,
) -> App:
    """Open the database, the channels that have settings, and the loops. Raises where something is not in order."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    guard_logging(settings.secrets())
    engine = open_engine(settings.url)
    await asyncio.to_thread(migrate.upgrade, engine)
    door = Door(engine)
    office = OfficeKeeper(door, settings.zone)
    await office.refresh()
    hub = Hub()
    dispatcher = tree.build()
    bots: dict[str, Bot] = {}
    apology = Apology(bots, clock.now)
    hearing = Hearing(door, clock, office)
    app = App(settings, door, clock, office, dispatcher, None, hub, apology, hearing, bots)  # type: ignore[arg-type]
    app.intake = Intake(door, clock, app.feed)
    flood = Flood(settings.messages_per_minute, settings.uploads_per_hour)
    idle = Idle(settings.reconfirm_days)
    dispatcher.update.outer_middleware(Who(door, clock, office, settings.zone, flood, idle, apology.speaks))
    dispatcher["files"] = FileStore(settings.data_dir / "attachments")
    dispatcher["bot_link"] = ""
    dispatcher["public_url"] = settings.public_url
    routes: list[web.AbstractRouteDef] = []
    if settings.telegram_token:
        routes += await _open_telegram(app, strict)
    await _open_web(app, strict, routes, demo)
    if not door.is_sqlite:
        _start(app, Neighbours(door, hub).run())
    app.drained.append(_start(app, app.intake.run()))
    app.drained += [_start(app, sender.run()) for sender in app.senders]
    for polling in app.pollings:
        _start(app, polling.run())
    if ticking:
        app.closers.append(
            clockwork.start(timetable.planned({"remind": app.tick, "watch": app.watch, "seal": app.seal})).stop
        )
    return app


def _start(app: App, work: Any) -> asyncio.Task[None]:
    task: asyncio.Task[None] = asyncio.create_task(work)
    task.add_done_callback(_ended)
    app.tasks.append(task)
    return task


def _ended(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception() is not None:
        log.critical("a loop ended: %s", type(task.exception()).__name__)


def _sender(app: App, messenger: Any) -> Sender:
    files = app.dispatcher["files"]
    return Sender(
        app.door,
        app.clock,
        messenger,
        lambda content, language, now: letters.render(content, language, now, app.settings.zone, files),
        wanted=lambda session, row, now: wanted(session, row, now, app.office()),
        ways=app.bots,  # by the time that a message falls over, every channel that is served stands in it
        lock=open_lock(app.door.engine, f"sender-{messenger.channel}"),
    )


def wanted(session: Session, row: Outbox, now: datetime, office: Office) -> Json | None:
    """What a message is to say if it leaves now: what is no longer true does not leave."""
    if row.kind in broadcast_wanted.KINDS:
        return broadcast_wanted.wanted(session, row, now, office)
    if row.kind == newcomers.KIND:
        return newcomers.wanted(session, row)
    return nudge.wanted(session, row, now) if row.kind == "nudge" else remind.wanted(session, row, now, office)


async def _open_telegram(app: App, strict: bool) -> list[web.AbstractRouteDef]:
    settings, token = app.settings, app.settings.telegram_token.get_secret_value()  # type: ignore[union-attr]
    pace = Pace()
    bot = telegram_bot(token, settings.telegram_api, settings.telegram_proxy, closed=ClosedList(strict), pace=pace)
    app.bots["telegram"] = bot
    messenger = TelegramMessenger(token, api=settings.telegram_api, proxy=settings.telegram_proxy, pace=pace)
    app.senders.append(_sender(app, messenger))
    _start(app, _introduce(app, bot))
    name = f"telegram:{bot.id}"
    if settings.telegram_mode == "polling":
        polling = Polling(
            app.door,
            app.clock,
            name,
            token,
            app.intake.wake,
            api=settings.telegram_api,
            proxy=settings.telegram_proxy,
            lock=open_lock(app.door.engine, f"polling-{name}"),
            not_kept=app.apology.failed,
        )
        app.pollings.append(polling)
        app.hearing.ears[name] = fetched(polling)
        return []
    secret = settings.telegram_secret.get_secret_value()  # type: ignore[union-attr]
    _start(
        app, keep_asking(token, settings.public_url, secret, api=settings.telegram_api, proxy=settings.telegram_proxy)
    )
    app.hearing.ears[name] = brought(settings, token, app.clock)
    return [webhook_route(app.door, app.clock, name, secret, app.intake.wake, not_kept=app.apology.failed)]


async def _introduce(app: App, bot: Bot) -> None:
    """Learn the bot's own name (for invite links) and show its commands; tried until Telegram answers."""
    while True:
        try:
            me = await bot.me()
            app.dispatcher["bot_link"] = f"https://t.me/{me.username}"
            await command_menu(bot, COMMANDS)
            return
        except Exception as error:
            log.warning("Telegram did not answer the introduction: %s", type(error).__name__)
            await asyncio.sleep(30)


async def _open_web(
    app: App, strict: bool, routes: list[web.AbstractRouteDef], demo: Callable[[App], Demo] | None
) -> None:
    settings = app.settings
    files = WebFiles(settings.data_dir / "web", app.door)
    app.bots["web"] = web_bot(app.door, app.clock, app.hub, files, strict=strict)
    app.senders.append(_sender(app, WebMessenger(app.door, app.clock, app.hub, files)))
    site = build_app(
        app.door,
        app.clock,
        app.hub,
        files,
        app.intake.wake,
        secure_cookies=settings.public_url.startswith("https://"),
        public_url=settings.public_url or None,
        behind_proxy=bool(settings.public_url),
        zone=settings.timezone,
        extra_routes=routes,
        demo=demo(app) if demo else None,
        messages=per(settings.messages_per_minute, timedelta(minutes=1)),
        uploads=per(settings.uploads_per_hour, timedelta(hours=1)),
    )
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    listening = web.TCPSite(runner, settings.web_host, settings.web_port)
    await listening.start()
    app.web_port = runner.addresses[0][1]
    app.closers.append(runner.cleanup)
