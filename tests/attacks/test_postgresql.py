"""A thin slice of the matrix on the other database: the same rights, the same refusals."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from reporting import rights
from storage import officers
from storage.door import Door, open_engine
from storage.files import FileStore
from tests import postgres
from tests.attacks import stage as stages
from tests.attacks.hand import HAND, MAY_SEE, UNITS
from tests.attacks.knock import RIGHT, Knocker, changed
from tests.attacks.stage import ACTOR_NAMES, Stage, secret
from tests.attacks.test_buttons import denied
from tests.attacks.test_typed import WITH_ARGUMENTS, ends

pytestmark = pytest.mark.postgresql
SLICE = ("reporter", "elsewhere")


def matrix(session: Session, stage: Stage) -> list[tuple[str, str, str]]:
    """Where the program and the table written by hand differ."""
    actors = {
        actor: stage.cast[ACTOR_NAMES.get(actor, actor)] for actor in next(iter(HAND.values())) if actor != "stranger"
    }
    return [
        (act, actor, unit)
        for act in HAND
        for actor, number in actors.items()
        for unit in UNITS
        if rights.may(session, number, act, stage.cast[unit]) != (unit in HAND[act][actor])
    ]


async def test_who_may_what_on_postgresql(postgres_schema: Engine, tmp_path: Path) -> None:
    """One stage for all of it: to build one takes longer than to knock at it."""
    postgres.empty(postgres_schema)
    door = Door(open_engine(postgres_schema.url.render_as_string(hide_password=False)))
    stage = stages.build(door, FileStore(tmp_path / "files"))
    assert door.read(matrix, stage) == []

    knocker = Knocker(stage)
    for actor in SLICE:
        before = knocker.rows()
        shown = await knocker.taps(actor, denied(stage, actor))
        shown.texts += (await knocker.says(actor, *[f"/timkiem{words}" for words in WITH_ARGUMENTS])).texts
        assert shown.errors == [], actor
        assert changed(before, knocker.rows()) == {}, actor
        assert [unit for unit in UNITS if unit not in MAY_SEE[actor] and secret(unit) in shown] == [], actor
        assert RIGHT in shown, actor
    assert knocker.denials()

    good = f"kr:{stage.plan_duty['tinh']}:{stage.plan['tinh']}:n"
    door.write(ends, stage, "chi")
    before = knocker.rows()
    shown = await knocker.taps("office", [good])
    assert RIGHT in shown and changed(before, knocker.rows()) == {}, "a post that ended between two taps"
    assert door.read(officers.posts, stage.cast["chi"]) == []
    door.close()
