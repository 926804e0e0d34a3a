"""Codes of tasks as people cite them: II.B.6.1 from the marks on the way, III#2 for items without a number."""

from __future__ import annotations

from reporting.plans.outline import Node


class Codes:
    """Gives codes in the order of the text; items without a number are counted under the last number."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def of(self, node: Node, above: str) -> str:
        """The code of a node below the code `above`; a heading without a number keeps that of the branch."""
        if node.mark and not node.mark.rank and node.mark.label:
            label = node.mark.label
            head = label.rsplit(".", 1)[0] if "." in label else ""
            base = above
            if head and (base == head or base.endswith("." + head)):
                base = base[: -len(head)].rstrip(".")
            return f"{base}.{label}" if base else label
        if node.capital or (node.mark and node.mark.style.startswith("heading")):
            return above
        base = above.split("#")[0]
        self._counts[base] = self._counts.get(base, 0) + 1
        return f"{base}#{self._counts[base]}"
