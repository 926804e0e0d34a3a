"""/menu, /start, /trogiup: what the person can do now, each also a button."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.kit import Asked, Menu, Row, Screen, Speaker, page, show
from reporting.people import Person

# Command, and the act that somebody must be allowed for it to be offered (None: everybody).
OFFERED: tuple[tuple[str, str | None], ...] = (
    ("baocao", "report.write"),
    ("nhiemvu", "task.read"),
    ("dagui", "report.write"),
    ("tonghop", "summary.read"),
    ("chuanop", "missing.read"),
    ("thongbao", "broadcast.send"),
    ("kehoach", "plan.manage"),
    ("donvi", "invite.make"),
    ("nhatky", "audit.read"),
    ("thietbi", None),
    ("caidat", None),
    ("trogiup", None),
)


def build() -> Router:
    """The router of the menu."""
    router = Router(name="menu")
    for observer in (router.message, router.callback_query):
        observer.register(menu, Asked("menu", "start"))
        observer.register(help_, Asked("trogiup"))
    return router


def offered(person: Person) -> list[str]:
    """The commands that this person has a use for."""
    return [name for name, act in OFFERED if act is None or act in person.acts]


def menu_screen(say: Speaker, person: Person) -> Screen:
    """Who one is here, and one button for everything one can do."""
    posts = "\n".join(f"{place.unit} · {say(f'role-{place.role}')}" for place in person.places)
    rows: list[Row] = []
    names = offered(person)
    if person.topic == "report":
        rows.append([(say("menu-go-on"), Menu(name="tieptuc"))])
        names = [name for name in names if name != "baocao"]
    main = [name for name in names if name not in ("thietbi", "caidat", "trogiup")]
    rows += [[(say(f"menu-{name}"), Menu(name=name))] for name in main]
    rows.append([(say(f"menu-{name}"), Menu(name=name)) for name in names if name not in main])
    return Screen(page(say("menu-greeting", name=person.name), posts or say("menu-no-post"), say("menu-ask")), rows)


async def menu(event: Message | CallbackQuery, person: Person, say: Speaker) -> None:
    """/menu and a bare /start."""
    await show(event, menu_screen(say, person))


async def help_(event: Message | CallbackQuery, person: Person, say: Speaker) -> None:
    """/trogiup: by what the person can do now."""
    lines = "\n".join(f"/{name}: {say(f'help-{name}')}" for name in offered(person))
    await show(event, Screen(page(say("help-title"), lines, say("help-words")), [[(say("menu"), Menu(name="menu"))]]))
