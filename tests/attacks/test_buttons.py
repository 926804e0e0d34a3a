"""Every kind of button, forged for what is one's own, a sibling's, below, above and in another province, by every role.

Who may and who may not is written by hand (hand.py, buttons.py). What is denied changes no row, shows nobody's words,
is answered with a neutral sentence, and is in the audit.
"""

import pytest

from handlers.kit import Go, Menu
from tests.attacks.buttons import CASES, OWN, Case
from tests.attacks.hand import ACTORS, HAND, MAY_SEE, MORE, UNITS, WRITERS
from tests.attacks.knock import RIGHT, Knocker, changed
from tests.attacks.stage import Stage, secret
from tests.walks.forged import button_classes


def allowed(actor: str, case: Case) -> frozenset[str]:
    return (HAND.get(case.act) or MORE[case.act])[actor]


def there(stage: Stage, case: Case) -> list[str]:
    """The units for which the stage has such an object."""
    return list(UNITS) if case.at == "unit" else [unit for unit in UNITS if unit in getattr(stage, case.at)]


# Actors with the same rights share the units among them; who is alone takes a few of each case, others each time.
ALIKE = (WRITERS, ("office", "admin"), ("reviewer",), ("elsewhere",), ("stranger",), ("revoked",))
MOST = {"reviewer": 2, "elsewhere": 2}


def denied(stage: Stage, actor: str) -> list[str]:
    """What this actor may not, as forged buttons: every case, and over the cases and its like every unit's objects."""
    fellows = next(group for group in ALIKE if actor in group)
    taps = []
    for number, case in enumerate(case for cases in CASES.values() for case in cases):
        foreign = [unit for unit in there(stage, case) if unit not in allowed(actor, case)]
        turned = foreign[number % len(foreign) :] + foreign[: number % len(foreign)] if foreign else []
        taps += [
            case.forge(stage, unit).pack()
            for unit in turned[fellows.index(actor) :: len(fellows)][: MOST.get(actor, 1)]
        ]
    return taps


def test_every_kind_of_button_has_its_place_in_the_table() -> None:
    placed = {*CASES, *OWN}
    assert {kind for kind in [*button_classes(), Menu] if kind not in placed} == set()
    assert placed - set(button_classes()) - {Menu} == set(), "a kind that nobody listens to any more"


@pytest.mark.parametrize("actor", ACTORS)
async def test_what_is_not_allowed_changes_nothing_and_shows_nothing(actor: str, knocker: Knocker) -> None:
    stage = knocker.stage
    taps, before = denied(stage, actor), knocker.rows()
    shown = await knocker.taps(actor, taps)
    assert shown.errors == []
    assert changed(before, knocker.rows()) == {}
    foreign = [unit for unit in UNITS if unit not in MAY_SEE[actor] and secret(unit) in shown]
    assert foreign == []
    if actor != "stranger":
        assert RIGHT in shown
        assert knocker.denials(), "a refusal is in the audit"


@pytest.mark.parametrize("actor", ["reporter", "head", "reviewer", "office", "elsewhere"])
async def test_what_is_allowed_is_not_refused(actor: str, knocker: Knocker) -> None:
    """Or a program that refuses everything would pass."""
    stage, refused = knocker.stage, []
    for number, case in enumerate(case for cases in CASES.values() for case in cases):
        own = [unit for unit in there(stage, case) if unit in allowed(actor, case)]
        if own:
            shown = await knocker.taps(actor, [case.forge(stage, own[number % len(own)]).pack()])
            refused += [(case, shown.errors)] if RIGHT in shown or shown.errors else []
    assert refused == []


async def test_on_leave_and_standing_in_one_still_reports(knocker: Knocker) -> None:
    for actor in ("on_leave", "stand_in"):
        shown = await knocker.taps(actor, [CASES[Go][0].forge(knocker.stage, "an_hoa").pack()])
        assert RIGHT not in shown and not shown.errors
