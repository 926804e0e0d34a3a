"""What a button can carry at all. A client may send any bytes as a button's data, past every screen of ours."""

import re
import unicodedata

# Above every number that a button of ours carries: rows, seconds since 1970, marks of 32 bits.
MOST = 2**33
_NUMBER = re.compile(r"-?[0-9]+")


def possible(data: str) -> bool:
    """Whether a button of ours could carry this: readable letters, and numbers that a database can look up.

    Anything else would fail somewhere behind, be tried five times and raise an alarm that it is not worth.
    """
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in data):
        return False
    return all(_fits(piece) for piece in data.split(":"))


def _fits(piece: str) -> bool:
    if _NUMBER.fullmatch(piece):
        return len(piece) <= 11 and abs(int(piece)) < MOST
    # ² and ٣ are digits to Python's isdigit(), and not to every int() and database behind it.
    return not any(letter.isdigit() and not letter.isascii() for letter in piece)
