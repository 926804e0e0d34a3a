"""A report as it was handed in, section by section, on pages that a phone can hold."""

from collections.abc import Iterator, Mapping
from typing import Any

from aiogram.utils.formatting import Bold, Text, as_list

from handlers.figures import figure, option
from handlers.kit import Speaker
from reporting.form import Question
from reporting.reading import File, Reading, Section

PAGE_MOST = 1500
# A paragraph longer than this is split: one message holds no more.
PIECE_MOST = 3500


def pages(say: Speaker, found: Reading) -> list[Text]:
    """The whole report, in pages of about PAGE_MOST letters; a section goes over to the next page where it must."""
    made: list[list[str | Text]] = [[]]
    size = 0
    for piece in _pieces(say, found):
        length = len(piece if isinstance(piece, str) else piece.render()[0])
        if made[-1] and size + length > PAGE_MOST:
            made.append([])
            size = 0
        made[-1].append(piece)
        size += length
    head = Bold(say("summary-title", report=say.report(found.duty, found.period), unit=found.unit))
    return [as_list(head, *part, sep="\n\n") for part in made]


def _pieces(say: Speaker, found: Reading) -> Iterator[str | Text]:
    yield _head(say, found)
    for section in found.sections:
        name = say(f"name-{found.form.code}-{section.question.code}")
        for place, text in enumerate(_section(say, found, section)):
            for part, start in enumerate(range(0, len(text), PIECE_MOST)):
                piece = text[start : start + PIECE_MOST]
                yield as_list(Bold(name), piece, sep="\n") if place == part == 0 else piece


def _head(say: Speaker, found: Reading) -> str:
    lines = [
        say(
            "reading-head",
            receipt=found.receipt,
            state=say("state-on_time" if found.on_time else "state-late"),
            first=say.moment(found.first_handed_at),
        ),
        say(
            "reading-version",
            version=found.version,
            versions=found.versions,
            moment=say.moment(found.handed_at),
            by=found.handed_by,
        ),
    ]
    return "\n".join(lines)


def _section(say: Speaker, found: Reading, section: Section) -> Iterator[str]:
    question = section.question
    if section.skipped:
        yield say("skipped")
    elif question.is_list:
        yield from _entries(say, found, question, section.entries)
    elif question.kind == "figures":
        yield "\n".join(f"{figure(say, code)}: {_count(say, amount)}" for code, amount in section.value.items())
    elif question.kind == "choice":
        yield option(say, question.options or "", section.value)
    else:
        yield str(section.value)


def _count(say: Speaker, amount: int) -> str:
    return say("reading-count", count=amount)


def _entries(say: Speaker, found: Reading, question: Question, entries: tuple[Mapping[str, Any], ...]) -> Iterator[str]:
    if not entries:
        yield say("none-given")
    for number, entry in enumerate(entries, start=1):
        marks = []
        for part in question.parts:
            value = entry.get(part.code)
            if part.code == "text" or value is None:
                continue
            shown = option(say, part.options, value) if part.options else value
            shown = _count(say, value) if part.kind == "number" else shown
            marks.append(f"{say(f'name-{found.form.code}-{question.code}-{part.code}')}: {shown}")
        text = f"{number}. {entry.get('text') or ''}"
        yield f"{text}\n{'; '.join(marks)}" if marks else text


def files_text(say: Speaker, found: Reading) -> Text:
    """What goes with the report, numbered."""
    lines = [f"{number}. {_file(file)}" for number, file in enumerate(found.files, start=1)]
    head = say("summary-title", report=say.report(found.duty, found.period), unit=found.unit)
    text = "\n".join(lines) or say("reading-no-files")
    return as_list(Bold(f"{head}\n{say('reading-files-title')}"), text, sep="\n\n")


def _file(file: File) -> str:
    size = f"{max(1, round(file.size / 1024))} KB"
    return f"{file.name} ({size}): {file.caption}" if file.caption else f"{file.name} ({size})"
