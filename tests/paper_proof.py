"""Every printed slip, read by a program that we did not write, says what the screen said, and its code reads back.

    python -m tests.paper_proof --emupos PROGRAM [--quick] [--keep FOLDER]

Luggage of people with difficult names is stored at a desk and handed over. Every paper goes through the real
worker and the real network printer to emupos, once for each kind of printer, way of printing and language:

- in text mode its characters are compared, line for line, with the drawing of the same layout, its sizes and
  places with the picture; lines that go as pictures, and all of raster mode, are compared dot for dot;
- each code is read from the picture of the paper and given to the desk, which hands the luggage over for it;
- no command may be unknown to the emulator but `FS !` and `GS ( H`, which it does not have;
- then paper runs out, covers open, lines break and plugs are pulled, before and in the middle of jobs.

The program ends with 1 at the first difference and says which paper it is about.
"""

import argparse
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter as Tally
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import zxingcpp

from kiosk.clock import StillClock
from kiosk.desk import Desk as PracticeDesk
from kiosk.numbers import read, short
from kiosk.practice.fill import DAY, fill
from kiosk.printing.cells import in_rom
from kiosk.store.database import FILE
from kiosk.values import JobOut
from tests.counter import Counter
from tests.printing import mishaps
from tests.printing.comparison import Difference, in_gb2312, want
from tests.printing.emulator import NARROW, PROFILES, Emulator, Receipt
from tests.printing.papers import HOME, NAMES, Desk, Papers

LANGUAGES = ("zh", "en", "both")
#: What a desk may set up besides text and raster: tried on one printer.
SETTINGS = (
    "fs_size=no", "qr=image", "hanzi_big=no", "gb2312=yes", "bold=no", "cutter=no", "image=graphics",
    "mode=raster&image=graphics", "mode=raster&cutter=no", "status=no", "fence=yes",
)  # fmt: skip


def visit(papers: Papers, language: str, name: str) -> None:
    """Store somebody's luggage, hand one piece over for the ticket's code, the rest for the new ticket's."""
    desk = papers.desk
    number, jobs = desk.store(name, language)
    codes: list[str] = []
    for at in range(len(jobs)):
        job, receipt = papers.one()
        found = [one.text for one in zxingcpp.read_barcodes(receipt.picture.convert("L"))]
        codes += found
        if at == 0:
            _names_itself(papers, receipt, name, job)
    want(len(codes) == len(jobs) - 1, "codes of the set", codes)
    for code in codes:
        understood = read(code)
        want(understood is not None and understood.number == number, "code", code, "is not of", number)
        assert understood is not None
        opened = [(one.key, one.step) for one in desk.counter.reader.scan(code)]
        want(opened == [(number, "" if understood.is_tag else "luggage.hand_over")], "the code opens", opened)
    ticket = codes[0]
    part = desk.counter.take("luggage.hand_over", number, ticket=ticket, taken=[1], language=language)
    want(len(part.jobs) == 1, "no new ticket for the rest")
    _job, receipt = papers.one()
    new = [one.text for one in zxingcpp.read_barcodes(receipt.picture.convert("L"))]
    want(len(new) == 1 and new[0] != ticket, "new ticket", new)
    want(desk.counter.reader.scan(ticket)[0].warning, "the old ticket is still good")
    desk.counter.take("luggage.hand_over", number, ticket=new[0], language=language)
    desk.tally["pieces handed over for a code read from paper"] += 2


def _names_itself(papers: Papers, receipt: Receipt, name: str, job: JobOut) -> None:
    """The desk copy says number, home and name as they were typed, asked without our layout."""
    if papers.profile.mode == "raster":
        return
    said = "".join(receipt.lines).replace(" ", "")
    for typed in (job.number, HOME, name.replace("¥", "￥").replace(" ", "")):
        if all(in_rom(one) and (not papers.profile.gb2312 or in_gb2312(one) or one < "\x7f") for one in typed):
            want(typed in said, typed, "is not on the desk copy", said)
            papers.desk.tally["names and numbers found as typed"] += 1


def reprint(papers: Papers) -> None:
    """The last job once more: it says so, and nothing else changes."""
    last = papers.desk.last
    assert last is not None
    papers.desk.counter.desk.reprint(last.id, "卡纸")
    job, receipt = papers.one()
    want(job.reprint is not None and job.reprint[3] == "卡纸", "not marked as a reprint")
    if papers.profile.mode == "text":
        want({"zh": "补打", "en": "REPRINT", "both": "补打"}[job.language] in receipt.lines[0], receipt.lines[0])


def matrix(quick: bool) -> Iterator[tuple[str, str, str]]:
    """Yield printer, settings and language of everything that is printed."""
    for device in PROFILES[: 1 if quick else 3]:
        for mode in ("text", "raster"):
            for language in LANGUAGES:
                yield device, f"answers=no&mode={mode}", language
    for setting in SETTINGS:
        yield PROFILES[0], f"answers=no&{setting}", "both"
    for mode in ("text", "raster"):
        for language in LANGUAGES:
            yield NARROW, f"answers=no&paper=58&mode={mode}", language


class Weeks(Desk):
    """The practice estate: every slip that its last weeks printed, whatever its service, once more."""

    def __init__(self, folder: Path, emulator: Emulator, tally: Tally[str]) -> None:
        """Let the weeks go by."""
        super().__init__(None, emulator, tally)  # type: ignore[arg-type]  # nobody stands at this counter
        desk = PracticeDesk.open(folder, StillClock(DAY), synchronous="NORMAL")
        fill(desk, small=True)
        desk.close()
        query = """SELECT job.id, record.number, job.kind, job.blocks, job.language, job.ref
                   FROM job LEFT JOIN record ON record.id = job.record_id WHERE job.of_id IS NULL ORDER BY job.id"""
        with closing(sqlite3.connect(folder / FILE)) as connection:
            self.jobs = [
                JobOut(id_, short(number or ""), kind, blocks, language, None, ref)
                for id_, number, kind, blocks, language, ref in connection.execute(query)
            ]
        self.ended: dict[int, tuple[str, str]] = {}

    def next_job(self, printer: str) -> JobOut | None:
        """Return the next slip."""
        self.last = self.jobs.pop(0) if self.jobs else None
        return self.last

    def settle(self, job_id: int, state: str, why: str = "") -> None:
        """Keep how it ended."""
        self.ended[job_id] = (state, why)

    def state(self, job: int) -> tuple[str, str]:
        """Return how it ended."""
        return self.ended[job]


def furnish(counter: Counter) -> None:
    """Let everybody move in, and name a piece with a yen sign."""
    counter.sign_in("周明")
    counter.take("house.set_term", list="piece_kind", key="wine", digit="3", zh="¥80 酒盒", en="¥80 wine box")
    places = [{"name": f"D-{layer}-{at:02d}", "size": "1"} for layer in range(1, 9) for at in range(1, 61)]
    for start in range(0, len(places), 60):
        counter.take("house.set_places", places=places[start : start + 60])
    counter.take("estate.add_unit", unit=HOME)
    for name in NAMES:
        counter.take("estate.move_in", unit=HOME, name=name)
    counter.sign_in("李婷")


def prove(program: Path, folder: Path, *, quick: bool) -> Tally[str]:
    """Do everything; return what was counted."""
    counter = Counter(folder / "desk", synchronous="NORMAL")
    furnish(counter)
    emulator = Emulator(program, folder / "printers")
    desk = Desk(counter, emulator)
    try:
        for device, query, language in matrix(quick):
            begun = time.monotonic()
            papers = Papers.of(desk, device, query)
            for name in NAMES[:: 3 if quick else 1]:
                visit(papers, language, name)
            reprint(papers)
            desk.tally["printers, settings and languages"] += 1
            print(f"{device:16} {query:36} {language:5} {time.monotonic() - begun:5.1f} s", flush=True)
        weeks = Weeks(folder / "practice", emulator, desk.tally)
        papers = Papers.of(weeks, PROFILES[0], "answers=no")
        while weeks.jobs:
            job, _receipt = papers.one()
            desk.tally[f"practice estate: {job.kind}"] += 1
        mishaps.all_of_them(desk)
    finally:
        emulator.stop()
        counter.close()
    came = sum(len(one.receipts) for one in emulator.devices.values())
    known = desk.tally["papers"] + desk.tally["halves of papers from cut lines"]
    want(came == known, came, "papers came out in all, compared are", known)
    return desk.tally


def main(words: list[str]) -> int:
    """Do what the command line says."""
    asked = argparse.ArgumentParser(prog="python -m tests.paper_proof", description=__doc__.splitlines()[0])
    asked.add_argument("--emupos", default="emupos", help="the emulator's program, in an environment of its own")
    asked.add_argument("--quick", action="store_true", help="one wide printer, a third of the names")
    asked.add_argument("--keep", type=Path, help="an empty folder for the papers; they are thrown away without it")
    options = asked.parse_args(words)
    found, begun = shutil.which(options.emupos), time.monotonic()
    if found is None:
        print("There is no emupos: python3.13 -m venv ../emupos && ../emupos/bin/pip install emupos==0.4.0")
        return 2
    with tempfile.TemporaryDirectory() as aside:
        try:
            tally = prove(Path(found).absolute(), options.keep or Path(aside), quick=options.quick)
        except Difference as error:
            print(f"not proved: {error}")
            return 1
    for what, count in sorted(tally.items()):
        print(f"{count:7}  {what}")
    print(f"proved in {time.monotonic() - begun:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
