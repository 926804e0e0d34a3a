"""The letter of a broadcast, and the word to its sender that answers came."""

from channels.letter import Body, Talk, button
from storage.base import Json

ABOUT_MOST = 80
ANSWERS_SHOWN = 5
ANSWER_MOST = 300


def broadcast(talk: Talk, values: Json) -> Body:
    """The office's words as they are, who sends them, and a way to say that they were read or to answer."""
    by = " ".join(part for part in (values.get("by_title"), values.get("by")) if part)
    paragraphs = [values["message"], talk("letter-broadcast-by", by=by, unit=values["unit"])]
    number = values["broadcast"]
    buttons = [
        [button(talk("letter-broadcast-read"), "ba", number, "read")],
        [button(talk("letter-broadcast-answer"), "ba", number, "answer")],
    ]
    return Body(talk("letter-broadcast-title"), paragraphs, buttons, f"broadcast:{number}")


def answers(talk: Talk, values: Json) -> Body:
    """Who answered what; the rest is one tap away."""
    said = values["answers"]
    lines = [f"{_who(one)}: {_cut(one['answer'], ANSWER_MOST)}" for one in said[:ANSWERS_SHOWN]]
    if len(said) > ANSWERS_SHOWN:
        lines.append(talk("letter-broadcast-more", count=len(said) - ANSWERS_SHOWN))
    about = talk("letter-broadcast-about", about=_cut(values["about"], ABOUT_MOST))
    see = [[button(talk("letter-broadcast-see"), "bs", values["broadcast"], "answers", 0)]]
    title = talk("letter-broadcast-answers", count=len(said))
    return Body(title, [about, "\n".join(lines)], see)


def _who(one: Json) -> str:
    return f"{one['by']} ({one['unit']})" if one["unit"] else str(one["by"])


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
