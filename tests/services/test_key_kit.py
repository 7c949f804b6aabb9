"""The kit of a home: handed out piece by piece against both signatures, and checked before a home is sealed."""

from typing import Any

import pytest

from tests.counter import OWNER, UNIT, Counter

KIT = {"unit": UNIT, "party": OWNER, "keys": 4, "cards": 2, "sensors": 1, "remotes": 1, "signature": "paper"}


@pytest.mark.rule("KEY-11")
def test_every_piece_of_the_kit_is_counted(counter: Counter) -> None:
    """Keys, access cards, vehicle cards, remote locks: asked, and each on the paper with its number."""
    asked = counter.asked("key_kit.hand_out")
    assert [name for name in ("keys", "cards", "sensors", "remotes") if name not in asked] == []
    paper = counter.paper(counter.take("key_kit.hand_out", **KIT), "kit_receipt")
    assert [word for word in ("钥匙", "门禁卡", "车辆感应卡", "遥控锁") if word not in paper] == []


@pytest.mark.rule("KEY-11")
def test_nothing_is_no_kit(counter: Counter) -> None:
    """At least one piece is handed over."""
    nothing: dict[str, Any] = {**KIT, "keys": 0, "cards": 0, "sensors": 0, "remotes": 0}
    assert counter.refusal("key_kit.hand_out", **nothing) == "KEY-11"


@pytest.mark.rule("KEY-12")
def test_both_sides_sign_the_receipt(counter: Counter) -> None:
    """A tenant who moves in signs on the pad or on paper; the receipt has a line for each side."""
    assert "signature" in counter.draft("key_kit.hand_out", unit=UNIT, party="单雪松", taker="tenant").missing
    paper = counter.paper(counter.take("key_kit.hand_out", **{**KIT, "taker": "tenant"}), "kit_receipt")
    assert [word for word in ("单元钥匙签收表", "签收人", "发放人", "租户") if word not in paper] == []
    assert counter.says("key_kit.hand_out", "双方签", "both sides sign")


@pytest.mark.rule("KEY-10")
def test_every_key_is_checked_before_a_home_is_sealed(counter: Counter) -> None:
    """The reminder, and no check without it; the supervisor may seal all the same."""
    assert counter.says("key_kit.before_sealing", "门禁卡", "access card")
    said = {"unit": UNIT, "keys": 4, "cards": 2}
    assert counter.refusal("key_kit.before_sealing", **said) == "KEY-10"
    assert [one.lift for one in counter.draft("key_kit.before_sealing", **said).refusals] == ["supervisor"]
    assert counter.take("key_kit.before_sealing", whole=True, **said).state == "checked"


def test_what_was_entered_by_mistake_is_void(counter: Counter) -> None:
    """Both steps have their undo."""
    given = counter.take("key_kit.hand_out", **KIT).number
    assert counter.take("key_kit.not_handed_out", given, reason="点错").state == "void"
    checked = counter.take("key_kit.before_sealing", unit=UNIT, whole=True).number
    assert counter.take("key_kit.not_checked", checked, reason="点错").state == "void"
