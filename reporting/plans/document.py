"""Bytes of a DOCX, PDF or text file → the plan that they state. Runs inside the sandbox; see reader for the door."""

from __future__ import annotations

from reporting.plans.container import check_docx, kind_of
from reporting.plans.lines import Line
from reporting.plans.model import Plan, PlanError
from reporting.plans.understand import understand

# A plan has some hundred lines; a table of 20,000 rows is not one.
MAX_LINES = 60_000
MAX_TASKS = 5_000


def read_bytes(data: bytes, name: str) -> Plan:
    """The plan in these bytes; `name` is the file's name, believed only where the bytes leave it open."""
    kind = kind_of(data, name)
    notices: list[tuple[str, int]] = []
    lines = _lines(kind, data, notices)
    if len(lines) > MAX_LINES:
        raise PlanError("refused-plan-too-long")
    if not any(line.text.strip() or line.cells for line in lines):
        raise PlanError("refused-plan-empty")
    plan = understand(lines, tuple(notices))
    if len(plan.tasks) > MAX_TASKS:
        raise PlanError("refused-plan-too-long")
    return plan


def _lines(kind: str, data: bytes, notices: list[tuple[str, int]]) -> list[Line]:
    # Each parser is loaded only when needed: lxml and pypdf take longer to load than most plans take to read.
    if kind == "docx":
        from reporting.plans.docx_lines import read_docx

        check_docx(data)
        return read_docx(data)
    if kind == "pdf":
        from reporting.plans.pdf_lines import read_pdf

        lines, empty = read_pdf(data)
        if empty:
            notices.append(("pages-without-text", empty))
        return lines
    from reporting.plans.text_lines import read_text

    return read_text(data)
