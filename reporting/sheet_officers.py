"""A sheet of officers and their posts, checked row by row: what can be told without the tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reporting.sheet_rows import Problem, Row, find_table, problem
from reporting.text import fold, spelling

MAX_PERSON = 120
MAX_TITLE = 160
MAX_UNIT = 200

# The first heading of each field is the template's.
OFFICER_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "unit_code": ("Mã đơn vị", "Mã", "Unit code"),
    "unit_name": ("Tên đơn vị", "Đơn vị", "Unit name", "Unit"),
    "full_name": ("Họ và tên", "Họ tên", "Họ tên cán bộ", "Họ và tên cán bộ", "Cán bộ", "Full name", "Name"),
    "title": ("Chức vụ", "Chức danh", "Title", "Position"),
    "role": ("Vai trò", "Role"),
}
# Left in place by whoever fills the template, and then no officer.
OFFICER_EXAMPLE = ("VD-001", "Xã Ví Dụ", "Nguyễn Văn Ví Dụ", "Phó Chủ tịch Ủy ban MTTQ Việt Nam xã", "cán bộ báo cáo")

_ROLE_WORDS: Mapping[str, tuple[str, ...]] = {
    "reporter": ("cán bộ báo cáo", "người báo cáo", "người lập báo cáo", "cán bộ", "báo cáo"),
    "head": ("trưởng", "trưởng đơn vị", "thủ trưởng", "người đứng đầu", "chủ tịch", "trưởng ban"),
    "reviewer": ("cấp trên", "người duyệt", "cán bộ duyệt", "duyệt", "người theo dõi"),
    "office": ("văn phòng", "cán bộ văn phòng"),
    "admin": ("quản trị", "quản trị viên", "người quản trị"),
}
_ROLES = {fold(word): role for role, words in _ROLE_WORDS.items() for word in (role, *words)}


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """One post of one person. ``unit_code`` or ``unit_name`` is given; ``role`` is one of reporter, head, reviewer,
    office, admin; ``title`` may be "". Who holds two posts has two rows."""

    row_number: int
    unit_code: str | None
    unit_name: str | None
    full_name: str
    title: str
    role: str


@dataclass(frozen=True, slots=True)
class OfficerSheet:
    """The good rows in the sheet's order, and what is wrong with the others, by row number."""

    officers: tuple[OfficerRow, ...]
    problems: tuple[Problem, ...]


def parse_officers(rows: Sequence[Row]) -> OfficerSheet:
    """Return the posts of a sheet. Raises SheetError when its columns of unit, name and role are not found.

    Column for column: OFFICER_COLUMNS. A role is never read from the title: rights are given, not guessed.
    """
    required = [("unit_code", "unit_name"), ("full_name",), ("role",)]
    table = find_table(rows, OFFICER_COLUMNS, required, "sheet-error-header-officers")
    good: list[OfficerRow] = []
    problems: list[Problem] = []
    first: dict[tuple[str, ...], int] = {}
    for row in table.body:
        if row.cells == OFFICER_EXAMPLE[: len(row.cells)]:
            continue
        cells = {name: table.read(row, name) for name in OFFICER_COLUMNS}
        role = role_told(cells["role"]) or ""
        code, name = cells["unit_code"] or None, cells["unit_name"] or None
        officer = OfficerRow(row.number, code, name, cells["full_name"], cells["title"], role)
        wrong = [*_faults(officer, cells["role"])] or [*_twin(officer, first)]
        problems += wrong
        good += [officer] if not wrong else []
    return OfficerSheet(tuple(good), tuple(problems))


def role_told(word: str) -> str | None:
    """Return the role that a cell names ("cán bộ báo cáo", "Chủ tịch", "admin"), or None."""
    return _ROLES.get(fold(word))


def _faults(officer: OfficerRow, role_word: str) -> Iterator[Problem]:
    row = officer.row_number
    if not (officer.unit_code or officer.unit_name):
        yield problem(row, "sheet-problem-unit-missing")
    if not officer.full_name:
        yield problem(row, "sheet-problem-person-missing")
    elif not any(sign.isalpha() for sign in officer.full_name):
        yield problem(row, "sheet-problem-name-letters", name=officer.full_name[:40])
    if not role_word:
        yield problem(row, "sheet-problem-role-missing")
    elif not officer.role:
        yield problem(row, "sheet-problem-role", role=role_word[:40])
    limits = (officer.full_name, MAX_PERSON), (officer.title, MAX_TITLE), (officer.unit_name or "", MAX_UNIT)
    for text, limit in limits:
        if len(text) > limit:
            yield problem(row, "sheet-problem-long", text=text[:40], limit=limit)


def _twin(officer: OfficerRow, first: dict[tuple[str, ...], int]) -> Iterator[Problem]:
    """Yield a problem when an earlier row gives the same person the same role in the same unit; else remember it.

    The title counts: two people of one name in one commune are told apart by it.
    """
    unit = (officer.unit_code or "").casefold() or spelling(officer.unit_name or "")
    key = (unit, spelling(officer.full_name), spelling(officer.title), officer.role)
    if key in first:
        name = officer.full_name
        yield problem(officer.row_number, "sheet-problem-person-twice", name=name, first=first[key])
    first.setdefault(key, officer.row_number)
