"""The owner register on paper: for the counter, confidential."""

import pytest

from kiosk.errors import DeniedError, KioskError
from tests.counter import OWNER, UNIT, Counter

PRINT = "estate_register.print"


@pytest.fixture(autouse=True)
def _foreman(counter: Counter) -> None:
    """A foreman and a second building."""
    counter.sign_in("周明")
    counter.take("house.hire", name="吴班长", pin="826071", role="foreman")
    counter.take("estate.add_units", units=[{"unit": code} for code in ("3-2-201", "3-10-101", "33-1-101", "别墅A12")])
    counter.take("estate.move_in", unit="3-2-201", name="郑重", relation="tenant", phone="13600001111")
    counter.take("estate.move_in", unit="33-1-101", name="外楼", relation="owner")
    staff = next(s for s in counter.desk.staff() if s.name == "吴班长")
    counter.reader.clerk = counter.desk.sign_in(staff.id, "826071")


@pytest.mark.rule("FIL-02")
def test_the_register_of_a_unit_is_printed(counter: Counter) -> None:
    """Its people, owners first, with their relation and a masked number."""
    assert "unit" in counter.asked(PRINT)
    paper = counter.paper(counter.take(PRINT, unit=UNIT))
    assert "业主名册" in paper
    assert [OWNER in paper, "业主" in paper, "139****2207" in paper, "郑重" in paper] == [True, True, True, False]


@pytest.mark.rule("FIL-02")
def test_the_register_of_a_building_is_printed(counter: Counter) -> None:
    """Every home of it in walking order, empty ones too, and none of another building."""
    assert "building" in counter.asked(PRINT)
    paper = counter.paper(counter.take(PRINT, building="3"))
    assert [paper.find(code) for code in ("3-2-201", "3-2-1005", "3-10-101")] == sorted(
        paper.find(code) for code in ("3-2-201", "3-2-1005", "3-10-101")
    )
    assert ("郑重" in paper, "外楼" in paper, "3-10-101" in paper) == (True, False, True)


def test_villas_are_a_building_too(counter: Counter) -> None:
    """Named by their kind."""
    assert "别墅A12" in counter.paper(counter.take(PRINT, building="别墅"))


def test_nothing_is_printed_of_nobody(counter: Counter) -> None:
    """No unit and no building of the register."""
    assert [r.about for r in counter.draft(PRINT).refusals] == ["unit"]
    assert [r.about for r in counter.draft(PRINT, building="77").refusals] == ["unit"]


@pytest.mark.rule("FIL-04")
def test_whole_numbers_are_the_supervisors_to_print(counter: Counter) -> None:
    """The foreman prints masked ones, or asks; why is written down."""
    assert "why" in counter.asked(PRINT, unit=UNIT, whole=True)
    answers = {"unit": UNIT, "whole": True, "why": "换号通知"}
    assert [(r.rule, r.lift) for r in counter.draft(PRINT, **answers).refusals] == [("FIL-04", "supervisor")]


@pytest.mark.rule("FIL-04")
def test_the_paper_says_that_it_is_confidential(counter: Counter) -> None:
    """It stays at the counter."""
    assert "用后销毁" in counter.paper(counter.take(PRINT, unit=UNIT))


def test_with_the_supervisors_word_the_numbers_are_whole(counter: Counter) -> None:
    """And the journal keeps who allowed it."""
    done = counter.take(PRINT, unit=UNIT, whole=True, why="换号通知", lifts=[counter.lift("FIL-04")])
    assert "13912342207" in counter.paper(done)
    assert counter.reader.journal(limit=1)[0].lifted != ()


def test_a_clerk_does_not_print_the_register(counter: Counter) -> None:
    """He has it on the screen, unit by unit."""
    counter.sign_in("李婷")
    assert counter.error(PRINT, unit=UNIT) == "DeniedError"


def test_a_clerk_neither_reprints_nor_reads_what_was_printed(counter: Counter) -> None:
    """A reprint is a print: it is the foreman's too, and so is its picture on the screen."""
    done = counter.take(PRINT, unit=UNIT, whole=True, why="换号通知", lifts=[counter.lift("FIL-04")])
    (job,) = done.jobs
    assert counter.reader.blocks(job) is not None
    assert counter.desk.reprint(job, "卡纸") > job
    counter.desk.settle(job, "sent")
    counter.sign_in("李婷")
    with pytest.raises(DeniedError):
        counter.desk.reprint(job, "卡纸")
    with pytest.raises(DeniedError):
        counter.desk.came_out([], [job])
    counter.desk.came_out([job], [])
    assert counter.reader.blocks(job) is None


def test_what_was_printed_is_emptied_after_its_term(counter: Counter) -> None:
    """Whole numbers do not lie in the database for ever."""
    done = counter.take(PRINT, unit=UNIT, whole=True, why="换号通知", lifts=[counter.lift("FIL-04")])
    counter.later(days=31)
    counter.take("estate.add_note", unit=UNIT, text="今日")
    while counter.desk.purge().more:
        pass
    part = counter.reader.blocks(done.jobs[0])
    assert part is not None
    assert "13912342207" not in part.blocks
    with pytest.raises(KioskError) as caught:
        counter.desk.reprint(done.jobs[0], "卡纸")
    assert "保存期" in str(caught.value)
