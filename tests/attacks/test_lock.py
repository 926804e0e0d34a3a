"""What is installed is what was locked: every package by its hash, from no address of its own. (ASVS 15.2.4)"""

import hashlib
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.attacks.supply import entries

ROOT = Path(__file__).resolve().parent.parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
TOOLS = (ROOT / "requirements-audit.lock").read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", [LOCK, TOOLS], ids=["program", "tools"])
def test_every_package_is_held_by_version_and_hash(lock: str) -> None:
    locked = entries(lock)
    assert len(locked) > 40
    assert [name for name, (_, hashes) in locked.items() if not hashes] == []
    assert "://" not in re.sub(r"#.*", "", lock), "no index, no address"


def test_the_tools_are_none_of_the_programs() -> None:
    assert {"pip-audit", "cyclonedx-bom"} <= set(entries(TOOLS)) - set(entries(LOCK))


def test_a_line_that_leads_elsewhere_is_seen() -> None:
    """Or the reading above would pass over it."""
    for bad in (
        "--extra-index-url https://evil.example/simple",
        "aiogram @ https://evil.example/aiogram.whl",
        "-e git+https://evil.example/aiogram",
        "aiogram>=3",
        "aiogram==3.31.0 --hash=md5:d41d8cd98f00b204e9800998ecf8427e",
    ):
        try:
            entries(f"{LOCK}\n{bad}\n")
        except ValueError:
            continue
        raise AssertionError(bad)


def test_what_the_program_asks_for_is_locked() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", one)[0]).lower() for one in asked}
    assert names - set(entries(LOCK)) == set()


def test_make_setup_demands_the_hashes() -> None:
    assert "pip install --quiet --require-hashes --requirement requirements.lock" in (ROOT / "Makefile").read_text()


def wheel(folder: Path, words: str) -> Path:
    """A package of one line."""
    path = folder / "an_hoa-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("an_hoa.py", words)
        packed.writestr("an_hoa-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: an-hoa\nVersion: 1.0\n")
        packed.writestr("an_hoa-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        packed.writestr("an_hoa-1.0.dist-info/RECORD", "")
    return path


def test_a_tampered_package_is_not_installed(tmp_path: Path) -> None:
    good = hashlib.sha256(wheel(tmp_path, "SAFE = True").read_bytes()).hexdigest()
    wheel(tmp_path, "SAFE = False")
    (tmp_path / "lock").write_text(f"an-hoa==1.0 --hash=sha256:{good}\n")
    pip = [sys.executable, "-m", "pip", "--isolated", "--disable-pip-version-check", "install", "--no-index"]
    where = ["--find-links", str(tmp_path), "--target", str(tmp_path / "there"), "--require-hashes"]
    ran = subprocess.run([*pip, *where, "-r", str(tmp_path / "lock")], capture_output=True, text=True)
    assert ran.returncode != 0
    assert "DO NOT MATCH THE HASHES" in ran.stdout + ran.stderr
    assert not (tmp_path / "there" / "an_hoa.py").exists()
