"""Telephone numbers: one spelling to keep, a mask to show, a tail to search by."""

import re
import unicodedata


def normal_phone(text: str) -> str:
    """Return a number in one spelling: digits, +86 dropped from mainland mobiles, others with their country."""
    import phonenumbers

    plain = unicodedata.normalize("NFKC", text).strip()
    try:
        number = phonenumbers.parse(plain, "CN")
    except phonenumbers.NumberParseException:
        return re.sub(r"[^0-9+*#]", "", plain)
    if number.country_code == 86:
        return phonenumbers.national_significant_number(number)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def mask_phone(phone: str | None) -> str:
    """Return a number with its middle hidden: 139****2207."""
    digits = (phone or "").strip()
    if len(digits) < 7:
        return "*" * len(digits)
    return f"{digits[:3]}****{digits[-4:]}"


def phone_tail(phone: str) -> str:
    """Return the last four digits, by which people are found; "" for shorter numbers."""
    digits = re.sub(r"\D", "", phone)
    return digits[-4:] if len(digits) >= 4 else ""
