"""Search words of people and records, written in the same transaction as what they find.

Two FTS5 indexes, of what is open and of what is over, asked one after the other: newest first, limited.
Han text is kept as one- and two-character words, since trigrams cannot match two characters (FACTS §6).
Everything else is whole words with a letter before them that says what they are, so that a clerk's digits
never meet somebody else's phone by chance. What may be typed half, a name's first syllables or a word's
first letters, is indexed half: a prefix query over a million rows costs a hundred times as much.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, TextClause, text

from kiosk.numbers import short
from kiosk.people import fold, initials, normal_unit, phone_tail, spelled
from kiosk.people.names import han_runs

_TABLES = ("search_open", "search_done")
#: Shortest half of a Latin word that finds it, and the longest that is kept.
_SHORTEST, _LONGEST = 3, 12
#: So many syllables from the front find a name; a name of forty characters would have a thousand words else.
_HEARD = 4
#: Most pairs of characters that are asked at once: enough for any name.
_PAIRS = 12
#: Shortest waybill that a whole code is taken for: a shorter one would meet the tails of others.
FOREIGN = 7


def create() -> list[str]:
    """Return the statements that make both indexes."""
    made = []
    for name in _TABLES:
        columns = (
            "id INTEGER PRIMARY KEY AUTOINCREMENT, kind VARCHAR NOT NULL, ref VARCHAR NOT NULL, words VARCHAR NOT NULL"
        )
        of = f"content='{name}', content_rowid='id', detail=none, tokenize='unicode61'"
        put = f"INSERT INTO {name}_fts (rowid, words) VALUES (new.id, new.words)"
        take = f"INSERT INTO {name}_fts ({name}_fts, rowid, words) VALUES ('delete', old.id, old.words)"
        made += [
            f"CREATE TABLE {name} ({columns})",
            f"CREATE UNIQUE INDEX ix_{name}_ref ON {name} (kind, ref)",
            f"CREATE VIRTUAL TABLE {name}_fts USING fts5(words, {of})",
            f"CREATE TRIGGER {name}_in AFTER INSERT ON {name} BEGIN {put}; END",
            f"CREATE TRIGGER {name}_out AFTER DELETE ON {name} BEGIN {take}; END",
        ]
    return made


@lru_cache(maxsize=16)
def _statement(sql: str) -> TextClause:
    """Return a statement of ours, read once: an import of residents runs it thousands of times."""
    return text(sql)


def kind_word(kind: str) -> str:
    """Return the word that all things of a kind carry: people are asked for without wading through their records."""
    return f"z{kind}"


def _kept(kind: str, words: set[str]) -> str:
    """Return the words of a thing as they are kept; records are by far the most and carry no word of their kind."""
    return " ".join(sorted(words if kind == "record" else {*words, kind_word(kind)}))


def index(connection: Connection, kind: str, ref: str, words: set[str], *, is_open: bool, is_new: bool = False) -> None:
    """Write what finds a thing; what found it before is replaced, and moves between open and over."""
    wanted, other = _TABLES if is_open else _TABLES[::-1]
    joined = _kept(kind, words)
    key = {"kind": kind, "ref": ref}
    query = _statement(f"SELECT words FROM {wanted} WHERE kind = :kind AND ref = :ref")
    found = None if is_new else connection.execute(query, key).scalar()
    if found == joined:
        return
    before = other if found is None else wanted
    if not is_new:
        connection.execute(_statement(f"DELETE FROM {before} WHERE kind = :kind AND ref = :ref"), key)
    put = _statement(f"INSERT INTO {wanted} (kind, ref, words) VALUES (:kind, :ref, :words)")
    connection.execute(put, {**key, "words": joined})


def index_all(connection: Connection, kind: str, found: Mapping[str, set[str]], *, is_open: bool) -> None:
    """Write what finds many things of a kind, in three statements: a register comes with thousands."""
    rows = [{"kind": kind, "ref": ref, "words": _kept(kind, words)} for ref, words in found.items()]
    if not rows:
        return
    for name in _TABLES:
        connection.execute(_statement(f"DELETE FROM {name} WHERE kind = :kind AND ref = :ref"), rows)
    wanted = _TABLES[0] if is_open else _TABLES[1]
    connection.execute(_statement(f"INSERT INTO {wanted} (kind, ref, words) VALUES (:kind, :ref, :words)"), rows)


def drop(connection: Connection, kind: str, ref: str) -> None:
    """Forget a thing: nothing finds it any more."""
    for name in _TABLES:
        connection.execute(text(f"DELETE FROM {name} WHERE kind = :kind AND ref = :ref"), {"kind": kind, "ref": ref})


def index_record(connection: Connection, record: Any, more: Iterable[str] = (), *, is_new: bool = False) -> None:
    """Write the words of a record: number, unit, party, phone, its place while something lies there, and `more`."""
    words = {*more}
    words |= (
        number_words(record.number) | unit_words(record.unit) | name_words(record.party) | phone_words(record.phone)
    )
    if record.closed_at is None:
        words |= place_words(record.place)
    index(connection, "record", record.number, words, is_open=record.closed_at is None, is_new=is_new)


def index_person(connection: Connection, person: Any, phones: Iterable[str] = ()) -> None:
    """Write the words of a resident: name, unit, phones; who moved out is found among what is over."""
    index(connection, "person", str(person.id), person_words(person, phones), is_open=person.moved_out is None)


def person_words(person: Any, phones: Iterable[str] = ()) -> set[str]:
    """Return the words of a resident; `phones` are those beside the first."""
    words = name_words(person.name) | unit_words(person.unit) | phone_words(person.phone)
    return words.union(*map(phone_words, phones))


def index_home(connection: Connection, code: str, contacts: Iterable[tuple[str, str]] = ()) -> None:
    """Write the words of a unit, and of those outside who may be asked for it (name, phone)."""
    words = unit_words(code).union(*(name_words(name) | phone_words(phone) for name, phone in contacts))
    index(connection, "unit", code, words, is_open=True)


def _joined(value: str) -> str:
    """Return a word as the tokenizer keeps it whole: letters and digits; a hyphen is x, so that 1-12 is not 11-2."""
    return re.sub(r"[\W_]", "", value.replace("-", "x"))


def name_words(name: str | None) -> set[str]:
    """Return the words of a name: Han singles and pairs, pinyin and initials from the front, other words' beginnings."""
    plain = fold(name or "")
    runs = han_runs(plain)
    words: set[str] = set()
    for run in runs:
        words |= {*run, *(run[i : i + 2] for i in range(len(run) - 1))}
    others = re.findall(r"[^\W_]+", re.sub("|".join(map(re.escape, runs)), " ", plain) if runs else plain)
    words |= {f"w{w[:n]}" for w in others for n in {*range(_SHORTEST, _LONGEST + 1), len(w)}}
    for part in {plain, *plain.split("·")}:
        words |= _heard(part)
    return words


def _heard(part: str) -> set[str]:
    """Return pinyin and initials of a name or of one part between dots, whole and from the front."""
    words: set[str] = set()
    for syllables in spelled(part) if han_runs(part) else ():
        words |= {f"y{_joined(''.join(syllables[:n]))}" for n in (*range(1, _HEARD + 1), len(syllables))}
    return words | {f"i{one[:n]}" for one in initials(part) for n in {*range(2, _HEARD + 1), len(one)} if len(one) > 1}


def unit_words(unit: str | None) -> set[str]:
    """Return the word of a unit, and that of its room alone (1005)."""
    if not unit:
        return set()
    room = re.split(r"\D+", unit)[-1]
    return {f"u{_joined(fold(unit))}", *({f"r{room}"} if len(room) >= _SHORTEST else ())}


def phone_words(phone: str | None) -> set[str]:
    """Return the words of a phone: whole, without its country or extension, and its last four digits."""
    digits = re.sub(r"\D", "", (phone or "").partition("x")[0])
    if len(digits) < 7:
        return set()
    return {f"p{digits}", f"p{digits[-8:]}", f"t{phone_tail(digits)}"}


def plate_words(plate: str | None) -> set[str]:
    """Return the words of a number plate: whole, without its province, and its last four (浙A12345)."""
    whole = _joined(fold(plate or "").replace("·", ""))
    return {f"c{whole}", f"c{whole[1:]}", f"c{whole[-4:]}"} if len(whole) >= 6 else set()


def waybill_words(waybill: str | None) -> set[str]:
    """Return the words of a carrier's number: whole, and its last four and six characters."""
    whole = _joined(fold(waybill or "").replace("-", ""))
    return {f"b{whole}", f"b{whole[-4:]}", f"b{whole[-6:]}"} if len(whole) >= 6 else set()


def place_words(place: str | None) -> set[str]:
    """Return the words of a place: C-4-06 and C406."""
    return {f"k{_joined(fold(place))}", f"k{_joined(fold(place).replace('-', ''))}"} if place else set()


#: What a question's answer may find its record by → its words; `ask(..., finds="waybill")` names one.
FINDERS: dict[str, Callable[[str | None], set[str]]] = {
    "waybill": waybill_words,
    "plate": plate_words,
    "place": place_words,
    "name": name_words,
    "phone": phone_words,
}


def number_words(number: str) -> set[str]:
    """Return the words of a number: long, and short with and without its letter (112204 of L-1122-04)."""
    brief = fold(short(number)).replace("-", "")
    return {f"n{_joined(fold(number))}", f"n{brief}", f"n{brief.lstrip('abcdefghijklmnopqrstuvwxyz')}"}


def _queries(typed: str) -> list[str]:
    """Return the FTS queries that a typed text may mean, the likeliest first; nothing for what is too short."""
    plain = fold(typed[:200]).strip()
    whole, unit = re.sub(r"[\W_]", "", plain), normal_unit(plain)
    if len(whole) < 2 and not han_runs(whole):
        return []
    made = [f"u{_joined(fold(unit))}"] if unit else []
    made += [f"k{_joined(plain)}", f"n{whole}"]
    if whole.isdigit():
        made += [f"r{whole}", f"t{whole}", f"p{whole}"]
        made += [f"p{whole[2:]}"] if whole.startswith("86") and len(whole) > 9 else []
    if len(whole) >= 4:
        made += [f"c{whole}", f"b{whole}"]
    return [one for one in dict.fromkeys([*made, *_of_names(plain, whole)]) if len(one) > 1]


def _of_names(plain: str, whole: str) -> list[str]:
    """Return the queries that a text may mean as a name: its characters, pinyin, initials, words."""
    runs = han_runs(plain)
    others = [word if len(word) < _LONGEST else word[:_LONGEST] for word in re.findall(r"[^\W_]{2,}", plain)]
    if runs:
        pairs = [run[i : i + 2] for run in runs for i in range(len(run) - 1)] or runs
        return [" AND ".join(f'"{pair}"' for pair in pairs[:_PAIRS])]
    if not others or whole.isdigit():
        return []
    words = " AND ".join(f'"w{word}"' for word in others[:_PAIRS])
    return [f"y{whole}", f"i{whole}", words] if whole.isascii() else [words]


def _quoted(query: str) -> str:
    """Return a query of one word in quotation marks; one of several has its own."""
    return query if '"' in query else f'"{query}"'


def whole(connection: Connection, code: str, limit: int = 20) -> list[str]:
    """Return the numbers of open records that a whole foreign code finds: a waybill, else a place (C-4-06)."""
    waybill, place = _joined(fold(code[:200]).replace("-", "")), _joined(fold(code[:200]))
    for word in ((f"b{waybill}",) if len(waybill) >= FOREIGN else ()) + ((f"k{place}",) if place else ()):
        if found := [ref for kind, ref, _row in _found(connection, _TABLES[0], [word], limit) if kind == "record"]:
            return found
    return []


def people_by_tail(connection: Connection, tail: str, limit: int) -> list[int]:
    """Return the residents whose number ends so: the four digits of a label are no room and nobody's record."""
    word = f'"t{tail}" AND "{kind_word("person")}"' if tail.isdigit() else ""
    found = _found(connection, _TABLES[0], [word] if word else [], limit)
    return [int(ref) for kind, ref, _row in found if kind == "person"]


@lru_cache(maxsize=64)
def _found_in(name: str, meanings: int) -> TextClause:
    """Return the statement that asks one index for so many meanings, the newest of each."""
    asked = (
        f"SELECT * FROM (SELECT d.kind, d.ref, d.id FROM {name}_fts f JOIN {name} d ON d.id = f.rowid "
        f"WHERE {name}_fts MATCH :query{no} ORDER BY f.rowid DESC LIMIT :limit)"
        for no in range(meanings)
    )
    return text(" UNION ALL ".join(asked))


def _found(connection: Connection, name: str, queries: list[str], limit: int) -> Iterable[tuple[str, str, int]]:
    """Return (kind, ref, row) of what some queries find in one index, the newest of each query.

    All in one statement: what is around a statement costs more than a query that finds nothing.
    """
    given = {f"query{no}": _quoted(query) for no, query in enumerate(queries)}
    rows: Any = connection.execute(_found_in(name, len(queries)), {**given, "limit": limit}) if queries else ()
    return rows  # type: ignore[no-any-return]  # rows of three columns


def settle(connection: Connection, pages: int) -> bool:
    """Merge some pages of both indexes, so that words that were taken out leave the file; whether there is more to do.

    A deleted word stays in older segments until they are merged; a negative number begins a merge of all.
    """
    raw: Any = connection.connection.driver_connection
    working = False
    for name in _TABLES:
        before = raw.total_changes
        statement = _statement(f"INSERT INTO {name}_fts ({name}_fts, rank) VALUES ('merge', :pages)")
        connection.execute(statement, {"pages": pages})
        working = working or raw.total_changes - before > 1  # the insert itself counts as one
    return working


def find(
    connection: Connection, typed: str, *, kinds: tuple[str, ...] = (), limit: int = 20
) -> list[tuple[str, str, bool]]:
    """Return (kind, ref, open) of what a text may mean: open ones first, newest first; of some kinds, if named.

    Queries are made of letters, digits and Han only and stand in quotation marks: typed text is never FTS
    syntax. Each meaning is a query by itself, since an OR over long lists costs more than a few short ones.
    """
    found: dict[tuple[str, str], bool] = {}
    queries = _queries(typed)
    if kinds and "record" not in kinds:
        only = " OR ".join(f'"{kind_word(kind)}"' for kind in kinds)
        queries = [f"({_quoted(query)}) AND ({only})" for query in queries]
    for name in _TABLES:
        rows = {row: (kind, ref) for kind, ref, row in _found(connection, name, queries, limit)}
        for row in sorted(rows, reverse=True):
            if not kinds or rows[row][0] in kinds:
                found.setdefault(rows[row], name == _TABLES[0])
        if len(found) >= limit:
            break
    return [(kind, ref, is_open) for (kind, ref), is_open in list(found.items())[:limit]]
