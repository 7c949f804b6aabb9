"""Labels of couriers: whatever is printed on one is cut into clues, and a masked name fits its owner."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.people import mask_name, mask_phone
from kiosk.people.labels import Somebody, clues

OWNER = Somebody("沈佳宜", "3-2-1005", ("13912342207", "057188881234"))
OTHER = Somebody("李四", "5-1-101", ("13700001111",))


@given(st.text(max_size=150) | st.text("沈佳宜李**×xX某 女士先生139 2207-栋单元（），收尾号", max_size=40))
def test_any_label_is_clues(text: str) -> None:
    """Nothing that a scanner or a hand may bring ends the search."""
    for clue in clues(text):
        assert isinstance(clue.fits(OWNER), bool)
        assert clue.weight > 0


@pytest.mark.parametrize("name", ["沈佳宜", "单雪", "欧阳静", "欧阳娜娜", "王五", "迪丽热巴·迪力木拉提", "䶮喆喆"])
@pytest.mark.parametrize("phone", ["13912342207", "057188881234"])
def test_our_own_masks_are_read_again(name: str, phone: str) -> None:
    """What we print as a mask finds whom it hides, and nobody of another name and number."""
    found = clues(f"{mask_name(name)} {mask_phone(phone)}")
    assert [clue.fits(Somebody(name, "1-1-101", (phone,))) for clue in found] == [True, True]
    assert not any(clue.fits(OTHER) for clue in found)


@pytest.mark.parametrize(
    ("label", "weights"),
    [
        ("沈佳宜 139****2207 3-2-1005", [6, 4, 4]), ("139****2207", [6]), ("****2207", [5]), ("2207", [3]), ("沈*宜", [3]),
        ("沈女士", [1]), ("沈佳宜 3-2-1005", [4, 4]), ("3-2-1005 沈佳宜", [4, 4]), ("云栖苑 3-2-1005", [4]),
        ("云栖苑3-2-1005", [4]),
        ("13912342207", [7]), ("sjy", [2]), ("", []), ("*", []), ("沈先生（3栋2单元1005室）电话:13912342207", [7, 4, 1]),
    ],
)  # fmt: skip  # a table
def test_the_most_telling_clue_is_asked_first(label: str, weights: list[int]) -> None:
    """A whole number before a unit, a unit before a family name."""
    assert [clue.weight for clue in clues(label)] == weights


def test_a_name_before_its_unit_fits_who_lives_there() -> None:
    """A label with both finds one person, not a building of that name."""
    assert [clue.fits(OWNER) for clue in clues("沈佳宜 3-2-1005")] == [True, True]
    assert not any(clue.fits(OTHER) for clue in clues("沈佳宜 3-2-1005"))
