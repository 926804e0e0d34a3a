"""Help is at hand at once, in English, with an example; wrong arguments are told in one line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS
from tests.commands.conftest import Console

ROOT = Path(__file__).resolve().parents[2]
NESTED = [("units", "init"), ("units", "import"), ("units", "list"), ("officers", "import"), ("plan", "read")]
# Libraries of the messengers and of the network: seconds of CPU time that a command line must not spend.
HEAVY = ("aiogram", "telegram", "aiohttp", "httpx", "apscheduler")
TELLS_HEAVY = """
import contextlib, io, json, sys
from bot.__main__ import main
commands, heavy = json.loads(sys.argv[1])
for arguments in commands:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
        main(arguments)
    print(json.dumps([arguments, [name for name in heavy if name in sys.modules]]))
"""
QUICK = (
    ("--help",),
    ("check", "--help"),
    ("calendar", "--json"),
    ("check",),
    ("units", "init", "--province", "Cần Thơ"),
    ("calendar", "--json"),
    ("check", "--json"),
    ("units", "list"),
    ("invite", "92", "--role", "office"),
    ("summary", "--duty", "situation", "--period", "2026-Q4"),
    ("remind", "--dry-run"),
    ("backup", "kept.zip"),
    ("restore", "kept.zip", "--yes"),
    ("resume",),
)


@pytest.mark.parametrize("command", [*((name,) for name in COMMANDS), *NESTED], ids=" ".join)
def test_every_command_helps_with_an_example(console: Console, command: tuple[str, ...]) -> None:
    told = console.does(*command, "--help")
    assert f"python -m bot {' '.join(command)}" in told.partition("example:")[2]
    assert "--lang" in told


def test_the_whole_helps_too(console: Console) -> None:
    told = console.does("--help")
    assert all(f"\n    {name} " in told for name in COMMANDS)


def test_the_version_is_the_projects(console: Console) -> None:
    assert console.does("--version").strip() == "0.1.0"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("unknown",),
        ("calendar", "--from", "yesterday"),
        ("demo", "--port", "high"),
        ("demo", "--at", "soon"),
        ("invite", "92"),
        ("invite", "92", "--role", "king"),
        ("remind",),
        ("units",),
        ("summary", "--duty", "situation", "--period", "2026-Q4", "--format", "poem"),
    ],
)
def test_wrong_arguments_are_one_line_and_code_2(console: Console, arguments: tuple[str, ...]) -> None:
    ran = console(*arguments)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "--help" in ran.err


def test_no_command_but_run_and_demo_waits_for_a_messengers_library(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TELLS_HEAVY, json.dumps([QUICK, HEAVY])],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == "", "each of them can be done"
    assert [json.loads(line) for line in done.stdout.splitlines()] == [[list(one), []] for one in QUICK]
