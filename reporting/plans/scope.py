"""What a branch of the tree passes down, and which part of the tree is the body of the plan."""

from __future__ import annotations

from dataclasses import dataclass

from reporting.plans import sections
from reporting.plans.labels import take_apart
from reporting.plans.model import When
from reporting.plans.outline import Node
from reporting.plans.phrases import heading_window
from reporting.plans.pieces import Context
from reporting.plans.subjects import subject_of

_SHORT_HEADING = 60


@dataclass(frozen=True)
class Scope:
    """What a branch of the tree passes down to what stands below it."""

    context: Context
    section: str = ""
    code: str = ""
    heading: str | None = None
    lead: str | None = None
    supervisor: str | None = None
    partners: str | None = None
    window: When | None = None
    agenda: bool = False
    only_prose: bool = False  # the heading has paragraphs below it and nothing else


def window_alone(node: Node, context: Context) -> When | None:
    """A line like «Tháng 3/2026» or «Công việc quý II» over bullets: a heading without a mark."""
    if len(node.text) > _SHORT_HEADING or node.text.rstrip().endswith((".", ";", ",")):
        return None
    return None if subject_of(node.text) or take_apart(node.text).labels else heading_window(node.text, context)


def body_of(root: Node) -> list[Node]:
    """What comes after the grounds: from the first numbered heading or table on; everything where there is none."""
    for i, child in enumerate(root.children):
        if child.is_numbered or child.rows:
            return root.children[i:]
    for i, child in enumerate(root.children):
        if not sections.is_grounds(child.text) and not child.text.rstrip().endswith(":"):
            return root.children[i:]
    return []
