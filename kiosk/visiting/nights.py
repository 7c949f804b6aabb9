"""Nights 住宿: what is asked of a guest who stays, whether the form comes from a visit or stands alone (OVN)."""

from datetime import datetime

from kiosk.i18n import Both, Say, _
from kiosk.people import fold
from kiosk.service import Choice, Moment, Option, Person, Questions, Secret, Signature, Text, ask
from kiosk.visiting.hours import next_noon
from kiosk.visiting.papers import KEEP, night_kinds

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


def sex_word(key: str | None) -> Say:
    """Return the word of a sex."""
    return next((o.words for o in SEXES if o.key == key), "")


class Guest(Questions):
    """What is asked of a guest for the night, and of the resident who brings him to the desk."""

    host: Person = ask(_("Resident"), "OVN-08", default=host)
    owner_here: bool = ask(_("Resident is at the desk"), default=False)
    kind: Choice = ask(_("Document"), "OVN-08", choices=night_kinds, default="resident")
    document: Secret | None = ask(_("Document no."), "OVN-08", keep=KEEP, when=lambda a, at: a.kind != "none")
    copied: bool | None = ask(_("Document copied"), "OVN-02", default=False, when=lambda a, at: a.kind != "none")
    sex: Choice = ask(_("Sex"), "OVN-08", choices=SEXES)
    nation: Text = ask(_("Nationality"), "OVN-08", default=lambda at: "中国" if at.detail.kind != "passport" else None)
    until: datetime = ask(_("Stays until"), "OVN-09", default=lambda at: next_noon(at, at.now))
    owner_signature: Signature = ask(_("Resident signs"), "OVN-05")
