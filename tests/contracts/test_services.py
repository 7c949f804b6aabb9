"""Every service is whole: it opens and closes, reads in both languages, and names only what is there."""

import inspect

import pytest

from kiosk.desk.roles import DESK, LADDER
from kiosk.i18n import Words
from kiosk.service import Question, Refuse, Service, Step, services
from kiosk.services import modules
from kiosk.store.tables import Record

KEEPING = [pytest.param(of, id=key) for key, of in services().items() if of.prefix]
STEPS = [pytest.param(step, id=step.spec.full) for of in services().values() for step in of.steps.values()]
#: Asked for the journal alone: why, and who was told.
JOURNALED = {"reason", "whom", "guest_agrees", "agreed_how"}  # the last two stand with the picture too
ROLES = {*LADDER, "finance", "anyone", DESK}


def bilingual(words: object) -> bool:
    """Whether a text has both languages; counters of other countries' words are strings."""
    return not isinstance(words, Words) or (
        words.to("zh") != words.source or not words.source.isascii() or len(words.source) < 4
    )


@pytest.mark.parametrize("of", KEEPING)
def test_a_service_opens_and_closes(of: Service) -> None:
    """Whatever is opened can be closed, or is a routine that says so."""
    steps = [step.spec for step in of.steps.values()]
    assert [s.key for s in steps if s.opens or (s.closes and not s.after and not s.undoes)] != []
    assert of.single or [s.key for s in steps if s.closes and not s.undoes] != []


@pytest.mark.parametrize("of", KEEPING)
def test_every_state_is_reached_and_reads(of: Service) -> None:
    """No state without words, none that no step leads to, none in an `after` that does not exist."""
    steps = [step.spec for step in of.steps.values()]
    reached = {s.opens for s in steps} | {s.to for s in steps} | {s.closes for s in steps}
    asked = {state for s in steps for state in s.after} | {state for due in of.due for state in due.states}
    assert (reached - {""}) == set(of.states)
    assert asked - set(of.states) == set()


@pytest.mark.parametrize("of", KEEPING)
def test_due_rules_name_steps_that_are_there(of: Service) -> None:
    """One click on the board must do something."""
    named = {due.step for due in of.due} | {due.soon_step for due in of.due} - {""}
    assert {*named, *([of.on_claim] if of.on_claim else [])} - set(of.steps) == set()


@pytest.mark.parametrize("of", KEEPING)
def test_list_columns_are_columns(of: Service) -> None:
    """What a list shows is stored in head or detail."""
    columns = set(Record.model_fields) | (set(of.detail.model_fields) if of.detail else set())
    assert set(of.show) - columns == set()


@pytest.mark.parametrize("step", STEPS)
def test_a_step_says_what_it_is(step: type[Step]) -> None:
    """Title and button in both languages, the Chinese term in its docstring, roles that exist."""
    assert bilingual(step.title)
    assert bilingual(step.button)
    assert step.__doc__
    assert set(step.spec.by) <= ROLES
    assert step.spec.by, "nobody may take it"


@pytest.mark.parametrize("step", STEPS)
def test_questions_read_and_checks_name_them(step: type[Step]) -> None:
    """Each has its title, its editor, and what a refusal is about is asked here."""
    asked: list[Question] = [*step.spec.questions, *(c for q in step.spec.questions for c in q.columns)]
    assert [q.name for q in asked if not bilingual(q.ask.title)] == []
    known = {q.name for q in step.spec.questions} | {"place", ""}
    assert {c.about for c in step.spec.of(Refuse)} - known == set()
    assert [q.name for q in asked if q.kind == "secret" and not q.ask.keep and step.spec.service.prefix] == []


@pytest.mark.parametrize("step", STEPS)
def test_what_is_asked_is_kept(step: type[Step]) -> None:
    """An answer has a column, becomes a line, is sealed or is used by a change or a check."""
    of = step.spec.service
    if not of.prefix:
        return
    columns = set(Record.model_fields) | (set(of.detail.model_fields) if of.detail else set())
    columns |= set(step.spec.adds.model_fields) if step.spec.adds else set()
    parts = {
        inspect.getmodule(one) for one in step.__mro__ if one.__module__.startswith(("kiosk.services", "kiosk.custody"))
    }
    body = "".join(inspect.getsource(part) for part in parts if part is not None)
    lost = [
        q.name
        for q in step.spec.questions
        if q.name not in columns and q.kind not in ("rows", "secret", "picture") and not (q.ask.links or q.ask.holds)
        and q.name not in JOURNALED and f"self.{q.name}" not in body and f"step.{q.name}" not in body and q.ask.check is None
    ]  # fmt: skip
    assert lost == []


def test_numbers_cannot_be_mistaken() -> None:
    """Each service has a prefix of its own, of one or two letters."""
    prefixes = [of.prefix for of in services().values() if of.prefix]
    assert len(set(prefixes)) == len(prefixes)
    assert [p for p in prefixes if not (p.isascii() and p.isalpha() and p.isupper() and len(p) <= 2)] == []


def test_modules_found_are_modules_there() -> None:
    """Discovered, never listed: every module of the folder is a service by its own name."""
    assert set(modules()) == set(services())
