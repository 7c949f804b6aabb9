"""Documents that a machine reads: passports by their lines, identity cards by what readers send."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.people import cards, mrz

TODAY = date(2026, 11, 22)
#: The specimens of ICAO Doc 9303, parts 4, 5 and 6.
PASSPORT = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
CARD = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
LARGE = ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6")
LONG = ("I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2", "STEVENSON<<PETER<JOHN<<<<<<<<<")
NUMBER = "33010619900101123X"
ORDER = ("name", "sex", "nation", "birth", "address", "number")


@pytest.mark.parametrize(
    ("lines", "kind", "number"),
    [(PASSPORT, "passport", "L898902C3"), (CARD, "other", "D23145890"), (LARGE, "other", "D23145890")],
)
def test_the_specimens_are_read_whole(lines: tuple[str, ...], kind: str, number: str) -> None:
    read = mrz.read("".join(lines), TODAY)
    assert read == mrz.Read(kind, number, "Anna Maria Eriksson", "UTO", "f", date(1974, 8, 12), date(2012, 4, 15), ())


def test_a_number_longer_than_its_field_goes_on_in_the_next() -> None:
    read = mrz.read("\n".join(LONG), TODAY)
    assert read is not None
    assert (read.number, read.name, read.born, read.odd) == (
        "D23145890734",
        "Peter John Stevenson",
        date(1934, 7, 12),
        (),
    )


def test_check_digits_are_counted_and_what_is_wrong_is_named() -> None:
    """Read all the same: it warns and never blocks."""
    first, second = PASSPORT
    for at, name in ((0, "number"), (14, "born"), (22, "until")):
        wrong = second[:at] + ("X" if at == 0 else "9") + second[at + 1 :]
        read = mrz.read(first + wrong, TODAY)
        assert read is not None
        assert name in read.odd
        assert "all" in read.odd


def test_how_it_was_typed_does_not_matter() -> None:
    """Small letters, full-width signs, blanks, one line or several."""
    typed = " ".join(PASSPORT).lower().replace("<<", "«")
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in "\r\n".join(PASSPORT))
    whole = mrz.read("".join(PASSPORT), TODAY)
    assert (mrz.read(typed, TODAY), mrz.read(wide, TODAY)) == (whole, whole)


def test_a_century_is_chosen_that_is_not_to_come() -> None:
    assert mrz.read("".join(LONG), date(1933, 1, 1)).born == date(1834, 7, 12)  # type: ignore[union-attr]  # it is read
    young = PASSPORT[1].replace("7408122", "2601016")
    assert mrz.read(PASSPORT[0] + young, TODAY).born == date(2026, 1, 1)  # type: ignore[union-attr]  # it is read


def test_a_permit_for_the_mainland_is_known_by_its_number() -> None:
    number = "CRCHNH123456784<<<<<<<<<<<<<<<"
    read = mrz.read(number + CARD[1] + CARD[2], TODAY)
    assert read is not None
    assert (read.kind, read.number) == ("home_return", "H12345678")


def test_lines_come_one_by_one() -> None:
    assert mrz.wants_more(PASSPORT[:1])
    assert mrz.wants_more(CARD[:2])
    assert not mrz.wants_more(PASSPORT)
    assert not mrz.wants_more((PASSPORT[1],))  # the second line is no beginning
    assert [mrz.is_line(one) for one in (*PASSPORT, *CARD, "SF1234567890", UNIT)] == [True] * 5 + [False] * 2


UNIT = "3-2-1005"


@given(st.text(max_size=100))
def test_whatever_is_typed_nothing_fails(text: str) -> None:
    """No text of a person, and no noise of a reader, stops the form."""
    mrz.read(text, TODAY)
    mrz.read(PASSPORT[0] + text, TODAY)
    cards.read(text, ORDER, TODAY)
    cards.answer(cards.HEAD + text.encode())
    cards.block(text.encode().ljust(256, b"\0"))


@given(st.text("0123456789<ABCXYZ", min_size=44, max_size=44))
def test_any_second_line_is_read_or_odd(line: str) -> None:
    read = mrz.read(PASSPORT[0] + line, TODAY)
    assert read is not None
    assert read.kind == "passport"


# --- identity cards -----------------------------------------------------------------------------------


def test_a_bare_number_is_a_card_when_it_can_be_one() -> None:
    """A waybill of eighteen digits is none."""
    read = cards.read(f" {NUMBER} ", ORDER, TODAY)
    assert read is not None
    assert (read.kind, read.number, read.sex, read.born) == ("resident", NUMBER, "m", date(1990, 1, 1))
    assert cards.read("123456789012345678", ORDER, TODAY) is None


@pytest.mark.parametrize("separator", [",", "，", "|", ";", "\t"])
def test_a_line_of_fields_is_read_in_the_order_that_is_set(separator: str) -> None:
    line = separator.join(["何苗", "女", "汉", "19900101", "浙江省杭州市西湖区1号", NUMBER])
    read = cards.read(line, ORDER, TODAY)
    assert read is not None
    assert (read.name, read.sex, read.number, read.born) == ("何苗", "f", NUMBER, date(1990, 1, 1))


def test_of_a_line_in_another_order_only_the_number_is_believed() -> None:
    read = cards.read(f"{NUMBER},何苗,女", ORDER, TODAY)
    assert read is not None
    assert (read.number, read.name) == (NUMBER, "")
    assert cards.read("何苗,女,1990", ORDER, TODAY) is None


def test_an_odd_number_is_kept_and_named() -> None:
    read = cards.read(f"何苗,女,汉,19900101,杭州,{NUMBER[:-1]}7", ORDER, TODAY)
    assert read is not None
    assert (read.number[-1], read.odd) == ("7", ("number",))


def field(text: str, length: int) -> bytes:
    """Return a field of a card's text, filled up with blanks."""
    return (text.encode("utf-16-le") + " ".encode("utf-16-le") * length)[:length]


def block(whose: str = " ") -> bytes:
    """Return the 256 bytes of a resident's card, or of a foreigner's."""
    foreign = [
        ("ERIKSSON, ANNA", 120), ("2", 2), ("SWE310074081200", 30), ("SWE", 6), ("", 30), ("20200101", 16),
        ("20300101", 16), ("19740812", 16), ("01", 4), ("1500", 8), ("I", 2), ("", 6),
    ]  # fmt: skip  # one paragraph
    own = [
        ("何苗", 30), ("2", 2), ("01", 4), ("19900101", 16), ("浙江省杭州市西湖区1号", 70), (NUMBER, 36),
        ("杭州市公安局", 30), ("20200101", 16), ("长期", 16), ("", 28), (whose, 2), ("", 6),
    ]  # fmt: skip  # one paragraph
    parts = foreign if whose == "I" else own
    return b"".join(field(text, length) for text, length in parts)


def test_the_text_of_a_card_is_read() -> None:
    assert len(block()) == len(block("I")) == 256
    read = cards.block(block())
    assert read == mrz.Read("resident", NUMBER, "何苗", "CHN", "f", date(1990, 1, 1), None)
    foreign = cards.block(block("I"))
    assert foreign is not None
    assert (foreign.kind, foreign.number, foreign.name, foreign.nation) == (
        "residence",
        "SWE310074081200",
        "ERIKSSON, ANNA",
        "SWE",
    )
    other = cards.block(block("J"))
    assert other is not None
    assert other.kind == "residence"
    assert cards.block(bytes(256)) is None


def test_commands_and_answers_have_their_sum() -> None:
    """The bytes that public descriptions of the protocol give."""
    assert cards.ask(cards.FIND).hex(" ").upper() == "AA AA AA 96 69 00 03 20 01 22"
    assert cards.ask(cards.SELECT).hex(" ").upper() == "AA AA AA 96 69 00 03 20 02 21"
    assert cards.ask(cards.READ).hex(" ").upper() == "AA AA AA 96 69 00 03 30 01 32"
    found = bytes.fromhex("AAAAAA9669 0008 00009F 00000000 97")
    assert cards.answer(found) == (cards.FOUND, bytes(4))
    assert cards.answer(found[:-1]) is None
    assert cards.answer(found[:-1] + b"\x00") is None
