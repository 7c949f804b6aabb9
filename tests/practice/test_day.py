"""`kiosk day`: the same seed leaves the same files, and the papers of difficult people come out."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from kiosk.practice import names
from kiosk.practice.day import play
from tests.printing.escpos_parser import parse


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("day")
    play(out, 1, small=True, pictures=False)
    return out


@pytest.fixture(scope="module")
def told(played: Path) -> Any:
    return json.loads((played / "day.json").read_text(encoding="utf-8"))


def digests(folder: Path) -> dict[str, str]:
    files = sorted(one for one in folder.rglob("*") if one.is_file())
    return {str(one.relative_to(folder)): hashlib.sha256(one.read_bytes()).hexdigest() for one in files}


def papers(told: Any, played: Path, slip: str, person: str) -> list[bytes]:
    """Return the bytes of one kind of slip of a number."""
    files = [
        f
        for line in told["taken"]
        if line.get("short") == person
        for job in line["jobs"]
        if job["slip"] == slip
        for f in job["files"]
    ]
    return [(played / "paper" / f"{one}.bin").read_bytes() for one in files]


def test_the_same_seed_leaves_the_same_files_and_nothing_else(played: Path, tmp_path: Path) -> None:
    """Played again over an older day: what was that day's is gone, what is somebody's stays."""
    out, secrets = tmp_path / "out", os.environ["KIOSK_SECRETS"]
    (out / "paper").mkdir(parents=True)
    (out / "paper" / "0099-old.bin").write_bytes(b"old")
    (out / "mine.txt").write_text("mine", encoding="utf-8")
    play(out, 1, small=True, pictures=False)
    assert os.environ["KIOSK_SECRETS"] == secrets
    assert not Path(secrets).exists()
    (out / "mine.txt").unlink()
    assert digests(out) == digests(played)


def test_every_job_left_bytes_picture_and_page(played: Path, told: Any) -> None:
    jobs = [job for line in told["taken"] for job in line["jobs"]]
    assert jobs
    for job in jobs:
        assert job["state"] == "printed", job
        for name in job["files"]:
            for end in ("bin", "png", "pdf"):
                assert (played / "paper" / f"{name}.{end}").stat().st_size > 100
    assert told["papers"] == len(list((played / "paper").glob("*.bin")))


def test_the_first_paper_is_that_of_the_drawings(played: Path, told: Any) -> None:
    first = told["taken"][0]
    assert (first["time"], first["clerk"], first["short"], first["place"]) == (
        "2026-11-22 14:36",
        "李婷",
        "L-1122-04",
        "B-1-04",
    )
    assert first["jobs"][0]["files"] == ["0001-L-1122-04-desk_copy"]
    desk_copy = (played / "paper" / "0001-L-1122-04-desk_copy.bin").read_bytes()
    assert "沈佳宜".encode("gbk") in desk_copy
    assert b"L-1122-04" in desk_copy


def test_a_day_is_told_from_refusal_to_undo(told: Any) -> None:
    steps = [line["step"] for line in told["taken"]]
    for step in (
        "luggage.store",
        "reprint",
        "decision.confirm",
        "luggage.put_back",
        "luggage_round.check",
        "luggage.dispose",
    ):
        assert step in steps
    refused = [line["refused"] for line in told["taken"] if "refused" in line]
    assert refused == ["AMB-46", "InvalidAnswersError", "STO-25"]
    assert told["journal"]["whole"] is True
    assert told["end"] == "2026-11-23 14:30"


def test_a_name_of_forty_characters_is_on_its_slip_whole(played: Path, told: Any) -> None:
    [desk_copy] = papers(told, played, "desk_copy", "L-1122-06")
    assert len(names.FORTY) == 40
    text = b"".join(desk_copy.split(b"\n"))
    missing = [char for char in set(names.FORTY) if char.encode("gbk") not in text]
    assert missing == []


def test_a_rare_character_comes_as_a_picture(played: Path, told: Any) -> None:
    """GBK has no 𬭎: its line is drawn, the others stay text."""
    [rare] = papers(told, played, "desk_copy", "L-1122-09")
    [plain] = papers(told, played, "desk_copy", "L-1122-06")
    assert b"\x1dv0" in rare
    assert b"\x1dv0" not in plain
    assert "经办".encode("gbk") in rare


def test_no_paper_carries_a_command_that_is_not_ours(played: Path) -> None:
    for one in sorted((played / "paper").glob("*.bin")):
        assert parse(one.read_bytes()), one.name
