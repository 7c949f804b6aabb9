"""Files and functions that can be read at a glance, with a word on each."""

import ast
import re
from pathlib import Path

from tests.contracts.code import KIOSK, ROOT, files, functions, public, short, tree

#: Lines of a file and of a function.
FILE, FUNCTION = 400, 40


def test_no_file_is_longer_than_a_sitting() -> None:
    """400 lines; what grows beyond becomes two rooms."""
    long = {p.relative_to(ROOT).as_posix(): n for p in (*files(), *files("tests")) if (n := lines(p)) > FILE}
    assert long == {}


def lines(path: Path) -> int:
    """Return how many lines a file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_function_is_longer_than_a_page() -> None:
    """40 lines, signature and docstring included."""
    long = {
        f"{short(path)} {node.name}": n
        for path in files()
        for node in functions(path)
        if (n := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION
    }
    assert long == {}


def test_every_file_and_everything_public_says_what_it_is() -> None:
    """A docstring on each; Qt's own methods speak for themselves."""
    silent = [short(path) for path in files() if not ast.get_docstring(tree(path))]
    for path in files():
        silent += [
            f"{short(path)} {name}"
            for name, node in public(path)
            if not ast.get_docstring(node) and not re.search("[A-Z]", name[1:]) and _documented(name)
        ]
    assert silent == []


def _documented(name: str) -> bool:
    """Whether a name needs a docstring: single lowercase Qt overrides (event, paint) do not."""
    return name not in {"event", "paint", "timerEvent"}


def test_no_manager_no_helper_no_utils() -> None:
    """Names are nouns and verbs of the counter."""
    found = [short(p) for p in files() if re.search(r"manager|helper|utils?\b", p.stem)]
    found += [f"{short(p)} {n}" for p in files() for n, node in public(p) if re.search(r"Manager|Helper|Util", n)]
    assert found == []


def test_no_machine_path_and_no_qt_translation() -> None:
    """Nothing assumes where it lies, and every word goes through gettext."""
    path_like = re.compile(r"[\"'](/home/|/root/|/Users/|/tmp/|[A-Z]:\\\\)")
    found = [
        f"{short(path)}: {line.strip()[:60]}"
        for path in files()
        for line in path.read_text(encoding="utf-8").splitlines()
        if path_like.search(line) or re.search(r"(self|QCoreApplication|QObject)\.(tr|translate)\(", line)
    ]
    assert found == []


def test_every_open_names_its_encoding() -> None:
    """A Windows counter PC has another default than this one."""
    calls = [(path, node) for path in files() for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    found = [
        f"{short(path)}:{call.lineno}"
        for path, call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in ("read_text", "write_text")
        and not any(keyword.arg == "encoding" for keyword in call.keywords)
    ]
    assert found == []


def test_resources_hold_no_code() -> None:
    """Fonts, icons, words and styles only."""
    assert [p.name for p in (ROOT / "resources").rglob("*.py")] == []
    assert KIOSK.is_dir()
