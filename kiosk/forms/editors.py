"""Which editor answers which kind of question: the only place where kinds are told apart."""

from kiosk.forms.base import Around, Editor
from kiosk.forms.choices import ChoiceEditor, TickEditor, TicksEditor
from kiosk.forms.dates import DateEditor
from kiosk.forms.lines import LineEditor, NoteEditor, NumberEditor, ScansEditor
from kiosk.forms.pickers import KnownEditor, PersonEditor, ScanEditor, UnitEditor
from kiosk.forms.picture import PictureEditor
from kiosk.forms.rows import RowsEditor
from kiosk.forms.signature import SignatureEditor
from kiosk.values import Shown
from kiosk.views import painters

#: Kind of answer → its editor.
EDITORS: dict[str, type[Editor]] = {
    "line": LineEditor,
    "phone": LineEditor,
    "place": LineEditor,
    "scan": ScanEditor,
    "scans": ScansEditor,
    "secret": LineEditor,
    "note": NoteEditor,
    "number": NumberEditor,
    "money": NumberEditor,
    "date": DateEditor,
    "datetime": DateEditor,
    "choice": ChoiceEditor,
    "buttons": ChoiceEditor,
    "tick": TickEditor,
    "ticks": TicksEditor,
    "unit": UnitEditor,
    "person": PersonEditor,
    "known": KnownEditor,
    "signature": SignatureEditor,
    "picture": PictureEditor,
    "rows": RowsEditor,
}

#: What the buttons of a choice may take of a line before they want both columns.
HALF = 232

#: Kinds that always take both columns of the form.
_WIDE = {"known", "note", "rows", "ticks", "signature", "scans", "picture"}


def editor(shown: Shown, name: str, around: Around) -> Editor:
    """Return the editor of a question."""
    return EDITORS.get(shown.kind, LineEditor)(shown, name, around)


def is_wide(shown: Shown) -> bool:
    """Whether a question takes both columns."""
    if shown.kind in ("choice", "buttons"):
        words = [f"{o.digit}  {o.words}" for o in shown.options]
        return sum(painters.width(one, "b", 13) + 36 for one in words) > HALF
    return shown.kind in _WIDE
