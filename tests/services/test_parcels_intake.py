"""Taking parcels in: whom a label means, which courier, where it goes, what is warned of."""

import pytest

from kiosk import numbers
from kiosk.services.parcels.kept import courier_of
from tests.counter import OWNER, UNIT, Counter

RECEIVE = "parcels.receive"
WAYBILL = "SF1234567898821"
#: A parcel of the owner's with everything said by hand, so that no rule's question decides where it goes.
SAID = {"addressee": "沈** 2207", "who": f"{UNIT} {OWNER}", "unit": UNIT, "party": OWNER, "courier": "sf"}


def receive(counter: Counter, waybill: str = WAYBILL, **more: object):  # type: ignore[no-untyped-def]  # a test's short hand
    """Take in a parcel of the owner's."""
    return counter.take(RECEIVE, **{"waybills": [waybill], **SAID, **more})


@pytest.mark.rule("PAR-04")
@pytest.mark.parametrize("name", ["waybills", "addressee", "party", "pieces"])
def test_the_register_has_its_fields(counter: Counter, name: str) -> None:
    """Tracking number, addressee, room and pieces are asked; phone, place, time and clerk come by themselves."""
    assert name in counter.asked(RECEIVE)


@pytest.mark.rule("PAR-03")
def test_the_giver_is_the_courier(counter: Counter) -> None:
    """Receiving follows the transfer procedure: who leaves it is written down."""
    assert "courier" in counter.asked(RECEIVE)


@pytest.mark.rule("PAR-03")
def test_it_is_registered_and_put_into_the_store(counter: Counter) -> None:
    """A place of its own from the moment it is accepted (XFR-06)."""
    assert receive(counter).place == "A-1-01"


@pytest.mark.parametrize(
    ("label", "who"),
    [("沈** 2207", f"{UNIT} {OWNER}"), ("2207", f"{UNIT} {OWNER}"), ("139****2207", f"{UNIT} {OWNER}"), (UNIT, f"{UNIT} {OWNER}"),
     ("3栋2单元1005室", f"{UNIT} {OWNER}"), ("单雪松", "5-1-2101 单雪松"), ("沈佳宜", f"{UNIT} {OWNER}")],
)  # fmt: skip  # what labels say
def test_a_label_names_its_resident(counter: Counter, label: str, who: str) -> None:
    """However a courier writes it: the only one who is meant stands there already, with unit, name and courier."""
    draft = counter.draft(RECEIVE, waybills=[WAYBILL], addressee=label)
    shown = {question.name: question.value for question in draft.shown}
    assert (shown["who"], shown["unit"], shown["party"]) == (who, *who.split(" "))
    assert (shown["courier"], draft.ready) == ("sf", True)


@pytest.mark.parametrize("label", ["王** 2207", "wang 2207", "5-1-2101 沈佳宜 139****2207"])
def test_whoever_does_not_fit_the_whole_label_is_not_taken_for_granted(counter: Counter, label: str) -> None:
    """Another family of the same four digits, another home: offered with a digit, and somebody has to look."""
    draft = counter.draft(RECEIVE, waybills=[WAYBILL], addressee=label)
    who = next(question for question in draft.shown if question.name == "who")
    assert (who.value, draft.ready) == (None, False)
    assert f"{UNIT} {OWNER}" in [option.key for option in who.options]


def test_several_are_chosen_by_a_digit(counter: Counter) -> None:
    """Two families of one name: nobody is guessed, each has its digit, 0 keeps it in the queue."""
    counter.take("estate.move_in", unit="5-1-2101", name="沈家义", phone="13700005566")
    draft = counter.draft(RECEIVE, waybills=[WAYBILL], addressee="沈**")
    who = next(question for question in draft.shown if question.name == "who")
    assert who.value is None
    assert min((option.digit, option.key) for option in who.options) == ("0", "unknown")
    assert {option.digit: option.key for option in who.options if option.digit != "0"} == {
        "1": f"{UNIT} {OWNER}", "2": "5-1-2101 沈家义"}  # fmt: skip


def test_phone_and_resident_come_from_the_file(counter: Counter) -> None:
    """Nobody types them; the note of the unit shows while it is typed."""
    counter.take("estate.add_note", unit=UNIT, text="假期，请转交邻居")
    assert "假期" in str(counter.draft(RECEIVE, waybills=[WAYBILL], addressee="2207").notes)
    counter.take(RECEIVE, waybills=[WAYBILL], addressee="2207")
    assert counter.sql("SELECT unit, party, phone FROM record WHERE service = 'parcels'") == [
        (UNIT, OWNER, "13912342207")
    ]


@pytest.mark.parametrize(
    ("waybill", "courier"),
    [("SF1234567898821", "sf"), ("YT8812345678901", "yto"), ("78912345678901", "zto"), ("773123456789012", "sto"),
     ("463123456789012", "yunda"), ("JT5123456789012", "jt"), ("JDVA12345678901", "jd"), ("EV123456789CN", "ems"),
     ("9876543210987", "ems"), ("6901234567892", None), ("sf 1234 5678 98821", "sf")],
)  # fmt: skip  # a waybill of each courier
def test_a_waybill_tells_its_courier(waybill: str, courier: str | None) -> None:
    """The usual shapes; what could be anybody's is asked."""
    assert courier_of(waybill) == courier


def test_an_unknown_shape_is_asked(counter: Counter) -> None:
    """By a button with its digit; a courier whom the estate does not list is never guessed."""
    assert counter.draft(RECEIVE, waybills=["6901234567892"], addressee="2207").missing == ("courier",)
    assert counter.draft(RECEIVE, waybills=["78912345678901"], addressee="2207").missing == ("courier",)


def test_any_code_of_the_label_finds_it(counter: Counter) -> None:
    """Two codes on one label, scanned in any order at intake: each opens the hand-over, as its own tail finds it."""
    taken = receive(counter, waybills=["6901234567892", WAYBILL])
    for code in ("6901234567892", WAYBILL, WAYBILL.lower(), numbers.payload(taken.number), taken.place):
        assert [(found.key, found.step) for found in counter.reader.scan(code)] == [(taken.number, "parcels.release")]
    assert taken.number in [found.key for found in counter.reader.find("8821")]


@pytest.mark.parametrize("code", ["label", "number", "12345"])
def test_our_own_codes_are_no_waybills(counter: Counter, code: str) -> None:
    """A label of ours is refused in words, and so is what is too short."""
    taken = receive(counter)
    said = {"label": numbers.payload(taken.number), "number": taken.number}.get(code, code)
    assert "waybills" in counter.draft(RECEIVE, waybills=[said]).errors


def test_a_waybill_that_lies_here_is_warned_of(counter: Counter) -> None:
    """Where it lies is said; one tick says that it is another parcel, and nothing is blocked."""
    taken = receive(counter)
    refused = counter.draft(RECEIVE, waybills=[WAYBILL], addressee="2207").refusals
    assert [(one.about, taken.short in str(one.words), taken.place in str(one.words)) for one in refused] == [
        ("anyway", True, True)
    ]
    assert receive(counter, anyway=True).state == "waiting"
    counter.take("parcels.release", taken.number)


def test_a_collected_waybill_may_come_again(counter: Counter) -> None:
    """Only what lies here is warned of."""
    counter.take("parcels.release", receive(counter).number)
    assert receive(counter).state == "waiting"


def test_one_units_parcels_lie_together(counter: Counter) -> None:
    """The next free place to the unit's own, in walking order; others begin where the walk begins."""
    first = receive(counter, "SF0000000000001", place="A-2-01")
    others = [counter.take(RECEIVE, addressee="单雪松", courier="yto").place for _n in range(1)]
    assert (first.place, others, receive(counter, "SF0000000000002").place) == ("A-2-01", ["A-1-01"], "A-2-02")
    assert receive(counter, "SF0000000000003", size="3").place == "C-1-01"


def test_numbers_have_three_digits(counter: Counter) -> None:
    """A day may bring hundreds."""
    assert receive(counter).short == "P-1122-001"


def test_a_place_may_be_chosen(counter: Counter) -> None:
    """What the clerk types must be free; a full store says so."""
    taken = receive(counter, place="B-1-01")
    assert taken.place == "B-1-01"
    assert "place" in counter.draft(RECEIVE, place="B-1-01").errors


def test_nobody_we_know_waits_in_a_queue(counter: Counter) -> None:
    """It has its place and its line on the board, and gets a new label once somebody knows."""
    taken = counter.take(RECEIVE, waybills=[WAYBILL], addressee="吴**", who="unknown")
    assert (taken.state, taken.place, counter.due()) == ("unmatched", "A-1-01", [("parcels.match", "amber", "hour")])
    assert "收件人待查" in counter.paper(taken, "label")
    assert "吴**" in [row.party for row in counter.reader.records("parcels")]
    matched = counter.take("parcels.match", taken.number, unit=UNIT, party=OWNER)
    assert (matched.state, matched.place) == ("waiting", "A-1-01")
    assert "3-2-1005  沈** 2207" in counter.paper(matched, "label")
    assert [step for step, _tone, _group in counter.due()] == ["parcels.notify"]


def test_a_match_asks_for_no_more_than_is_known(counter: Counter) -> None:
    """Nobody fits: the unit is typed; whoever of it the label means is named, the label's own words are nobody's name."""
    taken = counter.take(RECEIVE, waybills=[WAYBILL], addressee="吴** 7788", who="unknown")
    assert "who" not in counter.asked("parcels.match", taken.number)
    assert counter.shown("parcels.match", "party", taken.number, unit=UNIT) is None
    counter.take("estate.move_in", unit="5-1-2101", name="吴一凡", phone="13600007788")
    counter.take("estate.move_in", unit=UNIT, name="吴小妹", relation="family")
    assert "who" in counter.asked("parcels.match", taken.number)
    assert counter.shown("parcels.match", "party", taken.number, unit="5-1-2101", who=None) == "吴一凡"
    said = {str(label): words for label, words in counter.reader.page(taken.number).journal[0].answers}
    assert said["收件人"] == "查无此人：先收下再查"


def test_a_wrong_match_is_undone(counter: Counter) -> None:
    """Back in the queue, as the label says it, with the trace in the journal."""
    taken = counter.take(RECEIVE, waybills=[WAYBILL], addressee="吴**", who="unknown")
    counter.take("parcels.match", taken.number, unit=UNIT, party=OWNER)
    assert counter.take("parcels.unmatch", taken.number, reason="认错了").state == "unmatched"
    assert counter.sql("SELECT unit, party, phone, resident FROM record WHERE service = 'parcels'") == [
        (None, "吴**", None, None)
    ]


def test_taken_in_by_mistake(counter: Counter) -> None:
    """Cancelled with a reason; its place is free again."""
    taken = receive(counter)
    assert counter.take("parcels.cancel", taken.number, reason="不是本园区").state == "cancelled"
    assert receive(counter).place == taken.place


@pytest.mark.parametrize(("flag", "zh", "en"), [("damaged", "拍下", "photo"), ("perishable", "生鲜", "Perishable")])
def test_flags_tell_what_to_do(counter: Counter, flag: str, zh: str, en: str) -> None:
    """Damage is asked for and photographed while the courier stands there; what perishes is told at once."""
    assert counter.says(RECEIVE, zh, en, flag=flag)
    assert ("damage" in counter.asked(RECEIVE, flag=flag)) == (flag == "damaged")


def test_a_notice_for_every_parcel_is_a_setting(counter: Counter) -> None:
    """Off by default, for the mailbox where it is wanted."""
    assert counter.shown(RECEIVE, "notice") is False
    counter.sign_in("周明")
    counter.take("house.set_value", key="parcel_notice", value="true")
    assert counter.shown(RECEIVE, "notice") is True


def test_the_next_parcel_scanned_too_soon_is_named(counter: Counter) -> None:
    """Two couriers' waybills in one form: both are said, and one tick says that they stand on one label."""
    both = ["SF1234567898821", "YT8812345678901"]
    refused = counter.draft(RECEIVE, waybills=both, addressee="2207").refusals
    assert [(one.about, both[1] in str(one.words)) for one in refused] == [("one_label", True)]
    three = counter.draft(RECEIVE, waybills=[*both, "SF1234567898822"], addressee="2207").refusals
    assert "3 个运单号" in str(three[0].words)
    assert receive(counter, waybills=both, one_label=True).state == "waiting"
    assert "one_label" not in counter.asked(RECEIVE, waybills=[WAYBILL, "6901234567892"])


def test_waybills_of_a_courier_nobody_knows_are_two_as_well(counter: Counter) -> None:
    """What looks like the first code is the next parcel's waybill; what looks otherwise is its second code."""
    both = ["ZX99-12345", "ZX9912346"]
    refused = counter.draft(RECEIVE, waybills=both, addressee="2207", courier="other").refusals
    assert [one.about for one in refused] == ["one_label"]
    assert "one_label" not in counter.asked(RECEIVE, waybills=["ZX9912345", "6901234567892"])


def test_who_was_found_stands_in_the_journal_in_words(counter: Counter) -> None:
    """The queue's own key is no word for a clerk."""
    taken = counter.take(RECEIVE, waybills=[WAYBILL], addressee="吴** 7788", who="unknown")
    counter.take("parcels.match", taken.number, unit=UNIT, party=OWNER)
    (told,) = [one for one in counter.reader.page(taken.number).journal if one.step == "parcels.match"]
    said = " ".join(str(words) for _label, words in told.answers)
    assert "unknown" not in said
    assert "查无此人：先收下再查 →" in said
