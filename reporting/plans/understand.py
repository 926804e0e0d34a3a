"""Lines of a document → the plan that they state. Pure: no file, no database."""

from __future__ import annotations

from reporting.plans.head import split
from reporting.plans.lines import Line
from reporting.plans.model import Plan
from reporting.plans.obligations import find_obligations
from reporting.plans.outline import build
from reporting.plans.pieces import Context
from reporting.plans.tasks import Collector


def understand(lines: list[Line], notices: tuple[tuple[str, int], ...] = ()) -> Plan:
    """The plan that these lines state: its head, tasks and obligations to report."""
    head, body = split(lines)
    context = Context(head.issued, head.year)
    collector = Collector(context)
    tasks = collector.collect(build(body))
    return Plan(
        number=head.number,
        issued=head.issued,
        issuer=head.issuer,
        title=head.title,
        tasks=tuple(tasks),
        obligations=tuple(find_obligations(collector.live, context)),
        notices=notices,
    )
