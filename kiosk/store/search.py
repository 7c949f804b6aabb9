"""Search words of people and records, written in the same transaction as what they find.

Two FTS5 indexes, of what is open and of what is over, asked one after the other: newest first, limited.
Han text is kept as one- and two-character words, since trigrams cannot match two characters (FACTS §6);
units, numbers, phones and their tails, pinyin and initials are whole words with a prefix that says what
they are, so that a clerk's digits never meet somebody else's phone by chance.
"""

import re
import unicodedata
from typing import Any

from sqlalchemy import Connection, text

from kiosk.numbers import short
from kiosk.people import initials, normal_unit, phone_tail, readings

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")
_TABLES = ("search_open", "search_done")


def create() -> list[str]:
    """Return the statements that make both indexes."""
    made: list[str] = []
    columns = (
        "id INTEGER PRIMARY KEY AUTOINCREMENT, kind VARCHAR NOT NULL, ref VARCHAR NOT NULL, words VARCHAR NOT NULL"
    )
    for name in _TABLES:
        options = f"content='{name}', content_rowid='id', detail=none, tokenize='unicode61'"
        added = f"INSERT INTO {name}_fts (rowid, words) VALUES (new.id, new.words)"
        gone = f"INSERT INTO {name}_fts ({name}_fts, rowid, words) VALUES ('delete', old.id, old.words)"
        made += [
            f"CREATE TABLE {name} ({columns})",
            f"CREATE UNIQUE INDEX ix_{name}_ref ON {name} (kind, ref)",
            f"CREATE VIRTUAL TABLE {name}_fts USING fts5(words, {options})",
            f"CREATE TRIGGER {name}_in AFTER INSERT ON {name} BEGIN {added}; END",
            f"CREATE TRIGGER {name}_out AFTER DELETE ON {name} BEGIN {gone}; END",
        ]
    return made


def index(connection: Connection, kind: str, ref: str, words: set[str], *, is_open: bool) -> None:
    """Write what finds a thing; what found it before is replaced, and moves between open and over."""
    wanted, other = _TABLES if is_open else _TABLES[::-1]
    joined = " ".join(sorted(words))
    key = {"kind": kind, "ref": ref}
    found = connection.execute(text(f"SELECT words FROM {wanted} WHERE kind = :kind AND ref = :ref"), key).scalar()
    if found == joined:
        return
    for name in (wanted, other) if found is None else (wanted,):
        connection.execute(text(f"DELETE FROM {name} WHERE kind = :kind AND ref = :ref"), key)
    statement = text(f"INSERT INTO {wanted} (kind, ref, words) VALUES (:kind, :ref, :words)")
    connection.execute(statement, {**key, "words": joined})


def drop(connection: Connection, kind: str, ref: str) -> None:
    """Forget a thing: nothing finds it any more."""
    for name in _TABLES:
        connection.execute(text(f"DELETE FROM {name} WHERE kind = :kind AND ref = :ref"), {"kind": kind, "ref": ref})


def index_record(connection: Connection, record: Any) -> None:
    """Write the words of a record: number, unit, party, phone, place."""
    words = number_words(record.number) | unit_words(record.unit) | name_words(record.party) | phone_words(record.phone)
    if record.closed_at is None:
        words |= place_words(record.place)
    index(connection, "record", record.number, words, is_open=record.closed_at is None)


def index_person(connection: Connection, person: Any) -> None:
    """Write the words of a resident: name, unit, phone."""
    words = name_words(person.name) | unit_words(person.unit) | phone_words(person.phone)
    index(connection, "person", str(person.id), words, is_open=person.moved_out is None)


def _plain(value: str | None) -> str:
    """Return a text as search compares it: NFKC, lower case."""
    return unicodedata.normalize("NFKC", value or "").lower()


def _joined(value: str) -> str:
    """Return only what the tokenizer keeps of a word: letters and digits, hyphens as x."""
    return re.sub(r"[^0-9a-z\u3400-\u9fff]", "", value.replace("-", "x"))


def name_words(name: str | None) -> set[str]:
    """Return the words of a name: Han singles and pairs, Latin words, pinyin and initials of all readings."""
    plain = _plain(name)
    if not plain:
        return set()
    words: set[str] = set()
    for run in _HAN.findall(plain):
        words |= {*run, *(run[i : i + 2] for i in range(len(run) - 1))}
    words |= {f"w{w}" for w in re.findall(r"[a-z0-9]{2,}", plain)}
    if _HAN.search(plain):
        words |= {f"y{_joined(r)}" for r in readings(plain)}
    return words | {f"i{_joined(i)}" for i in initials(plain) if len(_joined(i)) > 1}


def unit_words(unit: str | None) -> set[str]:
    """Return the word of a unit, and that of its last part (1005)."""
    if not unit:
        return set()
    last = re.split(r"\D+", unit)[-1]
    return {f"u{_joined(_plain(unit))}", *({f"r{last}"} if len(last) >= 3 else ())}


def phone_words(phone: str | None) -> set[str]:
    """Return the words of a phone: whole, and its last four digits."""
    digits = re.sub(r"\D", "", phone or "")
    return {f"p{digits}", f"t{phone_tail(digits)}"} if len(digits) >= 7 else set()


def number_words(number: str) -> set[str]:
    """Return the words of a number: long, short, and its last two parts (112204)."""
    brief = short(number)
    return {f"n{_joined(_plain(number))}", f"n{_joined(_plain(brief)).replace('x', '')}"}


def place_words(place: str | None) -> set[str]:
    """Return the word of a place."""
    return {f"k{_joined(_plain(place))}"} if place else set()


def _queries(typed: str) -> list[str]:
    """Return the FTS queries that a typed text may mean; nothing for what is too short."""
    plain = _plain(typed).strip()
    unit = normal_unit(plain)
    made = [f"u{_joined(_plain(unit))}"] if unit else []
    digits = re.sub(r"[\s-]", "", plain)
    runs = _HAN.findall(plain)
    if runs and not unit:
        pairs = [run[i : i + 2] for run in runs for i in range(len(run) - 1)] or [run for run in runs if len(run) == 1]
        made.append(" AND ".join(f'"{p}"' for p in pairs[:12]))
    if digits.isascii() and digits.isdigit():
        if len(digits) in (3, 4):
            made.append(f"r{digits}")
        if len(digits) == 4:
            made.append(f"t{digits}")
        if len(digits) >= 7:
            made.append(f"p{digits}")
    letters = re.sub(r"[^a-z0-9]", "", plain)
    if not runs and re.search("[a-z]", letters) and len(letters) > 1:
        words = re.findall(r"[a-z0-9]{2,}", plain)
        made += [
            f"i{letters}",
            f"y{letters}*" if len(letters) > 2 else f"y{letters}",
            f"n{letters}",
            f"k{_joined(plain)}",
        ]
        made += [" AND ".join(f"w{w}*" if len(w) > 2 else f"w{w}" for w in words)] if words else []
    return made


def find(connection: Connection, typed: str, *, limit: int = 20) -> list[tuple[str, str, bool]]:
    """Return (kind, ref, open) of what a text may mean: open ones first, newest first.

    Queries are made of letters, digits and Han only: typed text is never FTS syntax. Each alternative is
    asked by itself, since an OR over long lists costs more than a few short ones.
    """
    found: dict[tuple[str, str], bool] = {}
    for name in _TABLES:
        for query in _queries(typed):
            statement = text(
                f"SELECT d.kind, d.ref FROM {name}_fts f JOIN {name} d ON d.id = f.rowid "
                f"WHERE {name}_fts MATCH :query ORDER BY f.rowid DESC LIMIT :limit"
            )
            for kind, ref in connection.execute(statement, {"query": query, "limit": limit}):
                found.setdefault((kind, ref), name == _TABLES[0])
        if len(found) >= limit:
            break
    return [(kind, ref, is_open) for (kind, ref), is_open in list(found.items())[:limit]]
