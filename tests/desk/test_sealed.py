"""Sealed answers and half-typed forms: nowhere on the disk in plain, and only for whom they are."""

import logging

import pytest

from kiosk.vault import SealBrokenError
from tests.counter import OWNER, Counter

CANARY = "310101197709137788"
RELEASE = {"claim": "lost", "collector": OWNER, "document": CANARY, "copied": True, "statement": "遗失"}


def on_disk(counter: Counter, text: str) -> list[str]:
    """Return the files of the data folder and of the secrets that hold a text in plain."""
    found = [path for path in counter.folder.parent.rglob("*") if path.is_file()]
    return [
        path.name
        for path in found
        if text.encode() in path.read_bytes() or text.encode("utf-16-le") in path.read_bytes()
    ]


@pytest.fixture
def released(counter: Counter) -> str:
    """Hand luggage over against a document, and return its number."""
    stored = counter.store()
    counter.take("luggage.hand_over", stored.number, **RELEASE, lifts=[counter.lift("STO-25")])
    return stored.number


def test_a_document_number_is_nowhere_in_plain(counter: Counter, released: str) -> None:
    """Neither in the database nor in its log, while open and after closing."""
    assert on_disk(counter, CANARY) == []
    counter.desk.folder.writer.dispose()
    assert on_disk(counter, CANARY) == []


def test_the_search_for_the_canary_has_teeth(counter: Counter, released: str) -> None:
    """What is not sealed is found by the same search: the test would see a leak."""
    assert on_disk(counter, "遗失") != []


def test_neither_page_nor_journal_nor_paper_shows_it(counter: Counter, released: str) -> None:
    """Nothing that a window or printer gets carries it."""
    page = counter.reader.page(released)
    assert CANARY not in f"{page}{counter.reader.journal(50)}{counter.reader.find(CANARY)}{counter.reader.jobs()}"


def test_errors_and_logs_do_not_show_it(counter: Counter, caplog: pytest.LogCaptureFixture) -> None:
    """A refusal, a problem, a debug log: the mask at most."""
    stored = counter.store()
    with caplog.at_level(logging.DEBUG):
        draft = counter.draft("luggage.hand_over", stored.number, **RELEASE)
        counter.error("luggage.hand_over", stored.number, **{**RELEASE, "copied": False, "collector": ""})
    assert CANARY not in f"{draft}{caplog.text}"


def test_the_same_number_is_sealed_differently_each_time(counter: Counter) -> None:
    """Two boxes of one value differ; its digest is the same, so that it can be searched for."""
    for _n in range(2):
        stored = counter.store()
        counter.take("luggage.hand_over", stored.number, **RELEASE, lifts=[counter.lift("STO-25")])
    assert counter.sql("SELECT count(DISTINCT box), count(DISTINCT digest) FROM sealed") == [(2, 1)]


def test_a_box_opens_for_its_own_record_only(counter: Counter, released: str) -> None:
    """Moved to another record, it cannot be read."""
    ((keep, month, box),) = counter.sql("SELECT keep, month, box FROM sealed")
    with counter.desk.session() as session:
        vault = counter.desk.vault(session)
        assert vault.open(keep, month, box, f"{released}/document").decode() == CANARY
        with pytest.raises(SealBrokenError):
            vault.open(keep, month, box, "L26112299/document")


# --- half-typed forms -------------------------------------------------------------------------------


def test_a_half_typed_form_waits_sealed_for_its_owner(counter: Counter) -> None:
    """After a power cut too; nothing of it is readable on the disk."""
    counter.desk.save_draft("form-1", "luggage.hand_over", "L26112201", {"document": CANARY, "statement": "半句话"})
    assert on_disk(counter, CANARY) + on_disk(counter, "半句话") == []
    counter.reopen()
    counter.sign_in("李婷")
    (draft,) = counter.desk.drafts()
    assert (draft.key, draft.step, draft.answers["document"]) == ("form-1", "luggage.hand_over", CANARY)


def test_a_form_is_its_owners(counter: Counter) -> None:
    """Another clerk neither sees it, nor changes it, nor throws it away."""
    counter.desk.save_draft("form-1", "luggage.store", "", {"unit": "3-2-1005"})
    counter.sign_in("王主管")
    assert counter.desk.drafts() == []
    counter.desk.save_draft("form-1", "luggage.store", "", {"unit": "5-1-2101"})
    counter.desk.save_draft("form-1", "luggage.store", "", None)
    counter.sign_in("李婷")
    assert [draft.answers for draft in counter.desk.drafts()] == [{"unit": "3-2-1005"}]


def test_a_form_is_saved_again_and_forgotten(counter: Counter) -> None:
    """One row a form, the latest text; gone when it was taken or dropped."""
    for unit in ("3", "3-2", "3-2-1005"):
        counter.desk.save_draft("form-1", "luggage.store", "", {"unit": unit})
    assert [draft.answers for draft in counter.desk.drafts()] == [{"unit": "3-2-1005"}]
    counter.desk.save_draft("form-1", "luggage.store", "", None)
    assert counter.desk.drafts() == []


def test_a_form_of_another_version_keeps_nobody_from_the_others(counter: Counter) -> None:
    """A step that this program does not have cannot be gone on with: its form is left out, the others open."""
    number = counter.store().number
    for key, step, of in (
        ("1", "luggage.weigh", number), ("2", "laundry.take_in", ""), ("3", "luggage.hand_over", number)
    ):  # fmt: skip  # one paragraph
        counter.desk.save_draft(key, step, of, {"statement": "半句话"})
    assert [draft.key for draft in counter.desk.drafts()] == ["3"]
