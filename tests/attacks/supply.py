"""`make audit`: ask for the known faults of every package in the lock, and believe no answer that leaves one out.

pip-audit ends with 0 and "No known vulnerabilities" also where it could look up nothing. So what it says is counted:
each package of the lock, by name and version, must have been looked up. Without a network it is red.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
LOCK = ROOT / "requirements.lock"
ENTRY = re.compile(r"(?P<name>[a-z0-9][a-z0-9._-]*)(?:\[[\w,-]+\])?==(?P<version>[\w.!+]+)(?: ;.*)?")
PATIENCE = 900
"""Seconds for all of it; a lookup takes about one."""


def entries(lock: str) -> dict[str, tuple[str, list[str]]]:
    """Version and hashes of each locked package. ValueError for anything else that an installer would obey."""
    found: dict[str, tuple[str, list[str]]] = {}
    for line in re.sub(r"\s*\\\n\s*", " ", lock).splitlines():
        bare = line.split(" #")[0].strip()
        if not bare or bare.startswith("#"):
            continue
        wanted, *hashes = bare.split(" --hash=")
        named = ENTRY.fullmatch(wanted.strip())
        if named is None or any(not re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes):
            raise ValueError(bare[:80])
        found[named["name"]] = (named["version"], hashes)
    return found


def plain(name: str) -> str:
    """The name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def faults(locked: dict[str, str], told: str) -> list[str]:
    """What is wrong, given what pip-audit printed as JSON: known faults, and packages that were not looked up."""
    try:
        dependencies: list[dict[str, Any]] = json.loads(told)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return ["pip-audit gave no answer"]
    found = [f"{one['name']}: not looked up: {one['skip_reason']}" for one in dependencies if "skip_reason" in one]
    looked_up = {plain(one["name"]): one for one in dependencies if "skip_reason" not in one}
    for name, version in locked.items():
        one = looked_up.get(plain(name))
        if one is None or one["version"] != version:
            found.append(f"{name} {version}: not in the answer")
            continue
        found += [f"{name} {version}: {fault['id']}, mended in {fault['fix_versions']}" for fault in one["vulns"]]
    return found


def audit(program: str, lock: Path = LOCK) -> list[str]:
    """Run it over every line of the lock, for whichever system that line is meant. Gives what is wrong."""
    locked = {name: version for name, (version, _) in entries(lock.read_text(encoding="utf-8")).items()}
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "all.txt"
        asked.write_text("".join(f"{name}=={version}\n" for name, version in locked.items()), encoding="utf-8")
        command = [program, "--requirement", str(asked), "--no-deps", "--disable-pip", "--strict", "--format", "json"]
        try:
            ran = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            return [f"no answer in {PATIENCE} seconds"]
    found = faults(locked, ran.stdout)
    if not found and ran.returncode != 0:
        found = [f"pip-audit ended with {ran.returncode}"]
    return found


def main() -> int:
    """Tell what is wrong; 0 only if every package was looked up and none has a known fault."""
    found = audit(sys.argv[1])
    print("\n".join(found) or f"{len(entries(LOCK.read_text(encoding='utf-8')))} packages looked up, no known fault")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
