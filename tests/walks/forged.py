"""Buttons that a forger could send: every class that a handler listens to, filled with what is somebody else's."""

from collections.abc import Mapping, Sequence
from typing import Any

from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter

from handlers import tree

# Buttons that touch nobody but who taps them.
OWN = {"Consent", "Language", "Menu", "Mine", "Morning", "Switch"}
BY_TYPE: Mapping[type, Sequence[Any]] = {int: (1, 2), str: ("", "x", "send"), bool: (True, False)}


def button_classes() -> list[type[CallbackData]]:
    """Every class of buttons to which a handler listens, in the order in which handlers are asked."""
    routers = list(tree.build().chain_tail)
    asked = [one for router in routers for handler in router.callback_query.handlers for one in handler.filters or ()]
    kinds = [one.callback.callback_data for one in asked if isinstance(one.callback, CallbackQueryFilter)]
    return list(dict.fromkeys(kinds))


def forged(known: Mapping[str, Sequence[Any]]) -> list[str]:
    """What the forger taps: `known` gives values for fields by their names, each of which comes up at least once."""
    made = []
    for kind in button_classes():
        if kind.__name__ not in OWN:
            made += _variants(kind, known)
    return made


def _variants(kind: type[CallbackData], known: Mapping[str, Sequence[Any]]) -> list[str]:
    offered = {name: _values(name, field.annotation, known) for name, field in kind.model_fields.items()}
    count = max(map(len, offered.values()), default=1)
    return [kind(**{name: values[n % len(values)] for name, values in offered.items()}).pack() for n in range(count)]


def _values(name: str, of: Any, known: Mapping[str, Sequence[Any]]) -> Sequence[Any]:
    return [value for value in known.get(name, ()) if type(value) is of] or BY_TYPE.get(of, ("x",))
