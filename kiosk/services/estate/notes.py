"""Notes on a unit 本户提醒: what shows in every form that names it, of a kind, for a term."""

from datetime import date
from typing import Any

from kiosk.i18n import Say, _
from kiosk.service import Act, Choice, Moment, Note, Said, ask, change, refuse
from kiosk.services.estate.kept import ABOUT, KnownUnit, service, to_come
from kiosk.store.tables import UnitNote


class AddNote(KnownUnit, of=service):
    """本户提醒: a note that shows whenever this unit is named, until its day."""

    title = _("Note on this unit")
    text: Note = ask(_("Note"))
    kind: Choice = ask(_("About"), choices=ABOUT, default="info")
    since: date | None = ask(_("From"), optional=True, when=lambda a, at: a.kind == "holiday")
    until: date | None = ask(_("Until"), optional=True, check=to_come)

    @refuse("", _("It would end before it begins."), about="until", way=_("Choose a later day."))
    def in_order(self, at: Moment) -> Said:
        """Whether the last day lies before the first."""
        return self.since is not None and self.until is not None and self.until < self.since

    @change()
    def keep(self, act: Act) -> None:
        """Keep the note."""
        term: dict[str, Any] = {"kind": self.kind, "since": self.since, "until": self.until}
        act.add(UnitNote(unit=self.unit, text=self.text, made_at=act.now, made_by=act.clerk, **term))


def _known_note(number: int, at: Moment) -> Say | None:
    """Return why a note cannot be ended, or None."""
    row = at.look.row(UnitNote, id=number)
    return _("There is no such note on this unit.") if row is None or row.struck_at is not None else None


class EndNote(KnownUnit, of=service):
    """提醒已过: a note that no longer holds; it stays in the file, struck."""

    title = _("Note no longer holds")
    entry: int = ask(_("Note in the file"), check=_known_note)
    reason: Note | None = ask(_("Why"), optional=True)

    @refuse("", _("This note is on another unit."), about="entry", way=_("Open the unit to see."))
    def of_this_unit(self, at: Moment) -> Said:
        """Whether the note belongs to another unit."""
        return at.look.row(UnitNote, id=self.entry, unit=self.unit) is None

    @change()
    def strike(self, act: Act) -> None:
        """Strike it."""
        row = act.look.row(UnitNote, id=self.entry)
        if row is not None:
            row.struck_at, row.struck_by, row.struck_why = act.now, act.clerk, self.reason
            act.add(row)
