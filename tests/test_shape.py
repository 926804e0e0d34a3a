"""The shape of the project, held by tests: who imports whom, every sentence in both languages, no SQL put together."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax.ast import Message, VariableReference
from fluent.syntax.visitor import Visitor

import locales
from storage.tables import metadata

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("bot", "channels", "handlers", "locales", "reporting", "scheduler", "storage")
BESIDE = {"benchmarks", "docs", "tests"}
# What calls a sentence by its key: say("key"), desk.say("key"), Refusal("key"), problem(row, "key") …
SAYS = {"say": 0, "Refusal": 0, "SheetError": 0, "PlanError": 0, "problem": 1, "Check": 2}
SQL = re.compile(
    r"\s*(SELECT\b.*\bFROM\b|INSERT\s+INTO\b|UPDATE\b.*\bSET\b|DELETE\s+FROM\b|(CREATE|DROP|ALTER|TRUNCATE)\s+\w"
    r"|PRAGMA\b|SET\s+(LOCAL|SESSION)\b)",
    re.IGNORECASE | re.DOTALL,
)
# Statements that name a thing that no parameter can name; every word in them is the program's own.
OWN_WORDS = {"storage/sqlite.py", "storage/migrations/versions/0002_audit_only_grows.py"}
LANGUAGES = locales.LANGUAGES


def _files() -> list[Path]:
    return [path for folder in PRODUCT for path in sorted((ROOT / folder).rglob("*.py"))]


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_nobody_imports_against_the_layers() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_product_code_stands_in_the_agreed_folders_only() -> None:
    held = {path.relative_to(ROOT).parts[0] for path in ROOT.glob("*/**/*.py") if not path.parts[-2].startswith(".")}
    held = {name for name in held if not name.startswith(".") and name != "var"}
    assert held <= {*PRODUCT, *BESIDE}


def test_every_table_is_known_to_the_migrations() -> None:
    named = {alias.name for node in ast.walk(_tree(ROOT / "storage/tables.py")) for alias in getattr(node, "names", [])}
    having = {path.stem for path in (ROOT / "storage").glob("*.py") if "table=True" in path.read_text(encoding="utf-8")}
    assert having <= named | {"tables"}
    assert metadata.tables


# --- sentences ---


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:
        self.names.add(node.id.name)


@cache
def _messages(language: str) -> dict[str, tuple[str, frozenset[str], str]]:
    """Each key with its file, its variables and its text."""
    found: dict[str, tuple[str, frozenset[str], str]] = {}
    for path in sorted((ROOT / "locales" / language).glob("*.ftl")):
        text = path.read_text(encoding="utf-8")
        for entry in FluentParser().parse(text).body:
            if isinstance(entry, Message) and entry.value is not None:
                assert entry.span is not None
                variables = _Variables()
                variables.visit(entry.value)
                assert entry.id.name not in found, f"{entry.id.name} stands twice in {language}"
                told = text[entry.span.start : entry.span.end]
                found[entry.id.name] = (path.name, frozenset(variables.names), told)
            else:
                assert type(entry).__name__ != "Junk", f"{path}: {getattr(entry, 'content', '')[:80]}"
    return found


def test_both_languages_have_the_same_sentences_in_the_same_files() -> None:
    vi, en = ({key: told[0] for key, told in _messages(one).items()} for one in LANGUAGES)
    assert vi == en


def test_both_languages_put_the_same_values_into_them() -> None:
    vi, en = _messages("vi"), _messages("en")
    assert {key: sorted(vi[key][1] ^ en[key][1]) for key in vi.keys() & en.keys() if vi[key][1] != en[key][1]} == {}


def test_no_sentence_shouts_or_smiles() -> None:
    loud = [
        key
        for one in LANGUAGES
        for key, (_, _, text) in _messages(one).items()
        if re.search("!|[\U0001f300-\U0001faff]", text)
    ]
    assert loud == []


def test_vietnamese_is_written_in_one_way() -> None:
    """NFC: two spellings of one word would not be found by each other."""
    import unicodedata

    for path in (ROOT / "locales").rglob("*.ftl"):
        text = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), path


def _keys_in_code() -> Iterator[tuple[str, str]]:
    """(file and line, key) of every sentence that code calls by a literal key; f"role-{x}" gives "role-*"."""
    for path in _files():
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                place = SAYS.get(name)
                if place is not None and len(node.args) > place:
                    yield from ((f"{_named(path)}:{node.lineno}", key) for key in _literals(node.args[place], name))


def _literals(node: ast.expr, name: str) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        # say(language, key) of the locales: its first argument is a language.
        yield from [] if name == "say" and node.value in LANGUAGES else [node.value]
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body, name)
        yield from _literals(node.orelse, name)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "*" for part in node.values)  # type: ignore[misc]


def test_every_key_that_code_names_is_a_sentence() -> None:
    known = _messages("vi")
    asked = list(_keys_in_code())
    assert len(asked) > 200, "the search finds what it is meant to find"
    lost = []
    for where, key in asked:
        pattern = re.compile("[a-zA-Z0-9_.-]+".join(map(re.escape, key.split("*"))))
        if not any(pattern.fullmatch(one) for one in known):
            lost.append(f"{where} {key}")
    assert lost == []


# --- code ---


def test_no_statement_is_put_together_from_values() -> None:
    found = []
    for path in _files():
        for node in ast.walk(_tree(path)) if _named(path) not in OWN_WORDS else ():
            if isinstance(node, ast.JoinedStr) and any(isinstance(part, ast.FormattedValue) for part in node.values):
                said = " x ".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
                found += [f"{_named(path)}:{node.lineno}"] if SQL.match(said) else []
    assert found == []


def _public(body: list[ast.stmt]) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            # What a Protocol asks for is said by the class.
            if isinstance(node, ast.ClassDef) and "Protocol" not in [getattr(base, "id", "") for base in node.bases]:
                yield from _public(node.body)


def test_what_others_use_says_what_it_is() -> None:
    silent = []
    for path in _files():
        tree = _tree(path)
        if path.parent.name == "versions" or not tree.body:  # a revision's name says what it does
            continue
        nameless = [node for node in _public(tree.body) if not ast.get_docstring(node)]
        silent += [f"{_named(path)}:{node.lineno} {node.name}" for node in nameless]
        silent += [] if ast.get_docstring(tree) else [_named(path)]
    assert silent == []
