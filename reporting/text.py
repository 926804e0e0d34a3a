"""Text at the boundary: what people send is cleaned once, here, before it is stored, and folded only to be compared.

Pure: no database, no words for people. Folding is never stored as the text itself: "Uỷ ban" stays as it was written.
"""

import re
import unicodedata

# What Telegram takes is 4,096 UTF-16 units; the rest is room for a "(1/3)" and a receipt line.
PART_LIMIT = 4000
# Names stand in lists: three marks on one letter serve every language of the country, 500 hide the next line.
MARKS_IN_NAMES = 3

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_DROPPED = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 without \t and \n, DEL, C1: PostgreSQL refuses NUL, DOCX and XLSX the rest
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # turn the direction of what follows, a file name's ending too
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u2060-\u2065\u3164\ufeff\uffa0"  # seen by nobody
    "\ufe00-\ufe0d\ufff0-\ufffb\U000e0000-\U000e0fff"  # selectors and tags, which can carry a hidden text
    "\ufdd0-\ufdef" + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF)) + "]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_PICTURE = "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u2328\u232b-\u23ff\u24c2\u25a0-\u27bf"
_PICTURE += "\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_LOOSE_SELECTOR = re.compile(f"(?<![{_PICTURE}0-9#*])[\ufe0e\ufe0f]")
_LOOSE_JOINER = re.compile(f"(?<![{_PICTURE}])(?<![{_PICTURE}][\ufe0e\ufe0f])\u200d|\u200d(?![{_PICTURE}])")

_MARK_RUN = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_APOSTROPHES = dict.fromkeys(map(ord, "'`´’‘‛ʼʻʹˈ′‵＇"))
# Ð (Icelandic) and Ɖ (Ewe) look like Đ, and keyboards and old converters produce them.
_D_LETTERS = {ord("đ"): "d", ord("ð"): "d", ord("ɖ"): "d"}
_D_AS_MEANT = {ord("ð"): "đ", ord("ɖ"): "đ"}
_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
_SYLLABLE = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")


def clean(text: str) -> str:
    """Return the text as it may be stored, shown and exported: NFC, one kind of line end, ordinary spaces.

    Dropped: control characters but newline and tab, lone surrogates (split pairs are joined), characters that turn the
    writing direction or that nobody sees, and what XML cannot hold. A joiner stays only inside an emoji. Nothing that
    can be read is lost, and no length is cut. ``clean(clean(x)) == clean(x)``.
    """
    if text.isascii() and text.isprintable():
        return text
    if _SURROGATES.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    text = _DROPPED.sub("", _SPACES.sub(" ", _LINE_ENDS.sub("\n", text)))
    text = _LOOSE_JOINER.sub("", _LOOSE_SELECTOR.sub("", text))
    return unicodedata.normalize("NFC", text)


def clean_name(text: str) -> str:
    """Return a name or a title on one line: cleaned, trimmed, spaces collapsed, piled-up marks cut to three."""
    line = " ".join(clean(text).split())
    return _MARK_RUN.sub(lambda run: run[0][:MARKS_IN_NAMES], line)


def fold(text: str) -> str:
    """Return the text for matching only: small letters, no accents, đ as d, one space for every run of punctuation.

    Apostrophes vanish ("D'Ran", "D’Ran" and "DRan" are one), so do tone positions ("Uỷ" and "Ủy") and NFC or NFD.
    Different words can fold to the same ("Tân Thành", "Tân Thạnh"): a match is a candidate, not an identity.
    """
    text = text.translate(_APOSTROPHES).casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        text = "".join(letter for letter in text if unicodedata.category(letter)[0] != "M")
        text = text.translate(_D_LETTERS).translate(_APOSTROPHES)
    return re.sub(r"[\W_]+", " ", text).strip()


def spelling(text: str) -> str:
    """Return a key that keeps every accent and letter but not how they are typed: case, tone position, apostrophe.

    "Hoà Bình" and "Hòa  bình" share it; "Tân Thành" and "Tân Thạnh" do not. Used to tell twins from neighbours.
    """
    text = clean_name(text).translate(_APOSTROPHES).casefold().translate(_D_AS_MEANT)
    text = _SYLLABLE.sub(_tone_last, unicodedata.normalize("NFD", text))
    return " ".join(unicodedata.normalize("NFC", re.sub(r"[^\w\u0300-\u036f]+", " ", text)).split())


def _tone_last(syllable: re.Match[str]) -> str:
    """Move the tone of a decomposed syllable behind its last letter, where every typing of it puts the same."""
    letters = "".join(letter for letter in syllable[0] if letter not in _TONES)
    return letters + "".join(letter for letter in syllable[0] if letter in _TONES)


def utf16_len(text: str) -> int:
    """Return the length in UTF-16 units, which is how the messengers and Excel count (an emoji is two or more)."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def split_text(text: str, limit: int = PART_LIMIT) -> list[str]:
    """Return the text in parts of at most ``limit`` UTF-16 units, cut at a paragraph, else a line, else a word's end.

    A word longer than the limit is cut between whole characters, so that no surrogate pair, emoji or accent is torn.
    Only spaces and newlines at the cuts are lost; a blank text gives no part. Raises ValueError for a limit below 2.
    """
    if limit < 2:
        raise ValueError("a part must have room for one character of two UTF-16 units")
    parts, rest = [], text.strip("\n")
    while rest.strip():
        end = _fitting(rest, limit)
        if end < len(rest):
            end = _good_end(rest, end)
        if part := rest[:end].rstrip():
            parts.append(part)
        rest = rest[end:].lstrip("\n" if rest[end : end + 1] == "\n" else " ")
    return parts


def _fitting(text: str, limit: int) -> int:
    """Return how many characters from the start take at most ``limit`` UTF-16 units."""
    end = min(len(text), limit)
    while (excess := utf16_len(text[:end]) - limit) > 0:
        end -= (excess + 1) // 2
    return end


def _good_end(text: str, end: int) -> int:
    """Return the best place to cut at or before ``end``: not so early that a part is left half empty, if possible."""
    for mark in ("\n\n", "\n", " "):
        place = text.rfind(mark, end // 2, end + len(mark))
        if place > 0:
            return place
    last = max(text.rfind(mark, 1, end + 1) for mark in ("\n", " "))
    return last if last > 0 and text[:last].strip() else _whole_characters(text, end)


def _whole_characters(text: str, end: int) -> int:
    """Step back from ``end``, 64 steps at most, while a cut would part a letter from its marks or tear an emoji."""
    for place in range(end, max(end - 64, 0), -1):
        joined = "\u200d" in text[place - 1 : place + 1] or unicodedata.category(text[place])[0] == "M"
        if not joined and not "\U0001f3fb" <= text[place] <= "\U0001f3ff" and not _inside_flag(text, place):
            return place
    return end


def _inside_flag(text: str, place: int) -> bool:
    """Tell whether ``place`` falls between the two regional letters of a flag."""
    letters = 0
    while letters < place and "\U0001f1e6" <= text[place - 1 - letters] <= "\U0001f1ff":
        letters += 1
    return letters % 2 == 1 and "\U0001f1e6" <= text[place] <= "\U0001f1ff"
