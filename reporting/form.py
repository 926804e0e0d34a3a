"""A report's form as data: questions of a few kinds, read from reporting/forms/CODE.toml.

Kinds: choice (one of a set of options), text, number, figures (a block of whole numbers with sums that must
agree), list (entries of several parts, one after another), outcomes (a list that is filled from the last
report's open recommendations).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "forms"
TEXT_MOST = 4000  # letters; a page and a half, and one message of any channel
LINES_MOST = 50


@dataclass(frozen=True)
class Part:
    """One thing asked within a list's entry; also what questions have in common."""

    code: str
    kind: str
    options: str | None = None
    skip: bool = False
    most: int = TEXT_MOST


@dataclass(frozen=True)
class Sum:
    """The parts must add up to the total."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Question(Part):
    """One question of the form. `aside`: offered at the preview, not asked on the way."""

    when: tuple[tuple[str, str], ...] = ()
    aside: bool = False
    table: str | None = None
    least: int = 0
    parts: tuple[Part, ...] = ()
    figures: tuple[str, ...] = ()
    sums: tuple[Sum, ...] = ()
    percents: tuple[tuple[str, str], ...] = ()

    @property
    def is_list(self) -> bool:
        """Whether it holds entries."""
        return self.kind in ("list", "outcomes")

    def part(self, code: str) -> Part:
        """The part with this code. Raises KeyError."""
        return next((p for p in self.parts if p.code == code), None) or _missing(code)


@dataclass(frozen=True)
class Form:
    """A whole form: the questions in the order in which they are asked; `receipt` begins its receipts' numbers."""

    code: str
    receipt: str
    questions: tuple[Question, ...]
    options: Mapping[str, tuple[str, ...]] = field(hash=False)
    settled: Mapping[str, tuple[str, ...]] = field(hash=False)

    def question(self, code: str) -> Question:
        """The question with this code. Raises KeyError."""
        return next((q for q in self.questions if q.code == code), None) or _missing(code)


def _missing(code: str) -> Any:
    raise KeyError(code)


@cache
def load(code: str) -> Form:
    """The form with this code. Raises KeyError if there is none."""
    path = HERE / f"{code}.toml"
    if not code.isidentifier() or not path.is_file():
        raise KeyError(code)
    return read(tomllib.loads(path.read_text(encoding="utf-8")))


def read(data: dict[str, Any]) -> Form:
    """Make a form of its data. Raises KeyError or TypeError where the data is wrong."""
    options = {name: tuple(codes) for name, codes in data["options"].items()}
    settled = {name: tuple(codes) for name, codes in data.get("settled", {}).items()}
    return Form(data["code"], data["receipt"], tuple(_question(q) for q in data["questions"]), options, settled)


def _question(data: dict[str, Any]) -> Question:
    plain = {k: v for k, v in data.items() if k not in ("when", "parts", "figures", "sums", "percents")}
    return Question(
        **plain,
        when=tuple(data.get("when", {}).items()),
        parts=tuple(Part(**part) for part in data.get("parts", ())),
        figures=tuple(data.get("figures", ())),
        sums=tuple(Sum(s["total"], tuple(s["parts"])) for s in data.get("sums", ())),
        percents=tuple((p["part"], p["whole"]) for p in data.get("percents", ())),
    )
