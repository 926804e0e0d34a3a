"""`make audit` is red for a known fault, and for every package that was not looked up."""

import json
import sys
from pathlib import Path

import pytest

from tests.attacks import supply

LOCKED = {"aiohttp": "3.13.0", "fluent-runtime": "0.4.0"}
HASH = "a" * 64
Package = dict[str, object]


def clean() -> list[Package]:
    return [
        {"name": "aiohttp", "version": "3.13.0", "vulns": []},
        {"name": "fluent.runtime", "version": "0.4.0", "vulns": []},
    ]


def told(*packages: Package) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_all_looked_up_and_none_known_is_green() -> None:
    assert supply.faults(LOCKED, told(*clean())) == []


@pytest.mark.parametrize("answer", ["", "No known vulnerabilities found", "[]", "{}", told()])
def test_no_answer_is_red(answer: str) -> None:
    assert supply.faults(LOCKED, answer) != []


def test_a_package_that_was_skipped_is_red() -> None:
    skipped: Package = {"name": "aiohttp", "skip_reason": "Dependency not found on PyPI and could not be audited"}
    assert len(supply.faults(LOCKED, told(skipped, clean()[1]))) == 2


def test_a_package_that_is_missing_or_another_version_is_red() -> None:
    assert supply.faults(LOCKED, told(clean()[0])) == ["fluent-runtime 0.4.0: not in the answer"]
    newer = {**clean()[0], "version": "3.14.5"}
    assert supply.faults(LOCKED, told(newer, clean()[1])) == ["aiohttp 3.13.0: not in the answer"]


def test_a_known_fault_is_red_and_named() -> None:
    old = {**clean()[0], "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["3.14.4"]}]}
    assert supply.faults(LOCKED, told(old, clean()[1])) == ["aiohttp 3.13.0: PYSEC-2026-1, mended in ['3.14.4']"]


def program(folder: Path, prints: str, code: int) -> str:
    """Stands in the place of pip-audit."""
    path = folder / "pip-audit"
    path.write_text(f"#!{sys.executable}\nimport sys\nsys.stdout.write({prints!r})\nsys.exit({code})\n")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "lock"
    lines = [
        f"{name}=={version} ; sys_platform == 'win32' \\\n    --hash=sha256:{HASH}" for name, version in LOCKED.items()
    ]
    path.write_text("\n".join(lines) + "\n")
    return path


def test_green_only_if_it_also_ended_well(tmp_path: Path, lock: Path) -> None:
    assert supply.audit(program(tmp_path, told(*clean()), 0), lock) == []
    assert supply.audit(program(tmp_path, told(*clean()), 1), lock) == ["pip-audit ended with 1"]


def test_offline_is_red(tmp_path: Path, lock: Path) -> None:
    assert supply.audit(program(tmp_path, "", 1), lock) == ["pip-audit gave no answer"]
