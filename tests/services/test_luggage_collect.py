"""Giving luggage back: the ticket, the hand, the pieces; part by part; and the way out when the ticket is lost."""

import pytest

from kiosk import numbers
from tests.counter import OWNER, THREE, UNIT, Counter

HAND_OVER = "luggage.hand_over"
LOST = {
    "claim": "lost",
    "collector": OWNER,
    "document": "310101199001011234",
    "copied": True,
    "statement": "票根遗失，本人领取",
}


def ticket(number: str, issue: int = 1) -> str:
    """Return what the code of a claim ticket says."""
    return numbers.payload(number, issue=issue)


@pytest.mark.rule("STO-17")
def test_the_owner_signs_the_claim_part(counter: Counter) -> None:
    """Asked at the hand-over; the line to sign on stands on the claim ticket, with its date."""
    stored = counter.store()
    assert "collected_signature" in counter.asked(HAND_OVER, stored.number)
    assert "签名 ____" in counter.paper(stored, "claim_ticket")


@pytest.mark.rule("STO-18")
def test_both_signatures_are_compared(counter: Counter) -> None:
    """The clerk says whether they agree, and the pad's strokes lie side by side."""
    stored = counter.store(signature="[[[1,2],[3,4]]]")
    assert counter.says(HAND_OVER, "签名", "Compare both signatures", stored.number)
    assert counter.shown(HAND_OVER, "same_hand", stored.number) is True


@pytest.mark.rule("STO-18", "STO-25")
def test_another_hand_stops_the_clerk(counter: Counter) -> None:
    """A signature that differs goes the way of a lost ticket."""
    stored = counter.store()
    draft = counter.draft(HAND_OVER, stored.number, same_hand=False)
    assert "STO-25" in [refused.rule for refused in draft.refusals]


@pytest.mark.rule("STO-19")
def test_the_scanned_ticket_must_be_this_one(counter: Counter) -> None:
    """The number on the claim part finds entry and place; another number is not taken."""
    stored, other = counter.store(), counter.store()
    assert "ticket" in counter.draft(HAND_OVER, stored.number, ticket=ticket(other.number)).errors
    assert "ticket" in counter.draft(HAND_OVER, stored.number, ticket="6901234567892").errors


@pytest.mark.rule("STO-19")
def test_the_ticket_has_the_number_as_a_code(counter: Counter) -> None:
    """Scanning it opens the hand-over of that record, with its place."""
    stored = counter.store()
    kinds = {part.kind: part.blocks for job in stored.jobs if (part := counter.reader.blocks(job))}
    assert ticket(stored.number) in kinds["luggage.claim_ticket"]
    found = counter.reader.scan(ticket(stored.number))
    assert [(one.key, one.step) for one in found] == [(stored.number, HAND_OVER)]


@pytest.mark.rule("STO-20")
def test_pieces_are_confirmed_with_the_owner(counter: Counter) -> None:
    """All that is here is ticked at first, and the question to the owner is shown."""
    stored = counter.store()
    assert counter.says(HAND_OVER, "齐了吗", "all your things", stored.number)
    assert counter.shown(HAND_OVER, "taken", stored.number) == [1, 2, 3]


@pytest.mark.rule("STO-20")
def test_handing_over_nothing_is_refused(counter: Counter) -> None:
    """What was emptied stays empty: no default hands everything over behind the clerk's back."""
    stored = counter.store()
    assert counter.refusal(HAND_OVER, stored.number, taken=[]) == "STO-20"
    assert counter.reader.page(stored.number).row.state == "stored"


@pytest.mark.rule("STO-21")
def test_the_clerk_carries_them(counter: Counter) -> None:
    """Pure conduct, shown at the step."""
    assert counter.says(HAND_OVER, "车上", "Carry them to the car or home", counter.store().number)


@pytest.mark.rule("STO-22")
def test_the_entry_is_cancelled_with_time_and_handler(counter: Counter) -> None:
    """Collection date, time and handler's name stand in the register; the place is free again."""
    stored = counter.store()
    counter.later(hours=3)
    done = counter.take(HAND_OVER, stored.number)
    assert (done.state, counter.steps(stored.number)) == ("collected", ["luggage.put_back"])
    assert counter.sql("SELECT closed_by, closed_at FROM record WHERE number = ?", stored.number) == [
        ("李婷", "2026-11-22 09:36:00.000000")
    ]
    assert counter.sql("SELECT count(*) FROM luggage_piece WHERE gone_at IS NULL") == [(0,)]
    assert counter.store().place == stored.place


@pytest.mark.rule("STO-23")
def test_both_parts_are_kept_together(counter: Counter) -> None:
    """Pure conduct, shown at the step."""
    assert counter.says(HAND_OVER, "两联订在一起", "Staple both parts together", counter.store().number)


# --- a part is collected ------------------------------------------------------------------------------


@pytest.mark.rule("STO-26")
def test_a_part_may_be_collected(counter: Counter) -> None:
    """Two of three go: the record stays open with the rest in its place."""
    stored = counter.store()
    done = counter.take(HAND_OVER, stored.number, taken=[1, 3])
    assert (done.state, done.place) == ("stored", stored.place)
    assert counter.shown(HAND_OVER, "taken", stored.number) == [2]


@pytest.mark.rule("STO-26")
def test_the_rest_gets_a_new_ticket(counter: Counter) -> None:
    """The new ticket names what is left and its issue; the old one is void."""
    stored = counter.store()
    done = counter.take(HAND_OVER, stored.number, taken=[1])
    new = [part.blocks for job in done.jobs if (part := counter.reader.blocks(job))]
    assert [ticket(stored.number, 2) in blocks for blocks in new] == [True]
    assert "余 2 件" in counter.paper(done, "claim_ticket")
    assert "ticket" in counter.draft(HAND_OVER, stored.number, ticket=ticket(stored.number)).errors
    assert "ticket" not in counter.draft(HAND_OVER, stored.number, ticket=ticket(stored.number, 2)).errors


def test_the_old_ticket_says_that_it_is_void(counter: Counter) -> None:
    """Scanned after a part was collected, it opens no hand-over."""
    stored = counter.store()
    counter.take(HAND_OVER, stored.number, taken=[1])
    (old,) = counter.reader.scan(ticket(stored.number))
    (new,) = counter.reader.scan(ticket(stored.number, 2))
    assert (old.step, bool(old.warning)) == ("", True)
    assert (new.step, bool(new.warning)) == (HAND_OVER, False)


def test_the_last_piece_closes(counter: Counter) -> None:
    """Piece by piece until nothing is left; then no ticket is printed any more."""
    stored = counter.store()
    states = [counter.take(HAND_OVER, stored.number, taken=[no]) for no in (2, 1, 3)]
    assert [(one.state, len(one.jobs)) for one in states] == [("stored", 1), ("stored", 1), ("collected", 0)]


def test_a_piece_goes_once(counter: Counter) -> None:
    """A piece that went is no choice any more."""
    stored = counter.store()
    counter.take(HAND_OVER, stored.number, taken=[1])
    assert counter.error(HAND_OVER, stored.number, taken=[1]) == "InvalidAnswersError"


def test_a_collected_record_is_not_handed_over_again(counter: Counter) -> None:
    """Another window may be late: the record has moved on."""
    stored = counter.store()
    counter.take(HAND_OVER, stored.number)
    assert counter.error(HAND_OVER, stored.number) == "WrongStateError"
    (found,) = counter.reader.scan(ticket(stored.number))
    assert (found.step, "李婷" in str(found.warning)) == ("", True)


# --- lost, brought by somebody else, void -------------------------------------------------------------


@pytest.mark.rule("STO-25")
@pytest.mark.parametrize("claim", ["lost", "other"])
def test_without_the_owners_ticket_the_clerk_hands_nothing_over(counter: Counter, claim: str) -> None:
    """Lost, or brought by somebody else: refused, with the supervisor as the way out."""
    stored = counter.store()
    assert counter.refusal(HAND_OVER, stored.number, **{**LOST, "claim": claim}) == "STO-25"


@pytest.mark.rule("STO-25")
def test_identity_copy_and_statement_are_asked(counter: Counter) -> None:
    """Only where there is a doubt; with the ticket in the owner's hand nothing more is asked."""
    stored = counter.store()
    more = {"document", "copied", "statement"}
    assert more & set(counter.asked(HAND_OVER, stored.number, claim="here")) == set()
    assert more & set(counter.asked(HAND_OVER, stored.number, claim="lost")) == more


@pytest.mark.rule("STO-25")
def test_the_document_is_copied_too(counter: Counter) -> None:
    """The copy is not left out, not even by a supervisor's word."""
    stored = counter.store()
    lifts = [counter.lift("STO-25")]
    assert counter.refusal(HAND_OVER, stored.number, **{**LOST, "copied": False}, lifts=lifts) == "STO-25"


def test_the_supervisor_may_release_it(counter: Counter) -> None:
    """Identity, statement, signature, and his PIN with a reason that the journal keeps."""
    stored = counter.store()
    done = counter.take(HAND_OVER, stored.number, **LOST, lifts=[counter.lift("STO-25", "证件与登记一致")])
    assert done.state == "collected"
    assert counter.reader.journal(1)[0].lifted == ("STO-25 王主管: 证件与登记一致",)


@pytest.mark.rule("STO-25")
def test_a_lost_ticket_is_void_from_then_on(counter: Counter) -> None:
    """Reported lost, then found by somebody: its scan opens nothing and says to keep it."""
    stored = counter.store()
    counter.take("luggage.ticket_lost", stored.number, reason="业主来电")
    (found,) = counter.reader.scan(ticket(stored.number))
    assert (found.step, bool(found.warning)) == ("", True)
    assert counter.shown(HAND_OVER, "claim", stored.number) == "lost"


@pytest.mark.rule("STO-25")
def test_a_void_ticket_does_not_open_the_store(counter: Counter) -> None:
    """Whoever comes with it after all meets the supervisor."""
    stored = counter.store()
    counter.take("luggage.ticket_lost", stored.number)
    assert counter.refusal(HAND_OVER, stored.number, claim="here") == "STO-25"


def test_a_found_ticket_is_good_again(counter: Counter) -> None:
    """The report is undone, and the ticket opens the hand-over as before."""
    stored = counter.store()
    counter.take("luggage.ticket_lost", stored.number)
    counter.take("luggage.ticket_found", stored.number, reason="在包里找到")
    (found,) = counter.reader.scan(ticket(stored.number))
    assert (found.step, bool(found.warning)) == (HAND_OVER, False)
    assert counter.take(HAND_OVER, stored.number, ticket=ticket(stored.number)).state == "collected"


def test_a_tag_opens_the_record_but_no_hand_over(counter: Counter) -> None:
    """The tag hangs on the thing in the store: it is no claim."""
    stored = counter.store()
    (found,) = counter.reader.scan(numbers.payload(stored.number, piece=2))
    assert (found.key, found.step) == (stored.number, "")


@pytest.mark.rule("STO-25")
def test_the_ticket_says_what_to_do_when_it_is_lost(counter: Counter) -> None:
    """Printed on the claim ticket."""
    assert "如有遗失，请立即告知服务台" in counter.paper(counter.store(), "claim_ticket")


# --- owners and others --------------------------------------------------------------------------------


@pytest.mark.rule("AMB-46")
@pytest.mark.parametrize("relation", ["visitor", "tenant"])
def test_a_visitors_luggage_needs_the_supervisor(counter: Counter, relation: str) -> None:
    """The storage text speaks of owners only: others in the owner's name, or by the supervisor."""
    assert counter.refusal("luggage.store", unit=UNIT, party="周先生", relation=relation, pieces=THREE) == "AMB-46"


@pytest.mark.rule("AMB-46")
def test_the_household_file_knows_who_somebody_is(counter: Counter) -> None:
    """Nobody is asked what the file says already."""
    known = [(UNIT, OWNER, "owner"), ("5-1-2101", "单雪松", "tenant"), (UNIT, "周先生", "visitor")]
    assert [counter.shown("luggage.store", "relation", unit=u, party=p) for u, p, _r in known] == [
        r for _u, _p, r in known
    ]


def test_the_supervisor_may_keep_a_visitors_luggage(counter: Counter) -> None:
    """With his reason in the journal."""
    lifts = [counter.lift("AMB-46", "业主电话同意")]
    done = counter.take("luggage.store", unit=UNIT, party="周先生", pieces=THREE, lifts=lifts)
    assert (done.state, counter.reader.journal(1)[0].lifted) == ("stored", ("AMB-46 王主管: 业主电话同意",))


def test_an_estate_may_keep_everybodys_luggage(counter: Counter) -> None:
    """The reading is ours, so it is a setting."""
    counter.sign_in("周明")
    counter.take("house.set_value", key="luggage_owners_only", value="false")
    counter.sign_in("李婷")
    assert counter.take("luggage.store", unit=UNIT, party="周先生", pieces=THREE).state == "stored"
