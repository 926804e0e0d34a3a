"""Texts broken at the width of a page: which lines are full, so that the next may go on with the sentence."""

from __future__ import annotations

from dataclasses import replace

from reporting.plans.lines import Line

# No printed line of these documents is longer; a text with longer lines has a paragraph on each.
LONGEST_PRINTED = 125
_FULL = 0.72


def mark_wide(lines: list[Line], sure: bool = False) -> list[Line]:
    """The lines with `wide` set where the text fills its line; `sure`: the text is known to be broken at a width."""
    lengths = sorted(len(line.text) for line in lines if line.text and not line.cells)
    if len(lengths) < 8:
        return lines
    usual = lengths[int(len(lengths) * 0.9)]
    if not sure and (lengths[int(len(lengths) * 0.97)] > LONGEST_PRINTED or usual < 50):
        return lines
    return [replace(line, wide=len(line.text) >= usual * _FULL) for line in lines]
