"""Nights 住宿: what is asked of a guest who stays, whether the form comes from a visit or stands alone (OVN)."""

from datetime import datetime

from kiosk.i18n import Both, _
from kiosk.people import fold
from kiosk.service import Choice, Moment, Option, Person, Pictures, Questions, Secret, Signature, Text, ask
from kiosk.visiting.hours import next_noon
from kiosk.visiting.papers import KEEP, night_kinds
from kiosk.visiting.pictured import HOWS, agreed, keeps

#: What a visitor or guest is to the resident.
RELATIONS = (
    Option("friend", _("friend")), Option("family", _("family")), Option("business", _("business")), Option("other", _("other")),
)  # fmt: skip  # one line a group reads better
SEXES = (Option("f", Both("女", "F")), Option("m", Both("男", "M")))
#: Ways in which the own country is written; everybody else is reminded of the police within a day.
_OWN = {"中国", "中国大陆", "china", "prc", "chn", "cn", "中国香港", "中国澳门", "中国台湾", "香港", "澳门", "台湾"}


def is_foreign(nation: str | None) -> bool:
    """Whether somebody of that nation has to be registered with the police within 24 hours."""
    return bool(nation) and fold(nation or "") not in _OWN


def host(at: Moment) -> str | None:
    """Return who is asked first in a unit: its first resident, owners first."""
    people = at.look.residents(at.record.unit) if at.record.unit else []
    return people[0].name if people else None


def is_stranger(at: Moment, name: str | None) -> bool:
    """Whether somebody is named whom the file of the record's unit does not know as a resident."""
    return bool(name) and at.look.resident(at.record.unit or "", name or "") is None


def _by_day(at: Moment) -> str:
    """Return what was shown by day where the guest came as a visitor, else an identity card."""
    return getattr(at.detail, "kind", None) or "resident"


def guest_name(answers: Questions, at: Moment) -> str | None:
    """Return who stays, as far as it is asked already: in a form of his own, in that of a visit, else the visitor."""
    said = answers.__dict__
    name: str | None = said.get("party") or said.get("guest") or at.record.party
    return name


class Guest(Questions):
    """What is asked of a guest for the night, and of the resident who brings him to the desk."""

    host: Person = ask(_("Resident"), "OVN-08", default=host)
    owner_here: bool = ask(_("Resident is at the desk"), default=False)
    paper: Choice = ask(_("Document"), "OVN-08", choices=night_kinds, default=_by_day)
    document: Secret | None = ask(
        _("Document no."), "OVN-08", keep=KEEP, when=lambda a, at: a.paper != "none",
        reads=(("number", "document"), ("kind", "paper"), ("name", "party"), ("nation", "nation"), ("sex", "sex")),
    )  # fmt: skip  # one line a group reads better
    paper_copied: bool | None = ask(_("Document copied"), "OVN-02", default=False, when=lambda a, at: a.paper != "none")
    guest_agrees: bool | None = ask(
        _("Guest agrees to a picture of it"), default=False, when=lambda a, at: a.paper != "none" and keeps(at)
    )
    agreed_how: Choice | None = ask(
        _("How the guest agrees"), choices=HOWS, default="said", when=lambda a, at: bool(a.guest_agrees)
    )
    pictures: Pictures | None = ask(
        _("Pictures of the document"), optional=True, when=lambda a, at: bool(a.guest_agrees),
        consent=lambda a, at: agreed(guest_name(a, at), a.agreed_how, yes=a.guest_agrees),
    )  # fmt: skip  # one line a group reads better
    sex: Choice = ask(_("Sex"), "OVN-08", choices=SEXES)
    nation: Text = ask(
        _("Nationality"),
        "OVN-08",
        default=lambda at: None if (getattr(at.detail, "paper", None) or _by_day(at)) == "passport" else "中国",
    )
    until: datetime = ask(_("Stays until"), "OVN-09", default=lambda at: next_noon(at, at.now))
    owner_signature: Signature = ask(_("Resident signs"), "OVN-05")
