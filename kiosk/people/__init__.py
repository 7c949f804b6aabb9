"""People and their homes as they are written: names, pinyin, phones, documents, units, masks."""

from kiosk.people.names import clean_line, clean_note, family_name, mask_name
from kiosk.people.phones import likely_phone, mask_phone, normal_phone, phone_tail
from kiosk.people.pinyin import fold, initials, latin, readings, sort_key, spelled, warm
from kiosk.people.units import normal_unit

__all__ = [
    "clean_line", "clean_note", "family_name", "fold", "initials", "latin", "likely_phone", "mask_name", "mask_phone",
    "normal_phone", "normal_unit", "phone_tail", "readings", "sort_key", "spelled", "warm",
]  # fmt: skip  # one paragraph
