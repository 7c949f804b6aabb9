"""Pages of A4: what goes out as a letter, on an office printer, as a PDF, and on a receipt printer all the same."""

import json
from pathlib import Path
from typing import Any

import pytest

from kiosk.desk.queue import goes_out
from kiosk.printing import spoolers
from kiosk.printing.link import Patience
from kiosk.printing.printers import AddressError, FolderPrinter, open_printer
from kiosk.printing.profile import Profile, profile_from, query_of
from kiosk.printing.slip import code, head, note, row, sign, title
from kiosk.printing.spool import Pace, Worker, page_of
from kiosk.printing.spoolers import SpooledPrinter
from kiosk.reports import a4
from kiosk.values import JobOut
from tests.counter import Counter
from tests.services.test_escort import asked

RECEIPT = {"key": "receipt", "address": "tcp://192.168.1.50"}
LETTER = "escort.letter"


def set_up(counter: Counter, *printers: dict[str, Any]) -> None:
    """Set printers up, as a manager would."""
    counter.sign_in("周明")
    counter.take("house.set_value", key="printers", value=json.dumps(json.dumps(list(printers))))
    counter.sign_in("李婷")


def office(folder: Path, **more: Any) -> dict[str, Any]:
    """Return an office printer that is a folder."""
    return {"key": "office", "address": folder.resolve().as_uri().replace("file:", "folder:") + "?paper=a4", **more}


def test_a_letter_goes_to_the_office_printer_and_nothing_else_does(counter: Counter, tmp_path: Path) -> None:
    """Whichever was set up first; without one, the receipt printer brings it."""
    number = asked(counter)
    set_up(counter, RECEIPT)
    house = counter.desk.house
    assert (goes_out(LETTER), counter.desk.printer_for(house, LETTER)) == (True, "receipt")
    set_up(counter, office(tmp_path), RECEIPT)
    house = counter.desk.house
    assert [counter.desk.printer_for(house, kind) for kind in (LETTER, "visitors.desk_copy")] == ["office", "receipt"]
    set_up(counter, office(tmp_path))
    assert counter.desk.printer_for(counter.desk.house, "visitors.desk_copy") == "office"
    set_up(counter, {**RECEIPT, "kinds": [LETTER]}, office(tmp_path))
    assert counter.desk.printer_for(counter.desk.house, LETTER) == "receipt"
    jobs = counter.take("escort.print_letter", number).jobs
    assert [page.number for page in counter.reader.pages(jobs, unprinted=True)] == ["E-1122-01"]


def test_what_the_office_printer_brings_is_not_opened_besides(counter: Counter, tmp_path: Path) -> None:
    """But it can be, to be mailed."""
    number = asked(counter)
    set_up(counter, office(tmp_path), RECEIPT)
    jobs = counter.take("escort.print_letter", number).jobs
    assert counter.reader.pages(jobs, unprinted=True) == ()
    assert [page.kind for page in counter.reader.pages(jobs)] == [LETTER]
    assert [job.page for job in counter.reader.jobs()] == [True]


def test_a_page_reaches_its_printer_as_a_pdf(counter: Counter, tmp_path: Path) -> None:
    """The whole way: from the queue to a document of A4, and to nothing else."""
    number = asked(counter)
    folder = tmp_path / "office"
    set_up(counter, office(folder), RECEIPT)
    counter.take("escort.print_letter", number)
    Worker("office", open_printer(office(folder)["address"]), counter.desk, Pace()).turn()
    [made] = list(folder.iterdir())
    assert (made.name, made.read_bytes()[:5]) == ("0001-E-1122-01-letter.pdf", b"%PDF-")
    assert [job.state for job in counter.reader.jobs()] == ["printed"]


def test_cups_gets_a_page_through_its_filters(monkeypatch: pytest.MonkeyPatch) -> None:
    """And a receipt as it is."""
    said: list[list[str]] = []

    def run(self: spoolers.Cups, command: list[str], data: bytes | None = None) -> Any:
        said.append(command)
        return type("Done", (), {"stdout": b"request id is office-7 (1 file(s))", "stderr": b""})

    monkeypatch.setattr(spoolers.Cups, "_run", run)
    for raw in (False, True):
        assert spoolers.Cups().submit("office", "E-1122-01", b"x", raw=raw) == "office-7"
    assert [command[4] for command in said] == ["media=A4", "raw"]


def test_a_printer_of_the_computer_is_told_that_it_is_a_page() -> None:
    """Where its address says so."""
    told: list[dict[str, Any]] = []

    class Told(spoolers.Cups):
        def state(self, name: str) -> Any:
            return spoolers.UNKNOWN

        def submit(self, name: str, title: str, data: bytes, **how: Any) -> str:
            told.append(how)
            return "office-7"

        def fate(self, name: str, document: str) -> str:
            return spoolers.DONE

    for profile in (profile_from("paper=a4"), Profile()):
        assert SpooledPrinter(Told(), "office", profile, Patience()).send(b"x", "AB12").state == "sent"
    assert told == [{"raw": False}, {}]


@pytest.mark.parametrize(
    "address",
    ["tcp://192.168.1.50?paper=a4", "usb://04b8:0202?paper=a4", "win://Office?paper=a4", "cups://x?page=yes"],
)
def test_no_other_printer_takes_pages(address: str) -> None:
    """Nothing of ours turns a PDF into what they understand: it says so when it is set up."""
    with pytest.raises(AddressError):
        open_printer(address)


def test_the_paper_is_read_back_from_the_address() -> None:
    """As the settings keep it."""
    assert query_of(profile_from("paper=a4")) == "paper=a4"
    assert isinstance(open_printer("folder:///tmp/x?paper=a4"), FolderPrinter)


def test_a_page_in_each_language_and_in_both() -> None:
    """The same bytes each time; a reprint is another page, and a code more makes no second corner."""
    code_ = code("E26112201J")
    top = [head("云栖花园", "南门服务台"), title("确认函"), code_]
    blocks = [*top, row("房号", "3-2-1005"), note("x"), sign("签名", date="日期"), code_]
    made = {language: a4.render([blocks], language) for language in ("zh", "en", "both")}
    assert all(data.startswith(b"%PDF-") for data in made.values())
    assert a4.render([blocks], "both") == made["both"]
    assert a4.render([blocks], "zh", reprint=(1, "李婷", "14:50", "卡纸")) != made["zh"]


def test_a_letter_of_many_words_is_whole(counter: Counter) -> None:
    """Forty characters of a name and long words: a page, or two."""
    number = asked(counter)
    [job] = counter.take("escort.print_letter", number).jobs
    [page] = counter.reader.pages((job,))
    long = JobOut(page.id, page.number, page.kind, page.blocks.replace("何苗", "欧阳" * 20), "both", None, page.ref)
    assert page_of(long).startswith(b"%PDF-")
