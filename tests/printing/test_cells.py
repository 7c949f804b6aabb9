"""Where a line of paper may break."""

from kiosk.printing.cells import wrap


def test_a_box_to_tick_stays_with_its_name() -> None:
    """Whoever ticks in the dark must not find the box of one home's guest at the end of another's line."""
    for width in range(8, 40):
        for line in wrap("1005  □□■何苗×3  □令狐望舒  □罗静怡×2", width):
            assert not line.endswith(("□", "■"))
            assert not line.startswith("×")
