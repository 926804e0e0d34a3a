"""What people wrote reaches other people as they wrote it: no letter parses it, none makes a link or a style of it."""

from typing import Any

import pytest
from sqlmodel import select

from channels import letters
from reporting.daysoff import VIETNAM
from storage.outbox import Outbox
from tests.attacks.stage import SECRET, Stage
from tests.botapi.markup import parse_markup

PARSED = ("HTML", "MarkdownV2", "Markdown")


@pytest.mark.parametrize("mode", PARSED)
def test_the_words_of_the_stage_would_be_parsed_where_markup_is(mode: str) -> None:
    """Else these tests could not fail."""
    try:
        told = parse_markup(SECRET, mode)
    except Exception:
        return  # Telegram would refuse the message: as bad
    assert told != (SECRET, [])


def test_every_letter_that_waits_says_them_unchanged(stage: Stage) -> None:
    rows = stage.door.read(lambda session: session.exec(select(Outbox)).all())
    seen = 0
    for row in rows:
        if SECRET not in str(row.content) or row.kind == "reminder":
            continue
        for language in ("vi", "en"):
            letter = letters.render(row.content, language, stage.now, VIETNAM, stage.files)
            assert _links(letter) == [], row.kind
            assert SECRET in letter.text, row.kind
            seen += 1
    assert seen


def _links(letter: Any) -> list[Any]:
    return [one for one in getattr(letter, "entities", None) or () if "link" in str(one) or "url" in str(one)]
