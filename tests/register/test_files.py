"""Files of registers: whatever somebody hands over is read, or is one sentence that says what to do."""

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.register import files
from kiosk.register.files import RegisterError, read

ROWS = (("房号", "姓名", "电话"), ("3-2-1005", "沈佳宜", "13912342207"), ("别墅A12", "䶮·王", "0571-88881234"))
TEXT = "\r\n".join(",".join(row) for row in ROWS) + "\r\n"


def workbook(*rows: tuple[object, ...], title: str = "名册") -> bytes:
    """Return a workbook of one sheet."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def kept(path: Path, data: bytes) -> Path:
    """Write a file and return where."""
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"],
)  # fmt: skip  # a list
def test_a_text_is_read_in_whatever_encoding_it_came(tmp_path: Path, encoding: str) -> None:
    """Excel in China writes GBK or UTF-8 with a mark, its "Unicode text" is UTF-16."""
    table = read(kept(tmp_path / "册.csv", TEXT.encode(encoding)))
    assert [cells for _line, cells in table.rows] == list(ROWS)


def test_gbk_is_read_without_being_told(tmp_path: Path) -> None:
    """What old programs export; GB 18030 holds it whole."""
    assert read(kept(tmp_path / "r.csv", "房号,姓名\n3-2-1005,沈佳宜\n".encode("gbk"))).rows[1][1] == (
        "3-2-1005",
        "沈佳宜",
    )


def test_a_named_encoding_is_believed(tmp_path: Path) -> None:
    """Big5 looks like GB 18030: nobody but its owner knows."""
    path = kept(tmp_path / "r.csv", "房號,姓名\n3-2-1005,沈佳宜\n".encode("big5"))
    assert read(path, "big5").rows[0][1] == ("房號", "姓名")


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
def test_any_usual_delimiter_is_found_out(tmp_path: Path, mark: str) -> None:
    """German Excel writes semicolons, a copied table has tabs; a comma within a cell misleads nobody."""
    text = "\n".join(mark.join(row) for row in (*ROWS, ("1-1-101", '"李,四"', "")))
    assert read(kept(tmp_path / "r.csv", text.encode())).rows[-1][1] == ("1-1-101", "李,四", "")


def test_quoted_cells_hold_lines_and_the_line_number_is_the_files_own(tmp_path: Path) -> None:
    """A refused row is looked for by its line."""
    text = '房号,姓名\n1-1-101,"张\n三"\n\n1-1-102,李四\n'
    assert read(kept(tmp_path / "r.csv", text.encode())).rows == [
        (1, ("房号", "姓名")), (2, ("1-1-101", "张\n三")), (5, ("1-1-102", "李四")),
    ]  # fmt: skip  # a table


def test_what_keeps_excel_from_counting_is_taken_off(tmp_path: Path) -> None:
    """="0571" and '0571 are the text 0571."""
    assert read(kept(tmp_path / "r.csv", b'="""0571""",\'0571,a\n')).rows[0][1][1:] == ("0571", "a")
    assert read(kept(tmp_path / "s.csv", b'"=""0571""",b\n')).rows[0][1] == ("0571", "b")


def test_a_workbook_is_read_with_its_values(tmp_path: Path) -> None:
    """Numbers without a decimal point, days as days, nothing computed."""
    data = workbook(("房号", "电话", "日期", "面积", "自住"), ("3-2-1005", 13912342207, date(2026, 11, 22), 89.5, True))
    assert read(kept(tmp_path / "r.xlsx", data)).rows[1] == (2, ("3-2-1005", "13912342207", "2026-11-22", "89.5", "1"))


def test_formulas_are_their_last_values_and_never_run(tmp_path: Path) -> None:
    """A formula that no program has computed yet says nothing."""
    data = workbook(("房号", "姓名"), ("=1+1", '=HYPERLINK("http://x","y")'), ("1-1-101", "张三"))
    assert [cells for _line, cells in read(kept(tmp_path / "r.xlsx", data)).rows] == [
        ("房号", "姓名"),
        ("1-1-101", "张三"),
    ]


def test_merged_cells_say_the_same_in_each_of_their_rows(tmp_path: Path) -> None:
    """A building is written once beside all of its homes."""
    book = openpyxl.Workbook()
    for row in (
        ("楼栋", "室号", "姓名"),
        ("3栋", "101", "张三"),
        (None, "102", "李四"),
        (None, None, "王五"),
        (None, "9", "x"),
    ):
        book.active.append(row)
    book.active.merge_cells("A2:A4")
    book.active.merge_cells("B3:B4")
    book.save(tmp_path / "r.xlsx")
    assert [cells for _line, cells in read(tmp_path / "r.xlsx").rows[1:]] == [
        ("3栋", "101", "张三"), ("3栋", "102", "李四"), ("3栋", "102", "王五"), ("", "9", "x"),
    ]  # fmt: skip  # a table


def test_the_first_sheet_that_holds_something_is_read(tmp_path: Path) -> None:
    """An empty first sheet, a hidden one: neither is meant."""
    book = openpyxl.Workbook()
    hidden = book.create_sheet("hidden")
    hidden.append(("secret",))
    hidden.sheet_state = "hidden"
    book.create_sheet("名册").append(("房号", "姓名"))
    book.save(tmp_path / "r.xlsx")
    assert read(tmp_path / "r.xlsx").rows == [(1, ("房号", "姓名"))]


def test_a_sheet_that_lies_about_its_size_is_read_at_once(tmp_path: Path) -> None:
    """A column formatted down to the last row of Excel holds no people."""
    data = workbook(("房号", "姓名"), ("1-1-101", "张三"))
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(tmp_path / "r.xlsx", "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry.filename, part.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'))
    assert len(read(tmp_path / "r.xlsx").rows) == 2


def refusal(path: Path, encoding: str | None = None) -> str:
    """Return the sentence for a file that cannot be read."""
    with pytest.raises(RegisterError) as caught:
        read(path, encoding)
    return str(caught.value)


def encrypted() -> bytes:
    """Return a file as Excel leaves it behind a password: an OLE container."""
    return files._OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 100


def bomb() -> bytes:
    """Return a workbook that would unpack to more than anybody has residents."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (files.UNPACKED + 1))
    return out.getvalue()


def archive() -> bytes:
    """Return an archive of something else."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as one:
        one.writestr("photo.jpg", b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "空"), (b" \r\n\r\n", "空"), (b",,,\n,,\n", "没有内容"), (files._OLE + b"\0" * 600, ".xls"), (encrypted(), "密码"),
        (bomb(), "MB"), (archive(), "工作簿"), (workbook(("房号", "姓名"))[:-200], "损坏"), (b"PK\x03\x04nonsense", "损坏"),
        (b"%PDF-1.7 ...", "表格"), (b"<html><table>", "表格"), (b"\x89PNG\r\n", "表格"), (bytes(range(256)) * 4, "文本"),
        (workbook(), "没有内容"), ("房号,姓名\n".encode()[:-5] + b"\xff\xff\xfe", "文本"),
    ],
)  # fmt: skip  # a table
def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, data: bytes, says: str) -> None:
    """What is wrong and what to do; the name of a file proves nothing."""
    for name in ("r.xlsx", "r.csv"):
        said = refusal(kept(tmp_path / name, data))
        assert says in said
        assert "\n" not in said


def test_what_is_no_file_is_one_sentence(tmp_path: Path) -> None:
    """A folder, a name that is not there, an encoding that nobody knows."""
    assert "没有文件" in refusal(tmp_path / "none.csv")
    assert "文件夹" in refusal(tmp_path)
    path = kept(tmp_path / "r.csv", TEXT.encode())
    assert "klingon" in refusal(path, "klingon")
    assert "ascii" in refusal(path, "ascii")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its size, and a table by its rows."""
    path = kept(tmp_path / "r.csv", TEXT.encode() * 10)
    monkeypatch.setattr(files, "MOST_ROWS", 20)
    assert "20" in refusal(path)
    monkeypatch.setattr(files, "LARGEST", 10)
    assert "MB" in refusal(path)


def remade(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return a workbook whose sheet says something else."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            part = before.read(entry)
            after.writestr(entry.filename, part.replace(old, new) if "sheet1" in entry.filename else part)
    return out.getvalue()


def test_a_workbook_of_too_many_rows_or_cells_is_given_up_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """2 MB unpack to rows that fill the memory: nothing behind the limit is looked at."""
    looked: list[object] = []
    text = files._text
    monkeypatch.setattr(files, "_text", lambda value: looked.append(value) or text(value))  # type: ignore[func-returns-value]  # both, in one line
    path = kept(tmp_path / "r.xlsx", workbook(*(("1-1-101", f"张{n}") for n in range(500))))
    monkeypatch.setattr(files, "MOST_ROWS", 20)
    assert "20" in refusal(path)
    assert len(looked) == 42
    looked.clear()
    monkeypatch.setattr(files, "MOST_CELLS", 30)
    assert "30" in refusal(path)
    assert len(looked) == 30


def test_a_cell_far_to_the_right_counts_with_those_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell in XFD makes a row of sixteen thousand."""
    data = remade(workbook(("房号", "姓名"), ("a", "b"), ("c", "d")), b'r="B2"', b'r="XFD2"')
    assert len(read(kept(tmp_path / "r.xlsx", data)).rows) == 3
    monkeypatch.setattr(files, "MOST_CELLS", 16_000)
    assert "16000" in refusal(tmp_path / "r.xlsx")


def test_a_merged_range_counts_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """29 KB named one range twenty thousand times; those that overlap are one sentence."""
    book = workbook(("房号", "姓名"), *((f"1-1-{n}", "") for n in range(300)))
    same = remade(
        book, b"</sheetData>", b"</sheetData><mergeCells>" + b'<mergeCell ref="A2:A301"/>' * 5000 + b"</mergeCells>"
    )
    assert files._merged(same, 0) == [(2, 301, 1, 1)]
    other = b"".join(b'<mergeCell ref="A%d:A301"/>' % n for n in range(2, 300))
    monkeypatch.setattr(files, "MOST_MERGED", 1_000)
    path = kept(
        tmp_path / "r.xlsx", remade(book, b"</sheetData>", b"</sheetData><mergeCells>" + other + b"</mergeCells>")
    )
    assert "合并" in refusal(path)


def test_one_cell_that_holds_a_book_is_one_sentence(tmp_path: Path) -> None:
    """Excel's own limit is the limit; a line of a text has one too."""
    data = remade(workbook(("房号", "姓名"), ("1-1-101", "zhang")), b"zhang", b"A" * (files.WIDEST_CELL + 1))
    strings = workbook(("房号", "姓名"), ("1-1-101", "A" * files.WIDEST_CELL))
    assert len(read(kept(tmp_path / "r.xlsx", strings)).rows) == 2
    assert str(files.WIDEST_CELL) in refusal(kept(tmp_path / "s.xlsx", data))
    assert "第 2 行" in refusal(kept(tmp_path / "r.csv", TEXT.encode()[:14] + b"\n" + b"," * 300_000))


def test_a_long_stretch_of_nothing_ends_a_text(tmp_path: Path) -> None:
    """Excel writes a million lines of delimiters where a column was formatted down to its end."""
    path = kept(tmp_path / "r.csv", TEXT.encode() + b",,\r\n" * (files.EMPTY_ROWS + 1) + b"x,y,z\r\n")
    assert len(read(path).rows) == 3


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400) | st.binary(max_size=300).map(lambda tail: b"PK\x03\x04" + tail))
def test_any_bytes_are_rows_or_a_sentence(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """No file whatever ends the program."""
    path = tmp_path_factory.mktemp("any") / "r.csv"
    path.write_bytes(data)
    try:
        rows = read(path).rows
    except RegisterError:
        return
    assert all(any(cells) for _line, cells in rows)


CELL = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=6))
def test_a_workbook_gives_back_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    """Whatever stands in a cell; only a formula says nothing."""
    path = tmp_path_factory.mktemp("any") / "r.xlsx"
    plain = [["x", *(cell if not cell.startswith("=") else "f" for cell in row)] for row in rows]
    path.write_bytes(workbook(*map(tuple, plain)))
    got = [[cell for cell in cells if cell] for _line, cells in read(path).rows]
    assert got == [[cell.strip() for cell in row if cell.strip()] for row in plain]
