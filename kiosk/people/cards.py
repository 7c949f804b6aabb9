"""What readers of identity cards send: a number, a line of fields, or the block of the card's own text.

Three forms are known. Some readers type or send the bare number. Some send one line, its fields in an order that the
reader's own manual names: it is a setting. The usual desk readers are asked for the card over the protocol of their
security module (find, select, read) and answer with 256 bytes of text in fixed fields, UTF-16. The layouts stand in public
descriptions of that protocol; this program was never run with a real reader.
"""

import re
import unicodedata
from datetime import date

from kiosk.people.documents import plausible
from kiosk.people.mrz import Read

#: Names that the setting of a line's fields may use; others stand for what is passed over.
FIELDS = ("name", "sex", "nation", "birth", "address", "number", "until")
_SEPARATORS = re.compile(r"[,，;；|\t#$]")
_NUMBER = re.compile(r"\d{17}[\dX]")
_SEXES = {"男": "m", "女": "f", "M": "m", "F": "f", "1": "m", "2": "f"}

#: Head of every message of the security module, both ways.
HEAD = bytes.fromhex("AAAAAA9669")
#: The three commands: look for a card, take it, read its text.
FIND, SELECT, READ = bytes((0x20, 0x01)), bytes((0x20, 0x02)), bytes((0x30, 0x01))
#: What it answers when that worked: a card was found, done.
FOUND, DONE = 0x9F, 0x90
#: The fields of a resident's card, in bytes; two a character.
_RESIDENT = (("name", 30), ("sex", 2), ("nation", 4), ("birth", 16), ("address", 70), ("number", 36), ("by", 30),
             ("since", 16), ("until", 16))  # fmt: skip  # one paragraph
#: The fields of the card of a foreigner with permanent residence.
_FOREIGN = (("name", 120), ("sex", 2), ("number", 30), ("nation", 6), ("chinese", 30), ("since", 16), ("until", 16),
            ("birth", 16))  # fmt: skip  # one paragraph
#: Where the block says whose card it is: I a foreigner's, J that of somebody from Hong Kong, Macao or Taiwan.
_WHOSE = 248
_BLOCK = 256


def read(text: str, order: tuple[str, ...], today: date) -> Read | None:
    """Return what a typed number or a sent line says, None for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip()
    bare = plain.upper()
    if _NUMBER.fullmatch(bare):
        return _resident({"number": bare}, today) if plausible(bare, today) else None
    fields = [field.strip() for field in _SEPARATORS.split(plain)]
    if len(fields) < 2:
        return None
    said = {name: field for name, field in zip(order, fields, strict=False) if name in FIELDS}
    if not _NUMBER.fullmatch(said.get("number", "").upper()):
        found = next((field.upper() for field in fields if _NUMBER.fullmatch(field.upper())), None)
        if found is None:
            return None
        said = {"number": found}  # another order than the one that is set: nothing else of it is believed
    return _resident(said, today)


def block(text: bytes) -> Read | None:
    """Return what the 256 bytes of a card's text say, None where there is no number in them."""
    if len(text) < _BLOCK:
        return None
    whose = text[_WHOSE : _WHOSE + 2].decode("utf-16-le", "replace")
    said = _fields(text, _FOREIGN if whose == "I" else _RESIDENT)
    if whose == "I":
        if not said["number"]:
            return None
        sex, until = _SEXES.get(said["sex"], ""), _day(said["until"])
        return Read("residence", said["number"], said["name"], said["nation"], sex, _day(said["birth"]), until)
    if not _NUMBER.fullmatch(said["number"].upper()):
        return None
    kind = "residence" if whose == "J" else "resident"
    return Read(
        kind, said["number"].upper(), said["name"], "CHN", _SEXES.get(said["sex"], ""), _day(said["birth"]),
        _day(said["until"]),
    )  # fmt: skip  # one paragraph


def ask(command: bytes) -> bytes:
    """Return a command as it is sent: head, length, command, and the sum of all that follows the head."""
    body = (len(command) + 1).to_bytes(2, "big") + command
    return HEAD + body + bytes((_sum(body),))


def answer(message: bytes) -> tuple[int, bytes] | None:
    """Return state and data of a whole message, None where it is cut or its sum is wrong."""
    if len(message) < len(HEAD) + 2 or not message.startswith(HEAD):
        return None
    length = int.from_bytes(message[5:7], "big")
    body = message[5 : 7 + length]
    if length < 4 or len(body) < length + 2 or _sum(body[:-1]) != body[-1]:
        return None
    return body[4], body[5:-1]


def text_of(data: bytes) -> bytes:
    """Return the text out of the answer to READ: length of text, length of picture, text, picture."""
    length = int.from_bytes(data[:2], "big")
    return data[4 : 4 + length]


def _sum(body: bytes) -> int:
    """Return the check sum: every byte against every other."""
    total = 0
    for byte in body:
        total ^= byte
    return total


def _fields(text: bytes, layout: tuple[tuple[str, int], ...]) -> dict[str, str]:
    """Return the fields of a block by their names."""
    said, at = {}, 0
    for name, length in layout:
        said[name] = text[at : at + length].decode("utf-16-le", "replace").replace("\x00", "").strip()
        at += length
    return said


def _resident(said: dict[str, str], today: date) -> Read:
    """Return a resident's card as far as a line says it; the number itself says sex and day of birth."""
    number = said["number"].upper()
    sex = _SEXES.get(said.get("sex", ""), "") or ("m" if int(number[16]) % 2 else "f")
    odd = () if plausible(number, today) else ("number",)
    return Read(
        "resident", number, said.get("name", ""), "CHN", sex, _day(number[6:14]), _day(said.get("until", "")), odd
    )


def _day(text: str) -> date | None:
    """Return a day of eight digits, however they are set apart; None for "长期" and for what is no day."""
    digits = re.sub(r"\D", "", text)
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])) if len(digits) == 8 else None
    except ValueError:
        return None
