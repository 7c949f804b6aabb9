"""How a visit is shown while it goes on: its track, the calls and the next number, one tap an answer, the clock's note.

No rule lives here: a tap is a step with answers, and the step's own checks decide.
"""

from datetime import datetime
from typing import Any

from kiosk.i18n import Both, Say, _, _p, say
from kiosk.people import mask_phone
from kiosk.people.households import LABELS
from kiosk.service import Moment, NextWay, Shows, cards, lead, mark, tap
from kiosk.services.visitors.kept import (
    CHANNELS,
    WAIT_MINUTES,
    Call,
    Ways,
    asked_first,
    booked_today,
    ended,
    ends,
    inside,
    on_file,
    option_words,
    still_inside,
    tea_due,
    unseen,
    visitors,
)
from kiosk.visiting.hours import DAY_ENDS, WAIT_SOON, day_end, is_night, listed_from
from kiosk.visiting.site import in_lobby, in_school, site

#: States of a visitor who stands at the desk.
AT_THE_DESK = "arrived registered unreached declined consented"
_CALLING = "registered unreached declined"
#: And in a lobby, where the host is asked before anything is registered (VIS-15).
_ASKED = f"arrived {_CALLING}"


def next_way(at: Moment) -> NextWay | None:
    """Return how the host is tried next: the first way, of several numbers on file the first, that was not tried yet."""
    if at.record.state not in (_ASKED if asked_first(at) else _CALLING).split() or in_school(at):
        return None
    tried = [(call.channel, call.contact) for call in at.lines(Call)]
    channels = {way.key for way in Ways()(at)}
    for channel in ("intercom", "home"):
        if channel in channels and channel not in [one for one, _contact in tried]:
            words, dial = _with_number(at, channel)
            return words, "host_called", {"channel": channel}, dial
    for contact in on_file(at):
        if ("file", contact.key) not in tried:
            return contact.words, "host_called", {"channel": "file", "contact": contact.key}, contact.key
    return option_words(CHANNELS, "given"), "host_called", {"channel": "given"}, ""


def _with_number(at: Moment, channel: str) -> tuple[Say, str]:
    """Return a way in words, with its number on file, masked, and the key of that number: of the home telephone."""
    words = option_words(Ways()(at), channel)
    contacts = at.look.contacts(at.record.unit) if channel == "home" and at.record.unit else ()
    known = next((one for one in contacts if one.label == LABELS["home"]), None)
    if known is None:
        return words, ""
    return Both(*(f"{say(words, k)}  {mask_phone(known.phone)}" for k in ("zh", "en"))), known.key


def _to_serve(at: Moment) -> bool:
    """Whether towel and tea are still to be brought to the room of a hotel guest."""
    return tea_due(at) is not None


def note(at: Moment) -> tuple[Say, str] | None:
    """Return what the clock says to this visit: by when to leave, or that it is past that hour."""
    hour = at.house[DAY_ENDS]
    if at.record.state == "inside":
        return _note_inside(at, hour)
    if is_night(at):
        return _("It is past {hour}: only overnight registration, with the resident at the desk.").format(
            hour=hour
        ), "red"
    if site(at) != "home" or at.record.state == "arrived":
        return None  # the document comes first
    words = _("It is {now}. Leave by {hour}; overnight, the resident signs at the desk.")
    return words.format(now="{now}", hour=hour), "amber"


def _note_inside(at: Moment, hour: str) -> tuple[Say, str] | None:
    """Return what the clock says to somebody inside: nothing before the list is looked through."""
    if at.now > ends(at):
        return _("Over time, not registered: leaving now, overnight, or security and the duty manager."), "red"
    if at.now < listed_from(at, at.detail.admitted_at or at.now):
        return None
    words = _("It is {now}. Leave by {hour}; overnight, the resident signs at the desk.")
    return words.format(now="{now}", hour=hour), "amber"


def turns(at: Moment) -> datetime | None:
    """Return when the hour makes other answers of this visit: with the end of the day; None once that is past."""
    end = ends(at) if at.record.state == "inside" else day_end(at, at.now)
    return end if end >= at.now else None


def since(at: Moment) -> datetime | None:
    """Return since when they are inside."""
    admitted: datetime | None = at.detail.admitted_at
    return admitted


def _to_admit(at: Moment) -> bool:
    """Whether somebody may go in as a day visitor; in a lobby once he is registered."""
    return not is_night(at) and not unseen(at)


def _booked(at: Moment) -> bool:
    """Whether the appointment book confirms a visitor of a lobby."""
    return unseen(at) and booked_today(at)


def _homes(at: Moment) -> bool:
    """Whether the host opens the door or lets the desk do so, and it is day."""
    return site(at) in ("home", "lobby") and not is_night(at) and not unseen(at)


def _no_homes(at: Moment) -> bool:
    """Whether nobody but the desk opens, and it is day."""
    return site(at) not in ("home", "lobby") and not is_night(at)


def _late(at: Moment) -> bool:
    """Whether somebody is inside past the hour."""
    return at.now > ends(at)


def _empty_handed(at: Moment) -> bool:
    """Whether nothing was brought in that has to go out again."""
    return not still_inside(at)


def _with_things(at: Moment) -> bool:
    """Whether something that was brought in has to go out again."""
    return bool(still_inside(at))


def _several(at: Moment) -> bool:
    """Whether more than one person is inside."""
    return inside(at) > 1


def spare_here(at: Moment) -> bool:
    """Whether a key of the home hangs here, so that an owner who is away may ask for it."""
    return any(one.state == "in" for one in at.look.open("keys", at.record.unit or ""))


def _title(at: Moment) -> Say:
    """Return what the taps are about: the call, going in, or going out."""
    if at.record.state == "inside":
        return _p("visit", "Going out")
    return _p("visit", "Going in") if at.record.state == "consented" else _p("visit", "Outcome of this call")


def alone(at: Moment) -> bool:
    """Whether the scan of the slip signs out at once: one person is inside, and nothing was brought in."""
    return at.record.state == "inside" and inside(at) == 1 and not still_inside(at) and not _late(at)


def _lobby_track(at: Moment) -> tuple[Any, ...] | None:
    """Return the way of a visitor of a lobby: asked for, then registered, then let in (VIS-15); None elsewhere."""
    if not in_lobby(at):
        return None
    seen = unseen(at)
    return (
        mark(_p("track", "Arrived")), mark(_p("track", "Calling"), _ASKED),
        mark(_p("track", "Document"), "consented" if seen else ""), mark(_p("track", "Admit"), "" if seen else "consented"),
        mark(_p("track", "Leave"), "inside left stays"),
    )  # fmt: skip  # one line a group reads better


SHOWS = Shows(
    tracks=_lobby_track,
    unit=_p("unit", "Visits"), unit_past=3,
    name=visitors, counts=_("Visits inside: {n}"), counting=("inside",), since=since, grouped=True,
    track=(
        mark(_p("track", "Arrived")), mark(_p("track", "Document"), "arrived"), mark(_p("track", "Calling"), _CALLING),
        mark(_p("track", "Admit"), "consented"), mark(_p("track", "Leave"), "inside left stays"),
    ),
    taps=(
        tap(_ASKED, "host_agrees", _("In the appointment book"), when=_booked, channel="book"),
        tap(_ASKED, "host_agrees", _("Yes, host confirms"), way=True, when=unseen),
        tap(_CALLING, "agree_admit", _("Yes, host opens"), way=True, when=_homes, door="host"),
        tap(_CALLING, "agree_admit", _("Yes, I open"), way=True, when=_homes, door="desk"),
        tap(_CALLING, "agree_admit", _("Agreed, admit"), way=True, when=_no_homes),
        tap(_CALLING, "stay_overnight", _p("visit", "Stays overnight"), when=is_night, asks=True),
        tap(_ASKED, "host_declines", _("Not agreed"), way=True),
        tap(_ASKED, "host_called", _("No answer"), way=True, answer="no answer"),
        tap(_ASKED, "host_called", _("Engaged"), way=True, answer="engaged"),
        tap(_CALLING, "leave_word", _("Leaves a message"), asks=True),
        tap("consented", "see_document_agreed", _("See document"), when=unseen, asks=True),
        tap("consented", "admit", _p("visit", "Admit now"), when=_to_admit),
        tap("consented", "stay_overnight", _p("visit", "Stays overnight"), when=is_night, asks=True),
        tap("consented", "host_declines", _("Not agreed"), way=True),
        tap("consented", "turn_away", _p("visit", "Not admitted"), asks=True),
        tap("inside", "serve", _p("tap", "Tea served"), when=_to_serve),
        tap("inside", "leave", _("Left: sign out"), when=_empty_handed),
        tap("inside", "leave", _("Check things, sign out"), when=_with_things, asks=True),
        tap("inside", "leave", _("Only some left"), when=_several, asks=True, persons_out=1),
        tap("inside", "after_hours", _("Leaving now"), when=_late, word="leaving"),
        tap("inside", "stay_overnight", _p("visit", "Stays overnight"), asks=True),
        tap("inside", "after_hours", _("Not reached"), when=_late, word="not reached"),
        tap("inside", "after_hours", _("Refuses to leave"), when=_late, asks=True, word="refuses"),
    ),
    leads=(lead(_CALLING, "escort.ask", "visit", _p("visit", "Owner away: spare key"), spare_here),),
    title=_title, attempts=_p("visit", "Calls so far"), way=next_way,
    cards=cards(AT_THE_DESK, WAIT_SOON, WAIT_MINUTES), note=note, turns=turns, past=_("Earlier visits"), claims=alone, ended=ended,
    facts=("kind", "relation", "visits", "whom", "company", "works", "viewers", "plate", "brought", "consent_by", "away", "why",
           "cups", "trouble", "police_at"),
)  # fmt: skip  # one line a group reads better
