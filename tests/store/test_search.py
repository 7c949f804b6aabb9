"""The one box: what is typed finds what is meant, open first, newest first, and never as a query of its own."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, event

from kiosk.store import search


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{tmp_path / 'search.db'}")
    with engine.connect() as made:
        for statement in search.create():
            made.exec_driver_sql(statement)
        _put(made, "沈佳宜", "3-2-1005", "13912342207", "L26112204", place="C-4-06")
        _put(made, "单雪松", "5-1-2101", "057188881234x801", "L26112205")
        _put(made, "Charlotte Müller-Lüdenscheidt", "1-1-101", "+85291234567", "V26112201")
        _put(made, "迪丽热巴·迪力木拉提", "别墅A12", None, "L26112001", is_open=False)
        _put(made, "䶮𬭎", "8-2-302", "13800001111", "L26112002", is_open=False)
        yield made
    engine.dispose()


def _put(
    to: Connection, name: str, unit: str, phone: str | None, number: str, *, place: str = "", is_open: bool = True
) -> None:
    words = search.name_words(name) | search.unit_words(unit) | search.phone_words(phone)
    words |= search.number_words(number) | search.place_words(place)
    search.index(to, "record", number, words, is_open=is_open)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("沈佳宜", "L26112204"), ("佳宜", "L26112204"), ("沈佳", "L26112204"), ("sjy", "L26112204"), ("sj", "L26112204"),
        ("SJY", "L26112204"), ("shenjiayi", "L26112204"), ("shen jia yi", "L26112204"), ("shenjia", "L26112204"),
        ("3-2-1005", "L26112204"), ("3栋2单元1005室", "L26112204"), ("1005", "L26112204"), ("2207", "L26112204"),
        ("13912342207", "L26112204"), ("139 1234 2207", "L26112204"), ("+86 139 1234 2207", "L26112204"),
        ("L-1122-04", "L26112204"), ("l112204", "L26112204"), ("112204", "L26112204"), ("L26112204", "L26112204"),
        ("C-4-06", "L26112204"), ("c406", "L26112204"), ("sxs", "L26112205"), ("dxs", "L26112205"),
        ("shanxuesong", "L26112205"), ("danxuesong", "L26112205"), ("雪松", "L26112205"), ("1234", "L26112205"),
        ("0571-88881234", "L26112205"), ("muller", "V26112201"), ("Müller", "V26112201"), ("char", "V26112201"),
        ("charlotte lud", "V26112201"), ("ludenscheidt", "V26112201"), ("91234567", "V26112201"), ("cml", "V26112201"),
        ("别墅A12", "L26112001"), ("迪丽热巴", "L26112001"), ("迪力木拉提", "L26112001"), ("䶮𬭎", "L26112002"),
        ("䶮", "L26112002"), ("ＳＪＹ", "L26112204"), ("１００５", "L26112204"),
    ],
)  # fmt: skip  # a table
def test_what_is_typed_finds_what_is_meant(connection: Connection, typed: str, number: str) -> None:
    assert number in [ref for _kind, ref, _open in search.find(connection, typed)]


@pytest.mark.parametrize(
    "typed", ["", " ", "s", "3", "-", "·", "*", '"', "宜沈", "zz", "9999", "0", "%", "3-2-1006", "沈佳丽"]
)
def test_what_is_too_short_or_somebody_else_finds_nothing(connection: Connection, typed: str) -> None:
    assert search.find(connection, typed) == []


def test_digits_meet_only_what_they_are(connection: Connection) -> None:
    """1005 is a room; it is not looked for inside telephones and numbers."""
    assert [ref for _k, ref, _o in search.find(connection, "1005")] == ["L26112204"]
    assert search.find(connection, "3912") == []


def test_open_ones_come_first_and_the_newest_before_the_older(connection: Connection) -> None:
    for number, is_open in (("L26112301", True), ("L26112302", False), ("L26112303", True)):
        _put(connection, "沈佳宜", "3-2-1005", None, number, is_open=is_open)
    assert [ref for _k, ref, _o in search.find(connection, "沈佳宜")] == [
        "L26112303",
        "L26112301",
        "L26112204",
        "L26112302",
    ]
    assert len(search.find(connection, "沈佳宜", limit=2)) == 2


def test_a_record_that_closes_moves_and_is_found_once(connection: Connection) -> None:
    _put(connection, "沈佳宜", "3-2-1005", "13912342207", "L26112204", is_open=False)
    assert search.find(connection, "沈佳宜") == [("record", "L26112204", False)]
    assert search.find(connection, "C-4-06") == []


def test_new_words_replace_the_old_ones(connection: Connection) -> None:
    _put(connection, "李婷", "3-2-1005", None, "L26112204")
    assert search.find(connection, "沈佳宜") == []
    assert search.find(connection, "李婷") == [("record", "L26112204", True)]


def test_what_is_dropped_leaves_nothing_behind(connection: Connection) -> None:
    search.drop(connection, "record", "L26112204")
    assert search.find(connection, "沈佳宜") == []
    connection.exec_driver_sql("INSERT INTO search_open_fts (search_open_fts) VALUES ('integrity-check')")
    assert connection.exec_driver_sql("SELECT count(*) FROM search_open WHERE words LIKE '%沈%'").scalar() == 0


def test_kinds_can_be_named(connection: Connection) -> None:
    search.index(connection, "person", "7", search.name_words("沈佳宜"), is_open=True)
    assert search.find(connection, "沈佳宜", kinds=("person",)) == [("person", "7", True)]


def test_plates_and_waybills_are_found_whole_and_by_their_tails(connection: Connection) -> None:
    words = search.plate_words("浙A·12B45") | search.waybill_words("SF1234567890123")
    search.index(connection, "record", "P26112201", words, is_open=True)
    for typed in ("浙A12B45", "a12b45", "2b45", "SF1234567890123", "sf1234-567890123", "0123", "890123"):
        assert search.find(connection, typed) == [("record", "P26112201", True)], typed


@given(st.text(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_is_ever_a_query_of_its_own(connection: Connection, typed: str) -> None:
    search.find(connection, typed)


@pytest.mark.parametrize(
    "typed",
    ['a" OR "b', "w*", "NEAR(沈 佳)", "words:沈佳", "沈佳 NOT 宜", "^沈佳", "{words}: x", "sj* OR sxs", "'; --"],
)
def test_the_words_of_a_query_are_only_words(connection: Connection, typed: str) -> None:
    assert len(search.find(connection, typed)) <= 1


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_name_can_be_indexed_replaced_and_dropped(connection: Connection, name: str) -> None:
    words = search.name_words(name)
    assert not any(" " in word or '"' in word for word in words)
    search.index(connection, "record", "X", words, is_open=True)
    search.index(connection, "record", "X", words | {"wother"}, is_open=False)
    search.drop(connection, "record", "X")
    connection.exec_driver_sql("INSERT INTO search_done_fts (search_done_fts) VALUES ('integrity-check')")


@given(st.text(alphabet="单雪松沈佳宜欧阳静吕䶮𬭎喆堃", min_size=2, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_han_name_finds_itself_by_characters_pinyin_and_initials(connection: Connection, name: str) -> None:
    search.index(connection, "record", "X", search.name_words(name), is_open=True)
    words = search.name_words(name)
    for typed in (name, *(w[1:] for w in words if w[0] == "y" and len(w) > 5), *(w[1:] for w in words if w[0] == "i")):
        assert ("record", "X", True) in search.find(connection, typed, limit=100)


def test_no_query_scans_a_table(connection: Connection) -> None:
    """Every statement that finding, writing and dropping run is answered from an index (RELIABILITY)."""
    asked: list[tuple[str, object]] = []

    @event.listens_for(connection.engine, "before_cursor_execute")
    def _note(_c: object, _cursor: object, statement: str, parameters: object, _ctx: object, _many: object) -> None:
        asked.append((statement, parameters))

    for typed in ("沈佳宜", "sjy", "1005", "L-1122-04", "muller lud"):
        search.find(connection, typed)
    _put(connection, "李婷", "3-2-1005", None, "L26112204", is_open=False)
    search.drop(connection, "record", "L26112204")
    event.remove(connection.engine, "before_cursor_execute", _note)
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    assert asked
    for statement, parameters in asked:
        plan = [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]  # type: ignore[arg-type]  # as it was
        walked = [step for step in plan if step.startswith("SCAN") and "VIRTUAL TABLE INDEX" not in step]
        assert not [step for step in walked if not step.startswith("SCAN (subquery")], (statement, plan)
        assert not [step for step in plan if "TEMP B-TREE" in step], (statement, plan)
