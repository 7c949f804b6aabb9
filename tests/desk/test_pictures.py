"""Pictures of documents: none without consent, none in plain, marked with their purpose, gone after their term."""

import io
import logging
import sqlite3
from contextlib import closing

import pytest
from PIL import Image, ImageChops, ImageDraw

from kiosk.errors import DeniedError, InvalidAnswersError
from kiosk.pictures import LONGEST, MOST, MOST_DOTS, PictureError, marked, prepare
from kiosk.vault import KeyGoneError
from tests.counter import UNIT, Counter

NUMBER = "330106199001011236"
#: Stands in the EXIF of the file: nothing that comes in carries it further.
CANARY = b"KANARI-EXIF-3301"


def card(wide: int = 640, high: int = 400, *, kind: str = "JPEG", turned: int = 1) -> bytes:
    """Return the file of a made-up card, with EXIF: a canary, a place and which way up it is."""
    image = Image.new("RGB", (wide, high), (236, 240, 236))
    pen = ImageDraw.Draw(image)
    pen.rectangle((20, 20, wide - 20, high - 20), outline=(40, 40, 40), width=4)
    pen.rectangle((wide - 160, 60, wide - 40, 220), fill=(120, 130, 140))
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010E] = CANARY.decode()
    made = io.BytesIO()
    image.save(made, kind, exif=exif)
    return made.getvalue()


def seen(counter: Counter, party: str = "何苗", **more: object) -> str:
    """Let a visitor arrive and show his document, with one picture of it, and return the number."""
    visit = counter.take("visitors.arrive", unit=UNIT, party=party).number
    said: dict[str, object] = {"kind": "resident", "document": NUMBER, "agreed_copy": True, "pictures": [card()]}
    counter.take("visitors.see_document", visit, **{**said, **more})
    return visit


def stored(counter: Counter) -> list[tuple[object, ...]]:
    """Return what stands in the table of pictures."""
    return counter.sql("SELECT question, keep, consent_by, consent_how, made_by FROM attachment ORDER BY id")


def bytes_of(counter: Counter) -> bytes:
    """Return every byte in the data folder and beside it."""
    return b"".join(path.read_bytes() for path in counter.folder.parent.rglob("*") if path.is_file())


# --- consent ------------------------------------------------------------------------------------------


def test_a_picture_stands_with_who_allowed_it_and_how(keeping: Counter) -> None:
    seen(keeping, agreed_how="signed")
    assert stored(keeping) == [("pictures", "picture", "何苗", "signed", "李婷")]


def test_without_consent_no_picture_is_asked_for_nor_taken(keeping: Counter) -> None:
    """Hidden until somebody agrees; given all the same, it is left out."""
    visit = keeping.take("visitors.arrive", unit=UNIT, party="何苗").number
    assert "pictures" not in keeping.asked("visitors.see_document", visit, agreed_copy=False)
    assert "pictures" in keeping.asked("visitors.see_document", visit, agreed_copy=True)
    keeping.take("visitors.see_document", visit, document=NUMBER, copied=True, agreed_copy=False, pictures=[card()])
    assert stored(keeping) == []


def test_a_house_that_wants_none_has_none(counter: Counter) -> None:
    """Off until the estate turns it on."""
    visit = counter.take("visitors.arrive", unit=UNIT, party="何苗").number
    assert "pictures" not in counter.asked("visitors.see_document", visit, agreed_copy=True)


@pytest.mark.parametrize(
    ("by", "how"), [("", "said"), ("  ", "said"), (None, "said"), ("何苗", ""), ("何苗", "no"), ("何苗", None)]
)
def test_the_table_takes_no_picture_without_consent(keeping: Counter, by: str | None, how: str | None) -> None:
    """Whatever a program does: the database itself refuses."""
    seen(keeping)
    columns = "record_id, entry_id, question, no, keep, month, box, sha, size, consent_at, made_at, made_by, due_at"
    copy = f"INSERT INTO attachment ({columns}, consent_by, consent_how) SELECT {columns}, ?, ? FROM attachment"
    with closing(sqlite3.connect(keeping.folder / "kiosk.db")) as database, pytest.raises(sqlite3.IntegrityError):
        database.execute(copy, (by, how))
    with closing(sqlite3.connect(keeping.folder / "kiosk.db")) as database, pytest.raises(sqlite3.IntegrityError):
        database.execute("UPDATE attachment SET consent_at = '2099-01-01 00:00:00.000000'")


def test_a_picture_is_a_copy_of_the_document(keeping: Counter) -> None:
    """Who took a picture need not copy the card on paper too."""
    visit = keeping.take("visitors.arrive", unit=UNIT, party="何苗").number
    none = keeping.draft("visitors.see_document", visit, document=NUMBER, agreed_copy=True)
    one = keeping.draft("visitors.see_document", visit, document=NUMBER, agreed_copy=True, pictures=[card()])
    assert ([r.rule for r in none.refusals], [r.rule for r in one.refusals]) == (["VIS-04"], [])


# --- what is kept of a file ---------------------------------------------------------------------------


def test_a_file_is_decoded_and_encoded_anew() -> None:
    """No EXIF, upright, no longer than the bound."""
    file = card(3200, 1800, turned=6)
    picture = prepare(file)
    assert CANARY in file
    assert CANARY not in picture.reveal()
    with Image.open(io.BytesIO(picture.reveal())) as image:
        assert (image.format, len(image.getexif()), image.size) == ("JPEG", 0, (900, LONGEST))


def test_what_a_file_says_beside_its_picture_stands_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    """Not even where everything is written down."""
    files = [card(kind=kind) for kind in ("JPEG", "PNG", "TIFF", "WEBP")]
    logging.getLogger("PIL").setLevel(logging.DEBUG)
    caplog.clear()
    with caplog.at_level(logging.DEBUG):
        for file in files:
            prepare(file)
    assert CANARY.decode() not in caplog.text


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "JPEG"])
def test_the_usual_files_are_taken(kind: str) -> None:
    assert prepare(card(kind=kind)).wide == 640


def test_what_is_clear_in_a_picture_becomes_paper() -> None:
    made = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(made, "PNG")
    with Image.open(io.BytesIO(prepare(made.getvalue()).reveal())) as image:
        assert image.getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7 nothing", card()[:600], b"\xff\xd8\xff" + bytes(400), b"text" * 99])
def test_what_is_no_picture_is_said_in_one_sentence(raw: bytes) -> None:
    with pytest.raises(PictureError, match="JPEG"):
        prepare(raw)


def test_a_bomb_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few bytes that would be a gigabyte: its size is looked at first."""
    made = io.BytesIO()
    Image.new("1", (9000, MOST_DOTS // 9000 + 10)).save(made, "PNG")
    assert len(made.getvalue()) < 100_000
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("it was decoded"))
    with pytest.raises(PictureError, match="像素"):
        prepare(made.getvalue())


def test_a_huge_file_is_not_even_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.pictures.HEAVIEST", 1_000_000)
    with pytest.raises(PictureError, match="1 MB"):
        prepare(bytes(1_000_001))


def test_what_cannot_be_a_picture_is_said_beside_the_question(keeping: Counter) -> None:
    visit = keeping.take("visitors.arrive", unit=UNIT, party="何苗").number
    said = {"document": NUMBER, "copied": True, "agreed_copy": True}
    for wrong in ([b"no picture"], "C:/picture.jpg", [card()] * (MOST + 1)):
        draft = keeping.draft("visitors.see_document", visit, **said, pictures=wrong)
        assert list(draft.errors) == ["pictures"]
        with pytest.raises(InvalidAnswersError):
            keeping.take("visitors.see_document", visit, **said, pictures=wrong)
    assert stored(keeping) == []


def test_purpose_and_date_are_written_across_it(keeping: Counter) -> None:
    """In both languages, over the whole picture: another purpose would make another picture."""
    plain = prepare(card(1600, 1000))
    one, other = (
        marked(plain, (words, "For visitors only"))
        for words in ("仅供访客登记  2026-11-22", "仅供访客登记  2026-11-23")
    )
    shown = [Image.open(io.BytesIO(made)).convert("L") for made in (plain.reveal(), one, other)]
    quarters = [(x, y, x + 800, y + 500) for x in (0, 800) for y in (0, 500)]
    for box in quarters:
        changed = ImageChops.difference(shown[0].crop(box), shown[1].crop(box)).point(lambda v: 255 if v > 24 else 0)
        assert changed.histogram()[255] > 4_000
    assert ImageChops.difference(shown[1], shown[2]).getbbox() is not None


def test_what_is_sealed_bears_the_mark(keeping: Counter) -> None:
    visit = seen(keeping, pictures=[card(1600, 1000)])
    (row,) = [one for one in keeping.reader.page(visit).sealed if one.sort == "picture"]
    jpeg = keeping.desk.reveal(visit, "picture", row.id, once="look")
    assert isinstance(jpeg, bytes)
    with Image.open(io.BytesIO(jpeg)) as shown, Image.open(io.BytesIO(prepare(card(1600, 1000)).reveal())) as bare:
        assert (
            ImageChops.difference(shown, bare).convert("L").point(lambda v: 255 if v > 24 else 0).histogram()[255]
            > 16_000
        )


# --- nowhere in plain ---------------------------------------------------------------------------------


def test_no_byte_of_a_picture_lies_on_the_disk(keeping: Counter) -> None:
    """Neither file nor log has a JPEG, the mark, or what the file said; open and closed."""
    keeping.desk.save_draft("form", "visitors.see_document", "", {"agreed_copy": True, "pictures": [prepare(card())]})
    visit = seen(keeping)
    picture = marked(prepare(card()), ("x",))
    for _n in range(2):
        lying = bytes_of(keeping)
        assert [one for one in (b"\xff\xd8\xff", b"JFIF", CANARY, picture[200:260]) if one in lying] == []
        keeping.desk.folder.checkpoint()
    assert "attachment" in {name for (name,) in keeping.sql("SELECT name FROM sqlite_master")}
    assert "\\xff\\xd8" not in f"{keeping.reader.page(visit)}{keeping.reader.journal(50)}{keeping.reader.jobs()}"


def test_the_search_for_pictures_has_teeth(keeping: Counter) -> None:
    """A JPEG that is left anywhere beside the data is found by the same search."""
    seen(keeping)
    (keeping.folder / "left.tmp").write_bytes(prepare(card()).reveal())
    assert b"\xff\xd8\xff" in bytes_of(keeping)


def test_a_draft_is_kept_without_its_pictures(keeping: Counter) -> None:
    """They are kept with a record and its consent, or not at all."""
    keeping.desk.save_draft("form", "visitors.see_document", "", {"agreed_copy": True, "pictures": [prepare(card())]})
    (draft,) = keeping.desk.drafts()
    assert draft.answers == {"agreed_copy": True}


def test_nothing_that_is_shown_or_logged_carries_bytes(keeping: Counter) -> None:
    picture = prepare(card())
    assert (str(picture), repr(picture)) == ("640×400", "640×400")
    visit = seen(keeping)
    (entry,) = [row for row in keeping.reader.page(visit).journal if row.step == "visitors.see_document"]
    assert ("Pictures of the document", "1") in [(title.to("en"), said) for title, said in entry.answers]


def test_a_picture_opens_for_its_own_place_only(keeping: Counter) -> None:
    """Moved to another visit it cannot be read."""
    one, other = seen(keeping), seen(keeping, party="仇英")
    rows = {visit: next(r for r in keeping.reader.page(visit).sealed if r.sort == "picture") for visit in (one, other)}
    with pytest.raises(KeyGoneError):
        keeping.desk.reveal(one, "picture", rows[other].id, once="a")
    assert keeping.sql("SELECT count(*) FROM entry WHERE step = 'house.reveal'") == [(0,)]


# --- shown on request ---------------------------------------------------------------------------------


def test_a_number_and_a_picture_are_shown_on_request_and_the_journal_says_so(keeping: Counter) -> None:
    visit = seen(keeping)
    number, picture = keeping.reader.page(visit).sealed
    assert (number.sort, number.mask, picture.sort, picture.allowed_by, picture.how, picture.days) == (
        "number", "3****************6", "picture", "何苗", "said", 7,
    )  # fmt: skip
    assert keeping.desk.reveal(visit, "number", number.id, once="a") == NUMBER
    assert bytes(keeping.desk.reveal(visit, "picture", picture.id, once="b"))[:3] == b"\xff\xd8\xff"
    journal = [(row.step, row.clerk) for row in keeping.reader.page(visit).journal if row.step == "house.reveal"]
    assert journal == [("house.reveal", "李婷")] * 2


def test_nothing_is_shown_that_the_journal_does_not_take(keeping: Counter) -> None:
    """With nobody signed in there is no entry, and nothing opens."""
    visit = seen(keeping)
    number = keeping.reader.page(visit).sealed[0]
    keeping.desk.lock()
    with pytest.raises(DeniedError):
        keeping.desk.reveal(visit, "number", number.id, once="a")
