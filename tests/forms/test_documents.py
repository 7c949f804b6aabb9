"""Documents read by machine in the form: passports line by line, identity cards by number or line; odd ones only warn."""

import itertools

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from kiosk.forms.form import Form
from kiosk.views.service import ServicePage
from kiosk.views.window import Window
from tests.counter import UNIT, Counter
from tests.test_documents_read import CARD, NUMBER, PASSPORT
from tests.windows import find


def form_of(window: Window, service: str) -> Form:
    """Return the form that stands in a service's page."""
    page = window.known[service]
    assert isinstance(page, ServicePage)
    assert page.form is not None
    return page.form


def seeing(window: Window, counter: Counter, party: str = "Anna Eriksson") -> Form:
    """Open the form in which a visitor's document is seen."""
    visit = counter.take("visitors.arrive", unit=UNIT, party=party).number
    window.open_record(visit, "visitors.see_document")
    return form_of(window, "visitors")


def night(window: Window) -> Form:
    """Open the form of a guest for the night."""
    window.begin("overnight.register")
    form = form_of(window, "overnight")
    form._answered("unit", UNIT)
    return form


def burst(window: Window, text: str) -> None:
    """Type as a scanner does: no person is so quick, and Enter follows."""
    ticks = itertools.count()
    window.bursts.seconds = lambda: next(ticks) * 0.002
    for key in f"{text}\r":
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, key)


def strips(form: Form) -> str:
    """Return what stands above the questions."""
    return " ".join(one.text() for one in form.strips.findChildren(QLabel))


def test_a_passport_comes_line_by_line_and_fills_the_form(window: Window) -> None:
    """Kind, number, name, nationality, sex: nothing is typed."""
    form = night(window)
    assert form.give_scan(PASSPORT[0])
    assert "document" not in form.answers
    assert form.give_scan(PASSPORT[1])
    assert {name: form.answers.get(name) for name in ("paper", "document", "party", "nation", "sex")} == {
        "paper": "passport", "document": "L898902C3", "party": "Anna Maria Eriksson", "nation": "UTO", "sex": "f",
    }  # fmt: skip
    field = find(form, "overnight.register.party")
    assert isinstance(field, QLineEdit)
    assert field.text() == "Anna Maria Eriksson"
    assert "1974-08-12" in strips(form)
    assert "2012-04-15" in strips(form)  # it is no longer good: said, not refused


def test_what_a_person_typed_stays(window: Window) -> None:
    """The name in Chinese that was asked for is not replaced by letters."""
    form = night(window)
    form._answered("party", "安娜")
    form.give_scan("".join(PASSPORT))
    assert (form.answers["party"], form.answers["document"]) == ("安娜", "L898902C3")


def test_wrong_check_digits_warn_and_never_block(window: Window, counter: Counter) -> None:
    form = seeing(window, counter)
    form.give_scan(PASSPORT[0] + "X" + PASSPORT[1][1:])
    assert form.answers["document"] == "X898902C3"
    assert form.draft.errors == {}
    assert len(form.read_said) == 3  # what it says, what is odd, that it is over


def test_a_reader_that_types_is_caught_wherever_the_focus_is(window: Window, counter: Counter) -> None:
    """In the field of the number too: its lines do not run into it."""
    form = seeing(window, counter)
    form.focus("document")
    burst(window, PASSPORT[0])
    field = find(form, "visitors.see_document.document")
    assert isinstance(field, QLineEdit)
    assert field.text() == ""
    burst(window, PASSPORT[1])
    assert (form.answers["kind"], form.answers["document"]) == ("passport", "L898902C3")
    assert field.text() == "L898902C3"
    assert field.echoMode() == QLineEdit.EchoMode.Password


def test_lines_that_are_pasted_whole_are_read_too(window: Window, counter: Counter) -> None:
    form = seeing(window, counter)
    field = find(form, "visitors.see_document.document")
    assert isinstance(field, QLineEdit)
    field.setText(" ".join(PASSPORT))
    field.textEdited.emit(" ".join(PASSPORT))
    assert (form.answers["kind"], form.answers["document"], field.text()) == ("passport", "L898902C3", "L898902C3")


def test_the_number_of_a_card_that_a_reader_types(window: Window, counter: Counter) -> None:
    form = seeing(window, counter)
    form.focus("kind")
    burst(window, NUMBER)
    assert (form.answers["kind"], form.answers["document"]) == ("resident", NUMBER)


def test_the_line_of_a_card_fills_the_form_of_the_night(window: Window) -> None:
    form = night(window)
    assert form.give_scan(f"何苗,女,汉,19900101,杭州,{NUMBER}")
    assert {name: form.answers.get(name) for name in ("paper", "document", "party", "nation", "sex")} == {
        "paper": "resident", "document": NUMBER, "party": "何苗", "nation": "中国", "sex": "f",
    }  # fmt: skip


def test_a_kind_that_is_not_accepted_here_is_another_document(window: Window, counter: Counter) -> None:
    counter.sign_in("周明")
    counter.take("house.set_value", key="day_documents", value='"resident other"')
    counter.sign_in("李婷")
    form = seeing(window, counter)
    form.give_scan("".join(PASSPORT))
    assert (form.answers["kind"], form.answers["document"]) == ("other", "L898902C3")


def test_our_own_codes_and_other_scans_go_their_usual_way(window: Window, counter: Counter) -> None:
    """Neither a slip's code nor a waybill is a document."""
    form = seeing(window, counter)
    for code in ("SF1234567890123", "3-2-1005", "123456789012345678"):
        assert not form.give_scan(code)
    window.begin("luggage.store")
    assert not form_of(window, "luggage").give_scan("".join(PASSPORT))


def test_a_passport_read_at_the_arrival_gives_the_name_alone(window: Window) -> None:
    """The number is asked for with the document; nothing of it stands in the form before."""
    window.begin("visitors.arrive")
    form = form_of(window, "visitors")
    form.give_scan(PASSPORT[0])
    form.give_scan(PASSPORT[1])
    assert form.answers == {"party": "Anna Maria Eriksson"}


def test_a_passport_that_no_form_wants_runs_into_no_box(window: Window) -> None:
    """It is said what to do; neither name nor number stands on the screen."""
    said: list[str] = []
    window.toast.say = lambda words, *more: said.append(str(words))  # type: ignore[method-assign]  # what it would show
    for line in PASSPORT:
        window.scanned(line)
    assert len(said) == 1
    assert window.top.box.text() == ""


def test_an_unusual_telephone_number_is_said_and_taken(window: Window, counter: Counter) -> None:
    assert counter.says("visitors.arrive", "电话", "telephone", unit=UNIT, party="何苗", phone="139123422071")
    assert not counter.says(
        "visitors.arrive", "电话号码", "telephone number", unit=UNIT, party="何苗", phone="13912342207"
    )
    assert counter.take("visitors.arrive", unit=UNIT, party="何苗", phone="139123422071").number


def test_a_document_is_read_wherever_one_is_asked_for(window: Window, counter: Counter) -> None:
    """A lost claim ticket, an owner who locked himself out."""
    stored = counter.store()
    window.open_record(stored.number, "luggage.hand_over")
    lost = form_of(window, "luggage")
    lost._answered("claim", "lost")
    assert lost.give_scan(NUMBER)
    window.begin("escort.locked_out")
    owner = form_of(window, "escort")
    assert owner.give_scan("".join(PASSPORT))
    assert (lost.answers["document"], owner.answers["document"]) == (NUMBER, "L898902C3")


def test_a_first_line_that_is_read_again_begins_anew(window: Window) -> None:
    """Two first lines are no passport: their letters never stand for a number."""
    form = night(window)
    form.give_scan(PASSPORT[0])
    form.give_scan(PASSPORT[0])
    assert "document" not in form.answers
    form.give_scan(PASSPORT[1])
    assert form.answers["document"] == "L898902C3"
    for line in (CARD[0], CARD[1], CARD[0], *CARD[1:]):
        form.give_scan(line)
    assert form.answers["document"] == "D23145890"


def test_a_card_that_is_read_takes_the_place_of_last_times(window: Window, counter: Counter) -> None:
    """The form offers the document of last time; who puts another one on the reader means that one."""
    before = counter.take("visitors.arrive", unit=UNIT, party="何苗").number
    counter.take("visitors.see_document", before, kind="resident", document="330106199001011236", copied=True)
    counter.take("visitors.turn_away", before, away="other", why="改日再来")
    form = seeing(window, counter, "何苗")
    assert (form.draft.shown[1].name, form.draft.shown[1].value) == ("same", True)
    assert form.give_scan(NUMBER)
    assert {name: form.answers.get(name) for name in ("same", "kind", "document")} == {
        "same": False, "kind": "resident", "document": NUMBER,
    }  # fmt: skip
    form._answered("copied", True)
    form.take()
    found = [one.key for one in counter.reader.find(NUMBER)]
    assert (form.record in found, before in found) == (True, False)
