"""Figures that a unit tells of a task, in free lines ("Số hội nghị: 3"), kept as data. Pure.

"Từng nội dung có số liệu cụ thể" is what plans ask for; which figures those are differs from task to task.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reporting.refusal import Refusal
from reporting.text import clean, clean_name, fold

LINES_MOST = 30
NAME_MOST = 120
UNIT_MOST = 40

# "Số hội nghị: 3", "Kinh phí = 12,5 triệu đồng"; a dash parts them only where no other sign does: "Tỷ lệ - 85,7 %".
_BULLET = re.compile(r"^(?:[-•*+]\s*|\d{1,2}[.)]\s+)")
_NUMBER = r"(?P<number>\d[\d., ]*)(?P<unit>\D.*)?"
_LINES = (
    re.compile(rf"(?P<name>.*[^\s:=])\s*[:=]\s*{_NUMBER}"),
    re.compile(rf"(?P<name>[^:=]*[^\s:=–-])\s+[–-]\s+{_NUMBER}"),
)
_WHOLE = re.compile(r"\d{1,15}")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([. ])\d{3})(?:\1\d{3})*")


@dataclass(frozen=True)
class Amount:
    """One figure: `value` exact, `unit` the words behind the number ("triệu đồng", "%"), perhaps none."""

    name: str
    value: Decimal
    unit: str = ""

    @property
    def key(self) -> str:
        """The same for the same figure, however it was typed."""
        return fold(self.name)

    def to_json(self) -> dict[str, str]:
        """Plain values; the number as text, so that no digit is lost."""
        return {"name": self.name, "value": str(self.value), "unit": self.unit}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Amount":
        """What `to_json` wrote."""
        return cls(str(data["name"]), Decimal(str(data["value"])), str(data["unit"]))

    def shown(self) -> str:
        """As reports print it: "1.240", "12,5 triệu đồng"."""
        whole, _, rest = str(self.value).partition(".")
        number = f"{int(whole):,}".replace(",", ".") + (f",{rest}" if rest else "")
        return f"{number} {self.unit}".strip()


def read(text: str) -> tuple[Amount, ...]:
    """The figures of a message, a line each (or parted by ";"), in order; of one told twice the last counts.

    Raises Refusal: "refused-empty", "task-refused-figures" (line) for a line that holds no "name: number",
    "refused-many" above LINES_MOST lines.
    """
    lines = [line for line in (clean_name(piece) for piece in re.split(r"[\n;]", clean(text))) if line]
    if not lines:
        raise Refusal("refused-empty")
    if len(lines) > LINES_MOST:
        raise Refusal("refused-many", most=LINES_MOST)
    found: dict[str, Amount] = {}
    for line in lines:
        amount = _amount(line)
        found[amount.key] = amount
    return tuple(found.values())


def _amount(line: str) -> Amount:
    told = _BULLET.sub("", line)
    parts = next((found for shape in _LINES if (found := shape.fullmatch(told))), None)
    value = _number(parts["number"].strip()) if parts else None
    if parts is None or value is None:
        raise Refusal("task-refused-figures", line=line[:80])
    name, unit = parts["name"].strip(), (parts["unit"] or "").strip(" .;")
    if not any(sign.isalpha() for sign in name) or len(name) > NAME_MOST or len(unit) > UNIT_MOST:
        raise Refusal("task-refused-figures", line=line[:80])
    return Amount(name, value, unit)


def _number(typed: str) -> Decimal | None:
    """The number as Vietnamese write it: a dot or blank between thousands, a decimal comma; None for what is unclear
    ("2.5", "1,240.5")."""
    whole, comma, rest = typed.rstrip(".,").partition(",")
    whole = whole.strip()
    if comma and not re.fullmatch(r"\d{1,6}", rest):
        return None
    if not (_WHOLE.fullmatch(whole) or _GROUPED.fullmatch(whole)) or len(whole) > 20:
        return None
    return Decimal(re.sub(r"[. ]", "", whole) + (f".{rest}" if comma else ""))
