"""The sentences with which a test asks for trouble."""

from collections.abc import Collection
from typing import Any

from tests.botapi.accounts import BotAccount
from tests.botapi.errors import ApiError, Json
from tests.botapi.faults import EVERYTHING, Fault, Kind
from tests.botapi.world import World

SENTENCES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    409: "Conflict",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


class Mischief(World):
    """A World in which things go wrong on request.

    Every method takes the same scope: `methods` (documented names; None means all but getUpdates), `chat` (id), `bot`,
    `times` (how often: once, unless told otherwise; None means no end) and `seconds` (for how long, by the stand-in's
    clock). Each returns the Fault, whose `hits` counts and whose `release()` ends it.
    """

    def fail(
        self,
        code: int,
        description: str = "",
        *,
        retry_after: int | None = None,
        migrate_to: int | None = None,
        html: bool = False,
        **scope: Any,
    ) -> Fault:
        """Answer with an error instead of doing what was asked; `html`: with a proxy's page."""
        parameters: dict[str, int] = {}
        if retry_after is not None:
            parameters["retry_after"] = retry_after
            description = description or f"Too Many Requests: retry after {retry_after}"
        if migrate_to is not None:
            parameters["migrate_to_chat_id"] = migrate_to
            description = description or "Bad Request: group chat was upgraded to a supergroup chat"
        error = ApiError(code, description or SENTENCES.get(code, "Error"), **parameters)
        return self._add("fail", scope, error=error, html=html)

    def drop(self, **scope: Any) -> Fault:
        """Reset the connection before anything was done."""
        return self._add("drop", scope)

    def lose_answer(self, **scope: Any) -> Fault:
        """Do what was asked, then reset the connection: the bot cannot know that it was done."""
        return self._add("lose_answer", scope)

    def slow(self, delay: float, **scope: Any) -> Fault:
        """Wait `delay` seconds, then do what was asked."""
        return self._add("slow", scope, seconds=delay)

    def answer_late(self, delay: float, **scope: Any) -> Fault:
        """Do what was asked, then wait `delay` seconds with the answer: a client with less patience cannot know."""
        return self._add("answer_late", scope, seconds=delay)

    def hold(self, **scope: Any) -> Fault:
        """Keep requests waiting until `release()`; `fault.arrived` tells when the first is there."""
        return self._add("hold", scope)

    def outage(self, seconds: float | None = None, times: int | None = None) -> Fault:
        """Accept connections and close them, whatever is asked. To refuse them: `await api.go_down()`."""
        return self._add("drop", {"methods": (EVERYTHING,), "seconds": seconds, "times": times, "lasting": True})

    def _add(self, kind: Kind, scope: Json, **what: Any) -> Fault:
        methods: Collection[str] | str | None = scope.pop("methods", None)
        bot: BotAccount | None = scope.pop("bot", None)
        chat: int | None = scope.pop("chat", None)
        lasts: float | None = scope.pop("seconds", None)
        endless = scope.pop("lasting", False) or lasts is not None or kind == "hold"
        times: int | None = scope.pop("times", None if endless else 1)
        assert not scope, f"no such scope: {scope}"
        fault = Fault(
            kind,
            methods=(methods,) if isinstance(methods, str) else methods,
            chat=chat,
            bot=None if bot is None else bot.token,
            times=times,
            until=None if lasts is None else self.now() + lasts,
            **what,
        )
        return self.faults.add(fault)
