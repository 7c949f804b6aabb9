"""A register brought in: what it would change, what it changes, again, stopped."""

import csv
import io
import os
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.errors import DeniedError
from kiosk.i18n import use
from kiosk.register import bring_in, open_register, write_report
from kiosk.register.report import safe
from kiosk.values import RegisterDone, RegisterPlan
from kiosk.views.import_work import save_report
from tests.counter import OWNER, UNIT, Counter

HEADS = "房号,姓名,关系,电话,备注\n"
REGISTER = HEADS + "".join((
    f"{UNIT},{OWNER},业主,13912342207,\n", f"{UNIT},沈一诺,女儿,13812345678,\n",
    "7-1-101,王五,租户,13700001111 13700002222,两个孩子\n", "7-1-102,空置,,,\n",
))  # fmt: skip  # one row a line


@pytest.fixture(autouse=True)
def _chinese() -> None:
    """The command speaks the system's language; tests read Chinese."""
    use("zh")


def planned(counter: Counter, text: str, folder: Path) -> RegisterPlan:
    """Return what a register would change."""
    path = folder / "册.csv"
    path.write_text(text, encoding="utf-8")
    return counter.reader.register_plan(open_register(path))


def brought(counter: Counter, plan: RegisterPlan) -> RegisterDone:
    """Bring a register in, the foreman signed in."""
    counter.sign_in("王主管")
    return bring_in(lambda step, answers, once: counter.desk.take(step, answers, once=once), plan)


def file(counter: Counter, unit: str) -> list[tuple[str, str, list[str]]]:
    """Return name, relation and numbers of a unit's people."""
    with counter.reader.session() as session:
        look = counter.reader.here(session, None).look
        return [
            (r.name, r.relation, [p for p in (r.phone, *(x.phone for x in look.phones(r))) if p])
            for r in look.residents(unit)
        ]


def test_a_dry_run_says_what_would_happen_and_changes_nothing(counter: Counter, tmp_path: Path) -> None:
    """New, changed, as they are, missing."""
    plan = planned(counter, REGISTER, tmp_path)
    assert plan.counts == {"new": 2, "changed": 0, "same": 1, "refused": 0, "gone": 0, "missing": 1, "units": 2}
    assert [row.name for row in plan.missing] == ["单雪松"]
    assert file(counter, "7-1-101") == []


def test_a_register_is_brought_in(counter: Counter, tmp_path: Path) -> None:
    """Units, people, every number, found at once; empty homes too."""
    assert brought(counter, planned(counter, REGISTER, tmp_path)) == RegisterDone(3, 3, cancelled=False)
    assert file(counter, UNIT) == [(OWNER, "owner", ["13912342207"]), ("沈一诺", "family", ["13812345678"])]
    assert file(counter, "7-1-101") == [("王五", "tenant", ["13700001111", "13700002222"])]
    assert counter.reader.units("7-1") == ["7-1-101", "7-1-102"]
    for typed in ("王五", "ww", "2222", "7-1-101"):
        assert "王五" in [found.title for found in counter.reader.find(typed)], typed


def test_the_same_file_again_changes_nothing(counter: Counter, tmp_path: Path) -> None:
    """Nor does it write a line of the journal."""
    brought(counter, planned(counter, REGISTER, tmp_path))
    again = planned(counter, REGISTER, tmp_path)
    assert (again.takes, again.counts["same"], again.lines) == ((), 3, ())


def test_what_changed_is_brought_up_to_date_and_the_rest_stays(counter: Counter, tmp_path: Path) -> None:
    """A new first number; the old ones stay behind it; an empty cell takes nothing away."""
    brought(counter, planned(counter, REGISTER, tmp_path))
    plan = planned(counter, f"{HEADS}7-1-101,王五,家属,13700009999 13700002222,\n{UNIT},{OWNER},,,\n", tmp_path)
    assert (plan.counts["changed"], plan.counts["same"]) == (1, 1)
    brought(counter, plan)
    assert file(counter, "7-1-101") == [("王五", "family", ["13700009999", "13700002222"])]
    assert counter.reader.people("7-1-101")[0].remark == "两个孩子"
    assert file(counter, UNIT)[0] == (OWNER, "owner", ["13912342207"])


def test_who_moved_out_is_not_brought_back_by_an_old_register(counter: Counter, tmp_path: Path) -> None:
    """It is said, with the way back."""
    counter.take("estate.move_out", unit=UNIT, name=OWNER)
    plan = planned(counter, REGISTER, tmp_path)
    assert [(line.what, line.line, "迁回" in str(line.why)) for line in plan.lines if line.what == "gone"] == [
        ("gone", 2, True)
    ]
    brought(counter, plan)
    assert [name for name, _relation, _phones in file(counter, UNIT)] == ["沈一诺"]


def test_nobody_is_deleted(counter: Counter, tmp_path: Path) -> None:
    """Who is missing from a register is named, and stays."""
    plan = planned(counter, f"{HEADS}9-1-101,甲,,,\n", tmp_path)
    brought(counter, plan)
    assert sorted(row.name for row in plan.missing) == sorted([OWNER, "单雪松"])
    assert [name for name, *_more in file(counter, UNIT)] == [OWNER]


def many(count: int) -> str:
    """Return a register of so many people."""
    rows = (f"{n // 100 + 20}-1-{n % 100 + 101},人{n}甲,业主,{13900000000 + n},\n" for n in range(count))
    return HEADS + "".join(rows)


def test_a_long_register_comes_in_chunks_and_is_told_how_far_it_is(counter: Counter, tmp_path: Path) -> None:
    """The counter's own steps come in between."""
    plan = planned(counter, many(450), tmp_path)
    assert [take.rows for take in plan.takes] == [200, 200, 50]
    counter.sign_in("王主管")
    seen: list[tuple[int, int]] = []
    take = counter.desk.take
    bring_in(lambda s, a, o: take(s, a, once=o), plan, progress=lambda done, of: seen.append((done, of)))
    assert seen == [(0, 450), (200, 450), (400, 450), (450, 450)]


def test_a_stopped_import_keeps_whole_chunks_and_the_same_file_does_the_rest(counter: Counter, tmp_path: Path) -> None:
    """Nothing is half, nothing twice."""
    plan = planned(counter, many(450), tmp_path)
    counter.sign_in("王主管")
    taken: list[str] = []

    def take(step: str, answers: dict[str, object], once: str) -> None:
        taken.append(counter.desk.take(step, answers, once=once).step)

    assert bring_in(take, plan, cancelled=lambda: len(taken) == 1) == RegisterDone(200, 450, cancelled=True)
    rest = planned(counter, many(450), tmp_path)
    assert (rest.counts["same"], rest.counts["new"]) == (200, 250)
    bring_in(take, rest)
    assert counter.sql("SELECT count(*), count(DISTINCT unit || name) FROM resident WHERE unit LIKE '2_-%'") == [
        (450, 450)
    ]


def test_a_chunk_that_comes_twice_is_one(counter: Counter, tmp_path: Path) -> None:
    """Trying again after a time-out changes nothing twice."""
    plan = planned(counter, REGISTER, tmp_path)
    brought(counter, plan)
    brought(counter, plan)
    assert counter.sql("SELECT count(*) FROM resident WHERE name = '王五'") == [(1,)]


def test_a_clerk_does_not_bring_in_registers(counter: Counter, tmp_path: Path) -> None:
    """The foreman does."""
    plan = planned(counter, REGISTER, tmp_path)
    with pytest.raises(DeniedError):
        bring_in(lambda step, answers, once: counter.desk.take(step, answers, once=once), plan)


def test_the_journal_shows_no_whole_number(counter: Counter, tmp_path: Path) -> None:
    """Masked, as everywhere on a screen."""
    brought(counter, planned(counter, REGISTER, tmp_path))
    said = str(counter.reader.journal(limit=1)[0].answers)
    assert "王五" in said
    assert "13700001111" not in said


def test_a_line_of_the_journal_says_the_first_rows(counter: Counter, tmp_path: Path) -> None:
    """Two hundred people would be no line."""
    brought(counter, planned(counter, many(30), tmp_path))
    said = dict(counter.reader.journal(limit=1)[0].answers)
    assert str(list(said.values())[-1]).endswith(" … +18")


def test_the_report_holds_text_only(counter: Counter, tmp_path: Path) -> None:
    """What looks like a formula is a text for Excel, and nothing that was not taken over stands in it."""
    text = "房号,姓名,电话,身份证号\n,=cmd|' /C calc'!A0,13912342207,330102199001011234\n1-1-101,张三,+86,x\n"
    plan = planned(counter, text, tmp_path)
    assert write_report(plan, tmp_path / "report.csv") == 2
    data = (tmp_path / "report.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0][:5] == ["行号", "结果", "原因", "房号", "姓名"]
    assert [row[0] for row in rows[1:]] == ["2", "3"]
    assert "330102199001011234" not in data.decode("utf-8-sig")
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))] == []


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "＋1", "－1", "＠x"])
def test_a_cell_is_never_a_formula(text: str) -> None:
    """OWASP's list."""
    assert safe(text) == f"'{text}"
    assert safe("沈佳宜") == "沈佳宜"


def test_a_report_is_nobody_elses_and_stands_there_whole(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It holds names and numbers; one that breaks off leaves the old one and nothing beside it."""
    plan = planned(counter, "房号,姓名\n,张三\n", tmp_path)
    folder = tmp_path / "reports"
    folder.mkdir()
    report = folder / "r.csv"
    write_report(plan, report)
    if os.name == "posix":
        assert report.stat().st_mode & 0o777 == 0o600
    (folder / "taken").mkdir()
    with pytest.raises(OSError, match="taken"):
        write_report(plan, folder / "taken")
    before = report.read_bytes()
    monkeypatch.setattr(Path, "replace", lambda *_names: Path(folder / "none" / "none").read_bytes())
    with pytest.raises(OSError, match="none"):
        write_report(plan, report, "en")
    assert report.read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == ["r.csv", "taken"]


@pytest.mark.parametrize("name", ["云栖花园二期住户登记总表" * 4 + "x" * 80, "a\x1bb", "注" * 80])
def test_a_file_of_any_name_is_brought_in(counter: Counter, tmp_path: Path, name: str) -> None:
    """The journal keeps as much of the name as an answer may hold; its report finds place on the disk."""
    sheet = replace(planned(counter, "房号,姓名\n9-1-101,王五\n,张三\n", tmp_path).sheet, source=f"{name}.csv")
    counter.sign_in("周明")
    plan = counter.reader.register_plan(sheet)
    assert brought(counter, plan).done == 1
    assert "refused" in save_report(counter.desk, plan, "zh").name


def test_a_report_goes_after_a_week(counter: Counter, tmp_path: Path) -> None:
    """Refused rows hold the numbers of people who are in no file."""
    report = save_report(counter.desk, planned(counter, "房号,姓名\n,张三\n", tmp_path), "zh")
    now = counter.clock().timestamp()
    os.utime(report, (now, now))
    counter.later(days=6)
    counter.desk.purge()
    assert report.exists()
    counter.later(days=2)
    counter.desk.purge()
    assert not report.exists()


def test_a_document_number_is_kept_out_of_the_file(counter: Counter, tmp_path: Path) -> None:
    """A column of them is not taken over, and its sample is masked; one among the remarks is refused, and reported masked."""
    card, wrong = "33010619900101123X", "330106199001011236"
    text = f"房号,姓名,备注,身份证号\n7-1-101,王五,身份证{card},{wrong}\n7-1-102,赵六,养猫,{card}\n"
    wanted = planned(counter, text, tmp_path)
    assert [(line.line, line.unit) for line in wanted.lines if line.what == "refused"] == [(2, "7-1-101")]
    assert [column.sample for column in wanted.sheet.columns if column.head == "身份证号"] == ["3****************6"]
    report = tmp_path / "why.csv"
    write_report(wanted, report, "zh")
    assert (card in report.read_text(encoding="utf-8-sig"), card in repr(wanted)) == (False, False)
    counter.sign_in("王主管")
    assert bring_in(lambda step, answers, once: counter.take(step, once=once, **answers), wanted).cancelled is False
