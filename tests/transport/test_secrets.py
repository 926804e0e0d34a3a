"""No token in a log: not in the message, its arguments, its extra fields or the traceback."""

import io
import logging
from collections.abc import Iterator

import httpx
import pytest

from channels.telegram.secrets import HIDDEN, REPEATING, TALKATIVE, guard_logging

TOKEN = "7000000001:AAE-canary_of-the/token"
FORMS = (TOKEN, "7000000001%3AAAE-canary_of-the%2Ftoken", "AAE-canary_of-the/token")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What a guarded handler wrote."""
    levels = {name: logging.getLogger(name).level for name in (*TALKATIVE, *REPEATING)}
    page = io.StringIO()
    handler = logging.StreamHandler(page)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s %(where)s", defaults={"where": ""}))
    guard_logging([TOKEN, ""], [handler])
    # Other handlers format a record's traceback before ours sees it: here ours must do it alone.
    alone = logging.getLogger("tests.secrets")
    alone.propagate = False
    alone.addHandler(handler)
    logger = logging.getLogger()
    usual = logger.level
    logger.setLevel(logging.DEBUG)
    logger.addHandler(handler)
    yield page
    logger.removeHandler(handler)
    alone.removeHandler(handler)
    alone.propagate = True
    logger.setLevel(usual)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.parametrize("form", FORMS)
def test_a_secret_is_hidden_wherever_it_stands(written: io.StringIO, form: str) -> None:
    log = logging.getLogger("tests.secrets")
    log.warning("in the message %s", "x" + form)
    log.warning(f"formatted before: {form}")
    log.warning("as an object: %s", httpx.URL(f"https://api.telegram.org/bot{form}/getMe"))
    log.warning("in a field", extra={"where": form})
    log.warning("with wrong arguments %d", form)
    told = written.getvalue()
    assert told.count(HIDDEN) >= 4
    assert not any(hidden in told for hidden in FORMS)


def test_the_traceback_is_cleaned_too_and_still_tells_where(written: io.StringIO) -> None:
    try:
        try:
            raise ValueError(f"POST /bot{TOKEN}/sendMessage")
        except ValueError as error:
            raise RuntimeError("it failed") from error
    except RuntimeError:
        logging.getLogger("tests.secrets").exception("no luck")
    told = written.getvalue()
    assert TOKEN not in told and HIDDEN in told
    assert "RuntimeError: it failed" in told and "test_secrets.py" in told


def test_a_record_without_a_secret_is_left_alone(written: io.StringIO) -> None:
    try:
        raise ValueError("plain")
    except ValueError:
        logging.getLogger("tests.secrets").exception("said %s of %d", "a", 2)
    assert "said a of 2" in written.getvalue() and "ValueError: plain" in written.getvalue()


async def test_the_talkative_loggers_say_nothing_of_addresses(written: io.StringIO) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200)

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
        await client.post(f"https://api.telegram.org/bot{TOKEN}/getMe")
    assert "httpx" not in written.getvalue() and "getMe" not in written.getvalue()
    assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
