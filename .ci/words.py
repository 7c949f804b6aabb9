"""Keep the Chinese catalogues complete: one `.po` a room, every text of the source in exactly one of them.

Commands:
    compile: write each .mo that is older than its .po
    check: name what is missing, unused, or said in two ways; exit 1 if anything is
    extend [ROOM]: add what is missing to its room, empty, for somebody to fill in
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from kiosk.i18n import catalogue_files, compiled
from kiosk.places import RESOURCES

CODE = Path(__file__).resolve().parent.parent / "kiosk"
#: Packages and modules whose texts have a room of their own name; each service is a room, all else is the desk's.
ROOMS = ("printing", "views", "forms", "people", "practice", "custody", "visiting", "register")
#: Single modules of the command line.
INFRA = ("__main__", "options", "doctor", "selftest", "logbook", "residents", "signing", "bench")

#: Of every catalogue: nothing in it changes from one writing to the next.
HEADER = b"""msgid ""
msgstr ""
"Language: zh_CN\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""

#: A text with its context, as a catalogue keys it.
Key = tuple[str, str | None]


def used() -> dict[Key, str]:
    """Return every text of the source, with the room that it belongs to."""
    found: dict[Key, str] = {}
    keywords = {"_": None, "_p": ((1, "c"), 2)}
    for name, _line, text, _comments, context in extract_from_dir(CODE, [("**.py", "python")], keywords=keywords):
        found.setdefault((text if isinstance(text, str) else text[-1], context), room(Path(name)))
    return found


def room(path: Path) -> str:
    """Return the room of a source file, relative to the code."""
    first = path.parts[0].removesuffix(".py")
    if first == "services":
        return path.parts[1].removesuffix(".py")
    if first in ROOMS:
        return first
    if first in ("app", "bridge"):
        return "views"
    return "infra" if first in INFRA else "desk"


def catalogues() -> dict[str, Catalog]:
    """Return the catalogues by room."""
    found = {}
    for po in catalogue_files():
        with po.open("rb") as stream:
            found[po.stem] = read_po(stream, locale="zh_CN")
    return found


def entries(catalogue: Catalog) -> Iterator[tuple[Key, str]]:
    """Yield every text of a catalogue with its Chinese; the header is none."""
    for message in catalogue:
        if message.id:
            yield (str(message.id), message.context), str(message.string or "")


def problems(wanted: dict[Key, str], rooms: dict[str, Catalog]) -> Iterator[str]:
    """Yield what is wrong, one line each."""
    chinese: dict[Key, dict[str, str]] = {}
    for name, catalogue in rooms.items():
        for key, text in entries(catalogue):
            chinese.setdefault(key, {})[name] = text
            if key not in wanted:
                yield f"{name}.po: not used any more: {key[0]!r}"
    for key, name in wanted.items():
        said = {text for text in chinese.get(key, {}).values() if text}
        if not said:
            yield f"{name}.po: no Chinese for {key[0]!r}"
        elif len(said) > 1:
            yield f"{', '.join(chinese[key])}: said in two ways: {key[0]!r}"
        elif fields(key[0]) != fields(said.pop()):
            yield f"{name}.po: other fields in the Chinese of {key[0]!r}"


def fields(text: str) -> set[str]:
    """Return the names in braces of a text."""
    return set(re.findall(r"\{(\w+)", text))


def extend(wanted: dict[Key, str], rooms: dict[str, Catalog], only: list[str]) -> int:
    """Add what is missing to its room and return how many texts that were."""
    known = {key for catalogue in rooms.values() for key, _text in entries(catalogue)}
    missing = {key: name for key, name in wanted.items() if key not in known and (not only or name in only)}
    for name in sorted(set(missing.values())):
        catalogue = rooms.get(name, Catalog(locale="zh_CN"))
        for (text, context), of in missing.items():
            if of == name:
                catalogue.add(text, context=context)
        with (RESOURCES / "translations" / "zh_CN" / f"{name}.po").open("wb") as stream:
            stream.write(HEADER)
            write_po(stream, catalogue, omit_header=True, width=110, no_location=True)
    return len(missing)


def write_compiled() -> None:
    """Write each .mo that is older than its .po."""
    for po in catalogue_files():
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            mo.write_bytes(compiled(po))


def main(command: str, *only: str) -> int:
    """Do one command and return the exit code."""
    if command == "compile":
        write_compiled()
        return 0
    wanted, rooms = used(), catalogues()
    if command == "extend":
        print(f"{extend(wanted, rooms, list(only))} texts added; fill in their Chinese")  # noqa: T201  # a command prints
        return 0
    found = list(problems(wanted, rooms))
    print("\n".join(found) or f"{len(wanted)} texts, all in Chinese")  # noqa: T201  # a command prints
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*(sys.argv[1:] or ["check"])))
