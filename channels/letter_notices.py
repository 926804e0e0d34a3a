"""Letters that answer an act: the receipt, word to colleagues, the office's nudge, a difficulty told above."""

from datetime import date

from channels.letter import ONE_DAY, Body, Talk, button, day_of, two
from channels.messenger import Button
from locales import dates
from storage.base import Json

CARDS = 6
"""Buttons to the cards of people; more would fill the screen."""


def receipt(talk: Talk, values: Json) -> Body:
    """What was received, when, on time or late, and what happens next."""
    last = date.fromisoformat(values["last_good_day"])
    correctable = values["correctable"]
    ahead = talk(
        "receipt-next-open" if correctable else "receipt-next-closed", last=dates.full_day(talk.language, last)
    )
    buttons = [[button(talk("report-see"), "rv", values["report"], values["version"])]]
    if correctable:
        buttons.append([button(talk("report-correct"), "f", values["report"], "preview")])
    told = _received(talk, "receipt-told", values)
    return Body(talk("receipt-title"), [told, ahead, talk("receipt-thanks")], buttons, f"receipt:{_version(values)}")


def handed(talk: Talk, values: Json) -> Body:
    """A colleague of the unit handed the report in."""
    told = _received(talk, "letter-handed", values, by=values["by"])
    see = [[button(talk("report-see"), "rv", values["report"], values["version"])]]
    return Body(talk("letter-handed-title"), [told], see, f"handed:{_version(values)}")


def _version(values: Json) -> str:
    return f"{values['report']}:{values['version']}"


def _received(talk: Talk, key: str, values: Json, **more: str) -> str:
    return talk(
        key,
        report=talk.report(values["duty"], values["period"]),
        unit=values["unit"],
        moment=talk.moment(values["handed_at"]),
        state=talk("receipt-on-time" if values["on_time"] else "receipt-late"),
        number=values["number"],
        version=str(values["version"]),
        **more,
    )


def nudge(talk: Talk, values: Json) -> Body:
    """A person of the office asks for what is missing."""
    report = talk.report(values["duty"], values["period"])
    last = date.fromisoformat(values["last_good_day"])
    late = (talk.now.date() - last).days
    said = {"report": report, "unit": values["unit"], "hour": talk.hour(), "day": dates.day(talk.now.date())}
    missing = talk("letter-nudge-late", late=two(late), **said) if late > 0 else talk("letter-nudge-open", **said)
    by = " ".join(part for part in (values.get("by_title"), values.get("by")) if part)
    paragraphs = [
        talk("letter-nudge-dear", unit=values["unit"]),
        missing,
        _due(talk, values, last),
        talk("letter-nudge-note", note=values["note"]) if values.get("note") else "",
        talk("letter-nudge-by", by=by) if by else "",
        talk("letter-close"),
    ]
    return Body(talk("letter-nudge-title", report=report), paragraphs, _filing(talk, values), _nudge_key(values))


def _nudge_key(values: Json) -> str | None:
    return f"nudge:{values['nudge']}:{values['unit_id']}" if values.get("nudge") and values.get("unit_id") else None


def _due(talk: Talk, values: Json, last: date) -> str:
    nominal = day_of(values, "nominal_day")
    deadline = nominal if nominal == last + ONE_DAY else None
    return talk("letter-due", until=talk.until(last, deadline), weekday=talk.weekday(last))


def _filing(talk: Talk, values: Json) -> list[list[Button]]:
    if not values.get("unit_id"):
        return [[button(talk("letter-button-start"), "m", "baocao")]]
    about = (values["duty"], values["period"], values["unit_id"])
    return [
        [button(talk("letter-button-start"), "go", *about)],
        [button(talk("letter-button-difficulty"), "diff", *about)],
    ]


def difficulty(talk: Talk, values: Json) -> Body:
    """An officer of a unit below reports what keeps the report."""
    report = talk.report(values["duty"], values["period"])
    last = date.fromisoformat(values["last_good_day"])
    told = talk(
        "letter-difficulty",
        by=values["by"],
        unit=values["unit"],
        report=report,
        last=dates.full_day(talk.language, last),
    )
    noted = talk("letter-difficulty-note", note=values["note"])
    missing = [[button(talk("menu-chuanop"), "m", "chuanop")]]
    return Body(talk("letter-difficulty-title", unit=values["unit"]), [told, noted], missing)


def joined(talk: Talk, values: Json) -> Body:
    """Who came by the reader's invites, or by those of somebody who is gone (`by`), each with a button to the card
    where the account can be revoked."""
    who = values["who"]
    lines = [
        talk("letter-joined-one", name=one["name"], role=talk(f"role-{one['role']}"), unit=one["unit"]) for one in who
    ]
    if values["count"] > len(who):
        lines.append(talk("letter-joined-more", count=values["count"] - len(who)))
    cards = [[button(one["name"][:40], "p", one["post"])] for one in who[:CARDS]]
    by = values.get("by")
    title = talk("letter-joined-title-of", name=by) if by else talk("letter-joined-title")
    return Body(title, ["\n".join(lines), talk("letter-joined-wrong")], cards)


def silence(talk: Talk, values: Json) -> Body:
    """What was sent within some hours may be lost: who may have written is asked to send it again."""
    told = talk("letter-silence", **_silent(talk, values))
    return Body(
        talk("letter-silence-title"),
        [told, talk("letter-silence-kept", until=talk.moment(values["until"])), talk("letter-close")],
        [[button(talk("menu"), "m", "menu")]],
    )


def silence_found(talk: Talk, values: Json) -> Body:
    """The same, for the office: since when nothing was heard, and how many were asked."""
    told = talk("alarm-silence", **_silent(talk, values), back=talk.moment(values["back"]), count=values["count"])
    return Body(talk("alarm-title"), [told])


def _silent(talk: Talk, values: Json) -> dict[str, str]:
    since, until = (talk.moment(values[name]) for name in ("since", "until"))
    return {
        "channel": "Telegram" if values["channel"] == "telegram" else values["channel"],
        "since": since,
        "until": until,
    }
