"""The program's version: pyproject.toml is the one place where it stands."""

import tomllib
from pathlib import Path


def version() -> str:
    """Such as "0.1.0"."""
    described = Path(__file__).resolve().parent.parent / "pyproject.toml"
    return str(tomllib.loads(described.read_text(encoding="utf-8"))["project"]["version"])
