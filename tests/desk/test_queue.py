"""The print queue: every state is committed, nothing overtakes, and a start prints nothing by itself."""

import json

import pytest

from kiosk.desk.queue import AFTER_START
from kiosk.errors import KioskError
from tests.counter import Counter

PRINTER = "folder"


def states(counter: Counter) -> list[str]:
    """Return the states of all jobs, oldest first."""
    return [state for (state,) in counter.sql("SELECT state FROM job ORDER BY id")]


def next_id(counter: Counter) -> int:
    """Return the job that a printer would get now, 0 for none."""
    job = counter.desk.next_job(PRINTER)
    return job.id if job else 0


def test_a_set_prints_in_its_order(counter: Counter) -> None:
    """Desk copy, ticket, tags: marked as sending and committed before the first byte."""
    stored = counter.store()
    for job in stored.jobs:
        assert next_id(counter) == job
        assert counter.sql("SELECT state, tries FROM job WHERE id = ?", job) == [("sending", 1)]
        counter.desk.settle(job, "printed")
    assert (states(counter), next_id(counter)) == (["printed"] * 5, 0)


def test_a_job_whose_worker_ended_is_asked_about_without_a_restart(counter: Counter) -> None:
    """Whoever asks for the next one has nothing in hand; another printer's worker says nothing about it."""
    stored = counter.store()
    assert next_id(counter) == stored.jobs[0]
    counter.desk.next_job("kitchen")
    assert states(counter)[0] == "sending"
    assert (next_id(counter), states(counter)[0]) == (0, "doubt")
    assert "打印中断" in str(counter.reader.jobs()[0].why)
    counter.desk.came_out([stored.jobs[0]], [])
    assert next_id(counter) == stored.jobs[1]


def test_another_printer_gets_nothing(counter: Counter) -> None:
    """Jobs go to the printer that their kind is set up for."""
    counter.store()
    assert counter.desk.next_job("kitchen") is None


def test_kinds_go_to_their_printer(counter: Counter) -> None:
    """Tags to the label printer, the rest to the first one."""
    counter.sign_in("周明")
    printers = [{"key": "desk"}, {"key": "labels", "kinds": ["luggage.bag_tags"]}]
    counter.take("house.set_value", key="printers", value=json.dumps(json.dumps(printers)))
    counter.store()
    assert counter.sql("SELECT printer, count(*) FROM job GROUP BY printer ORDER BY printer") == [
        ("desk", 2),
        ("labels", 3),
    ]


def test_held_jobs_go_on_by_themselves(counter: Counter) -> None:
    """No byte left: the same job is given out again, first."""
    counter.store()
    first = next_id(counter)
    counter.desk.settle(first, "held", "no paper")
    assert next_id(counter) == first
    assert counter.sql("SELECT tries FROM job WHERE id = ?", first) == [(2,)]


def test_nothing_overtakes_a_part_in_doubt(counter: Counter) -> None:
    """The rest of the set waits for one tap; another set goes on."""
    one, other = counter.store(), counter.store()
    counter.desk.settle(next_id(counter), "doubt")
    assert next_id(counter) == other.jobs[0]
    counter.desk.came_out([one.jobs[0]], [])
    assert next_id(counter) == one.jobs[1]


def test_what_did_not_come_out_prints_again(counter: Counter) -> None:
    """The clerk ticks what he holds in his hand; only the missing parts print."""
    stored = counter.store()
    for job in stored.jobs:
        if (given := next_id(counter)) != job:
            break
        counter.desk.settle(given, "sent")
    counter.desk.settle(stored.jobs[2], "doubt")
    counter.desk.came_out([], [stored.jobs[2]])
    assert states(counter) == ["sent", "sent", "pending", "sent", "sent"]


def test_a_late_answer_settles_a_doubt(counter: Counter) -> None:
    """It was printed after all: nobody is asked any more, and a later word does not undo it."""
    counter.store()
    first = next_id(counter)
    counter.desk.settle(first, "doubt")
    counter.desk.settle(first, "printed")
    counter.desk.settle(first, "doubt")
    counter.desk.came_out([], [first])
    assert states(counter)[0] == "printed"


def test_a_start_prints_nothing_by_itself(counter: Counter) -> None:
    """What was sending is in doubt; what was waiting or held waits for a tap."""
    stored = counter.store()
    counter.desk.settle(next_id(counter), "held", "no paper")
    assert next_id(counter) == stored.jobs[0]
    counter.reopen()
    assert (states(counter), next_id(counter)) == (["doubt", "held", "held", "held", "held"], 0)
    assert {row.why.to("en") for row in counter.reader.jobs() if not isinstance(row.why, str)} != set()


def test_a_held_job_waits_for_a_tap_after_a_start_too(counter: Counter) -> None:
    """Held by the printer before the start: it does not go on by itself either."""
    counter.store()
    counter.desk.settle(next_id(counter), "held", "no paper")
    counter.reopen()
    assert (set(states(counter)), next_id(counter)) == ({"held"}, 0)


def test_one_tap_after_a_start_lets_them_go(counter: Counter) -> None:
    """In order, once what is in doubt is settled."""
    stored = counter.store()
    next_id(counter)
    counter.reopen()
    counter.desk.retry(list(stored.jobs))
    assert next_id(counter) == 0
    counter.desk.came_out([], [stored.jobs[0]])
    for job in stored.jobs:
        assert next_id(counter) == job
        counter.desk.settle(job, "printed")


def test_a_second_start_changes_nothing_more(counter: Counter) -> None:
    """Doubts stay doubts."""
    counter.store()
    next_id(counter)
    counter.reopen()
    counter.reopen()
    assert states(counter) == ["doubt", "held", "held", "held", "held"]
    assert counter.sql("SELECT DISTINCT why FROM job") == [(AFTER_START,)]


def test_given_up_jobs_stay_visible(counter: Counter) -> None:
    """Nothing is deleted, and a job on its way is not given up."""
    stored = counter.store()
    first = next_id(counter)
    counter.desk.drop(list(stored.jobs), "no printer today")
    assert states(counter) == ["sending", "dropped", "dropped", "dropped", "dropped"]
    counter.desk.settle(first, "printed")
    assert len(counter.reader.jobs()) == 5


def test_waiting_jobs_move_to_another_printer(counter: Counter) -> None:
    """The printer is broken: the next one takes over, in order."""
    stored = counter.store()
    counter.desk.move(list(stored.jobs), "kitchen")
    job = counter.desk.next_job("kitchen")
    assert (next_id(counter), job.id if job else 0) == (0, stored.jobs[0])


def test_a_reprint_is_marked_and_says_the_same(counter: Counter) -> None:
    """The stored blocks, with number, name, time and reason; each reprint counts."""
    stored = counter.store()
    for _part in stored.jobs:
        counter.desk.settle(next_id(counter), "printed")
    counter.later(minutes=16)
    first, second = (counter.desk.reprint(stored.jobs[1], "卡纸") for _n in range(2))
    assert next_id(counter) == first
    out = counter.desk.next_job(PRINTER)
    assert out is not None
    assert (out.id, out.reprint, out.number) == (second, (2, "李婷", "14:52", "卡纸"), stored.short)
    assert out.blocks == counter.reader.blocks(stored.jobs[1]).blocks  # type: ignore[union-attr]  # it is there


def test_a_reprint_of_a_reprint_counts_on(counter: Counter) -> None:
    """Always of the original: 补打 2 follows 补打 1."""
    stored = counter.store()
    again = counter.desk.reprint(counter.desk.reprint(stored.jobs[1], "卡纸"), "还是卡纸")
    assert counter.sql("SELECT copy_no, of_id FROM job WHERE id = ?", again) == [(2, stored.jobs[1])]


@pytest.mark.parametrize("why", ["", "   "])
def test_a_reprint_needs_its_reason(counter: Counter, why: str) -> None:
    """Who and why stand on the paper."""
    stored = counter.store()
    with pytest.raises(KioskError):
        counter.desk.reprint(stored.jobs[0], why)


@pytest.mark.parametrize("why", ["\x1b@", "卡\ud800"])
def test_what_no_text_may_be_stands_on_no_paper(counter: Counter, why: str) -> None:
    """A reason that would command the printer, or end the program, is one sentence."""
    stored = counter.store()
    for asked in (lambda: counter.desk.reprint(stored.jobs[0], why), lambda: counter.desk.drop([stored.jobs[0]], why)):
        with pytest.raises(KioskError) as caught:
            asked()
        assert "控制字符" in str(caught.value)


def test_reasons_keep_no_document_number(counter: Counter) -> None:
    """Why it prints again stands on paper, why it does not stands in the queue."""
    stored = counter.store()
    counter.desk.reprint(stored.jobs[0], "证件 110101199003077475")
    counter.desk.drop([stored.jobs[1]], "证件 110101199003077475")
    assert counter.sql("SELECT count(*) FROM job WHERE why || copy_why LIKE '%110101%'") == [(0,)]


def test_an_unknown_job_is_a_sentence(counter: Counter) -> None:
    """A stale list in the window breaks nothing."""
    with pytest.raises(KioskError):
        counter.desk.reprint(999, "卡纸")
    counter.desk.settle(999, "printed")
    counter.desk.retry([999])
    counter.desk.came_out([999], [998])


def test_nothing_prints_without_a_step(counter: Counter) -> None:
    """A refused step leaves no paper."""
    counter.refusal("luggage.store", unit="3-2-1005", party="x", pieces=[{"kind": "bag", "size": "1"}])
    assert counter.reader.jobs() == []
