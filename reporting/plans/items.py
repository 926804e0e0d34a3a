"""Items of the tree with their label lines taken apart, and what kind of item each is: task, heading, facts, steps."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reporting.plans import sections
from reporting.plans.labels import Labelled, kind_of, only_time, take_apart
from reporting.plans.outline import Node
from reporting.plans.pieces import Context
from reporting.plans.subjects import begins_with_verb, subject_of, unit_heading
from reporting.plans.text import trim
from reporting.plans.timing import own_time


@dataclass
class Item:
    """A node with its labels taken apart, and what its children are."""

    node: Node
    own: Labelled
    labels: list[tuple[Node, Labelled]]
    rest: list[Node]
    details: list[Node]  # below «Lưu ý: …» and the like: never tasks, but they may hold milestones

    def label(self, kind: str) -> str | None:
        """What a label line of that kind says, the item's own before those below it."""
        values = [self.own.value(kind), *(found.value(kind) for _, found in self.labels)]
        value = next((value for value in values if value), None)
        return _only_the_lead(value) if value and kind == "lead" else value


# «Ban A phối hợp Văn phòng», «Ban A; hoàn thành trước ngày …)»: who leads, without the partners and the day
_NOT_THE_LEAD = re.compile(
    r"[,;]?\s+phối hợp\s+(?=với|cùng|các|[A-ZĐỦ]).*$"
    r"|;\s*(?:hoàn thành|thời gian|thời hạn|xong|trước|trong|chậm nhất)\b.*$",
    re.IGNORECASE,
)


def _only_the_lead(value: str) -> str:
    who = trim(_NOT_THE_LEAD.sub("", value))
    return trim(who.removesuffix(")")) if who.count(")") > who.count("(") else who or value


# «Bảo đảm đúng thành phần …» says how, not what
_QUALITY = re.compile(r"(?:bảo|đảm) (?:đảm|bảo)\b", re.IGNORECASE)


def take(node: Node, context: Context) -> Item:
    """A node with its label lines taken out of its children."""
    labels, rest, details = [], [], []
    for child in node.children:
        found = take_apart(child.text) if not child.rows else None
        if found and found.labels and not found.text and not _opens_a_list(child, found):
            labels.append((child, found))
            details.extend(child.children)
        elif found and _is_note(child, found):
            details.append(child)
        elif not child.children and not child.rows and only_time(child.text, context):
            labels.append((child, take_apart("Thời gian: " + child.text)))
        else:
            rest.append(child)
    own = take_apart(node.text)
    return Item(node, own if own.text else Labelled(trim(node.text), ()), labels, rest, details)


def _is_note(node: Node, found: Labelled) -> bool:
    """«* Lưu ý: …» over details; «1.1. Nội dung: …» over who and when is a task."""
    if len(found.labels) != 1 or found.labels[0].kind != "fact" or found.text or not node.children:
        return False
    return not _holds_who_and_when(node)


def _holds_who_and_when(node: Node) -> bool:
    below = {label.kind for child in node.children for label in take_apart(child.text).labels}
    return node.is_numbered and {"lead", "time"} <= below


def _opens_a_list(node: Node, found: Labelled) -> bool:
    """«* Thời gian nghiệm thu:», «1. Thời gian: … như sau:» with lines below it is a heading, not a label."""
    empty = not any(label.value for label in found.labels)
    return bool(node.children) and (empty or node.text.rstrip().endswith(":") or _holds_who_and_when(node))


def is_task_with_labels(item: Item, context: Context) -> bool:
    """An item with who and when in label lines is one task, unless numbered items below it do so themselves."""
    if any(_labelled_below(child, context) for child in item.rest):
        return False
    lead, time = item.label("lead"), item.label("time")
    if lead and time:
        return True
    if (not lead and not time) or item.node.capital:
        return False
    first = item.node.children[0] if item.node.children else None
    return (
        not item.rest
        or bool(item.own.labels)
        or _over_its_points(item)
        or any(node is first for node, found in item.labels if found.value("lead"))
    )


def numbered_after_labels(item: Item) -> list[Node]:
    """Headings of their own that follow who and when of a task: «- Chủ trì: …», then «3.3. Báo cáo» over items."""
    last = max((node.line for node, _ in item.labels), default=0)
    return [child for child in item.rest if child.is_numbered and child.children and child.line > last > 0]


def _over_its_points(item: Item) -> bool:
    """«3. Giám sát việc …» over «- Thành phần …», «- Việc lập …»: the points of one piece of work, not more work."""
    points = [child for child in item.rest if child.is_bullet]
    if not item.node.is_numbered or not begins_with_verb(item.own.text) or len(points) < max(2, len(item.rest) - 1):
        return False
    return 2 * sum(begins_with_verb(point.text) and not _QUALITY.match(point.text) for point in points) < len(points)


def tells_facts(item: Item, section: str) -> bool:
    """«Thời gian, địa điểm hội thi» over label lines: when and where the event is, nobody's work."""
    heading = item.node.is_numbered and bool(item.node.children) and not item.label("lead")
    return heading and sections.section_of(item.own.text, section) == sections.SKIP


def _labelled_below(node: Node, context: Context) -> bool:
    if node.is_prose or not node.children:
        return False
    below = take(node, context)
    return bool(below.label("lead") or (node.is_numbered and below.label("time"))) or any(
        _labelled_below(child, context) for child in below.rest if child.is_numbered
    )


def says_when(node: Node, context: Context) -> bool:
    """Whether the words of a node fix it in time."""
    return own_time(node.text, context).says_something


# «- Nhiệm vụ:», «- Đối với đơn thư …:» over bullets: a heading with a bullet, whose items are the work
_ITEMS_FOLLOW = re.compile(
    r"(?:(?:các |một số )?(?:nhiệm vụ|công việc|giải pháp)(?: \w+){0,3}|đối với [^:.;]{3,90})\s*:$", re.I
)


def holds_its_steps(item: Item, context: Context) -> bool:
    """Whether the items below are steps or details, not tasks: bullets under a dated sentence, sub-bullets."""
    children = [child for child in item.rest if not child.is_prose]
    if any(child.is_numbered or child.rows for child in children):
        return False
    if children and all(sections.is_norm(child.text) for child in children):
        return True
    units = [child for child in children if subject_of(child.text) or unit_heading(child.text)]
    if len(units) == len(children):
        return False
    if item.node.is_bullet:
        return not take_apart(item.node.text).labels and not _ITEMS_FOLLOW.match(item.node.text)
    dated = [child for child in children if says_when(child, context)]
    if len(dated) == len(children) > 1 and begins_with_verb(item.own.text):
        # «Xây dựng văn kiện» over «Thành lập …», «Trình …» is a heading; over «Đợt 1: …», «Lần 1: …» a task in steps
        return item.node.text.rstrip().endswith((":", ";", ".")) or not all(
            begins_with_verb(child.text) for child in children
        )
    own = own_time(item.node.text, context)
    return bool(own.due and dated and not item.node.text.rstrip().endswith(":"))


def title_of(item: Item) -> str:
    """The item's words; a bare heading («3. Truyền thông») goes on with the paragraph that says what to do."""
    text = trim(item.own.text)
    first = item.rest[0] if item.rest else None
    if first is not None and first.is_prose and len(text) < 60 and item.labels and first.line < item.labels[0][0].line:
        return f"{text}: {trim(first.text)}"
    return text


def lost_cell(text: str) -> bool:
    """A cell of a table that lost its lines: «Cơ quan chủ trì», «Thường xuyên»."""
    return bool(kind_of(text)) or sections.is_frequency(text)


def is_sentence(text: str) -> bool:
    """Whether a heading is long and closed enough to say something itself."""
    return text.rstrip().endswith((".", ";")) and len(text) > 60
