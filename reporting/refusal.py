"""What cannot be done, with the one sentence that the person gets."""

from typing import Any


class Refusal(Exception):
    """`key` names a sentence of the locales, `values` fill it. Nothing was stored."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
