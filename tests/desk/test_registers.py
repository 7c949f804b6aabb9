"""What the house keeps, as its pages list it."""

from tests.counter import Counter


def test_lists_are_those_that_services_ask_from(counter: Counter) -> None:
    """Each with its entries, also one that is empty so far; what is no longer offered stands last."""
    counter.sign_in("周明")
    counter.take("house.set_term", list="colour", key="black", digit="1", zh="黑", en="black", retired=True)
    lists = {one.key: one for one in counter.reader.term_lists()}
    assert {"piece_kind", "colour", "piece_size", "damage"} <= set(lists)
    assert [(term.key, term.retired) for term in lists["colour"].terms] == [("silver", False), ("black", True)]
    assert str(lists["colour"].of)


def test_places_say_what_lies_there(counter: Counter) -> None:
    """In walking order, with the record that holds one; a retired one stands last."""
    stored = counter.store()
    counter.sign_in("周明")
    counter.take("house.set_places", places=[{"name": "A-1-01", "size": "1"}], retired=True)
    places = counter.reader.places()
    assert [(one.name, one.number) for one in places if one.number] == [(stored.place, stored.number)]
    assert places[-1].name == "A-1-01"
    assert places[-1].retired
    assert [one.name for one in places[:-1]] == sorted(one.name for one in places[:-1])


def test_who_has_left_stands_last(counter: Counter) -> None:
    """Everybody who ever signed in is listed; those who left are marked."""
    counter.sign_in("周明")
    counter.take("house.leave", name="李婷")
    assert [(one.name, one.active) for one in counter.reader.everybody()][-1] == ("李婷", False)
