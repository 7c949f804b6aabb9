"""Identity card readers on a port, made up: asked over the protocol of their security module, or sending lines."""

import time
from collections.abc import Callable
from typing import Self

import pytest
from pytestqt.qtbot import QtBot

from kiosk.people import cards
from kiosk.people.mrz import Read
from kiosk.views.card_reader import CardReader
from kiosk.views.service import ServicePage
from kiosk.views.window import Window
from tests.counter import UNIT, Counter
from tests.test_documents_read import NUMBER, block


def answer(state: int, data: bytes = b"") -> bytes:
    """Return an answer as a reader sends it."""
    body = (len(data) + 4).to_bytes(2, "big") + bytes((0, 0, state)) + data
    total = 0
    for byte in body:
        total ^= byte
    return cards.HEAD + body + bytes((total,))


class Port:
    """A reader with a card on it; what it sends comes in small pieces, with noise before."""

    def __init__(self, *, lies: Callable[[], bool] = lambda: True, says: bytes = b"", noise: bytes = b"") -> None:
        self.lies, self.noise, self.held = lies, noise, says
        self.read_once = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Nothing to close."""

    def write(self, message: bytes) -> None:
        """Answer a command as the public descriptions say."""
        commands = {
            cards.ask(cards.FIND): self.find,
            cards.ask(cards.SELECT): self.select,
            cards.ask(cards.READ): self.text,
        }
        self.held += self.noise + commands[message]()

    def find(self) -> bytes:
        return answer(cards.FOUND, bytes(4)) if self.lies() and not self.read_once else answer(0x80)

    def select(self) -> bytes:
        return answer(cards.DONE, bytes(8))

    def text(self) -> bytes:
        self.read_once = True
        picture = bytes(1024)
        return answer(cards.DONE, (256).to_bytes(2, "big") + (1024).to_bytes(2, "big") + block() + picture)

    def read(self, most: int) -> bytes:
        """Give a few bytes; none for a while when there are none."""
        piece, self.held = self.held[: min(most, 97)], self.held[min(most, 97) :]
        if not piece:
            time.sleep(0.002)
        return piece

    @property
    def in_waiting(self) -> int:
        return len(self.held)


@pytest.mark.parametrize("noise", [b"", b"\x00\xff"])
def test_a_card_that_is_laid_on_is_read_once(qtbot: QtBot, noise: bytes) -> None:
    port = Port(noise=noise)
    reader = CardReader(lambda name, baud: port, pause=0.01)
    came: list[Read] = []
    reader.card.connect(came.append)
    reader.use("COM4", 115_200)
    qtbot.waitUntil(lambda: came != [])
    qtbot.wait(60)
    reader.close()
    assert [(one.kind, one.number, one.name, one.sex) for one in came] == [("resident", NUMBER, "何苗", "f")]


def test_without_a_card_nothing_comes(qtbot: QtBot) -> None:
    reader = CardReader(lambda name, baud: Port(lies=lambda: False), pause=0.01)
    came: list[object] = []
    reader.card.connect(came.append)
    reader.use("COM4", 115_200)
    qtbot.wait(60)
    reader.close()
    assert came == []


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_reader_that_sends_lines(qtbot: QtBot, encoding: str) -> None:
    """Tabs stand within a line; its characters come in either encoding."""
    line = f"何苗\t女\t汉\t19900101\t杭州\t{NUMBER}"
    reader = CardReader(lambda name, baud: Port(says=f"{line}\r\n".encode(encoding)))
    reader.speak("lines")
    came: list[str] = []
    reader.scanned.connect(came.append)
    reader.use("COM4", 9600)
    qtbot.waitUntil(lambda: came != [])
    reader.close()
    assert came == [line]


def test_a_card_answers_the_form_that_asks_for_it(window: Window, counter: Counter) -> None:
    visit = counter.take("visitors.arrive", unit=UNIT, party="何苗").number
    window.open_record(visit, "visitors.see_document")
    page = window.known["visitors"]
    assert isinstance(page, ServicePage)
    assert page.form is not None
    read = cards.block(block())
    window.card_read(read)
    assert (page.form.answers["kind"], page.form.answers["document"]) == ("resident", NUMBER)


def test_a_card_that_no_form_wants_is_kept_nowhere(window: Window, counter: Counter) -> None:
    """It is said what to do; the number stands in no field and in no search."""
    said: list[str] = []
    window.toast.say = lambda words, *more: said.append(str(words))  # type: ignore[method-assign]  # what it would show
    window.card_line(f"何苗,女,汉,19900101,杭州,{NUMBER}")
    assert len(said) == 1
    assert NUMBER not in f"{said}{window.top.box.text()}"


def test_a_reader_that_is_missing_is_said_and_forgiven(window: Window) -> None:
    window.cards_lost("COM4")
    assert ["COM4" in str(words) for words in window.problems.values()] == [True]
    window.cards_found()
    assert window.problems == {}
