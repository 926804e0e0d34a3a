"""S18, a secret that was committed: no file that git keeps holds what looks like one. (ASVS 13.3.1)"""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECRETS = {
    "Telegram's token": r"(?<!\d)\d{8,10}:[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])",
    "private key": r"-----BEGIN [A-Z ]*PRIVATE KEY",
    "cloud key": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "forge's token": r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|glpat-[A-Za-z0-9_-]{20})",
    "chat's token": r"\bxox[abprs]-[0-9A-Za-z-]{10}",
    "signed token": r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.",
    "password in an address": r"postgres(?:ql)?(?:\+psycopg)?://[^:/@\s\"'{]+:(?!secret|SECRET|\$|%)[^@\s\"'{]{12,}@[\w.-]+\.[a-z]{2,}",
}
NAMES = re.compile(r"(^|/)(\.env(\..*)?|.*\.(pem|key|p12|pfx|db|sqlite|kdbx)|id_(rsa|ed25519))$")
# What the tests and benchmarks make up says so itself.
MADE_UP = re.compile(r"canary|bench|test|example|s3cret|invalid", re.IGNORECASE)


def tracked() -> list[str]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone")
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def found(words: str) -> list[str]:
    """The kinds of secrets in it."""
    hits = ((kind, hit[0]) for kind, pattern in SECRETS.items() for hit in re.finditer(pattern, words))
    return [kind for kind, hit in hits if not MADE_UP.search(hit)]


def test_no_file_that_is_kept_holds_a_secret() -> None:
    names = tracked()
    assert len(names) > 500, "the search looks at what it is meant to"
    assert [name for name in names if NAMES.search(name)] == []
    held = {name: found((ROOT / name).read_bytes().decode("utf-8", "ignore")) for name in names}
    assert {name: kinds for name, kinds in held.items() if kinds} == {}


@pytest.mark.parametrize(
    "planted",
    [
        f"TINCOSO_TELEGRAM_TOKEN={7_012_345_678}:AAH{'x7Kq' * 8}",
        "-----BEGIN " + "RSA PRIVATE KEY-----",
        "AKIA" + "Z7QX" * 4,
        "ghp_" + "a1B2" * 9,
        "postgresql+psycopg://tincoso:" + "Xk29fLq0Zp77" + "@db.tinh.gov.vn/tincoso",
    ],
)
def test_one_that_was_planted_is_found(planted: str) -> None:
    assert len(found(f"# settings\n{planted}\n")) == 1
