"""Pictures and whatever may go wrong: files made to harm, a full disk, a kill: one sentence, nothing lost, nothing plain."""

import io
import os
import struct
import tempfile
import tracemalloc
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageOps

from kiosk.errors import DiskFullError
from kiosk.pictures import BrokenPictureError, PictureError, prepare
from kiosk.store import attachments
from kiosk.store import journal as chain
from kiosk.store.database import reading
from tests.counter import UNIT, Counter
from tests.desk.test_pictures import CANARY, NUMBER, bytes_of, card, seen, stored


def jpeg_of_size(wide: int, high: int) -> bytes:
    """Return a small JPEG whose head says that it is a very large one."""
    raw = bytearray(card())
    at = raw.index(b"\xff\xc0")
    raw[at + 5 : at + 9] = struct.pack(">HH", high, wide)
    return bytes(raw)


def png_of_size(wide: int, high: int) -> bytes:
    """Return a PNG of one colour and so many dots."""
    made = io.BytesIO()
    Image.new("1", (wide, high)).save(made, "PNG")
    return made.getvalue()


@pytest.mark.parametrize("make", [jpeg_of_size, png_of_size])
def test_two_hundred_megapixels_are_said_to_be_too_many(make: object) -> None:
    """Said as what it is, before a dot is decoded."""
    raw = make(20_000, 10_000)  # type: ignore[operator]  # one of two functions
    tracemalloc.start()
    try:
        with pytest.raises(PictureError, match="像素太大"):
            prepare(raw)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1", b"hevc"])
def test_a_telephones_picture_with_another_name_is_known(brand: bytes) -> None:
    """IMG_0042.jpg that is no JPEG: the sentence says what it is, and what to do."""
    raw = b"\x00\x00\x00\x18ftyp" + brand + b"\x00\x00\x00\x00mif1heic" + bytes(4_000)
    with pytest.raises(PictureError, match="HEIC"):
        prepare(raw)


def test_a_broken_jpeg_is_said_or_taken_as_far_as_it_goes() -> None:
    """Cut anywhere it is no picture; with dots that are wrong it is one, and the clerk sees it."""
    raw = card(900, 600)
    for at in (30, len(raw) // 4, len(raw) // 2, len(raw) - 400):
        with pytest.raises(BrokenPictureError):
            prepare(raw[:at])
    middle = len(raw) // 2
    assert prepare(raw[:middle] + bytes(40) + raw[middle + 40 :]).wide == 900


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "JPEG"])
def test_whatever_stands_beside_a_picture_goes(kind: str) -> None:
    """Megabytes of it where the format allows that: neither kept nor a reason to refuse."""
    exif = Image.Exif()
    exif[0x010E] = CANARY.decode() * (3_000 if kind == "JPEG" else 600_000)
    made = io.BytesIO()
    Image.new("RGB", (600, 400), "white").save(made, kind, exif=exif)
    raw = made.getvalue()
    assert raw.count(CANARY) > 2_000
    picture = prepare(raw)
    assert (CANARY in picture.reveal(), len(picture.reveal()) < 60_000) == (False, True)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_a_picture_whose_data_beside_it_is_broken_is_taken_all_the_same() -> None:
    """A telephone's program wrote nonsense there: it was to be thrown away anyway."""
    plain = io.BytesIO()
    Image.new("RGB", (600, 400), "white").save(plain, "JPEG")
    for nonsense in (
        b"Exif\x00\x00nothing at all",
        b"Exif\x00\x00II*\x00\xff\xff\xff\x7f",
        b"Exif\x00\x00MM\x00*" + b"\xff" * 60,
    ):
        app1 = b"\xff\xe1" + struct.pack(">H", len(nonsense) + 2) + nonsense
        raw = plain.getvalue()
        assert prepare(raw[:2] + app1 + raw[2:]).wide == 600


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data", "ignore:Truncated File Read", "ignore:Possibly corrupt EXIF")
@pytest.mark.parametrize("kind", [1, 6, 8, 9])
def test_which_way_up_is_read_although_the_rest_is_broken(kind: int) -> None:
    """A place that points nowhere stands behind it, as tags are in their order: upright all the same."""
    plain = io.BytesIO()
    Image.new("RGB", (600, 400), "white").save(plain, "JPEG")
    entries = struct.pack("<HHII", 0x0112, 3, 1, 6) + struct.pack("<HHII", 0x8825, kind, 2, 0xA1597C5F)
    said = b"Exif\x00\x00II*\x00" + struct.pack("<IH", 8, 2) + entries + bytes(64)
    raw = plain.getvalue()
    picture = prepare(raw[:2] + b"\xff\xe1" + struct.pack(">H", len(said) + 2) + said + raw[2:])
    assert (picture.wide, picture.high) == (400, 600)


@pytest.mark.parametrize("turned", range(1, 9))
def test_every_way_up_is_known(turned: int) -> None:
    """As the library itself would turn it, and as it would be seen."""
    with Image.open(io.BytesIO(card(turned=turned))) as image:
        wanted = ImageOps.exif_transpose(image).convert("L")
    with Image.open(io.BytesIO(prepare(card(turned=turned)).reveal())) as image:
        assert image.size == wanted.size
        assert max(ImageChops.difference(image.convert("L"), wanted).histogram()[90:]) == 0


def whole(counter: Counter) -> bool:
    """Whether the journal proves to be whole."""
    engine = reading(counter.folder)
    with engine.connect() as connection:
        found = chain.prove(connection).whole
    engine.dispose()
    return found


def test_a_disk_that_is_full_while_a_picture_is_stored_saves_nothing(keeping: Counter) -> None:
    """One sentence; neither record nor picture; once there is room the same step is taken."""
    visit = keeping.take("visitors.arrive", unit=UNIT, party="何苗").number
    with keeping.desk.folder.writer.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    said = {"kind": "resident", "document": NUMBER, "agreed_copy": True, "pictures": [card(1600, 1200)]}
    with pytest.raises(DiskFullError):
        keeping.take("visitors.see_document", visit, once="full", **said)
    assert (stored(keeping), keeping.reader.page(visit).row.state, whole(keeping)) == ([], "arrived", True)
    assert b"\xff\xd8\xff" not in bytes_of(keeping)
    with keeping.desk.folder.writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert keeping.take("visitors.see_document", visit, once="full", **said).state == "registered"
    assert len(stored(keeping)) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills need fork; Windows is killed by hand (README)")
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_kill_between_picture_and_record_leaves_neither(keeping: Counter, when: str) -> None:
    """Both or none: the step is one transaction, and what was on its way to the disk is unreadable."""
    visit = keeping.take("visitors.arrive", unit=UNIT, party="何苗").number
    child = os.fork()
    if child == 0:
        kept = attachments.keep

        def dies(session: object, vault: object, row: object, number: str, jpeg: bytes) -> None:
            """Store the picture and die, or die before."""
            if when == "after":
                kept(session, vault, row, number, jpeg)  # type: ignore[arg-type]  # passed on
                session.flush()  # type: ignore[attr-defined]  # of a session
            os._exit(9)

        attachments.keep = dies  # type: ignore[assignment]  # in the child alone
        said = {"kind": "resident", "document": NUMBER, "agreed_copy": True, "pictures": [card(1600, 1200)]}
        keeping.take("visitors.see_document", visit, **said)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert (stored(keeping), keeping.reader.page(visit).row.state, whole(keeping)) == ([], "arrived", True)
    assert [one for one in (b"\xff\xd8\xff", b"JFIF", NUMBER.encode()) if one in bytes_of(keeping)] == []
    keeping.take("visitors.see_document", visit, kind="resident", document=NUMBER, agreed_copy=True, pictures=[card()])
    assert len(stored(keeping)) == 1


def test_no_temporary_file_is_made(keeping: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither while a picture is decoded, nor while it is sealed or shown."""
    monkeypatch.setattr(tempfile, "_get_candidate_names", lambda: pytest.fail("a temporary file was made"))
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    visit = seen(keeping, pictures=[card(3200, 2000, kind="TIFF")])
    row = next(one for one in keeping.reader.page(visit).sealed if one.sort == "picture")
    keeping.desk.reveal(visit, "picture", row.id, once="look")
    assert {path for path in tmp_path.rglob("*") if path.is_file()} - before == set()


def test_marks_are_drawn_before_anybody_is_held_up(keeping: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of a second a picture: no transaction is open meanwhile, of files as of pictures that a form made safe."""
    drawn, opened = list[bool](), list[int]()
    from kiosk import pictures

    mark, session = pictures.marked, keeping.desk.session

    def marked(*given: object) -> bytes:
        drawn.append(len(opened) > 0)
        return mark(*given)  # type: ignore[arg-type]  # passed on

    class Open:
        """Says that a transaction is open."""

        def __init__(self) -> None:
            self.inner = session()

        def __enter__(self) -> object:
            opened.append(1)
            return self.inner.__enter__()

        def __exit__(self, *what: object) -> object:
            opened.pop()
            return self.inner.__exit__(*what)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(pictures, "marked", marked)
    monkeypatch.setattr(keeping.desk, "session", Open)
    seen(keeping, pictures=[card(), card()])
    seen(keeping, "仇英", pictures=[prepare(card())])
    assert (drawn, len(stored(keeping))) == ([False] * 3, 3)
