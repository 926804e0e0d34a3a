"""Tokens stay out of the logs: every record is cleaned before a handler writes it, its traceback too."""

import logging
from collections.abc import Iterable
from urllib.parse import quote

HIDDEN = "[secret]"
TALKATIVE = ("httpx", "httpcore", "aiohttp.access")
"""They write the address of every request, and the token stands in it."""
REPEATING = ("aiogram.event",)
"""It logs a traceback of each failing handler, words of people in it, where the intake says what is to be said: the
kind of fault and its place."""


class RedactSecrets(logging.Filter):
    """Replaces the secrets in a record's message, arguments, extra fields and exception text.

    It belongs on handlers: a filter on a logger does not see the records of the loggers below.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        forms = {form for secret in secrets for form in _forms(secret)}
        self._secrets = sorted(forms, key=len, reverse=True)

    def filter(self, record: logging.LogRecord) -> bool:
        """Clean the record in place; every record goes on."""
        if self._secrets:
            self._clean_message(record)
            self._clean_exception(record)
            for name, value in vars(record).items():
                if isinstance(value, str):
                    setattr(record, name, self.clean(value))
        return True

    def clean(self, text: str) -> str:
        """The text without the secrets."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return text

    def _clean_message(self, record: logging.LogRecord) -> None:
        try:
            said = record.getMessage()
        except Exception:  # wrong arguments: logging itself tells of it, with the record
            said = f"{record.msg} {record.args}"
        cleaned = self.clean(said)
        if cleaned != said:
            record.msg, record.args = cleaned, ()

    def _clean_exception(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[0] is not None:
            told = record.exc_text or logging.Formatter().formatException(record.exc_info)
            cleaned = self.clean(told)
            if cleaned != told:
                # Formatters that would write the exception themselves get the cleaned text only.
                record.exc_text, record.exc_info = cleaned, None


def guard_logging(secrets: Iterable[str], handlers: Iterable[logging.Handler] | None = None) -> RedactSecrets:
    """Clean what these handlers (default: the root's) write, and quiet the loggers that write addresses."""
    cleaner = RedactSecrets(secrets)
    for handler in logging.getLogger().handlers if handlers is None else handlers:
        handler.addFilter(cleaner)
    for name in TALKATIVE:
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.WARNING))
    for name in REPEATING:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return cleaner


def _forms(secret: str) -> set[str]:
    """The secret as it is, as in an address, and without the bot's number, which is no secret."""
    if not secret:
        return set()
    own = secret.partition(":")[2] or secret
    return {secret, quote(secret, safe=""), own}
