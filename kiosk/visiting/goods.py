"""Valuables 贵重物品: what people who live at a school for a time carry out of its gate, and who answers for it (SCH-03)."""

from kiosk.i18n import _, _p
from kiosk.service import Choice, Note, Option, Questions, Text, ask
from kiosk.store.tables import Line
from kiosk.visiting.papers import day_kinds

#: What lets valuables pass.
PROOFS = (
    Option("document", _("Valid document shown")), Option("companion", _("Somebody comes along and explains")),
    Option("none", _p("proof", "Neither")),
)  # fmt: skip  # one line a group reads better
#: Who may come along.
COMPANIONS = (
    Option("teacher", _("teacher")), Option("student", _("student")), Option("relative", _("relative")),
    Option("friend", _("friend")),
)  # fmt: skip  # one line a group reads better


class Valuables(Questions):
    """What is asked of valuables that leave the gate."""

    goods: Note = ask(_("Valuables taken out"), "SCH-03")
    proof: Choice = ask(_("Shown for them"), "SCH-03", choices=PROOFS)
    shown: Choice | None = ask(
        _("Document"), choices=day_kinds, when=lambda a, at: a.proof == "document", default="resident"
    )
    companion: Text | None = ask(_("Who comes along"), when=lambda a, at: a.proof == "companion")
    companion_is: Choice | None = ask(_("What he is"), choices=COMPANIONS, when=lambda a, at: a.proof == "companion")
    explains: Note | None = ask(_("What he explains"), when=lambda a, at: a.proof == "companion")


class TakenOut(Valuables, Line, table=True):  # type: ignore[misc]  # a set of questions is a plain pydantic model
    """Valuables that left the gate once, and who answered for them."""

    __tablename__ = "night_goods"
