"""Canaries: unique document numbers and pictures through a whole life at the counter, and afterwards no byte of them.

    python -m tests.canaries [NUMBERS] [PICTURES]

Each number is shown, typed wrong, left for somebody, looked for, drafted, printed around, drawn on screens, logged
beside, copied, undone and at last over its term. Then every file is read: data, its log and copies, the program's log,
temporary files, paper, pictures of screens. Nothing may be found in any form (`tests.traces`), nothing may be opened
any more, and neither names nor phones may be left. docs/privacy.md has what the long form found.
"""

import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import select

from kiosk import logbook
from kiosk.bridge import Bridge
from kiosk.errors import KioskError
from kiosk.pictures import prepare
from kiosk.printing import layout, slip, text
from kiosk.printing.printers import FolderPrinter
from kiosk.printing.profile import Profile
from kiosk.printing.spool import Pace, Worker
from kiosk.store import attachments, journal
from kiosk.store.database import _copy, reading
from kiosk.store.tables import Attachment, Sealed
from kiosk.vault import KeyGoneError
from tests.counter import OWNER, UNIT, Counter
from tests.desk.test_pictures import CANARY as IN_THE_FILE
from tests.desk.test_pictures import card
from tests.traces import Traces, files, logged, read, size, texts

#: Every canary bears this name and a running one, and a telephone of its own.
NAME, SPOKEN, PHONE = "金丝雀", "jinsique", "1709"
_DIGEST = re.compile(rb"[0-9a-f]{64}")
_PHONE = re.compile(rb"(?<![0-9a-f])%s[0-9]{7}(?![0-9a-f])" % PHONE.encode())
_WEIGHTS, _CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"
#: So many slips go to paper as bytes, picture and PDF in the long form, a third of a second each; of all others the words
#: are laid out as they would stand there, which is the same layout.
_SHEETS = 400
#: Days at the end of which there is a purge: a number's term, its key's, visitors', things', the list's key.
_DAYS = (31, 35, 120, 200, 40)


def numbers(count: int) -> list[str]:
    """Return unique resident numbers that pass every check, and are nobody's."""
    made = []
    for no in range(count):
        body = f"330106{date(1950, 1, 1) + timedelta(days=no % 20_000):%Y%m%d}{(no * 7 + no // 20_000) % 1000:03d}"
        made.append(body + _CHECKS[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11])
    return made


@dataclass
class Report:
    """What a flock of canaries came to."""

    numbers: int = 0
    pictures: int = 0
    steps: int = 0
    sealed: int = 0
    sheets: int = 0
    laid_out: int = 0
    screens: int = 0
    searched: int = 0
    seconds: float = 0.0
    found: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Return it in one line."""
        return (
            f"{self.numbers} numbers and {self.pictures} pictures, {self.steps} steps, {self.sealed} sealed values, "
            f"{self.sheets} sheets, the words of {self.laid_out} more, "
            f"{self.screens} screens, {self.searched / 1e6:.0f} MB searched, {self.seconds:.0f} s; "
            f"found: {len(self.found)}"
        )


class Flock:
    """Canaries at one counter: each lives one of several lives."""

    def __init__(self, counter: Counter, below: Path, count: int, pictures: int) -> None:
        """Keep everything in a folder: the data lies there already."""
        self.counter, self.home, self.numbers = counter, below, numbers(count)
        self.paper, self.screens = below / "paper", below / "screens"
        self.screens.mkdir(exist_ok=True)
        self.bridge = Bridge(counter.desk, inline=True)
        chance = random.Random(11)  # not for secrets: the same cards each time
        self.cards = [card(600 + chance.randrange(200), 380 + no) for no in range(pictures)]
        self.steps = self.sheets = self.laid_out = self.taken = 0
        self.homes = [UNIT, *(f"9-1-{101 + no}" for no in range(count // 50))]  # nobody is visited by thousands
        self.furnish(bool(pictures))
        #: Class, month, box and what it is bound to: as a thief would have copied them.
        self.boxes: list[tuple[str, str, bytes, str]] = []
        self.keys: list[bytes] = []
        self.digests: list[str] = []
        self.shown: list[bytes] = []

    def furnish(self, pictures: bool) -> None:
        """Let people move into the homes, and the house keep pictures."""
        self.counter.sign_in("周明")
        for home in self.homes[1:]:
            self.counter.take("estate.add_unit", unit=home)
            self.counter.take("estate.move_in", unit=home, name=OWNER, phone="13912342207")
        if pictures:
            self.counter.take("house.set_value", key="document_pictures", value="true")
        self.round = self.counter.take("inside_round.begin").number
        self.counter.sign_in("李婷")

    # --- lives ----------------------------------------------------------------------------------------

    def live(self) -> None:
        """Let every number live a life, and every picture be taken."""
        lives: tuple[Callable[[str, int], None], ...] = (
            self.visit, self.night, self.key, self.out, self.announced, self.again, self.visit, self.key, self.out, self.wrong,
            self.typed, self.key, self.out, self.typed, self.visit, self.key, self.out, self.typed, self.key, self.out,
        )  # fmt: skip  # one paragraph
        for no, number in enumerate(self.numbers):
            if no % 50 == 49:
                (self.ticket if no % 100 == 99 else self.barred)(number, no)
            else:
                lives[no % len(lives)](number, no)
            self.look_for(number, no)
            self.counter.later(seconds=1)

    def take(self, step: str, record: str | None = None, **answers: Any) -> Any:
        """Take a step."""
        self.steps += 1
        return self.counter.take(step, record, **answers)

    def who(self, no: int) -> dict[str, Any]:
        """Return whom a canary visits, its name and its telephone."""
        return {"unit": self.homes[no % len(self.homes)], "party": f"{NAME}{no}", "phone": f"{PHONE}{no:07d}"}

    def arrive(self, number: str, no: int) -> str:
        """Let it arrive and show its document; a picture is taken of some."""
        visit = str(self.take("visitors.arrive", **self.who(no), plate=f"浙A{no % 100_000:05d}").number)
        more = {"agreed_copy": True, "pictures": [self.cards[self.taken]]} if self.taken < len(self.cards) else {}
        self.taken += bool(more)
        self.take("visitors.see_document", visit, kind="resident", document=number, copied=True, **more)
        return visit

    def visit(self, number: str, no: int) -> None:
        """Go in by day and leave; some stand on the list of who is inside, whose routine never closes."""
        visit = self.arrive(number, no)
        self.take("visitors.agree_admit", visit, channel="intercom", door="host")
        if no % 20 == 0:
            self.take("inside_round.print_inside", self.round)
        self.take("visitors.leave", visit)

    def again(self, number: str, no: int) -> None:
        """Come a second time with the same document, and be turned away."""
        self.visit(number, no)
        visit = self.take("visitors.arrive", **self.who(no)).number
        self.take("visitors.see_document", visit, kind="resident", same=True, copied=True)
        self.take("visitors.host_called", visit, channel="given", given=f"{PHONE}{no:07d}")
        self.take("visitors.leave_word", visit, for_whom=OWNER, words=f"{NAME}留言")
        message = self.counter.reader.records("messages")[0].number
        self.take("messages.withdraw", message, reason=NAME)

    def wrong(self, number: str, no: int) -> None:
        """Show another document, take it back, be turned away by mistake and then for good."""
        visit = self.arrive(number, no)
        self.take("visitors.document_wrong", visit, reason="看错了")
        self.take("visitors.see_document", visit, kind="resident", document=number, copied=True)
        self.take("visitors.turn_away", visit, away="went")
        self.take("visitors.not_turned_away", visit, reason="点错了")
        self.take("visitors.turn_away", visit, away="declined", why=f"{NAME}不愿等候")

    def night(self, number: str, no: int) -> None:
        """Stay overnight, leave, and come from a visit."""
        visit = self.arrive(number, no)
        said = {
            "owner_here": True,
            "paper": "resident",
            "document": number,
            "paper_copied": True,
            "sex": "f",
            "nation": "中国",
        }
        night = self.take("visitors.stay_overnight", visit, **said, owner_signature="paper").also[0].number
        self.take("overnight.check_out", night)

    def announced(self, number: str, no: int) -> None:
        """Be announced with nobody home, be known by the number that was left, go in and leave."""
        said = {"somebody_home": False, "owner_here": True, "for_kind": "resident", "for_document": number}
        expected = self.take("announcements.announce", **self.who(no), **said, contact=f"{PHONE}{no:07d}").number
        visit = self.take("announcements.came", expected).also[0].number
        self.take("visitors.see_document", visit, kind="resident", document=number, copied=True)
        self.take("announcements.confirm", expected, matches=True)
        self.take("announcements.not_confirmed", expected, reason="点错了")
        self.take("announcements.confirm", expected, matches=True)
        self.take("visitors.admit", visit)
        self.take("visitors.leave", visit)

    def key(self, number: str, no: int) -> None:
        """Have a key left, and take it away for good."""
        said = {"purpose": "visitor", "for_whom": f"{NAME}{no}", "for_kind": "resident", "for_document": number}
        key = self.take("keys.leave", unit=UNIT, party=OWNER, **said, signature="paper", hook="A-1").number
        self.take(
            "keys.release",
            key,
            seen_document=number,
            identity=True,
            channel="file",
            taken_signature="paper",
            comes_back=False,
        )

    def out(self, number: str, no: int) -> None:
        """Be an owner who locked himself out, and find the key after all."""
        escort = self.take("escort.locked_out", unit=UNIT, party=OWNER, document=number).number
        self.take("escort.give_up", escort, reason=NAME)

    def ticket(self, number: str, no: int) -> None:
        """Collect luggage without its ticket."""
        luggage = self.counter.store().number
        more = {"collector": f"{NAME}{no}", "document": number, "copied": True, "statement": f"{NAME}遗失"}
        self.take(
            "luggage.hand_over", luggage, lifts=[self.counter.lift("STO-25", f"{NAME}已核对")], claim="lost", **more
        )

    def barred(self, number: str, no: int) -> None:
        """Stand on the list by number, and be taken off it."""
        self.counter.sign_in("王主管")
        listed = self.take("barred.enter", party=f"乙{no}", document=number, why=NAME, asked_by=NAME).number
        self.take("barred.lift", listed, reason=NAME)
        self.counter.sign_in("李婷")

    def typed(self, number: str, no: int) -> None:
        """Be typed into a form that is left, into fields where it does not belong, and amid errors of the program."""
        visit = self.take("visitors.arrive", **self.who(no)).number
        said = {"kind": "resident", "document": number, "copied": True}
        self.bridge.save_draft(f"form {no}", "visitors.see_document", visit, said)
        self.counter.draft("visitors.see_document", visit, **said)
        for step, wrong in (
            ("see_document", {**said, "copied": number}),
            ("turn_away", {"away": "other", "why": number}),
        ):
            self.bridge.take(f"visitors.{step}", wrong, visit, once=f"wrong {step} {no}", failed=lambda error: None)
        self.bridge.call(lambda desk: desk.take("visitors.nothing", {}, visit, once=number), failed=lambda error: None)
        self.take("visitors.turn_away", visit, away="document")

    def look_for(self, number: str, no: int) -> None:
        """Look for it as the one box does; at every key, where it is one of the first of a hundred."""
        for at in (6, 14, 17, 18) if no % 100 < 10 else ():
            self.counter.reader.find(number[:at])
        self.counter.reader.beginnings(number)

    # --- paper, screens, copies ------------------------------------------------------------------------

    def print_out(self, most: int) -> None:
        """Bring some slips to paper, and lay the others out."""
        worker = Worker("folder", FolderPrinter(self.paper, Profile(pdf=True)), self.counter.desk, Pace())
        while self.sheets < most and (job := self.counter.desk.next_job("folder")) is not None:
            self.counter.desk.settle(job.id, worker.bring(job).state)
            self.sheets += 1
        waiting = self.counter.sql("SELECT blocks, language FROM job WHERE state = 'pending'")
        self.paper.mkdir(exist_ok=True)
        with (self.paper / "others.txt").open("w", encoding="utf-8") as stream:
            for blocks, language in waiting:
                stream.write(text.render(layout.layout(slip.load(blocks), columns=48, language=language)) + "\f\n")
        self.laid_out = len(waiting)

    def copy(self) -> None:
        """Copy what a thief would take, and let the program copy the data as before an upgrade."""
        _copy(self.counter.desk.folder.writer, self.counter.folder / "before-0001.db")
        numbered = dict(self.counter.sql("SELECT id, number FROM record"))
        with self.counter.desk.session() as session:
            vault = self.counter.desk.vault(session)
            for row in session.exec(select(Sealed)):
                self.boxes.append((row.keep, row.month, row.box, f"{numbered[row.record_id]}/{row.question}"))
                self.digests.append(row.digest)
            for held in session.exec(select(Attachment)):
                bound = attachments.bound(numbered[held.record_id], held.question, held.no)
                self.boxes.append((held.keep, held.month, held.box, bound))
                self.shown.append(vault.open(held.keep, held.month, held.box, bound))
        self.keys = [row[0] for row in self.counter.sql("SELECT wrapped FROM vault_key")]

    # --- afterwards ------------------------------------------------------------------------------------

    def traces(self) -> list[str]:
        """Return where a number or a picture is to be seen in any file."""
        pictures = [prepare(one).reveal() for one in self.cards]
        found = Traces(self.numbers, [*self.cards, *pictures, *self.shown]).in_folders(self.home)
        return found + texts([IN_THE_FILE.decode()], self.home)

    def end(self) -> None:
        """Let every term go by, with some work on the last day of each, and purge."""
        for days in _DAYS:
            self.counter.later(days=days)
            self.take("estate.add_note", unit=UNIT, text="今日")
            while self.counter.desk.purge().more:
                pass

    def left(self) -> list[str]:
        """Return what is left after the term: anything that opens, keys, digests, names and phones."""
        made = []
        with self.counter.desk.session() as session:
            vault = self.counter.desk.vault(session)
            for klass, month, box, bound in self.boxes:
                try:
                    vault.open(klass, month, box, bound)
                except KeyGoneError:
                    continue
                except KioskError:
                    pass
                made.append(f"the key of {klass} {month} is still here")
        digests = {one.encode() for one in self.digests}

        def left_in(data: Any) -> list[str]:
            """Return what a file still holds of keys, digests and telephones."""
            keys = ["a key" for one in self.keys if data.find(one) >= 0]
            kept = ["a digest" for one in _DIGEST.finditer(data) if one[0] in digests]
            return [*keys, *kept, *(one[0].decode() for one in _PHONE.finditer(data))]

        for path in files(self.counter.folder):
            made.extend(f"{path.name}: {one}" for one in read(path, left_in))
        made += texts([NAME, SPOKEN], self.counter.folder)
        return sorted(set(made))


def fly(
    home: Path, count: int, pictures: int, draw: Callable[[Flock], int] | None = None, *, sheets: int = _SHEETS, plant: Any = None
) -> Report:  # fmt: skip  # one line a group reads better
    """Let a flock live below `home`, and return what is found of it; `plant` leaks something on purpose."""
    began = time.monotonic()
    with logged(home / "estate" / logbook.FOLDER):
        report = _flown(home, count, pictures, draw, sheets, plant)
    report.seconds = time.monotonic() - began
    return report


def _flown(home: Path, count: int, pictures: int, draw: Any, sheets: int, plant: Any) -> Report:
    """Let a flock live and its terms go by."""
    counter = Counter(home / "estate", synchronous="NORMAL")
    flock = Flock(counter, home, count, pictures)
    flock.live()
    if plant is not None:
        plant(flock)
    flock.print_out(sheets)
    report = Report(count, flock.taken, screens=draw(flock) if draw is not None else 0)
    flock.copy()
    report.sealed, report.searched = len(flock.boxes), size(home)
    report.found += [f"during its life: {one}" for one in flock.traces()]
    flock.end()
    report.found += [f"after its term: {one}" for one in (*flock.traces(), *flock.left())]
    report.steps, report.sheets, report.laid_out = flock.steps, flock.sheets, flock.laid_out
    engine = reading(counter.folder)
    with engine.connect() as connection:
        report.found += [] if journal.prove(connection).whole else ["the journal is broken"]
    engine.dispose()
    flock.bridge.close()
    counter.close()
    return report


def drawn(flock: Flock) -> int:
    """Draw every screen over the flock, and read what stands on it; return how many."""
    from tests.on_screen import draw

    visit = next(row.number for row in flock.counter.reader.records("visitors", closed=True))
    seen = draw(flock.counter.desk, flock.screens, visit, flock.numbers)
    (flock.screens / "seen.txt").write_text("\n".join(seen), encoding="utf-8")  # searched with everything else
    return len(list(flock.screens.glob("*.png")))


def main(words: list[str]) -> int:
    """Run the long form in a folder of its own."""
    count, pictures = (int(word) for word in (*words, *("10000", "100")[len(words) :]))
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    with tempfile.TemporaryDirectory(prefix="canaries-") as made:
        home = Path(made)
        os.environ["KIOSK_SECRETS"] = str(home / "secrets")
        tempfile.tempdir = str(home / "tmp")
        (home / "tmp").mkdir()
        report = fly(home, count, pictures, drawn)
    print(report)
    for what in report.found[:40]:
        print(f"    {what}")
    return 1 if report.found or not report.steps else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
