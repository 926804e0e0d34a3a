"""Whatever bytes a client sends as a button, nothing of anybody's changes and no update fails.

A failing update is tried five times and parked with an alarm: rubbish must not be able to raise one.
"""

import random
import string

import pytest

from tests.attacks.buttons import CASES
from tests.attacks.knock import OWN_STATE, RIGHT, Knocker, changed
from tests.attacks.stage import secret

HUGE = (str(10**18), str(10**30), f"-{10**18}", "99999999999", "8589934591", "-1", "0", "²", "٣", "1e9", "NaN")
WORDS = ("", "x", "\x00", "a\x00b", "\ud800", "'; DROP TABLE report;--", "../../x", "9999-99-99", "{0}", "%s", "\u202e")
FIELDS = (*HUGE, *WORDS)


def rubbish(seed: int) -> list[str]:
    """Every kind of button with every field out of range in turn, then bytes without any sense."""
    dice, made = random.Random(seed), []
    for kind in CASES:
        names = list(kind.model_fields)
        for number, wrong in enumerate(FIELDS):
            values = ["1"] * len(names)
            values[number % len(names)] = wrong
            made.append(":".join([kind.__prefix__, *values]))
    letters = string.printable + "áđ∞\U0001f600\x00"
    made += ["".join(dice.choice(letters) for _ in range(dice.randrange(17))) for _ in range(100)]
    prefixes = [kind.__prefix__ for kind in CASES]
    made += [f"{dice.choice(prefixes)}:{dice.randbytes(20).decode('latin-1')}" for _ in range(100)]
    return [one for one in made if len(one.encode("utf-8", "surrogatepass")) <= 64]


@pytest.mark.parametrize("actor", ["writes_doan", "stranger"])
async def test_rubbish_changes_nothing_and_breaks_nothing(actor: str, knocker: Knocker) -> None:
    left = OWN_STATE | {"broadcast_read"}  # broadcast 1 came to all, who may say that they have read it
    before = knocker.rows(left)  # "1" is the number of An Hòa's report and task, which these have nothing to do with
    shown = await knocker.taps(actor, rubbish(7)[:: 3 if actor == "writes_doan" else 9])
    assert shown.errors == []
    assert changed(before, knocker.rows(left)) == {}


async def test_the_office_taps_rubbish_and_nothing_breaks(knocker: Knocker) -> None:
    """It may change much, so that some of it may mean something; but no update fails."""
    shown = await knocker.taps("office", rubbish(8)[1::2])
    assert shown.errors == []
    assert secret("khac_xa") not in shown


async def test_a_right_to_one_thing_is_none_to_what_is_named_beside_it(knocker: Knocker) -> None:
    """The report, task or plan is one's own; the line, file, entry, mark or unit named with it is somebody else's."""
    stage, before = knocker.stage, knocker.rows()
    own, part = stage.report["an_hoa"], stage.part["an_hoa"]
    foreign = [unit for unit in stage.report if unit != "an_hoa"]
    taps = []
    for unit in foreign:
        line = stage.line[unit]
        taps += [f"x:{own}:{line}", f"fl:{own}:{stage.attachment[unit]}", f"k:{own}:{stage.kept[unit]}:mine"]
        taps += [f"rf:{own}:1:{stage.attachment[unit]}", f"te:{part}:{stage.evidence[unit]}::0::0"]
        taps += [f"a:{own}:0:opinions/{line}/topic:KT", f"s:{own}:opinions/{line}/place:1", f"f:{own}:opinions/{line}"]
        taps += [f"rw:{own}:opinions/{line}/text", f"b:{own}:opinions/{line}/text"]
    taps.append(f"tm:{part}:{stage.mark['khac_xa']}")
    shown = await knocker.taps("reporter", taps)
    assert shown.errors == []
    assert [unit for unit in foreign if secret(unit) in shown] == []
    assert changed(before, knocker.rows()) == {}


async def test_the_office_of_one_province_names_what_is_anothers(knocker: Knocker) -> None:
    stage, before = knocker.stage, knocker.rows()
    draft, task = stage.plan_draft["tinh"], stage.task_draft["tinh"]
    taps = [
        f"kk:{stage.plan_item['tinh']}:{stage.cast['khac_xa']}",
        f"kw:{draft}:link:{stage.plan['khac']}",
        f"kw:{draft}:keep:{stage.task['khac']}",
        f"kr:{stage.plan_duty['khac']}:{stage.plan['tinh']}:y",
        f"kl:{stage.plan['tinh']}:b:{stage.cast['khac']}:0",
        f"tn:unit:{task}::{stage.cast['khac_xa']}",
        f"bc:{stage.draft['tinh']}:take:{stage.cast['khac_xa']}",
        f"bp:{stage.draft['tinh']}:branch:{stage.cast['khac_xa']}:0",
        f"pl:{stage.post['an_hoa']}:7:{stage.cast['elsewhere']}",
        f"tv:L:{stage.cast['tinh']}:{stage.task['khac']}::14:0",
        f"tv:T:{stage.cast['tinh']}:{stage.task['khac']}::14:0",
        f"tv:U:{stage.cast['tinh']}:{stage.cast['khac_xa']}::14:0",
    ]
    shown = await knocker.taps("office", taps)
    assert shown.errors == []
    assert secret("khac") not in shown and secret("khac_xa") not in shown and "Xã Khác" not in shown
    assert changed(before, knocker.rows()) == {}
    assert RIGHT in shown
