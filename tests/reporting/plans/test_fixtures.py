"""Whole plans in many shapes, against their annotation; as text, as Word with automatic numbers, as printed PDF."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reporting.plans.document import read_bytes
from reporting.plans.model import Obligation, Plan, Task
from tests.reporting.plans.makers import docx_of, pdf_of

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "plans"
TEXTS = sorted(FOLDER.glob("[0-9][0-9][0-9]_*.txt"))
# Tables of plain text have no Word or PDF twin here, and the list of contents would be numbered by Word; what is a
# print already (114, 118) is not printed again.
WORD = [path for path in TEXTS if path.name[:3] not in ("105", "107", "114", "118")]
PRINTED = [path for path in TEXTS if path.name[:3] not in ("105", "114", "118")]


def gold_of(path: Path) -> dict[str, Any]:
    return json.loads((FOLDER / "gold" / f"{path.name[:3]}.json").read_text(encoding="utf-8"))


def read(path: Path) -> Plan:
    return read_bytes(path.read_bytes(), path.name)


def iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def seen(task: Task) -> tuple[object, ...]:
    return task.lead, iso(task.when.start), iso(task.when.due), [iso(step.when.due) for step in task.milestones]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_task_and_nothing_else(path: Path) -> None:
    gold, plan = gold_of(path)["tasks"], read(path)
    assert [task.line for task in plan.tasks] == [task["source_line"] for task in gold]
    for task, wanted in zip(plan.tasks, gold, strict=True):
        assert task.title.startswith(wanted["title"][:60]), wanted["source_line"]
        steps = [step["due"] for step in wanted["milestones"]]
        assert seen(task) == (wanted["lead"], wanted["start"], wanted["due"], steps), wanted["title"]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_obligation_to_report_and_nothing_else(path: Path) -> None:
    wanted = [
        (o["source_line"], o["frequency"], o["rule"]["before_day"], o["rule"]["month"])
        for o in gold_of(path)["reporting_obligations"]
    ]
    assert sorted(map(rule_of, read(path).obligations), key=str) == sorted(wanted, key=str)


def rule_of(obligation: Obligation) -> tuple[object, ...]:
    return obligation.line, obligation.frequency, obligation.before_day, obligation.month


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_number_and_day_of_issue(path: Path) -> None:
    gold, plan = gold_of(path), read(path)
    assert (plan.number, iso(plan.issued)) == (gold["number"], gold["issued"])


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_normal_form_of_the_file_changes_nothing(path: Path, form: Any) -> None:
    text = unicodedata.normalize(form, path.read_text(encoding="utf-8"))
    assert read_bytes(text.encode(), "plan.txt") == read(path)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_windows_line_ends_and_a_byte_order_mark_change_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
    assert read_bytes(text.encode("utf-8-sig"), "plan.txt") == read(path)


def contents(plan: Plan) -> tuple[object, ...]:
    tasks = [(task.title, *seen(task), task.when.relative, task.when.recurring) for task in plan.tasks]
    duties = [(o.who, o.to, o.frequency, o.before_day, o.month) for o in plan.obligations]
    return plan.number, plan.issued, plan.title, tasks, duties


def plain(path: Path) -> str:
    return unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", WORD, ids=lambda path: path.stem)
def test_word_with_automatic_numbers_says_the_same(path: Path) -> None:
    assert contents(read_bytes(docx_of(plain(path)), "plan.docx")) == contents(read(path))


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_printed_on_pages_it_says_the_same(path: Path) -> None:
    assert contents(read_bytes(pdf_of(plain(path)), "plan.pdf")) == contents(read(path))


@pytest.mark.parametrize("path", PRINTED[:3], ids=lambda path: path.stem)
@pytest.mark.parametrize("lines", [9, 17])
def test_items_go_on_over_short_pages(path: Path, lines: int) -> None:
    assert contents(read_bytes(pdf_of(plain(path), lines_a_page=lines), "plan.pdf")) == contents(read(path))
