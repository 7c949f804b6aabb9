"""Who may import what (docs/architecture.md): walls that keep the window, the paper and the data apart."""

import ast
import sys
from pathlib import Path

import pytest

from tests.contracts.code import KIOSK, files, imports, short, tree

#: These may import anything: they stand above all rooms.
ABOVE = ("bench", "selftest", "doctor", "practice", "__main__")
#: Third party → the only rooms that may import it.
ONLY = {
    "PySide6": ("app", "bridge", "forms", "views"),
    "escpos": ("printing/escpos", "printing/printers"),
    "reportlab": ("printing/pdf", "reports"),
}
#: What hands out sessions and engines.
SESSIONS = {"sqlmodel.Session", "sqlmodel.create_engine", "sqlalchemy.create_engine", "sqlalchemy.orm.Session"}
#: What a service may import of the program, beside its own package.
FOR_SERVICES = (
    "kiosk.service", "kiosk.store.tables", "kiosk.printing.slip", "kiosk.printing.stationery", "kiosk.errors", "kiosk.settings",
    "kiosk.i18n", "kiosk.clock", "kiosk.people", "kiosk.numbers", "kiosk.pins", "kiosk.values", "kiosk.answers",
    "kiosk.pictures",
    "kiosk.custody", "kiosk.visiting",
)  # fmt: skip  # one paragraph


def inside(path: Path, rooms: tuple[str, ...]) -> bool:
    """Whether a file lies in one of the rooms."""
    name = short(path)
    return any(name == room or name.startswith(f"{room}/") for room in rooms)


def is_of(module: str, wanted: str) -> bool:
    """Whether a module is another one or lies in it."""
    return module == wanted or module.startswith(f"{wanted}.")


@pytest.mark.parametrize("library", ONLY)
def test_a_library_stays_in_its_rooms(library: str) -> None:
    """The window's library in the window, the printer's at the printer."""
    wrong = [
        f"{short(path)} imports {module}"
        for path in files()
        if not inside(path, (*ONLY[library], *ABOVE))
        for module in imports(path)
        if is_of(module, library)
    ]
    assert wrong == []


def names(path: Path) -> list[str]:
    """Return what a file takes from sqlmodel and sqlalchemy, by full name."""
    return [
        f"{node.module}.{one.name}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in ("sqlmodel", "sqlalchemy")
        for one in node.names
    ]


def test_sessions_and_engines_stay_with_desk_and_store() -> None:
    """One way in which anything changes: nobody else opens a session."""
    wrong = [
        f"{short(path)} imports {name}"
        for path in files()
        if not inside(path, ("desk", "store", "backup", *ABOVE))
        for name in names(path)
        if name in SESSIONS
    ]
    assert wrong == []


def test_views_and_forms_never_touch_the_store() -> None:
    """The window gets values; neither tables nor queries."""
    wrong = [
        f"{short(path)} imports {module}"
        for path in files()
        if inside(path, ("views", "forms"))
        for module in imports(path)
        if any(is_of(module, one) for one in ("kiosk.store", "sqlmodel", "sqlalchemy"))
    ]
    assert wrong == []


def test_a_service_imports_the_words_and_nothing_else() -> None:
    """Never another service, never the desk, never a session: what it needs is handed to it."""
    wrong = []
    for path in files():
        if not inside(path, ("services",)) or short(path) == "services":
            continue
        own = "kiosk.services." + short(path).split("/")[1]
        for module in imports(path):
            allowed = any(is_of(module, one) for one in (*FOR_SERVICES, own))
            if module.split(".")[0] == "kiosk" and not allowed:
                wrong.append(f"{short(path)} imports {module}")
    assert wrong == []


def test_a_service_takes_tables_and_no_queries_from_its_libraries() -> None:
    """pydantic, and SQLModel to declare tables; the standard library for the rest."""
    allowed = {"pydantic", "sqlmodel", "stdnum", "phonenumbers", "kiosk", *sys.stdlib_module_names}
    wrong = [
        f"{short(path)} imports {module}"
        for path in files()
        if inside(path, ("services",))
        for module in imports(path)
        if module.split(".")[0] not in allowed
    ]
    assert (
        wrong
        + [f"{short(p)} imports {n}" for p in files() if inside(p, ("services",)) for n in names(p) if n in SESSIONS]
        == []
    )


def test_the_words_know_no_screen_and_no_session() -> None:
    """service, carriers, answers, settings and slips can be read and tested alone."""
    rooms = (
        "service",
        "carriers",
        "answers",
        "settings",
        "values",
        "moment",
        "rules",
        "i18n",
        "printing/slip",
        "numbers",
        "pins",
    )
    wrong = [
        f"{short(path)} imports {module}"
        for path in files()
        if inside(path, rooms)
        for module in imports(path)
        if any(
            is_of(module, one)
            for one in ("PySide6", "sqlmodel", "sqlalchemy", "kiosk.desk", "kiosk.store", "kiosk.views")
        )
    ]
    assert wrong == []


def test_printing_knows_neither_desk_nor_store() -> None:
    """Device work gets values and returns values."""
    wrong = [
        f"{short(path)} imports {module}"
        for path in files()
        if inside(path, ("printing",))
        for module in imports(path)
        if any(is_of(module, one) for one in ("kiosk.desk", "kiosk.store", "kiosk.views", "kiosk.services"))
    ]
    assert wrong == []


def test_every_room_is_found() -> None:
    """The walls would stand round nothing if the rooms were named wrongly."""
    rooms = ("desk", "store", "services", "printing", "forms", "views", "practice", "people")
    assert [room for room in rooms if not (KIOSK / room).is_dir()] == []


def test_nothing_imports_the_command_line() -> None:
    """It imports every room for its commands: whoever imported it back would stand in a circle."""
    wrong = [short(path) for path in files() for one in imports(path) if is_of(one, "kiosk.__main__")]
    assert wrong == []
