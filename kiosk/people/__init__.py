"""People and their homes as they are written: names, pinyin, phones, units, masks."""

from kiosk.people.names import clean_line, clean_note, mask_name
from kiosk.people.phones import mask_phone, normal_phone, phone_tail
from kiosk.people.pinyin import initials, readings, sort_key
from kiosk.people.units import normal_unit

__all__ = [
    "clean_line", "clean_note", "initials", "mask_name", "mask_phone", "normal_phone", "normal_unit", "phone_tail",
    "readings", "sort_key",
]  # fmt: skip  # one paragraph
