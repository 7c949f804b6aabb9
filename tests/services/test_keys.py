"""Keys: one holder at any time, the one person named, the deed, the spare key that is back in a quarter of an hour."""

from typing import Any

import pytest

from kiosk import numbers
from kiosk.i18n import say
from tests.counter import OWNER, UNIT, Counter


def left(counter: Counter, **answers: Any) -> str:
    """Let the owner leave a key and return its number."""
    said = {"unit": UNIT, "party": OWNER, "purpose": "vacant", "hook": "A-12", "signature": "paper"}
    return counter.take("keys.leave", **{**said, **answers}).number


def for_visitor(counter: Counter) -> str:
    """Let the owner leave a key for one named visitor."""
    return left(counter, purpose="visitor", for_whom="何苗", for_kind="resident", for_document="330106199001011236")


#: What is said at a release that is in order; the number is the one that the owner left.
GOOD = {"identity": True, "channel": "file", "taken_signature": "paper", "seen_document": "330106199001011236"}


@pytest.mark.rule("KEY-01", "AMB-01")
def test_a_key_for_a_visitor_needs_who_he_is_and_the_owners_word(counter: Counter) -> None:
    """Identity left beforehand; at release the owner is rung on a number on file."""
    assert {"for_kind", "for_document"} - set(
        counter.asked("keys.leave", purpose="visitor", for_kind="resident")
    ) == set()
    number = for_visitor(counter)
    for channel in ("given", "incoming"):
        assert counter.refusal("keys.release", number, **{**GOOD, "channel": channel}) == "KEY-01"


@pytest.mark.rule("KEY-02")
def test_the_visitor_signs_before_he_gets_it(counter: Counter) -> None:
    """Asked without default; the receipt has his line."""
    number = for_visitor(counter)
    assert "taken_signature" in counter.draft("keys.release", number, identity=True).missing
    assert "领取人签名" in counter.preview("keys.release", "key_receipt", number)


@pytest.mark.rule("KEY-03")
def test_the_identity_is_checked_strictly(counter: Counter) -> None:
    """The reminder, and no release without it."""
    number = for_visitor(counter)
    assert counter.says("keys.release", "严格", "strictly", number)
    assert counter.refusal("keys.release", number, **{**GOOD, "identity": False}) == "KEY-03"


@pytest.mark.rule("KEY-03")
def test_the_number_shown_is_compared_with_the_one_that_was_left(counter: Counter) -> None:
    """Another number gets no key, however much the clerk believes; spaces do not matter, and no PIN lifts it."""
    number = for_visitor(counter)
    assert "seen_document" in counter.draft("keys.release", number, identity=True).missing
    other = {**GOOD, "seen_document": "330106199203031230"}
    assert counter.refusal("keys.release", number, **other) == "KEY-03"
    assert [one.lift for one in counter.draft("keys.release", number, **other).refusals] == [""]
    assert counter.take("keys.release", number, **{**GOOD, "seen_document": "330106 19900101 1236"}).state == "out"


@pytest.mark.rule("KEY-01")
def test_the_word_is_a_residents(counter: Counter) -> None:
    """Somebody whom the file does not know confirms nothing."""
    assert counter.refusal("keys.release", for_visitor(counter), confirmed_by="李四", **GOOD) == "KEY-01"


@pytest.mark.rule("KEY-04")
def test_a_name_is_the_same_in_any_spelling(counter: Counter) -> None:
    """Capitals and spaces make nobody another person; another name does."""
    number = left(counter, purpose="visitor", for_whom="Miller John", for_kind="passport")
    assert counter.refusal("keys.release", number, taker="Miller Joan", **GOOD) == "KEY-04"
    assert counter.refusal("keys.release", number, taker="MILLER  JOHN", **GOOD) == ""


@pytest.mark.rule("KEY-04")
def test_only_the_person_named(counter: Counter) -> None:
    """No substitutes, and no PIN lifts it."""
    number = for_visitor(counter)
    refused = counter.draft("keys.release", number, taker="李四", **GOOD).refusals
    assert [(one.rule, one.lift) for one in refused] == [("KEY-04", "")]


def test_a_key_for_nobody_is_not_released(counter: Counter) -> None:
    """A key for repairs is no visitor's."""
    assert counter.refusal("keys.release", left(counter), taker="何苗", **GOOD) == "KEY-04"


@pytest.mark.rule("KEY-05", "KEY-07", "KEY-08")
def test_one_key_is_left(counter: Counter) -> None:
    """For repairs or an empty home one is enough."""
    for purpose in ("vacant", "repairs"):
        draft = counter.draft("keys.leave", unit=UNIT, purpose=purpose, count=2, signature="paper")
        assert [one.about for one in draft.refusals] == ["count"]


@pytest.mark.rule("KEY-05", "KEY-07", "KEY-08")
def test_a_second_key_of_the_home_counts_too(counter: Counter) -> None:
    """One today and one tomorrow are two; a spare key of the control room is no entrusted one."""
    left(counter, purpose="spare", hook=None)
    first = left(counter)
    assert counter.refusal("keys.leave", unit=UNIT, party=OWNER, purpose="repairs", signature="paper") != ""
    counter.take("keys.give_back", first, taken_signature="paper")
    assert counter.refusal("keys.leave", unit=UNIT, party=OWNER, purpose="repairs", signature="paper") == ""


@pytest.mark.rule("KEY-05")
def test_one_suggests_leaving_a_key(counter: Counter) -> None:
    """For repairs and the care of the empty home."""
    assert counter.says("keys.leave", "建议", "Suggest one", purpose="vacant")


@pytest.mark.rule("KEY-07")
def test_one_explains_the_care_of_an_empty_home(counter: Counter) -> None:
    """What it contains."""
    assert counter.says("keys.leave", "空置房服务的内容", "contains", purpose="vacant")


@pytest.mark.rule("KEY-08")
def test_a_key_for_repairs(counter: Counter) -> None:
    """As long as they are outstanding."""
    assert counter.says("keys.leave", "维修未完", "repairs are outstanding", purpose="repairs")


@pytest.mark.rule("KEY-06")
def test_the_deed_has_two_halves(counter: Counter) -> None:
    """One stays and is signed, one goes to the owner with a code that is scanned at return."""
    assert "signature" in counter.draft("keys.leave", unit=UNIT, purpose="vacant").missing
    deed = counter.preview("keys.leave", "key_deed", unit=UNIT, purpose="vacant")
    assert [word for word in ("存根联", "业主联", "业主签名", '"kind":"code"') if word not in deed] == []


@pytest.mark.rule("KEY-09")
def test_keys_are_counted_face_to_face(counter: Counter) -> None:
    """And the owner signs."""
    assert counter.says("keys.leave", "当面点清", "face to face")
    assert "业主签名" in counter.preview("keys.leave", "key_deed", unit=UNIT, purpose="vacant")


@pytest.mark.rule("KEY-13", "AMB-07")
def test_spare_keys_are_the_control_rooms(counter: Counter) -> None:
    """Entered as such; the control room holds them."""
    assert "purpose" in counter.asked("keys.leave")
    left(counter, purpose="spare", hook=None)
    assert counter.sql("SELECT holder FROM house_key") == [("监控中心",)]


@pytest.mark.rule("KEY-14")
def test_every_move_is_a_line_and_one_holder(counter: Counter) -> None:
    """From whom, to whom, why; while one has it, nobody else can take it."""
    number = left(counter)
    counter.take("keys.borrow", number)
    assert [step for step in counter.steps(number) if step in ("keys.borrow", "keys.release")] == []
    counter.take("keys.back", number)
    moves = counter.sql("SELECT giver, taker, why FROM key_move ORDER BY no")
    assert moves == [(OWNER, "钥匙柜", "left"), ("钥匙柜", "李婷", "care"), ("李婷", "钥匙柜", "back")]


@pytest.mark.rule("KEY-14")
def test_every_move_keeps_who_signed(counter: Counter) -> None:
    """Left, released, given back: each signature stays with its move, also after the next one."""
    number = for_visitor(counter)
    counter.take("keys.release", number, **{**GOOD, "taken_signature": "[[1,1]]"})
    counter.take("keys.back", number)
    counter.take("keys.give_back", number, taken_signature="paper")
    moves = counter.sql("SELECT giver, taker, why, signature FROM key_move ORDER BY no")
    assert moves == [
        (OWNER, "钥匙柜", "left", "paper"), ("钥匙柜", "何苗", "release", "[[1,1]]"), ("何苗", "钥匙柜", "back", None),
        ("钥匙柜", OWNER, "given back", "paper"),
    ]  # fmt: skip  # one line a group reads better


@pytest.mark.rule("KEY-14")
def test_a_key_that_was_never_left_is_its_owners(counter: Counter) -> None:
    """Taken back by an undo, it has its holder again."""
    number = left(counter)
    counter.take("keys.not_left", number, reason="点错")
    assert counter.sql("SELECT holder FROM house_key") == [(OWNER,)]


def test_the_tag_of_a_key_never_says_whose_it_is(counter: Counter) -> None:
    """Hook, number and a code that opens the record at the step that fits; a lost key opens no door."""
    made = counter.take("keys.leave", unit=UNIT, party=OWNER, purpose="spare", hook="A-12")
    tag = counter.paper(made, "key_tag")
    assert ("A-12" in tag, UNIT in tag, OWNER in tag) == (True, False, False)
    found = counter.reader.scan(numbers.payload(made.number, piece=1))
    assert [(one.key, one.step) for one in found] == [(made.number, "")]
    assert [one.key for one in counter.reader.page(made.number).steps if one.main] == ["keys.borrow"]
    counter.take("keys.borrow", made.number)
    assert [one.key for one in counter.reader.page(made.number).steps if one.main] == ["keys.back"]


def test_a_hook_finds_its_key(counter: Counter) -> None:
    """Typed into the one box, in any case."""
    number = left(counter)
    assert number in [one.key for one in counter.reader.find("a-12")]


def test_a_hook_carries_one_key(counter: Counter) -> None:
    """The second one is refused; once the first is away, the hook is free."""
    number = left(counter)
    said = {"unit": "5-1-2101", "party": "单雪松", "purpose": "vacant", "hook": "A-12", "signature": "paper"}
    assert counter.error("keys.leave", **said) == "RefusalError"
    counter.take("keys.borrow", number)
    assert counter.error("keys.leave", **said) == ""


@pytest.mark.rule("KEY-15")
def test_a_missing_key_goes_to_the_supervisor_at_once(counter: Counter) -> None:
    """The reminder at the step, and red on the board."""
    number = left(counter)
    assert counter.says("keys.missing", "主管", "Tell the supervisor", number)
    counter.take("keys.missing", number, missing="不在挂钩上")
    counter.later(seconds=1)
    assert [(step, tone) for step, tone, _group in counter.due()] == [("keys.found", "red")]


@pytest.mark.rule("KEY-16")
def test_only_the_owner_gets_an_entrusted_key_back(counter: Counter) -> None:
    """Against his signature."""
    number = left(counter)
    assert {"taken_by", "taken_signature"} - set(counter.asked("keys.give_back", number)) == set()
    assert counter.refusal("keys.give_back", number, taken_by="何苗", taken_signature="paper") == "KEY-16"
    counter.take("estate.move_out", unit=UNIT, name=OWNER)
    assert counter.refusal("keys.give_back", number, taken_signature="paper") == "KEY-16"


@pytest.mark.rule("AMB-06")
def test_one_asks_whether_a_released_key_comes_back(counter: Counter) -> None:
    """If yes it is tracked, if no it is over."""
    tracked, released = (
        for_visitor(counter),
        left(counter, purpose="visitor", for_whom="李四", for_kind="passport", hook=None),
    )
    counter.take("keys.release", tracked, **GOOD)
    assert "comes_back" in counter.asked("keys.release", released)
    counter.take("keys.release", released, comes_back=False, **GOOD)
    states = dict(counter.sql("SELECT number, state FROM record WHERE service = 'keys'"))
    assert (states[tracked], states[released]) == ("out", "released")


@pytest.mark.rule("ESC-14")
def test_a_borrowed_key_that_is_not_back_alarms(counter: Counter) -> None:
    """After a quarter of an hour."""
    number = left(counter)
    counter.take("keys.borrow", number)
    counter.later(minutes=15, seconds=1)
    assert [(step, tone) for step, tone, _group in counter.due()] == [("keys.back", "red")]


def test_given_back_and_not_after_all(counter: Counter) -> None:
    """The deed's half opens it."""
    number = left(counter)
    assert counter.take("keys.give_back", number, taken_signature="paper").state == "returned"
    assert counter.take("keys.not_given_back", number, reason="点错").state == "in"
    assert counter.sql("SELECT holder FROM house_key") == [("钥匙柜",)]


def test_released_and_not_after_all(counter: Counter) -> None:
    """The key hangs on its hook again."""
    number = for_visitor(counter)
    counter.take("keys.release", number, **GOOD)
    assert counter.take("keys.not_released", number, reason="点错").state == "in"
    assert counter.sql("SELECT holder FROM house_key") == [("钥匙柜",)]
    assert counter.sql("SELECT count(*) FROM hold WHERE until IS NULL") == [(1,)]


@pytest.mark.rule("KEY-14")
@pytest.mark.parametrize(
    ("away", "back"),
    [
        ([("borrow", {})], ("back", {})),
        ([("borrow", {}), ("missing", {"missing": "x"})], ("found", {"missing": "y"})),
        ([("release", GOOD)], ("not_released", {"reason": "点错"})),
        ([("give_back", {"taken_signature": "paper"})], ("not_given_back", {"reason": "点错"})),
    ],
)
def test_a_hook_that_was_given_away_meanwhile(
    counter: Counter, away: list[tuple[str, dict[str, Any]]], back: tuple[str, dict[str, Any]]
) -> None:
    """The key hangs on another one, or on none; the house holds it in any case."""
    number = left(counter) if away[0][0] == "borrow" else for_visitor(counter)  # a visitor's key is lent to nobody else
    for step, answers in away:
        counter.take(f"keys.{step}", number, **answers)
    left(counter, unit="5-1-2101", party="单雪松")
    step, answers = back
    assert counter.shown(f"keys.{step}", "hook", number) is None
    assert counter.refusal(f"keys.{step}", number, hook="A-12", **answers) != ""
    assert counter.take(f"keys.{step}", number, hook="A-13", **answers).state == "in"
    assert counter.sql("SELECT holder, hook FROM house_key ORDER BY id")[0] == ("钥匙柜", "A-13")


def test_a_key_released_for_good_by_mistake(counter: Counter) -> None:
    """It is asked for again, and hangs on its hook once it is back."""
    number = for_visitor(counter)
    assert counter.take("keys.release", number, comes_back=False, **GOOD).also[0].state == "released"
    assert counter.take("keys.not_gone", number, reason="点错").state == "out"
    counter.later(minutes=15, seconds=1)
    assert [(step, tone) for step, tone, _group in counter.due()] == [("keys.back", "red")]
    assert counter.take("keys.back", number).state == "in"
    assert counter.sql("SELECT holder, hook FROM house_key") == [("钥匙柜", "A-12")]


@pytest.mark.rule("KEY-04")
def test_a_key_for_a_visitor_opens_no_door_for_others(counter: Counter) -> None:
    """Not for an escort either, unless the supervisor says so."""
    number = for_visitor(counter)
    assert counter.refusal("keys.borrow", number) == "KEY-04"
    assert counter.sql("SELECT holder FROM house_key") == [("钥匙柜",)]


@pytest.mark.parametrize("typed", ["a-12", "Ａ-12", "A -12", "A‐12"])
def test_a_hook_has_one_name(counter: Counter, typed: str) -> None:
    """However it is typed, one hook holds one key."""
    left(counter)
    assert counter.error("keys.leave", unit="5-1-2101", party="单雪松", hook=typed, signature="paper") != ""
    assert counter.sql("SELECT name FROM thing WHERE kind='hook'") == [("A-12",)]


@pytest.mark.parametrize("count", [0, -5, 999_999])
def test_so_many_keys_are_no_number(counter: Counter, count: int) -> None:
    """One to ninety-nine."""
    assert "count" in counter.draft("keys.leave", unit=UNIT, count=count).errors


@pytest.mark.parametrize("hook", ["A-፩", "፩", "A-" + "9" * 60])
def test_whatever_a_hook_is_called_the_board_stands(counter: Counter, hook: str) -> None:
    """Digits of other scripts too: they count as letters."""
    left(counter, hook=hook)
    board = counter.reader.things("keys")
    assert board is not None
    assert hook in [tile.place for tile in board.tiles]


def test_a_late_key_names_its_holder_once(counter: Counter) -> None:
    """The board's line says that it is not back, and then who has it since when."""
    counter.take("keys.borrow", left(counter))
    counter.later(minutes=20)
    [late] = [row for row in counter.reader.board() if row.service == "keys"]
    assert (say(late.words, "zh").count("李婷"), say(late.words, "en").count("李婷")) == (1, 1)


def test_a_key_that_hung_in_the_cabinet_is_said_in_both_languages(counter: Counter) -> None:
    """The cabinet's own name is stored in Chinese, and is no name of a person."""
    counter.take("keys.missing", left(counter), missing="钩上没有")
    board = counter.reader.things("keys")
    assert board is not None
    who = next(tile.who for tile in board.tiles if say(tile.who, "zh"))
    assert (say(who, "zh"), say(who, "en")) == ("最后 钥匙柜", "last the key cabinet")


@pytest.mark.rule("KEY-03")
def test_a_permit_that_was_renewed_is_the_same_bearers(counter: Counter) -> None:
    """Its first nine characters stay with him for life; another bearer's differ."""
    said = {"purpose": "visitor", "for_whom": "何苗", "for_kind": "home_return", "for_document": "H1234567801"}
    number = left(counter, **said)
    assert counter.refusal("keys.release", number, **{**GOOD, "seen_document": "H1234567902"}) == "KEY-03"
    assert counter.take("keys.release", number, **{**GOOD, "seen_document": "H1234567802"}).state == "out"
