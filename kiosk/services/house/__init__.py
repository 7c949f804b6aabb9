"""The house itself 系统设置: settings, lists, places and staff, changed by steps like everything else."""

import json
import re
from typing import TYPE_CHECKING, Any

from kiosk.i18n import Say, _
from kiosk.pins import ROLES, may_reset, weak
from kiosk.service import (
    SETTINGS,
    Act,
    Choice,
    Moment,
    Note,
    Option,
    Questions,
    Said,
    Secret,
    Service,
    Step,
    Text,
    ask,
    change,
    refuse,
)
from kiosk.services.house import beginnings
from kiosk.store.tables import Attachment, SettingValue, Staff, Term, Thing

service = Service("house", _("House"), "house", by="manager", icon="settings")


class SetValue(Step, of=service):
    """修改设置: one number or word of the house."""

    title = _("Change a setting")
    key: Text = ask(_("Setting"))
    value: Note = ask(_("Value (JSON)"))

    @refuse("", _("This value cannot stand here."), about="value", way=_("Look at the default beside it."))
    def fits(self, at: Moment) -> Said:
        """Whether the setting does not exist or does not accept the value."""
        wanted, value = SETTINGS.get(self.key), _loaded(self.value)
        return wanted is None or not wanted.accepts(value)

    @change()
    def keep(self, act: Act) -> None:
        """Keep the value."""
        row = act.look.row(SettingValue, key=self.key) or SettingValue(key=self.key, value="")
        row.value = json.dumps(_loaded(self.value), ensure_ascii=False)
        act.add(row)


def _loaded(text: str) -> Any:
    """Return the value of a JSON text, or None where it is none."""
    try:
        return json.loads(text)
    except ValueError:
        return None


class SetTerm(Step, of=service, by="foreman"):
    """修改清单: one entry of a list, such as a kind of piece; its digit is what the clerk types."""

    title = _("Change a list")
    list: Text = ask(_("List"))
    key: Text = ask(
        _("Key"),
        check=lambda text, at: None if re.fullmatch(r"[a-z0-9_]{1,24}", text) else _("Letters and digits only."),
    )
    digit: Text | None = ask(_("Digit"), optional=True)
    zh: Text = ask(_("Chinese"))
    en: Text = ask(_("English"))
    retired: bool = ask(_("No longer offered"), default=False)

    @change()
    def keep(self, act: Act) -> None:
        """Keep the entry; a retired one still reads on old records."""
        row = act.look.row(Term, list=self.list, key=self.key) or Term(list=self.list, key=self.key, zh="", en="")
        row.digit, row.zh, row.en = self.digit or "", self.zh, self.en
        row.retired_at = act.now if self.retired else None
        act.add(row)


def _place(text: str, at: Moment) -> Say | None:
    """Return why a text is no place, or None: rack letter, layer, running number (never a unit)."""
    return (
        None
        if re.fullmatch(r"[A-Z]-\d{1,2}-\d{2,3}", text)
        else _("A place is a letter, a layer and a number: C-4-06.")
    )


def _size(text: str, at: Moment) -> Say | None:
    """Return why a size is none, or None: places are compared by it."""
    return None if re.fullmatch("[0-9]{1,3}", text) else _("Please type a whole number.")


class PlaceRow(Questions):
    """What is asked of one place."""

    name: Text = ask(_("Place"), check=_place)
    size: Text = ask(_("Size"), terms="piece_size", default="1", check=_size)


class SetPlaces(Step, of=service, by="foreman"):
    """修改存放位置: places of the store, in walking order; a place in use is never taken away."""

    title = _("Change places")
    places: list[PlaceRow] = ask(_("Places"))
    retired: bool = ask(_("No longer used"), default=False)

    @refuse("", _("{name} is in use."), about="places", way=_("Empty it first."))
    def in_use(self, at: Moment) -> Said:
        """Whether a place that holds something would be taken away."""
        held = [p.name for p in self.places if self.retired and at.look.holder("place", p.name) is not None]
        return bool(held) and {"name": held[0]}

    @change()
    def keep(self, act: Act) -> None:
        """Keep the places; an empty one that was found full is free again."""
        for place in self.places:
            row = act.look.row(Thing, kind="place", name=place.name)
            row = row or Thing(kind="place", name=place.name, rank=_rank(place.name))
            row.size, row.full_at = int(place.size), None
            row.retired_at = act.now if self.retired else None
            act.add(row)


#: So many hooks one rack may have.
_HOOKS = 400


def _hook(number: int, at: Moment) -> Say | None:
    """Return why a hook's number cannot be, or None."""
    return _("From 1 to {n}.").format(n=_HOOKS) if not 1 <= number <= _HOOKS else None


def _letter(value: str, at: Moment) -> Say | None:
    """Return why a rack's letter cannot be, or None."""
    return _("One or two letters, such as A.") if not re.fullmatch(r"[A-Za-z]{1,2}", value.strip()) else None


class SetHooks(Step, of=service, by="foreman"):
    """修改钥匙挂钩: the hooks of a rack by their numbers; one with a key on it is never taken away."""

    title = _("Change hooks")
    rack: Text = ask(_("Rack"), default="A", check=_letter)
    first: int = ask(_("From number"), default=1, check=_hook)
    last: int = ask(_("To number"), default=40, check=_hook)
    retired: bool = ask(_("No longer used"), default=False)

    def names(self) -> list[str]:
        """Return the hooks, numbered so that they are read in order."""
        return [f"{self.rack.strip().upper()}-{n:02d}" for n in range(self.first, self.last + 1)]

    @refuse("", _("The last number comes before the first."), about="last", way=_("Type the larger number."))
    def in_order(self, at: Moment) -> Said:
        """Whether no hook would be meant."""
        return self.last < self.first

    @refuse("", _("{name} is in use."), about="rack", way=_("Hang the key elsewhere first."))
    def in_use(self, at: Moment) -> Said:
        """Whether a hook with a key on it would be taken away."""
        held = [one for one in self.names() if self.retired and at.look.holder("hook", one) is not None]
        return bool(held) and {"name": held[0]}

    @change()
    def keep(self, act: Act) -> None:
        """Keep the hooks, or retire them; one that was retired is there again."""
        for no, name in enumerate(self.names(), self.first):
            row = act.look.row(Thing, kind="hook", name=name) or Thing(kind="hook", name=name, rank=no)
            row.retired_at = act.now if self.retired else None
            act.add(row)


def _rank(name: str) -> int:
    """Return the walking order of a place: rack, layer, number."""
    rack, layer, number = name.split("-")
    return (ord(rack) * 100 + int(layer)) * 1000 + int(number)


def _pin(value: Secret, at: Moment) -> Say | None:
    """Return why a PIN cannot be used, or None."""
    return weak(value.reveal())


_ROLES = tuple(Option(key, words) for key, words in ROLES.items())


class _Person(Step):
    """A part that hiring and the first start share: somebody new, with `name` and `pin` where each asks them."""

    if TYPE_CHECKING:
        name: Text

    @refuse("", _("There is a {name} already."), about="name", way=_("Add a letter or the family's rank."))
    def taken(self, at: Moment) -> Said:
        """Whether the name is in use: journal and slips name people by it."""
        return at.look.row(Staff, name=self.name) is not None and {"name": self.name}


class Hire(_Person, of=service):
    """新员工: somebody who may sign in."""

    title = _("Add a person")
    name: Text = ask(_("Name"))
    pin: Secret = ask(_("PIN"), check=_pin)
    role: Choice = ask(_("Role"), choices=_ROLES, default="clerk")

    @change()
    def keep(self, act: Act) -> None:
        """Keep name, role and the hash of the PIN."""
        act.add(Staff(name=self.name, role=self.role, pin=act.hash_pin(self.pin)))


class Found(_Person, of=service, by="anyone"):
    """首次启用: the first start names the estate and its first manager."""

    title = _("First start")
    button = _("Open the desk")
    estate: Text = ask(_("Name of the estate"), section=_("Estate"))
    counter: Text = ask(_("Name of the desk"), section=_("Estate"))
    name: Text = ask(_("Your name"), section=_("First manager"))
    pin: Secret = ask(_("PIN, six digits"), section=_("First manager"), check=_pin)
    usual: bool = ask(_("Begin with the usual lists and a small store"), default=True)

    @refuse("", _("This estate has its people already."), way=_("Ask the manager to add you."))
    def begun(self, at: Moment) -> Said:
        """Whether somebody may sign in already."""
        return bool(at.look.staff())

    @change()
    def keep(self, act: Act) -> None:
        """Keep the estate's names and its manager."""
        act.add(Staff(name=self.name, role="manager", pin=act.hash_pin(self.pin)))
        for key, value in (("estate", self.estate), ("counter", self.counter)):
            act.add(SettingValue(key=key, value=json.dumps(value, ensure_ascii=False)))

    @change()
    def furnish(self, act: Act) -> None:
        """Begin with lists and places, so that luggage can be taken in at once."""
        if not self.usual:
            return
        for name, terms in beginnings.LISTS.items():
            for term, digit, zh, en in terms:
                act.add(Term(list=name, key=term, digit=digit, zh=zh, en=en))
        for place, size in beginnings.places():
            act.add(Thing(kind="place", name=place, size=size, rank=_rank(place)))


class Leave(Step, of=service):
    """离职: somebody may no longer sign in; his name stays in the journal."""

    title = _("Person leaves")
    name: Text = ask(_("Name"))
    reason: Note | None = ask(_("Why"), optional=True)

    @refuse("", _("There is no {name}."), about="name", way=_("Choose from the list."))
    def known(self, at: Moment) -> Said:
        """Whether nobody of that name may sign in."""
        return not at.look.staff(self.name) and {"name": self.name}

    @refuse("", _("The last manager stays."), about="name", way=_("Name another manager first."))
    def last_manager(self, at: Moment) -> Said:
        """Whether nobody would be left to manage."""
        managers = [s.name for s in at.look.staff() if s.role == "manager"]
        return managers == [self.name]

    @change()
    def end(self, act: Act) -> None:
        """End it now."""
        person = act.look.staff(self.name)[0]
        person.gone_at = act.now
        act.add(person)


class NewPin(Step, of=service, by="clerk, finance"):
    """修改 PIN: one's own with the old one, or the help of a superior for somebody who forgot his."""

    title = _("New PIN")
    name: Text = ask(_("Name"), default=lambda at: at.clerk)
    old: Secret | None = ask(_("PIN so far"), when=lambda a, at: a.name == at.clerk)
    pin: Secret = ask(_("New PIN"), check=_pin)

    @refuse("", _("Only a superior gives somebody a new PIN."), about="name", way=_("Ask the manager."))
    def own(self, at: Moment) -> Said:
        """Whether somebody changes a PIN that is neither his nor one of those below him."""
        return self.name != at.clerk and not all(may_reset(at.role, s.role) for s in at.look.staff(self.name))

    @refuse("", _("There is no {name}."), about="name", way=_("Choose from the list."))
    def known(self, at: Moment) -> Said:
        """Whether nobody of that name may sign in."""
        return not at.look.staff(self.name) and {"name": self.name}

    @change()
    def keep(self, act: Act) -> None:
        """Keep the hash; one's own PIN is proved first, and a wrong one counts like a miss at the lock screen."""
        person = act.look.staff(self.name)[0]
        if self.old is not None:
            act.prove_pin(person, self.old)
        person.pin, person.misses, person.missed_at = act.hash_pin(self.pin), 0, None
        act.add(person)


class ConfirmClock(Step, of=service, by="supervisor"):
    """确认时间: the computer's clock is right although it stands before the last entry."""

    title = _("The clock is right")
    reason: Note | None = ask(_("Why"), optional=True)


class Reveal(Step, of=service, by="clerk"):
    """查看加密信息: a sealed number or picture was shown on the screen; the desk takes this step before it opens it."""

    title = _("Sealed value shown")
    of_record: Text = ask(_("Record"), about=True)
    sort: Choice = ask(
        _("What was shown"), choices=(Option("number", _("Document number")), Option("picture", _("Picture")))
    )

    @refuse("", _("There is no such record."), about="of_record", way=_("Open the record again."))
    def known(self, at: Moment) -> Said:
        """Whether nobody knows that record: the journal has to name one."""
        return at.look.record(self.of_record) is None


class Withdraw(Step, of=service, by="clerk"):
    """撤回影像同意: whoever agreed to a picture takes that back; it is out of reach now, the next purge deletes it."""

    title = _("Consent to a picture withdrawn")
    of_record: Text = ask(_("Record"), about=True)
    picture: int = ask(_("Picture"))
    reason: Note = ask(_("Who says so, and why"))

    @refuse("", _("This picture is gone already."), about="picture", way=_("Open the record again."))
    def there(self, at: Moment) -> Said:
        """Whether the record has no such picture."""
        record, row = at.look.record(self.of_record), at.look.row(Attachment, id=self.picture)
        return record is None or row is None or row.record_id != record.id or row.due_at <= at.now

    @refuse("", _("The clock says {now}, but this picture was taken at {made}."), about="picture",
            way=_("Set the computer's clock right; where it is right by now, withdraw after that time."))  # fmt: skip
    def clock_right(self, at: Moment) -> Said:
        """Whether its term would end before it began, by a clock that was set back."""
        row = at.look.row(Attachment, id=self.picture)
        return row is not None and row.made_at > at.now and {
            "now": f"{at.local(at.now):%Y-%m-%d %H:%M}", "made": f"{at.local(row.made_at):%Y-%m-%d %H:%M}"}  # fmt: skip

    @change()
    def end(self, act: Act) -> None:
        """Its term ends now."""
        row = act.look.row(Attachment, id=self.picture)
        assert row is not None  # the check above has found it
        row.due_at = act.now
        act.add(row)


class Purge(Step, of=service, by="desk"):
    """清除到期个人信息: what was let go because its term is over; the desk takes this step itself."""

    title = _("Personal data purged")
    keys: Note | None = ask(_("Keys destroyed"), optional=True)
    sealed: int = ask(_("Sealed values"))
    pictures: int = ask(_("Pictures"), default=0)
    drafts: int = ask(_("Forms left half typed"))
    records: int = ask(_("Records emptied"))
