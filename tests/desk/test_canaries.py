"""Canaries: the short form of a flock's life, and that a leak of any form would be caught."""

import logging
import shutil
import struct
from pathlib import Path

import pytest

from kiosk.desk import purging
from kiosk.people.documents import plausible
from kiosk.pictures import prepare
from kiosk.printing import slip
from tests.canaries import NAME, Flock, fly, numbers
from tests.counter import SUNDAY
from tests.desk.test_pictures import card
from tests.traces import Traces, texts

NUMBER = numbers(1)[0]


@pytest.fixture
def home(tmp_path: Path, founded: Path) -> Path:
    """Return a folder with a founded estate and its secrets."""
    shutil.copytree(founded, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_a_flock_leaves_no_byte(home: Path) -> None:
    """Three dozen numbers and some pictures through every life; the long form is `python -m tests.canaries`."""
    report = fly(home, 36, 4, sheets=6)
    assert report.found == []
    assert (report.pictures, report.sheets, report.sealed > 40, report.laid_out > 20) == (4, 6, True, True)


def test_canaries_are_what_they_seem() -> None:
    """Each once, each with a check digit that fits: a number that is odd would be treated otherwise."""
    made = numbers(300)
    assert len(set(made)) == 300
    assert all(plausible(number, SUNDAY.date()) for number in made)


# --- it must be able to fail --------------------------------------------------------------------------


def _leak(flock: Flock) -> None:
    """Write numbers past every check: as text, as a whole number of eight bytes, and into the program's log."""
    whole = next(int(number) for number in flock.numbers if number.isdigit())
    with flock.counter.desk.session() as session:
        said = (f"证件{flock.numbers[0]}", whole)
        session.connection().exec_driver_sql(
            "UPDATE visit SET why = ?, cups = ? WHERE id = (SELECT min(id) FROM visit)", said
        )
    logging.getLogger("kiosk").warning("could not read %s", flock.numbers[3])


def _on_paper(flock: Flock) -> None:
    """Let the last slip bear a number: one of those that are laid out and not drawn."""
    with flock.counter.desk.session() as session:
        blocks = slip.dump([slip.note(flock.numbers[1])])
        session.connection().exec_driver_sql(
            "UPDATE job SET blocks = ? WHERE id = (SELECT max(id) FROM job)", (blocks,)
        )


def test_a_slip_that_is_not_drawn_is_read_all_the_same(home: Path) -> None:
    """Its words, as they would stand on paper."""
    found = fly(home, 4, 0, sheets=1, plant=_on_paper).found
    assert [one for one in found if "others.txt: text" in one] != []


def test_a_leak_is_caught(home: Path) -> None:
    """In the data, as text and as a number, and in the log."""
    report = fly(home, 4, 0, sheets=0, plant=_leak)
    found = {one.removeprefix("during its life: ") for one in report.found if one.startswith("during its life")}
    where = {(one.partition(":")[0], one.partition(": ")[2][:4]) for one in found}
    assert {("kiosk.log", "text")} < where
    assert {what for file, what in where if file.startswith("kiosk.db")} == {"text", "a wh"}


def test_a_key_that_outlives_its_term_is_caught(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever copied the boxes could open them."""
    monkeypatch.setattr(purging, "_keys", lambda *given: ())
    found = fly(home, 4, 0, sheets=0).found
    assert [one for one in found if "the key of visitor 2026-11 is still here" in one] != []


def test_a_name_that_outlives_its_term_is_caught(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Heads that are not emptied still say who came."""
    monkeypatch.setattr(purging, "_forget", lambda *given: None)
    found = fly(home, 4, 0, sheets=0).found
    assert [one for one in found if NAME in one] != []


@pytest.mark.parametrize(
    "form",
    [
        NUMBER.encode(), NUMBER.encode("utf-16-le"), NUMBER.encode("utf-16-be"), NUMBER.encode().hex().encode(),
        f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}".encode(), NUMBER[2:15].encode(), b"9" * 20 + NUMBER.encode() + b"12",
        NUMBER.translate({n: n + 0xFEE0 for n in range(0x30, 0x3A)}).encode(),
        NUMBER.translate({n: n + 0xFEE0 for n in range(0x30, 0x3A)}).encode("gbk"),
        struct.pack(">q", int(NUMBER)), struct.pack("<q", int(NUMBER)),
    ],
)  # fmt: skip  # one paragraph
def test_every_form_of_a_number_is_a_trace(tmp_path: Path, form: bytes) -> None:
    """Amid other bytes."""
    (tmp_path / "file").write_bytes(b"\x00\xff" * 50 + form + b"\x00\xff" * 50)
    assert len(Traces([NUMBER]).in_folders(tmp_path)) == 1


def test_a_name_of_a_file_is_read_too(tmp_path: Path) -> None:
    """A picture that is named by its number says the number."""
    (tmp_path / f"{NUMBER}.png").write_bytes(b"x")
    assert Traces([NUMBER]).in_folders(tmp_path) != []


@pytest.mark.parametrize(
    "said", [NUMBER[:11], NUMBER[0] + "*" * 16 + NUMBER[-1], "2026-11-22 14:36:00.000000", "110101199003078910"]
)
def test_what_may_stand_there_is_no_trace(tmp_path: Path, said: str) -> None:
    """A mask, a time, somebody else's number."""
    (tmp_path / "file").write_text(said, encoding="utf-8")
    assert Traces([NUMBER]).in_folders(tmp_path) == []


@pytest.mark.parametrize("cut", [0, 650])
def test_a_picture_is_a_trace(tmp_path: Path, cut: int) -> None:
    """Whole as it came, or a piece of what was made of it."""
    made = card() if not cut else prepare(card()).reveal()
    (tmp_path / "file").write_bytes(b"\x00" * 9 + made[cut:])
    assert Traces([], [made]).in_folders(tmp_path) != []


def test_a_name_is_found_in_every_code(tmp_path: Path) -> None:
    """UTF-8, the code of the paper, and the one of windows."""
    for code in ("utf-8", "gbk", "utf-16-le"):
        (tmp_path / code).write_bytes(NAME.encode(code))
    assert len(texts([NAME], tmp_path)) == 3
