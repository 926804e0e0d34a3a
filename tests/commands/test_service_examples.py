"""The examples in docs/service are what the program understands."""

import configparser
import re
from pathlib import Path

from bot.settings import Settings

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "service"


def test_every_setting_of_the_example_exists() -> None:
    lines = (FOLDER / "env.example").read_text().splitlines()
    named = [found[1] for line in lines if (found := re.match(r"#?TINCOSO_([A-Z_]+)=", line))]
    assert len(named) >= 7
    assert {name.lower() for name in named} <= set(Settings.model_fields)


def test_the_example_is_taken_as_it_is(tmp_path: Path) -> None:
    """What is left empty counts as not set, so the start does not fail on it."""
    settings = Settings(_env_file=FOLDER / "env.example")  # type: ignore[call-arg]
    assert settings.telegram_token is None
    assert settings.url == "sqlite:////var/lib/tincoso/tincoso.db"


def test_the_unit_runs_the_program_and_leaves_it_time_to_end() -> None:
    from bot.app import DRAIN_SECONDS

    unit = configparser.ConfigParser()
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(FOLDER / "tincoso.service")
    assert unit["Service"]["ExecStart"].endswith("-m bot run")
    assert float(unit["Service"]["TimeoutStopSec"]) > DRAIN_SECONDS
