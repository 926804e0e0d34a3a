"""What may be said of an error in a log or a table: its kind and place, never its words.

The words of an exception often hold what a person wrote (a database error shows the values of its statement).
"""

import traceback
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
FRAMES = 3


def trace(error: BaseException) -> str:
    """`ValueError at handlers/report.py:88 step < bot/intake.py:61 _handle`: innermost first, 200 signs at most."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _is_ours(frame.filename)] or list(frames)
    places = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in reversed(ours[-FRAMES:])]
    told = type(error).__name__ + (" at " + " < ".join(places) if places else "")
    return told[:200]


def _is_ours(path: str) -> bool:
    return Path(path).is_relative_to(HOME) and "site-packages" not in path


def _short(path: str) -> str:
    return Path(path).relative_to(HOME).as_posix() if _is_ours(path) else Path(path).name
