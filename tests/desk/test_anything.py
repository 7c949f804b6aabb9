"""Whatever a window, a scanner or an import sends: a sentence or a saved step, never a crash."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.errors import KioskError
from kiosk.service import services
from kiosk.store import journal
from kiosk.store.database import reading
from tests.counter import OWNER, UNIT, Counter

STEPS = sorted(step.spec.full for of in services().values() for step in of.steps.values())
#: Values that questions get: some that fit, many that do not.
VALUES: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 2**40), st.text(max_size=12), st.floats(), st.binary(max_size=4),
    st.sampled_from([UNIT, OWNER, "case", "1", "3", "paper", "here", "lost", "2026-12-01 10:00", "2027-01-01", "storage_days", "30",
                     "C-4-06", "739155", "clerk", "zh", "phone", "full", "false", "owner", '"x"', "[]", "[[[1,2]]]", "L26112201"]),
    st.lists(st.one_of(st.integers(0, 4), st.text(max_size=3), st.none()), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)  # fmt: skip  # one paragraph


def given_answers(step: str, draw: Any) -> dict[str, Any]:
    """Return answers for some of a step's questions, rows with some of their columns, now and then a strange one."""
    of, _dot, key = step.partition(".")
    answers: dict[str, Any] = {}
    for question in services()[of].steps[key].spec.questions:
        if not draw(st.booleans()):
            continue
        if question.kind == "rows" and draw(st.booleans()):
            columns = st.fixed_dictionaries({}, optional={c.name: VALUES for c in question.columns})
            answers[question.name] = draw(st.lists(columns, max_size=3))
        else:
            answers[question.name] = draw(VALUES)
    return answers | ({"strange": 1} if draw(st.integers(0, 9)) == 0 else {})


@pytest.mark.parametrize("step", STEPS)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_answers_are_a_sentence_or_saved(counter: Counter, step: str, data: st.DataObject) -> None:
    """Drafted and taken by the manager, with and without a record; the journal's chain is whole afterwards."""
    if counter.desk.role != "manager":
        counter.sign_in("周明")
        counter.store()
    answers = given_answers(step, data.draw)
    record = data.draw(st.sampled_from([None, "L26112201", "D26112201", ""]))
    for act in (
        lambda: counter.draft(step, record, **answers),
        lambda: counter.desk.take(step, answers, record, once=f"{id(data)}"),
    ):
        try:
            act()
        except KioskError as error:
            assert str(error)  # noqa: PT017  # a sentence is one of the two good ends
    engine = reading(counter.folder)
    with engine.connect() as connection:
        assert journal.prove(connection).whole
    engine.dispose()
    counter.reader.board()
    counter.reader.journal(20)
