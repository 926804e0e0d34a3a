"""The name that a person gave a file: kept as text, never used as a path."""

from pathlib import PurePosixPath
from urllib.parse import quote

from reporting.text import clean_name

LONGEST = 120
NAMELESS = "file"
# What no file name may hold on one system or another, besides the separators.
UNSAFE = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
# Windows opens devices under these names, whatever the ending.
DEVICES = {"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(1, 10))}


def clean_file_name(given: str) -> str:
    """The last part of the name on one line: no folders, no control or direction characters, at most 120 long.

    The ending is kept when the name is cut; a name that is empty or made of dots becomes `file`.
    """
    last = given.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    name = clean_name(last).translate(UNSAFE).strip(". ")
    if not name:
        return NAMELESS
    if name.split(".", 1)[0].strip().casefold() in DEVICES:
        name = f"_{name}"
    ending = PurePosixPath(name).suffix
    if len(name) > LONGEST and len(ending) < 16:
        name = name[: LONGEST - len(ending)].rstrip(". ") + ending
    return name[:LONGEST]


def disposition(name: str, inline: bool) -> str:
    """The Content-Disposition header (RFC 6266): an ASCII name for old programs and the true one (RFC 8187)."""
    plain = name.encode("ascii", "replace").decode("ascii").replace("?", "_")
    plain = "".join(letter if letter.isprintable() and letter not in '"\\%' else "_" for letter in plain)
    return f"{'inline' if inline else 'attachment'}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
