"""Units in any common spelling, meeting in one: 3-2-1005, 3栋2单元1005室, 别墅A12."""

import re
import unicodedata

#: Building, entrance and room words that people write between the numbers.
_BETWEEN = re.compile(r"(号楼|栋|幢|座|楼|单元|门|梯|号|层|室|房|户|[-－—–_/.·\s])+")
_PLAIN = re.compile(r"[A-Z]?\d{1,3}[A-Z]?(-\d{1,2})?-\d{2,4}[A-Z]?|[A-Z]-\d{3,4}")
_NAMED = re.compile(r"([\u4e00-\u9fff]{1,6})-?([A-Z]{0,2}\d{1,4}[A-Z]?(?:-\d{1,4}[A-Z]?){0,2})")


def normal_unit(text: str) -> str | None:
    """Return the estate's spelling of a unit, or None for a text that is none.

    Numbers are joined by hyphens (3-2-1005); a kind of building in Chinese stands before them
    (别墅A12, 商铺1-1). Full-width digits and letters count as plain ones.
    """
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    if not plain or len(plain) > 40:
        return None
    joined = _BETWEEN.sub("-", plain).strip("-")
    if _PLAIN.fullmatch(joined):
        return "-".join(
            part.lstrip("0") if n == 0 and part.lstrip("0") else part for n, part in enumerate(joined.split("-"))
        )
    named = _NAMED.fullmatch(joined)
    return f"{named[1]}{named[2]}" if named else None
