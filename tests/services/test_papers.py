"""Every paper of every service is drawn in `tests/slips`, and is printed as it is drawn."""

import io
from collections.abc import Callable

import pytest

from kiosk import numbers
from kiosk.printing import layout, screen, slip
from kiosk.service import services
from kiosk.values import Outcome
from tests import golden
from tests.counter import OWNER, UNIT, Counter
from tests.services.test_announcements import NOBODY
from tests.services.test_key_kit import KIT
from tests.services.test_keys import GOOD, for_visitor
from tests.services.test_outgoing import leave
from tests.services.test_overnight import stay
from tests.services.test_visiting_rounds import begun
from tests.services.test_visitors_admit import admitted, documented

#: Papers that tests of their own compare, by the name of their drawings.
ELSEWHERE = {
    "luggage.desk_copy": "luggage_set", "luggage.claim_ticket": "luggage_set", "luggage.bag_tags": "luggage_set",
    "visitors.desk_copy": "visitor_slip", "visitors.visitor_copy": "visitor_slip", "overnight.overnight_form": "overnight",
    "parcels.label": "parcel_label", "parcels.pickup_notice": "pickup_notice",
}  # fmt: skip  # one line a service reads better


def courier_slip(counter: Counter) -> Outcome:
    """A cartload of YTO, one short; one parcel came without a waybill."""
    batch = counter.take("parcel_batch.begin", courier="yto", announced=4).number
    counter.take("parcels.receive", waybills=["YT8812345600017"], addressee="2207")
    counter.take("parcels.receive", waybills=["YT8812345601234"], addressee="单雪松")
    counter.take("parcels.receive", batch=batch, addressee="沈佳宜")
    return counter.take("parcel_batch.close", batch, difference="一件地址不在本园区，未收")


def outgoing_label(counter: Counter) -> Outcome:
    """Two books for a friend, by SF."""
    return leave(counter)


def visitor_pass(counter: Counter) -> Outcome:
    """The owner announces at the counter that nobody will be home."""
    return counter.take("announcements.announce", unit=UNIT, party="何苗", **NOBODY)


def letter(counter: Counter) -> Outcome:
    """An owner who is away is sent the letter."""
    number = counter.take("escort.ask", visit=documented(counter)).number
    return counter.take("escort.send_letter", number)


def register_slip(counter: Counter) -> Outcome:
    """The register of a building, for the manager."""
    counter.take("estate.move_in", unit=UNIT, name="沈念", relation="family", phone="13800002233")
    counter.sign_in("王主管")
    return counter.take("estate_register.print", building="3")


def inside_list(counter: Counter) -> Outcome:
    """A party of three inside, one guest for the night."""
    number = begun(counter, "inside_round")
    admitted(counter, persons=3)
    stay(counter)
    return counter.take("inside_round.print_inside", number)


def night_register(counter: Counter) -> Outcome:
    """Two guests sleep here."""
    number = begun(counter, "inside_round")
    stay(counter)
    stay(counter, party="SMITH ANNA")
    return counter.take("inside_round.print_night", number)


def key_deed(counter: Counter) -> Outcome:
    """The owner leaves the key of a home that stands empty, in two halves."""
    return counter.take("keys.leave", unit=UNIT, party=OWNER, purpose="vacant", hook="A-12", signature="paper")


def key_receipt(counter: Counter) -> Outcome:
    """The visitor fetches it."""
    return counter.take("keys.release", for_visitor(counter), **GOOD)


def kit_receipt(counter: Counter) -> Outcome:
    """The new owner gets what belongs to the home."""
    return counter.take("key_kit.hand_out", **KIT)


def emergency_list(counter: Counter) -> Outcome:
    """A party of three and a guest of the night, one of them seen; a home that needs help."""
    admitted(counter, persons=3, plate="浙A12345")
    stay(counter)
    counter.take("estate.add_note", unit=UNIT, text="行动不便，需轮椅", kind="evacuation")
    number = counter.take("roll_call.begin").number
    counter.take("roll_call.seen", number, seen=[1])
    return counter.take("roll_call.print_again", number)


def message_slip(counter: Counter) -> Outcome:
    """Somebody rang while the owner was out."""
    words = "请回电，谢谢。\n明天上午都在办公室。"
    return counter.take("messages.take", unit=UNIT, party=OWNER, caller="何苗", caller_phone="13700001111", words=words)


DRAWN: dict[str, Callable[[Counter], Outcome]] = {
    "parcel_batch.courier_slip": courier_slip, "outgoing.outgoing_label": outgoing_label,
    "announcements.visitor_pass": visitor_pass, "escort.letter": letter, "estate_register.register_slip": register_slip,
    "inside_round.inside_list": inside_list, "inside_round.night_register": night_register, "keys.key_deed": key_deed,
    "keys.key_receipt": key_receipt, "messages.message_slip": message_slip,
    "key_kit.kit_receipt": kit_receipt, "keys.key_tag": key_deed, "roll_call.emergency_list": emergency_list,
}  # fmt: skip  # one line a service reads better
#: What may be scanned; the other papers are filed or handed over.
CODED = ("outgoing.outgoing_label", "announcements.visitor_pass", "keys.key_deed")


def telephone(counter: Counter) -> None:
    """Give the desk an English name and a telephone, as the drawings have it."""
    counter.sign_in("周明")
    for key, value in (("phone", '"8000"'), ("estate_en", '"Yunqi Gardens"'), ("counter_en", '"South Gate Desk"')):
        counter.take("house.set_value", key=key, value=value)
    counter.sign_in("李婷")


@pytest.mark.parametrize("kind", DRAWN)
def test_a_paper_is_printed_as_it_is_drawn(counter: Counter, kind: str, pytestconfig: pytest.Config) -> None:
    """Six papers each; `--update-slips` writes them anew."""
    telephone(counter)
    assert golden.different(counter, DRAWN[kind](counter), kind.partition(".")[2], pytestconfig, kind) == []


@pytest.mark.parametrize("kind", CODED)
@pytest.mark.parametrize("columns", [48, 32])
def test_its_code_scans(counter: Counter, kind: str, columns: int) -> None:
    """What the printer draws is read by a scanner's own library, and names the record."""
    zxingcpp = pytest.importorskip("zxingcpp")
    from PIL import Image

    outcome = DRAWN[kind](counter)
    parts = [p for p in map(counter.reader.blocks, outcome.jobs) if p is not None and p.kind.endswith(kind)]
    found = set()
    for part in parts:
        lines = layout.layout(slip.load(part.blocks), columns=columns, language="zh")
        with Image.open(io.BytesIO(screen.png(lines, 576 if columns == 48 else 384))) as opened:
            found |= {one.text for one in zxingcpp.read_barcodes(opened.convert("L"))}
    assert found == {numbers.payload(outcome.number)}


def test_every_slip_has_its_drawings() -> None:
    """A new slip is drawn before it is printed: at both widths, in both languages and in both together."""
    kinds = {f"{of.key}.{kind.name}" for of in services().values() for kind in of.slips}
    assert kinds - set(DRAWN) - set(ELSEWHERE) == set(), "a slip without a drawing: add it to DRAWN"
    named = {ELSEWHERE.get(kind, kind.partition(".")[2]) for kind in kinds}
    assert [file.name for name in sorted(named) for file in golden.files(name) if not file.exists()] == []
