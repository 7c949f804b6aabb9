"""Telephone numbers: one spelling to keep, a mask to show, a tail to search by."""

import re
import unicodedata

#: A number and its extension: 0571-88881234转801, 88881234 ext. 12.
_EXTENSION = re.compile(r"(?:转|轉|ext\.?|x)\s*(\d{1,6})$", re.IGNORECASE)

#: A mobile number of the mainland, as it is read aloud or run together.
_MOBILE = re.compile(r"1\d{2}[- ]?\d{4}[- ]?\d{4}")


def normal_phone(text: str) -> str:
    """Return a number in one spelling: digits as dialled at home, others with +country; an extension behind x."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if _MOBILE.fullmatch(plain):
        return re.sub(r"\D", "", plain)  # as nearly always: without loading what knows every country
    import phonenumbers

    extension = _EXTENSION.search(plain)
    if extension:
        plain, tail = plain[: extension.start()].strip(), f"x{extension[1]}"
    else:
        tail = ""
    try:
        number = phonenumbers.parse(plain, "CN")
    except phonenumbers.NumberParseException:
        return re.sub(r"[^0-9+*#]", "", plain) + tail
    if number.country_code == 86:  # national form keeps the 0 of 0571, which a landline is dialled with
        return re.sub(r"\D", "", phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)) + tail
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) + tail


def likely_phone(text: str) -> bool:
    """Whether a number can be dialled; a doubtful one is warned of, never refused."""
    import phonenumbers

    number = normal_phone(text).partition("x")[0]
    if re.fullmatch(r"0?1[3-9]\d{6,}", number) and len(number.removeprefix("0")) != 11:
        return False  # a mobile number with a digit too few or too many; as a landline its length would do
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(number, "CN"))
    except phonenumbers.NumberParseException:
        return False


def mask_phone(phone: str | None) -> str:
    """Return a number with its middle hidden: 139****2207."""
    digits = (phone or "").strip().partition("x")[0]
    if len(digits) < 7:
        return "*" * len(digits)
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) > 8 else f"****{digits[-4:]}"


def phone_tail(phone: str) -> str:
    """Return the last four digits, by which people are found; "" for shorter numbers."""
    digits = re.sub(r"\D", "", _EXTENSION.sub("", phone))
    return digits[-4:] if len(digits) >= 4 else ""
