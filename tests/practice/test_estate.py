"""The practice estate: as large as promised, difficult as promised, the same for the same seed."""

from collections import Counter

import pytest

from kiosk.people import normal_unit
from kiosk.pins import ROLES, weak
from kiosk.practice import names
from kiosk.practice.estate import STAFF, Estate, make
from kiosk.printing.pdf import missing
from kiosk.services.house import beginnings


@pytest.fixture(scope="module")
def estate() -> Estate:
    return make(1)


def test_the_same_seed_is_the_same_estate(estate: Estate) -> None:
    assert estate == make(1)
    assert estate != make(2)


def test_it_is_as_large_as_promised(estate: Estate) -> None:
    assert len(estate.homes) == 600
    assert estate.residents == 1500
    assert len(estate.places) == 120
    assert len({home.code.split("-")[0] for home in estate.homes if home.code[0].isdigit()}) == 8
    entries = Counter(entry.list for entry in estate.lists)
    assert all(entries[name] == 8 for name in ("piece_kind", "colour", "piece_size", "damage"))
    assert set(entries) >= set(beginnings.LISTS)  # what every new estate begins with


def test_some_have_moved_out_and_some_units_have_notes(estate: Estate) -> None:
    assert any(one.gone for home in estate.homes for one in home.people)
    assert sum(bool(home.notes) for home in estate.homes) > 20


def test_units_are_spelled_as_the_desk_spells_them(estate: Estate) -> None:
    assert [home.code for home in estate.homes if normal_unit(home.code) != home.code] == []
    assert len({home.code for home in estate.homes}) == 600


def test_nobody_stands_twice_in_the_file_of_a_unit(estate: Estate) -> None:
    for home in estate.homes:
        assert len({one.name for one in home.people}) == len(home.people), home.code


def test_every_difficult_name_lives_there_and_can_be_drawn(estate: Estate) -> None:
    there = {one.name for home in estate.homes for one in home.people}
    assert {one.name for one in names.DIFFICULT} <= there
    assert len(names.FORTY) == 40
    assert missing("".join(there)) == ""


def test_telephones_are_of_a_series_that_nobody_has(estate: Estate) -> None:
    import phonenumbers

    phones = {one.phone for home in estate.homes for one in home.people if one.phone} - {"13912342207"}
    valid = [phone for phone in phones if phonenumbers.is_valid_number(phonenumbers.parse(phone, "CN"))]
    assert valid == []


def test_every_role_has_somebody_with_a_pin_that_may_be_used() -> None:
    assert {one.role for one in STAFF} == set(ROLES)
    assert [one.name for one in STAFF if weak(one.pin) is not None] == []
    assert len({one.pin for one in STAFF}) == len(STAFF)


def test_places_stand_in_walking_order_with_the_large_ones_last(estate: Estate) -> None:
    codes = [place.name for place in estate.places]
    assert codes == sorted(codes)
    assert [int(place.size) for place in estate.places] == sorted(int(place.size) for place in estate.places)
