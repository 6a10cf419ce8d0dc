"""The rules of the house; each message says why the rule is there."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("core", "organisation", "surveys", "feedback", "analysis", "demonstration")
PROGRAM = sorted(
    [ROOT / "wsgi.py", *(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))]
)
EVERY = sorted(
    [
        *PROGRAM,
        *(
            path
            for name in ("tests", "benchmarks", "migrations")
            for path in (ROOT / name).rglob("*.py")
        ),
    ]
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

FUNCTION_LINES, MODULE_LINES, HANDLER_LINES = 40, 300, 20
#: Rules in plain values: no web, no database, no time.
PURE = (
    "deadlines", "states", "routing", "dispositions", "estimates", "comparisons", "disclosure",
    "verdicts", "working_days", "language_check", "board", "sight",
)  # fmt: skip
IMPURE = (
    "flask",
    "flask_babel",
    "flask_wtf",
    "werkzeug",
    "sqlalchemy",
    "core.clock",
    "core.database",
    "core.web",
)
#: The addresses of package registries, in pieces so that this file does not hold one.
REGISTRIES = tuple(
    ".".join(name)
    for name in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("crates", "io"),
        ("yarnpkg", "com"),
    )
)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree(path: Path) -> ast.Module:
    """The parsed module."""
    return ast.parse(path.read_text("utf-8"))


def functions(path: Path) -> Iterator[Function]:
    """Every function of a module, also those inside classes and functions."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def length(node: Function) -> int:
    """Lines from the `def` to the end, decorators left out."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def place(path: Path, line: int = 1) -> str:
    """What an editor can open."""
    return f"{path.relative_to(ROOT)}:{line}"


def imports(node: ast.AST) -> Iterator[tuple[str, int]]:
    """Every imported module under the node, with its line; `from a import b` gives a and a.b."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Import):
            yield from ((alias.name, inner.lineno) for alias in inner.names)
        if isinstance(inner, ast.ImportFrom) and inner.module:
            yield inner.module, inner.lineno
            yield from ((f"{inner.module}.{alias.name}", inner.lineno) for alias in inner.names)


def is_handler(node: Function) -> bool:
    """Whether the function is decorated as a page."""
    names = {ast.unparse(one).partition("(")[0].rpartition(".")[2] for one in node.decorator_list}
    return bool(names & {"route", "get", "post"})


def no_long_function(path: Path) -> Iterator[str]:
    """A function that fits on a screen can be read; a longer one holds several thoughts."""
    if "migrations" in path.parts:
        return
    for node in functions(path):
        if length(node) > FUNCTION_LINES:
            yield f"{place(path, node.lineno)} {node.name} has {length(node)} lines, most {FUNCTION_LINES}"


def no_long_module(path: Path) -> Iterator[str]:
    """A module is one thing; a longer one is several and should be split by purpose."""
    lines = len(path.read_text("utf-8").splitlines())
    if lines > MODULE_LINES and "migrations" not in path.parts:
        yield f"{place(path)} has {lines} lines, most {MODULE_LINES}"


def no_long_handler(path: Path) -> Iterator[str]:
    """A handler loads, checks access, validates, calls one verb and redirects; the rest is a verb."""
    for node in functions(path):
        if is_handler(node) and length(node) > HANDLER_LINES:
            yield f"{place(path, node.lineno)} {node.name} has {length(node)} lines, most {HANDLER_LINES}"


def docstrings(path: Path) -> Iterator[str]:
    """A reader learns from the docstring what a thing is for, its shapes, units and errors."""
    module = tree(path)
    if not ast.get_docstring(module):
        yield f"{place(path)} the module has no docstring"
    if path.name.startswith("test_"):
        return
    classes = [node for node in module.body if isinstance(node, ast.ClassDef)]
    for node in (*module.body, *(inner for owner in classes for inner in owner.body)):
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield f"{place(path, node.lineno)} {node.name} has no docstring"


def no_import_inside(path: Path) -> Iterator[str]:
    """An import inside a function hides a dependency, most often a circle; turn the circle instead."""
    for node in functions(path):
        for name, line in imports(node):
            yield f"{place(path, line)} imports {name} inside {node.name}"


def empty_init(path: Path) -> Iterator[str]:
    """Importing a package does nothing and hides nothing: __init__.py holds one docstring."""
    if path.name == "__init__.py" and (
        len(tree(path).body) != 1 or not ast.get_docstring(tree(path))
    ):
        yield f"{place(path)} holds more or less than one docstring"


def pure_is_pure(path: Path) -> Iterator[str]:
    """Rules take plain values and give plain values, so that they can be tried with any of them."""
    if path.stem not in PURE or path.is_relative_to(ROOT / "tests"):
        return
    for name, line in imports(tree(path)):
        if any(name == one or name.startswith(one + ".") for one in IMPURE):
            yield f"{place(path, line)} is pure and imports {name}"


def only_the_clock_looks(path: Path) -> Iterator[str]:
    """Dates are arguments, so that a test can be any day; core.clock alone looks at the time."""
    if path == ROOT / "core" / "clock.py" or path.is_relative_to(ROOT / "benchmarks"):
        return
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if re.fullmatch(
                r"(datetime\.)*(datetime\.(now|utcnow|today)|date\.today)|time\.time|localtime|gmtime",
                called,
            ):
                yield f"{place(path, node.lineno)} calls {called}"


def nobody_imports_wsgi(path: Path) -> Iterator[str]:
    """wsgi stands above everything; whoever needs the application is given it."""
    if (
        path == ROOT / "wsgi.py"
        or not path.is_relative_to(ROOT)
        or path.parts[len(ROOT.parts)] in ("tests", "benchmarks")
    ):
        return
    for name, line in imports(tree(path)):
        if name == "wsgi" or name.startswith("wsgi."):
            yield f"{place(path, line)} imports wsgi"


def one_place_commits(path: Path) -> Iterator[str]:
    """The request is the transaction: a commit half-way leaves half a change when the rest fails."""
    if path not in PROGRAM or path == ROOT / "core" / "database.py":
        return
    for node in ast.walk(tree(path)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "commit"
        ):
            yield f"{place(path, node.lineno)} commits"


def exceptions_say_why(path: Path) -> Iterator[str]:
    """An exception to a rule is a decision: it names the rule and says why."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if re.search(r"#\s*noqa(?!: [A-Z0-9, ]+ -- \S.{5,})", line) and path != Path(__file__):
            yield f"{place(path, number)} write `noqa: RULE -- reason`"
        if re.search(r"#\s*type:\s*ignore(?!\[[a-z, -]+\]  # \S.{5,})", line) and path != Path(
            __file__
        ):
            yield f"{place(path, number)} write `type: ignore[rule]  # reason`"


RULES: tuple[Callable[[Path], Iterator[str]], ...] = (
    no_long_function, no_long_module, no_long_handler, docstrings, no_import_inside, empty_init,
    pure_is_pure, only_the_clock_looks, nobody_imports_wsgi, one_place_commits, exceptions_say_why,
)  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_module_keeps_the_rule(rule: Callable[[Path], Iterator[str]]) -> None:
    broken = [line for path in EVERY for line in rule(path)]
    assert not broken, f"{rule.__doc__}\n" + "\n".join(broken)


def test_templates_hold_no_script_or_style() -> None:
    wrong = re.compile(
        r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<script\b(?![^>]*\ssrc=)|javascript:"
    )
    broken = [
        f"{place(path, number)} {found.group().strip()}"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if (found := wrong.search(re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", line)))
    ]
    reason = "The content security policy lets no inline script or style through; use a file."
    assert not broken, reason + "\n" + "\n".join(broken)


def test_no_file_names_a_package_registry() -> None:
    hidden = (".git", ".venv", "node_modules", "var", ".mypy_cache", ".ruff_cache")
    text = (
        ".py",
        ".md",
        ".toml",
        ".txt",
        ".json",
        ".yaml",
        ".yml",
        ".html",
        ".js",
        ".css",
        ".sh",
        ".cfg",
        "",
    )
    files = [
        path
        for path in ROOT.rglob("*")
        if not path.relative_to(ROOT).parts[0].startswith(hidden)
        if path.suffix in text and path.is_file()
    ]
    broken = [
        f"{place(path)} {name}"
        for path in files
        for name in REGISTRIES
        if name in path.read_text("utf-8", errors="ignore")
    ]
    reason = "Where packages come from is a setting of the machine; a lock with addresses breaks elsewhere."
    assert not broken, reason + "\n" + "\n".join(broken)
