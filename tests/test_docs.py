"""What the documents name is there: files, commands, settings, links."""

import re
import shlex
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import click
import pytest

from core.settings import Settings, environment_name
from wsgi import main

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").glob("*.md")]
)
ADMINISTRATION = ROOT / "docs/guides/administrator.md"

FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
INDENTED = re.compile(r"(?:^ {4}\S.*\n)+", re.MULTILINE)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"(?:\]\(|src=\")([^)\"\s]+)[)\"]")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
ENVIRONMENT = re.compile(r"\b(?:SYNPUNKT_[A-Z_]+|DATABASE_URL|HOST|PORT)\b")
IMPORTED = re.compile(
    r"\b(?:core|organisation|surveys|analysis|demonstration)(?:\.[a-z_]+)+(?:\.[A-Z]\w+)?(?=[`(])"
)
ADDRESS = re.compile(r"\b[a-z]+://[^\s`'\")|;]+")
NUMBERED_HOST = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")

#: What stands for a host that a reader has.
HOSTS = {"127.0.0.1", "localhost", "enkat.example.se", "…", ""}
#: Folders of one machine; a reader has none of them.
FOREIGN_PATHS = ("/work/", "/tmp/", "/root/", "/home/", "/Users/", "../shared")  # noqa: S108 -- looked for
#: In .gitignore: made while it is used.
MADE = ("var/", "node_modules/", ".venv/")
READ_BESIDE_SETTINGS = {"SYNPUNKT_FILE"}

Rule = Callable[[Path], Iterator[str]]


@cache
def text(path: Path) -> str:
    """The document."""
    return path.read_text("utf-8")


def code(path: Path) -> Iterator[str]:
    """Every piece of code in a document: inline, indented, and each line of a block."""
    prose = FENCE.sub("", text(path))
    yield from INLINE.findall(prose)
    for block in [*INDENTED.findall(prose), *(body for _, body in FENCE.findall(text(path)))]:
        yield from block.replace("\\\n", " ").splitlines()


def commands(path: Path, program: str) -> Iterator[str]:
    """What follows the program's name wherever it is called."""
    for line in code(path):
        found = re.match(rf"\s*(?:\S*/)?{program} +([^|#]+)", line.partition("  #")[0])
        if found:
            yield found[1].strip()


def our_commands_exist(path: Path) -> Iterator[str]:
    """Every `synpunkt ...` is a command, and its options are there."""
    for line in commands(path, "synpunkt"):
        yield from _faults_of_command(shlex.split(line), f"synpunkt {line}")


def _faults_of_command(words: list[str], line: str) -> Iterator[str]:
    found: click.Command = main
    while isinstance(found, click.Group) and words:
        name = words.pop(0)
        if name not in found.commands:
            yield f"`{line}`: there is no command {name}"
            return
        found = found.commands[name]
    options = {option for one in found.params for option in one.opts}
    for word in words:
        if word.startswith("--") and word not in options:
            yield f"`{line}`: there is no option {word}"


def make_targets_exist(path: Path) -> Iterator[str]:
    """Every `make ...` is in the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for line in commands(path, "make"):
        if line.split()[0] not in targets:
            yield f"`make {line}` is not in the Makefile"


def settings_exist(path: Path) -> Iterator[str]:
    """Every variable of the environment is a setting."""
    known = {environment_name(name) for name in Settings.model_fields} | READ_BESIDE_SETTINGS
    for name in ENVIRONMENT.findall(" ".join(code(path))):
        if name not in known:
            yield f"there is no setting {name}"


def files_exist(path: Path) -> Iterator[str]:
    """Every file and folder of the project that is named is there."""
    own = {entry.name for entry in ROOT.iterdir()}
    for name in (word for line in code(path) for word in line.split()):
        ours = "/" in name and name.split("/")[0] in own
        kept = ours and re.fullmatch(r"[\w./-]+", name) and not name.startswith(MADE)
        if kept and not (ROOT / name).exists():
            yield f"there is no {name}"


def names_exist(path: Path) -> Iterator[str]:
    """Every dotted name of the program can be imported."""
    for name in IMPORTED.findall(text(path)):
        module, _, last = name.rpartition(".")
        try:
            there = not last[0].isupper() or hasattr(import_module(module), last)
            import_module(module if last[0].isupper() else name)
        except ImportError:
            there = hasattr(import_module(module), last)
        if not there:
            yield f"there is no {name}"


def links_lead_somewhere(path: Path) -> Iterator[str]:
    """Every link leads to a file, or to a heading of it."""
    for link in LINK.findall(text(path)):
        if "://" in link:
            continue
        name, _, heading = link.partition("#")
        target = path.parent / name if name else path
        if not target.exists():
            yield f"the link {link} leads nowhere"
        elif heading and heading not in map(_anchor, HEADING.findall(text(target))):
            yield f"the link {link}: no such heading"


def _anchor(heading: str) -> str:
    """The end of a heading's address, as forges make it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def nothing_of_one_machine(path: Path) -> Iterator[str]:
    """Addresses are examples that a reader can replace, never somebody's own."""
    for folder in FOREIGN_PATHS:
        if folder in text(path):
            yield f"{folder} is a path of one machine"
    for address in ADDRESS.findall(text(path)):
        host = urlsplit(address).hostname or ""
        if host not in HOSTS and not address.startswith(("postgresql://", "sqlite:")):
            yield f"{address} is nobody's example"
    for host in NUMBERED_HOST.findall(text(path)):
        if host not in HOSTS:
            yield f"{host} is somebody's address"


RULES: tuple[Rule, ...] = (
    our_commands_exist,
    make_targets_exist,
    settings_exist,
    files_exist,
    names_exist,
    links_lead_somewhere,
    nothing_of_one_machine,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_documents_tell_the_truth(rule: Rule) -> None:
    faults = [f"{path.relative_to(ROOT)}: {fault}" for path in DOCUMENTS for fault in rule(path)]
    assert not faults, f"{rule.__doc__}\n" + "\n".join(faults)


def test_the_table_of_settings_is_that_of_the_program() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| `(\w+)` \| (?:`(.*?)`)? ?\|", text(ADMINISTRATION), re.MULTILINE
    )
    expected = [
        (name, environment_name(name), "" if field.default is None else str(field.default))
        for name, field in Settings.model_fields.items()
    ]
    assert rows == expected


def _leaves(command: click.Command, words: str = "") -> Iterator[str]:
    if not isinstance(command, click.Group):
        yield words.strip()
        return
    for name, inner in command.commands.items():
        yield from _leaves(inner, f"{words} {name}")


def test_every_command_is_told_of_somewhere() -> None:
    told = [f"{line} " for path in DOCUMENTS for line in commands(path, "synpunkt")]
    silent = [one for one in _leaves(main) if not any(line.startswith(f"{one} ") for line in told)]
    assert not silent, "no document says what these are for"


def test_a_wrong_document_is_found(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.md"
    wrong.write_text(
        "`synpunkt fly`, `synpunkt backup --quick x`, `make tea`, `SYNPUNKT_TEA`, `core/tea.py`,\n"
        '`core.settings.Tea`, [tea](tea.md), <img src="tea.png">\n'
        "https://tea.example.com/, 10.1.2.3, /home/tea\n"
    )
    assert [len(list(rule(wrong))) for rule in RULES] == [2, 1, 1, 1, 1, 2, 3]
