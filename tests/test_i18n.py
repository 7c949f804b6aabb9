"""Words know both languages, lazily, and a stored slip says both years later."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import i18n
from kiosk.i18n import Both, Words, _, _p, say


def test_a_word_is_read_in_the_language_of_the_screen() -> None:
    """Switching the screen needs no restart."""
    words = _("Hand over")
    i18n.use("en")
    assert str(words) == "Hand over"
    i18n.use("zh")
    assert str(words) == words.to("zh") != "Hand over"


def test_arguments_speak_the_same_language() -> None:
    """Words within words, a Both within words."""
    words = Words("Ask the {role}.").format(role=_("supervisor"))
    assert "supervisor" in words.to("en")
    assert "supervisor" not in words.to("zh")
    assert Words("{x}").format(x=Both("甲", "A")).to("en") == "A"


def test_arguments_are_not_formats_themselves() -> None:
    """A name with braces or percent signs stays a name."""
    assert Words("{name} left").format(name="{0} %s {name}").to("en") == "{0} %s {name} left"


def test_formatting_keeps_the_original() -> None:
    """Words are values: filling one in leaves the other empty."""
    words = Words("{n} days")
    assert words.format(n=3).to("en") == "3 days"
    assert words.args == {}


def test_one_english_word_may_have_two_chinese() -> None:
    """Where it stands decides."""
    assert _p("slip", "Stored").to("zh") != _("Stored").to("zh")


def test_an_unknown_word_is_its_source() -> None:
    """Better English than nothing."""
    assert _("Nobody translated this one yet.").to("zh") == "Nobody translated this one yet."


def test_only_our_languages() -> None:
    """Another one is a mistake of ours."""
    with pytest.raises(ValueError):
        i18n.use("fr")


@given(st.one_of(st.text(max_size=10), st.integers(), st.none()))
def test_plain_values_are_said_as_they_are(value: object) -> None:
    """Numbers and names have one language."""
    assert say(value, "zh") == say(value, "en") == str(value)


def test_words_can_be_keys() -> None:
    """Equal words are one key, in whatever language the screen is."""
    assert len({_("Hand over"), _("Hand over"), _("Piece")}) == 2
