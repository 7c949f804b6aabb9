"""The book of rules: which piece carries a rule, which tests prove it, and the proof itself.

    python -m tests.rulebook write            write docs/rules.md
    python -m tests.rulebook prove [IDS …]    take each rule away and want each of its tests to fail

A rule is proved when every test marked with it fails by an assertion once it is taken away. An error is a
broken test, a pass is no proof, and a rule without a test is open.
"""

import ast
import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
BOOK = ROOT / "docs" / "rules.md"
_ID = re.compile(r"[A-Z]{3}-\d{2}[a-z]?")
_INTRODUCTION = """Which piece of the program enforces a rule, and which tests prove it. Made by `make rules`; `make rules-proof`
takes each rule away and wants each of its tests to fail."""
#: How many rules are proved at a time.
_AT_ONCE = 2


@cache
def carried() -> dict[str, list[str]]:
    """Return rule → where it lives: the carriers of all services and the blocks of their slips."""
    from kiosk.service import carriers

    found: dict[str, list[str]] = defaultdict(list)
    for rule, where in carriers():
        if where not in found[rule]:
            found[rule].append(where)
    for rule, where in _blocks():
        if where not in found[rule]:
            found[rule].append(where)
    return dict(sorted(found.items()))


def _blocks() -> Iterable[tuple[str, str]]:
    """Yield the rules on single blocks of slips, read from the source of the slip functions."""
    for path in sorted((ROOT / "kiosk" / "services").rglob("*.py")):
        service = path.relative_to(ROOT / "kiosk" / "services").parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(_named(d) == "slip" for d in node.decorator_list):
                for rule in _ids_in(node.body):
                    yield rule, f"{service} slip {node.name}, a block"


def _named(node: ast.expr) -> str:
    """Return the name that a decorator calls."""
    called = node.func if isinstance(node, ast.Call) else node
    return called.id if isinstance(called, ast.Name) else ""


def _ids_in(body: list[ast.stmt]) -> Iterable[str]:
    """Yield the rule ids that stand as texts in a function's body."""
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
                words = node.value.split()
                if words and all(_ID.fullmatch(word) for word in words):
                    yield from words


@cache
def tested() -> dict[str, list[str]]:
    """Return rule → the tests marked with it, as file::function."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for rule in _marked(node):
                    found[rule].append(f"{path.relative_to(ROOT).as_posix()}::{node.name}")
    return found


def _marked(node: ast.FunctionDef) -> Iterable[str]:
    """Yield the rules that a test function is marked with."""
    for one in node.decorator_list:
        if isinstance(one, ast.Call) and ast.unparse(one.func) == "pytest.mark.rule":
            for argument in one.args:
                if isinstance(argument, ast.Constant):
                    yield from str(argument.value).split()


def page() -> str:
    """Return docs/rules.md."""
    lines = ["# Rules of the house", "", _INTRODUCTION, "", "| rule | where it lives | tests |", "|---|---|---|"]
    tests = tested()
    for rule, where in carried().items():
        lines.append(f"| {rule} | {'<br>'.join(where)} | {_shown(tests.get(rule, []))} |")
    return "\n".join(lines) + "\n"


def _shown(names: list[str]) -> str:
    """Return tests grouped by their file."""
    by_file: dict[str, list[str]] = defaultdict(list)
    for name in names:
        path, _sep, function = name.partition("::")
        by_file[path.removeprefix("tests/")].append(function.removeprefix("test_"))
    return "<br>".join(f"{path}: {', '.join(functions)}" for path, functions in by_file.items()) or "**open**"


class Proof:
    """A plugin that keeps the tests of one rule and notes how each of them ended."""

    def __init__(self, rule: str) -> None:
        """Prove `rule`."""
        self.rule, self.ended = rule, dict[str, str]()

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Keep what is marked with the rule."""
        kept = [i for i in items if any(self.rule in str(a).split() for m in i.iter_markers("rule") for a in m.args)]
        config.hook.pytest_deselected(items=[i for i in items if i not in kept])
        items[:] = kept

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
        """Note a failing assertion as a proof, any other exception as a broken test."""
        report = yield
        if call.excinfo is not None:
            failed = call.when == "call" and call.excinfo.errisinstance(AssertionError)
            self.ended[item.nodeid] = "proved" if failed else f"broken: {call.when} {call.excinfo.typename}"
        elif call.when == "call":
            self.ended[item.nodeid] = "not proved: passes without the rule"
        return report


def prove_here(rule: str, out: Path) -> None:
    """Run the tests of one rule in this process, without it, and write how they ended."""
    files = sorted({name.partition("::")[0] for name in tested().get(rule, [])})
    proof = Proof(rule)
    quiet = ["-q", "-p", "no:randomly", "-p", "no:cacheprovider", "--tb=no", "--no-header", "-n", "0"]
    if files:
        pytest.main([*quiet, f"--without={rule}", *files], plugins=[proof])
    out.write_text(json.dumps(proof.ended), encoding="utf-8")


def proved(rule: str) -> dict[str, str]:
    """Prove one rule in a process of its own and return test → how it ended."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "ended.json"
        run = [sys.executable, "-m", "tests.rulebook", "one", rule, str(out)]
        done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
        if not out.exists():
            return {"the run itself": f"broken: {(done.stderr or done.stdout)[-400:]}"}
        ended: dict[str, str] = json.loads(out.read_text(encoding="utf-8"))
        return ended or {"no test": "unproved: no test is marked with it"}


def prove(rules: list[str]) -> int:
    """Prove rules, all that the program carries if none is named; 0 when each is proved."""
    wanted, bad = rules or list(carried()), 0
    known = carried()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for rule, ended in zip(wanted, pool.map(proved, wanted), strict=True):
            wrong = {name: how for name, how in ended.items() if how != "proved"}
            if rule not in known:
                wrong["the program"] = "unproved: nothing carries it"
            print(
                f"{rule}  {'open' if wrong else 'proved'}  {len(ended) - len(wrong)} of {len(ended)} tests", flush=True
            )
            for name, how in wrong.items():
                print(f"    {name}: {how}", flush=True)
            bad += bool(wrong)
    print(f"{len(wanted) - bad} of {len(wanted)} rules proved")
    return 1 if bad else 0


def main(words: list[str]) -> int:
    """Do what the command line says."""
    match words:
        case ["write"]:
            BOOK.parent.mkdir(exist_ok=True)
            BOOK.write_text(page(), encoding="utf-8")
            print(f"{BOOK.relative_to(ROOT)}: {len(carried())} rules")
            return 0
        case ["one", rule, out]:
            prove_here(rule, Path(out))
            return 0
        case ["prove", *rules]:
            return prove([rule for word in rules for rule in word.split()])
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
