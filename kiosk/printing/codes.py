"""QR codes as plain squares: model 2, level Q, the smallest version that holds the payload, never Micro."""

from functools import lru_cache

#: White modules around a code.
QUIET = 4


@lru_cache(maxsize=64)
def squares(payload: str) -> tuple[tuple[bool, ...], ...]:
    """Return the rows of a code, True where it is black, without the quiet zone; none for no payload."""
    import segno

    if not payload:
        return ()
    code = segno.make_qr(payload, error="q", boost_error=False)
    return tuple(tuple(bool(one) for one in row) for row in code.matrix)


def edge(payload: str, module: int) -> int:
    """Return the edge of a code in dots, quiet zone included."""
    return (len(squares(payload)) or 21) * module + 2 * QUIET * module


def module_for(payload: str, module: int, dots: int) -> int:
    """Return the module that was asked for, or the largest with which the code fits the paper."""
    while module > 1 and edge(payload, module) > dots:
        module -= 1
    return module
