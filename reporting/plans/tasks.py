"""From the tree to tasks.

A numbered item with label lines is one task and everything below it is detail; a heading passes its unit and window
down; a bullet is a task of its own; a paragraph is one when it names who or when. Headings of purposes, slogans and
facts yield nothing (see sections).
"""

from __future__ import annotations

from dataclasses import replace

from reporting.plans import sections
from reporting.plans.codes import Codes
from reporting.plans.frequency import find_reports_often
from reporting.plans.items import (
    Item,
    holds_its_steps,
    is_sentence,
    is_task_with_labels,
    lost_cell,
    numbered_after_labels,
    says_when,
    take,
    tells_facts,
    title_of,
)
from reporting.plans.labels import take_apart
from reporting.plans.model import Task
from reporting.plans.outline import Node
from reporting.plans.phrases import heading_window, named_year, read_label
from reporting.plans.pieces import Context
from reporting.plans.scope import Scope, body_of, window_alone
from reporting.plans.subjects import begins_with_verb, is_assignment, named_elsewhere, subject_of, unit_heading
from reporting.plans.tables import read_table
from reporting.plans.text import key, shorten, trim
from reporting.plans.timing import own_time, result_steps, steps_of, with_steps


class Collector:
    """Walks the tree once and collects tasks; `live` keeps the lines that may also hold obligations to report."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.tasks: list[Task] = []
        self.live: list[tuple[Node, str | None]] = []
        self._codes = Codes()

    def collect(self, root: Node) -> list[Task]:
        """All tasks of the tree, in the order of the text."""
        body = body_of(root)
        self._children(body, Scope(self.context))
        return self.tasks

    # --- a branch -----------------------------------------------------------------------------------------------------

    def _children(self, nodes: list[Node], scope: Scope) -> None:
        lead_from_above: str | None = None
        agenda = scope.agenda
        window = scope.window
        for node in nodes:
            if node.rows:
                self._table(node, scope)
                continue
            if node.is_prose and (named := window_alone(node, scope.context)):
                window = named
                continue
            if node.is_prose:
                agenda = sections.introduces_agenda(node.text)
                lead_from_above = self._paragraph(node, replace(scope, agenda=agenda))
                continue
            inherited = scope.lead or (lead_from_above if node.is_bullet else None)
            inner = window if node.is_bullet else scope.window
            self._item(node, replace(scope, lead=inherited, window=inner, agenda=agenda and node.is_bullet))

    def _item(self, node: Node, scope: Scope) -> None:
        item = take(node, self.context)
        if scope.section == sections.SKIP or scope.agenda:
            self._skipped(node, scope)
        elif tells_facts(item, scope.section):
            self._skipped(node, replace(scope, section=sections.SKIP))
        elif is_task_with_labels(item, self.context):
            after = numbered_after_labels(item)
            self._task(replace(item, rest=[child for child in item.rest if child not in after]), scope)
            self._children(
                after, replace(scope, code=self._codes.of(node, scope.code), heading=shorten(title_of(item)))
            )
        elif any(child.is_bullet or child.is_numbered or child.rows for child in item.rest):
            self._branch(item, scope)
        elif item.rest and node.is_numbered and not says_when(node, scope.context):
            self._over_paragraphs(item, scope)
        else:
            self._leaf(item, scope)

    def _over_paragraphs(self, item: Item, scope: Scope) -> None:
        """A heading over paragraphs; after a whole sentence, only those that give work to somebody else stand alone."""
        if not item.node.text.rstrip().endswith((".", ";")) or unit_heading(item.own.text):
            self._branch(item, scope)
            return
        others = [node for node in item.rest if subject_of(node.text) or is_assignment(node.text)]
        self._leaf(replace(item, rest=[node for node in item.rest if node not in others]), scope)
        self._children(others, scope)

    def _branch(self, item: Item, scope: Scope) -> None:
        """A heading over items, or an item whose items are its steps."""
        node, title = item.node, trim(item.own.text) or trim(item.node.text)
        unit = unit_heading(title)
        section = scope.section or sections.WORK if unit else sections.section_of(title, scope.section)
        if section == sections.SKIP:
            self._skipped(node, replace(scope, section=section))
            return
        if not unit and holds_its_steps(item, scope.context):
            self._leaf(item, scope)
            return
        inner = self._inner(item, scope, unit, section)
        if (
            not unit
            and node.is_numbered
            and not node.text.rstrip().endswith(":")
            and is_sentence(node.text)
            and subject_of(title)
        ):
            self._leaf(replace(item, rest=[]), scope)
            inner = replace(inner, lead=subject_of(title) or inner.lead)
        if find_reports_often(node.text):
            self.live.append((node, inner.lead))
        for label_node, _ in item.labels:
            self.live.append((label_node, inner.lead))
        agenda = sections.introduces_agenda(node.text)
        only_prose = node.is_numbered and all(child.is_prose for child in item.rest)
        self._children(item.rest, replace(inner, agenda=agenda, only_prose=only_prose))

    def _inner(self, item: Item, scope: Scope, unit: str | None, section: str) -> Scope:
        title = trim(item.own.text)
        context = scope.context.within(named_year(title))
        time = item.label("time")
        window = read_label(time, context) if time else heading_window(title, context)
        lead = (
            item.label("lead")
            or unit
            or (subject_of(item.node.text) if item.node.text.rstrip().endswith(":") else None)
        )
        return replace(
            scope,
            context=context,
            section=section,
            code=scope.code if item.node.is_bullet else self._codes.of(item.node, scope.code),
            heading=shorten(title) or scope.heading,
            lead=lead or scope.lead,
            supervisor=item.label("supervisor") or scope.supervisor,
            partners=item.label("partners") or scope.partners,
            window=window if window and window.says_something else scope.window,
        )

    def _skipped(self, node: Node, scope: Scope) -> None:
        """Nothing below is a task, but a table with its own head of columns still is what it says."""
        for inner in node.walk():
            if inner.rows and scope.section != sections.SKIP:
                self._table(inner, scope)

    # --- a task -------------------------------------------------------------------------------------------------------

    def _leaf(self, item: Item, scope: Scope) -> None:
        node, text = item.node, trim(item.own.text)
        over_facts = item.node.children and not item.rest and text.upper() == text
        if over_facts or (node.capital and not node.children):
            return  # a heading in capitals over nothing but facts, or over nothing: names under signatures
        if lost_cell(text):
            return
        if not text or sections.is_norm(node.text) or sections.is_pointer(text) or len(key(text)) < 6:
            return
        facts = take_apart(node.text)
        if facts.labels and not facts.text and all(label.kind in ("fact", "time", "result") for label in facts.labels):
            return
        if sections.names_no_work(node.text):
            return
        if sections.is_closing(text) and not is_assignment(text):
            self.live.append((node, None))
            return
        lead = item.label("lead") or subject_of(text) or named_elsewhere(text) or None
        weak = scope.section == sections.WEAK or sections.names_no_work(node.text, sections.WEAK)
        if weak and not lead and not scope.window and not says_when(node, scope.context):
            return
        self._task(item, scope, lead)

    def _paragraph(self, node: Node, scope: Scope) -> str | None:
        """A paragraph: a task when it names who or when, or is all that stands under a numbered heading."""
        text = trim(node.text)
        if scope.section == sections.SKIP or scope.agenda or not text:
            return None
        if sections.is_closing(text):
            self.live.append((node, None))
            return None
        if sections.is_pointer(text) or sections.is_norm(node.text) or lost_cell(text):
            return None
        item = take(node, self.context)
        lead = item.label("lead") or subject_of(text) or named_elsewhere(text)
        if node.text.rstrip().endswith(":") and not is_assignment(text):
            return lead
        says_what = (scope.only_prose or scope.lead) and scope.section != sections.WEAK and begins_with_verb(text)
        if lead or says_what or is_assignment(text) or item.label("time") or says_when(node, scope.context):
            self._task(item, scope, lead)
            return lead
        return None

    def _task(self, item: Item, scope: Scope, lead: str | None = None) -> None:
        node = item.node
        text = title_of(item)
        context = scope.context.within(named_year(text) if item.label("time") else None)
        lead = item.label("lead") or self._lead(item, text, lead, scope)
        label = item.label("time")
        own = read_label(label, context) if label else own_time(node.text, context)
        steps = tuple(steps_of(node, [*item.rest, *item.details], bool(label), context, label))
        steps += tuple(result_steps(item.label("result"), node.line, context))
        when, steps, doubts = with_steps(own, steps, scope.window)
        self.tasks.append(
            Task(
                code=self._codes.of(node, scope.code),
                title=shorten(text),
                text=text,
                line=node.line,
                lead=lead,
                supervisor=item.label("supervisor") or scope.supervisor,
                partners=item.label("partners") or scope.partners,
                result=item.label("result"),
                heading=scope.heading,
                when=when,
                milestones=steps,
                doubts=doubts,
            )
        )
        self.live.append((node, lead))
        for child, _ in item.labels:
            self.live.append((child, lead))
        for child in [*item.rest, *item.details]:
            self.live.extend((inner, lead) for inner in child.walk() if not inner.rows)

    @staticmethod
    def _lead(item: Item, text: str, found: str | None, scope: Scope) -> str | None:
        """Who; below a unit's heading «Phân công …», «- Đề nghị …» are its own work, a last paragraph is not."""
        asks_others = item.node.is_prose and text.lower().startswith("đề nghị")
        if scope.lead and is_assignment(text) and not asks_others:
            return scope.lead
        return found or subject_of(text) or named_elsewhere(text) or scope.lead

    def _table(self, node: Node, scope: Scope) -> None:
        for task in read_table(node.rows, scope.context, scope.code, scope.lead, scope.heading, scope.window):
            self.tasks.append(task)
            self.live.append((Node(None, _with_its_time(task), task.line), task.lead))


def _with_its_time(task: Task) -> str:
    """A row's words with what its column of time says, where that is how often to report."""
    return f"{task.text} ({task.when.phrase})" if task.when.recurring and task.when.phrase else task.text
