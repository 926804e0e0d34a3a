"""A sheet of officers against those that are known: who is new, who takes a post, what cannot be; all of it or nothing.

An officer is found again by the unit and the name. Nobody loses a post by not being in the sheet.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session

from reporting.imports import Added, Changed, Imported, in_order
from reporting.sheet_officers import OfficerRow, OfficerSheet
from reporting.sheet_rows import Problem, problem
from reporting.text import fold, spelling
from reporting.unit_find import told
from reporting.unit_match import match
from reporting.unit_tree import Node, Tree
from storage import audit, lists
from storage.officers import Officer, Post


def preview(session: Session, today: date, sheet: OfficerSheet) -> Imported:
    """What the sheet would bring; a unit that ended before `today` (at the office) is not meant. Reads only."""
    return _Matching(session, today, sheet).result()


def bring_in(session: Session, now: datetime, today: date, sheet: OfficerSheet) -> Imported:
    """Store it, unless a row has a problem: then nothing is stored and `problems` says why."""
    matching = _Matching(session, today, sheet)
    result = matching.result()
    if not result.problems and not result.idle:
        matching.store(now, result)
    return result


@dataclass(eq=False)
class _Person:
    """An officer of one unit, as known or as the sheet will make them. `rows`: role → the row that speaks of it."""

    name: str
    title: str
    unit: Node
    officer: Officer | None = None
    roles: set[str] = field(default_factory=set)
    rows: dict[str, int] = field(default_factory=dict)
    fresh_roles: list[str] = field(default_factory=list)


class _Matching:
    """One pass over the sheet."""

    def __init__(self, session: Session, today: date, sheet: OfficerSheet) -> None:
        self.session, self.today, self.sheet = session, today, sheet
        self.tree = Tree(lists.units(session))
        self.people: dict[tuple[Node, str], list[_Person]] = defaultdict(list)
        self.problems: list[Problem] = []
        self.added: list[Added] = []
        self.changed: list[Changed] = []
        self.same = 0
        self._read_posts()

    def _read_posts(self) -> None:
        known: dict[tuple[int, int], _Person] = {}
        for post, officer in lists.posts(self.session):
            person = known.get((post.unit_id, post.officer_id))
            if person is None:
                person = _Person(officer.name, officer.title, self.tree.by_id[post.unit_id], officer)
                known[post.unit_id, post.officer_id] = person
                self.people[person.unit, fold(officer.name)].append(person)
            person.roles.add(post.role)

    def result(self) -> Imported:
        """Go through the sheet; to be called once."""
        for row in self.sheet.officers:
            unit = self._unit(row)
            if unit is not None:
                self._take(row, unit)
        problems = in_order([*self.sheet.problems, *self.problems])
        return Imported(tuple(self.added), tuple(self.changed), self.same, problems)

    def _unit(self, row: OfficerRow) -> Node | None:
        """The unit of the post, by code or by name; None with a problem."""
        if row.unit_code:
            node = self.tree.coded(row.unit_code, row.unit_name or "")
            if node is None:
                self.problems.append(problem(row.row_number, "import-code-unknown", code=row.unit_code))
            elif row.unit_name and not match(row.unit_name, [node]):
                values = {"code": row.unit_code, "name": row.unit_name, "there": node.name}
                self.problems.append(problem(row.row_number, "import-code-other-unit", **values))
                return None
            return node
        found = [node for node in self.tree.named(row.unit_name or "") if node.overlaps(self.today, self.today)]
        if len(found) == 1:
            return found[0]
        name = row.unit_name or ""
        if found:
            self.problems.append(problem(row.row_number, "import-unit-several", name=name, units=told(found)))
        else:
            self.problems.append(problem(row.row_number, "import-unit-unknown", name=name))
        return None

    def _take(self, row: OfficerRow, unit: Node) -> None:
        person = self._known(row, unit)
        if person is None:
            person = _Person(row.full_name, row.title, unit, rows={row.role: row.row_number})
            person.roles.add(row.role)
            person.fresh_roles.append(row.role)
            self.people[unit, fold(row.full_name)].append(person)
            self.added.append(Added(row.row_number, "officer", row.full_name, unit.name, row.role))
            return
        first_row = not person.rows
        person.rows[row.role] = row.row_number
        before = len(self.added) + len(self.changed)
        if row.role not in person.roles:
            person.roles.add(row.role)
            person.fresh_roles.append(row.role)
            self.added.append(Added(row.row_number, "post", person.name, unit.name, row.role))
        if first_row:  # of somebody with two posts the first row gives the title
            self._change(row, person)
        self.same += before == len(self.added) + len(self.changed)

    def _known(self, row: OfficerRow, unit: Node) -> _Person | None:
        """The officer that the row means: by name, and among namesakes of one unit by title."""
        namesakes = [one for one in self.people[unit, fold(row.full_name)] if _one_name(one.name, row.full_name)]
        # Another row with this role has spoken for that person already: this is a second one of the same name.
        free = [one for one in namesakes if row.role not in one.rows]
        titled = [one for one in free if row.title and fold(one.title) == fold(row.title)]
        return next(iter(titled or free), None)

    def _change(self, row: OfficerRow, person: _Person) -> None:
        if row.title and row.title != person.title:
            self.changed.append(Changed(row.row_number, person.name, "title", person.title, row.title))
            person.title = row.title
        if spelling(row.full_name) != spelling(person.name) and not spelling(row.full_name).isascii():
            self.changed.append(Changed(row.row_number, person.name, "name", person.name, row.full_name))
            person.name = row.full_name

    def store(self, now: datetime, result: Imported) -> None:
        """Write the new officers, their posts and the changes."""
        touched = [one for same_name in self.people.values() for one in same_name if one.rows]
        for person in touched:
            if person.officer is None:
                person.officer = Officer(name=person.name, created_at=now)
            person.officer.name, person.officer.title = person.name, person.title
        self.session.add_all([one.officer for one in touched])
        self.session.flush()
        self.session.add_all([post for one in touched for post in _posts(one, now)])
        counted = {"added": len(result.added), "rows": [dict(vars(one)) for one in result.changed]}
        audit.note(self.session, now, None, "officers.import", "officer", after=counted)
        self.session.flush()


def _posts(person: _Person, now: datetime) -> list[Post]:
    assert person.officer is not None and person.officer.id is not None
    assert person.unit.unit is not None and person.unit.unit.id is not None
    number, unit = person.officer.id, person.unit.unit.id
    return [Post(officer_id=number, unit_id=unit, role=role, since=now) for role in person.fresh_roles]


def _one_name(known: str, typed: str) -> bool:
    """Whether both can be one person's name: "Nguyen Van Hung" may be Hùng or Hưng, who are two."""
    return spelling(known) == spelling(typed) or spelling(known).isascii() or spelling(typed).isascii()
