"""Keys handed out 单元钥匙签收: what goes with a home into other hands, counted and signed by both sides (KEY-10 to -12).

The kit of a home is its keys, access cards, vehicle cards and remote locks. It goes to a new owner or to a tenant who
moves in, against the signed receipt 单元钥匙签收表; and before a home is sealed every piece of it is checked once more.
"""

from kiosk import numbers
from kiosk.i18n import Both, Say, _, _p, say
from kiosk.people.households import RELATIONS
from kiosk.printing.slip import Block, big, item, note, notes, row, rule, sign, tear
from kiosk.printing.stationery import full_time, letterhead
from kiosk.service import (
    Act,
    Choice,
    Moment,
    Note,
    Option,
    Person,
    Said,
    Service,
    Signature,
    State,
    Step,
    Unit,
    ask,
    change,
    refuse,
    slip,
)
from kiosk.service import say as phrase
from kiosk.settings import CUSTODY_DAYS
from kiosk.store.tables import Detail
from kiosk.visiting.nights import host

#: What belongs to a home, in the order in which it is counted.
KIT = (
    ("keys", _p("kit", "Keys")), ("cards", _p("kit", "Access cards")), ("sensors", _p("kit", "Vehicle cards")),
    ("remotes", _p("kit", "Remote locks")),
)  # fmt: skip  # a table
TAKERS = (Option("owner", RELATIONS["owner"]), Option("tenant", RELATIONS["tenant"]))


class Kit(Detail, table=True):
    """What a receipt keeps: who it went to, and how many of each piece."""

    __tablename__ = "key_kit"
    taker: str | None = None
    keys: int = 0
    cards: int = 0
    sensors: int = 0
    remotes: int = 0
    whole: bool | None = None
    remark: str | None = None
    signature: str | None = None


def summary(at: Moment) -> Say:
    """Return how many of each piece, those that there are."""
    counts = [(words, getattr(at.detail, name)) for name, words in KIT]
    return Both(*(" · ".join(f"{say(words, k)} {count}" for words, count in counts if count) for k in ("zh", "en")))


service = Service(
    "key_kit", _("Keys handed out"), "people", "KH", Kit, icon="briefcase", beside="keys", summary=summary,
    show=("number", "unit", "party"), forgets=CUSTODY_DAYS,
    states={
        "received": State(_("Signed for"), "mute"), "checked": State(_("Checked before sealing"), "mute"),
        "void": State(_("Void"), "mute"),
    },
)  # fmt: skip  # one line a group reads better


@slip(_("Receipt for the keys of a home"), "KEY-12")
def kit_receipt(at: Moment) -> list[Block]:
    """Return the receipt 单元钥匙签收表 with every piece counted, signed by both sides."""
    record, detail = at.record, at.detail
    word = next((one.words for one in TAKERS if one.key == detail.taker), "")
    return [
        *letterhead(at, _("Receipt for the keys of a home"), ""),
        big(numbers.short(record.number), "H"),
        row(_("Unit"), record.unit, rank="H"),
        row(_p("kit", "Received by"), Both(*(f"{record.party or '··'}  {say(word, k)}".strip() for k in ("zh", "en")))),
        row(_p("kit", "Date"), full_time(at, record.opened_at)),
        rule(),
        *(item(words, str(getattr(detail, name)), "KEY-11") for name, words in KIT),
        rule(),
        *(notes(detail.remark) if detail.remark else []),
        note(_("Counted face to face; number and function are in order.")),
        sign(_p("kit", "Received by"), "KEY-12"),
        sign(_p("kit", "Handed over by"), "KEY-12"),
        tear(""),
    ]


def _some(value: int, at: Moment) -> Say | None:
    """Return why a number of pieces cannot be, or None."""
    return _("From 0 to 99.") if not 0 <= value <= 99 else None


class Counted(Step):
    """A part for steps that count the kit of a home."""

    keys: int = ask(_p("kit", "Keys"), "KEY-11", default=1, check=_some)
    cards: int = ask(_p("kit", "Access cards"), "KEY-11", default=0, check=_some)
    sensors: int = ask(_p("kit", "Vehicle cards"), "KEY-11", default=0, check=_some)
    remotes: int = ask(_p("kit", "Remote locks"), "KEY-11", default=0, check=_some)
    remark: Note | None = ask(_("Remarks"), optional=True)


class Home(Step):
    """A part for steps about a home of the register."""

    unit: Unit = ask(_("Unit"))


class HandOut(Counted, Home, of=service, closes="received"):
    """发放钥匙: the kit of a home goes to its new owner, or to a tenant who moves in."""

    title = _("Hand out the keys of a home")
    button = _("Hand out and print")
    prints = (kit_receipt,)
    says = (phrase("KEY-11 KEY-12", _("Count every key and card face to face; both sides sign.")),)
    party: Person = ask(_p("kit", "Received by"), default=host)
    taker: Choice = ask(_p("kit", "As"), "KEY-12", choices=TAKERS, default="owner")
    signature: Signature = ask(_p("kit", "Receiver signs"), "KEY-12")

    @refuse("KEY-11", _("Nothing would be handed out."), about="keys", way=_("Count what is handed over."))
    def something(self, at: Moment) -> Said:
        """Whether every count is nought."""
        counts = (self.keys, self.cards, self.sensors, self.remotes)
        return None not in counts and not any(counts)


class NotHandedOut(Step, of=service, undoes=HandOut, closes="void"):
    """撤销发放: nothing was handed out after all."""

    title = _("Not handed out after all")
    reason: Note = ask(_("Why"))


class BeforeSealing(Counted, Home, of=service, closes="checked"):
    """封门前核对: before a home is sealed its steward checks every key and every access card once more."""

    title = _("Check before a home is sealed")
    button = _("Checked")
    says = (phrase("KEY-10", _("Try every key and every access card once more before the home is sealed.")),)
    whole: bool = ask(_("Every key and card is here and works"), "KEY-10", default=False)

    @refuse(
        "KEY-10", _("The home is not sealed before every key and card was checked."), about="whole", lift="supervisor",
        way=_("Look for what is missing, or ask the supervisor."),
    )  # fmt: skip  # one line a group reads better
    def complete(self, at: Moment) -> Said:
        """Whether something is missing, or nobody looked."""
        return self.whole is False

    @change()
    def name_it(self, act: Act) -> None:
        """The one who checked stands in the record."""
        act.record.party = act.clerk


class NotChecked(Step, of=service, undoes=BeforeSealing, closes="void"):
    """撤销核对: it has to be checked again."""

    title = _("Not checked after all")
    reason: Note = ask(_("Why"))
