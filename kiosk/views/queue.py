"""The print queue: sets with their parts; in doubt one looks at the paper, held ones go on by a tap."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from kiosk.i18n import Say, _
from kiosk.values import JobRow
from kiosk.views.preview import Preview
from kiosk.views.turns import Turns
from kiosk.views.widgets import Button, Runs, Scroll, clear, column, frame, group, hair, heading, label, row, tone_label

#: Why a slip was given up, kept as its source and shown in the language of the screen.
NOT_WANTED = _("Not wanted any more.")
#: So many cards are made in one turn of the event loop.
_AT_ONCE = 8
#: The heads with the sets below each; and a set with its card.
Sets = list[tuple[Say, list[list[JobRow]]]]
Card = tuple[list[JobRow], QWidget]
WAITING = ("pending", "sending", "held", "doubt")


class QueuePage(QWidget):
    """Left the jobs, right the paper that was chosen."""

    went = Signal(str)
    reprint = Signal(object)
    unread = Signal(object)

    def __init__(self, bridge: Any) -> None:
        """Take the bridge."""
        super().__init__()
        self.bridge = bridge
        self.setProperty("kind", "ground")
        self.jobs: list[JobRow] = []
        self.cards: dict[int, Card] = {}  # by the first job of each set
        self.turns = Turns(self, whole=bridge.inline)
        self.turns.failed.connect(self.unread.emit)
        self.ticks: dict[int, QCheckBox] = {}
        line = row(self, 20, (24, 18, 24, 16))
        left = QWidget()
        box = column(left, 8)
        self.title = heading(_("Print queue"))
        box.addWidget(self.title)
        self.scroll = Scroll()
        box.addWidget(self.scroll, 1)
        line.addWidget(left, 1)
        self.preview = Preview()
        self.preview.empty.setText(str(_("Choose a slip to look at it here.")))
        self.preview.setFixedWidth(320)
        line.addWidget(self.preview)

    def renew(self) -> None:
        """Query the queue, and draw what moved; the cards of all other sets stay as they are."""
        jobs = self.bridge.reader.jobs()
        if jobs == self.jobs and self.scroll.box.count():
            return
        self.jobs = jobs
        self.turns.begin(self._drawing)

    def _drawing(self) -> Iterator[None]:
        """Make the cards that are new, some a turn, then put all of them in their order: doubts first."""
        wanted: Sets = []
        for title, states in (
            (_("Did it print?"), ("doubt",)),
            (_("Waiting"), ("held", "pending", "sending")),
            (_("Done"), ("printed", "sent", "dropped")),
        ):
            members = [j for j in self.jobs if j.state in states]
            wanted.append((title, [list(parts) for _set, parts in groupby(members, key=lambda j: j.set)]))
        made: dict[int, Card] = {}
        is_first = not self.cards
        for parts in (parts for _title, sets in wanted for parts in sets):
            kept = self.cards.get(parts[0].id)
            if kept is None or kept[0] != parts:
                made[parts[0].id] = (parts, self._set(parts))
                if len(made) % _AT_ONCE == 0:
                    if is_first and len(made) == _AT_ONCE:  # what the page shows at first sight
                        self._place([(head, [one for one in sets if one[0].id in made]) for head, sets in wanted], made)
                    yield
        self._place(wanted, made)

    def _place(self, wanted: Sets, made: dict[int, Card]) -> None:
        """Put cards under their heads; those that are no longer wanted go."""
        focus = self.window().focusWidget()
        name = focus.objectName() if focus is not None and self.scroll.isAncestorOf(focus) else ""
        box, here = self.scroll.box, {parts[0].id for _title, sets in wanted for parts in sets}
        stay = {key: card for key, card in self.cards.items() if key in here and key not in made}
        for _parts, card in (*stay.values(), *made.values()):
            box.removeWidget(card)
        clear(box)
        self.cards = stay | made
        waiting = sum(j.state in WAITING for j in self.jobs)
        words = _("{n} waiting").format(n=waiting) if waiting else _("nothing waits")
        self.title.show_parts([(str(_("Print queue")), "h"), (f"   {words}", "m")])
        if not self.jobs:
            nothing = _("Nothing was printed yet. Slips appear here the moment they are made.")
            box.addWidget(label(nothing, "mute", wrap=True))
        for title, sets in wanted:
            if sets:
                box.addWidget(group(f"{title}  ·  {sum(map(len, sets))}"))
            for parts in sets:
                box.addWidget(self.cards[parts[0].id][1])
        box.addStretch(1)
        again = self.findChild(QWidget, name) if name else None
        if again is not None and again is not focus:
            again.setFocus()

    def _set(self, jobs: list[JobRow]) -> QWidget:
        """Return the parts of one set as a card with its buttons."""
        made = frame("card")
        box = column(made, 0, (1, 1, 1, 1))
        for number, job in enumerate(jobs):
            if number:
                box.addWidget(hair())
            box.addWidget(self._job(job))
        state = jobs[0].state
        if state == "doubt":
            box.addWidget(hair())
            box.addWidget(self._doubt(jobs))
        elif any(j.state == "held" for j in jobs):
            box.addWidget(hair())
            box.addWidget(self._held(jobs))
        return made

    def _job(self, job: JobRow) -> QWidget:
        """Return one part: what, when, how it stands."""
        line = QWidget()
        inner = row(line, 8, (12, 0, 12, 0))
        if job.state == "doubt":
            tick = QCheckBox()
            tick.setObjectName(f"queue.{job.id}.came_out")
            tick.setAccessibleName(str(_("Came out: {title}").format(title=job.title)))
            tick.setChecked(True)
            self.ticks[job.id] = tick
            inner.addWidget(tick)
        at = self.bridge.local(job.made_at)
        title = str(_("{title}  reprint {n}").format(title=job.title, n=job.copy)) if job.copy else str(job.title)
        parts = [(f"{at:%H:%M}   ", "m"), (f"{job.short}  ", "b"), (title, "n")]
        if str(job.why):
            parts.append((f"   {job.why}", "m"))
        inner.addWidget(Runs(parts, pad=4), 1)
        inner.addWidget(tone_label(job.state_words, job.tone))
        look = Button(_("Look"), f"queue.{job.id}.look", kind="small", icon="eye")
        look.clicked.connect(lambda checked=False, j=job: self._look(j))
        inner.addWidget(look)
        if job.state in ("printed", "sent"):
            again = Button(_("Reprint"), f"queue.{job.id}.reprint", kind="small")
            again.clicked.connect(lambda checked=False, j=job: self.reprint.emit(j))
            inner.addWidget(again)
        return line

    def _doubt(self, jobs: list[JobRow]) -> QWidget:
        """Return the question and its two answers."""
        made = QWidget()
        inner = row(made, 8, (12, 8, 12, 8))
        inner.addWidget(
            label(_("The printer did not answer. Look at the paper; untick what is missing."), "small", wrap=True), 1
        )
        ids = [j.id for j in jobs]
        every = Button(_("All came out"), f"queue.{ids[0]}.all_came_out")
        every.clicked.connect(lambda checked=False: self._settle(ids, []))
        missing = Button(_("These are missing"), f"queue.{ids[0]}.missing")
        missing.clicked.connect(lambda checked=False: self._missing(ids))
        inner.addWidget(every)
        inner.addWidget(missing)
        return made

    def _missing(self, ids: list[int]) -> None:
        """Print again what is not ticked; with all ticked, everything is taken for missing only if unticked."""
        missing = [i for i in ids if not self.ticks[i].isChecked()]
        if missing:
            self._settle([i for i in ids if i not in missing], missing)
        else:
            self.ticks[ids[0]].setFocus(Qt.FocusReason.TabFocusReason)

    def _settle(self, printed: list[int], missing: list[int]) -> None:
        """Tell the desk what the paper says."""
        self.bridge.call(lambda desk: desk.came_out(printed, missing), self._done)

    def _held(self, jobs: list[JobRow]) -> QWidget:
        """Return what can be done about held parts."""
        made = QWidget()
        inner = row(made, 8, (16, 8, 12, 8))
        held = [j.id for j in jobs if j.state == "held"]
        tapped = any(j.tapped for j in jobs if j.state == "held")
        words = _("The program ended before it was printed: if it is still wanted, print it now.")
        words = words if tapped else _("It prints by itself once the printer is ready; do not press again.")
        inner.addWidget(label(words, "small", wrap=True), 1)
        now = Button(_("Print now") if tapped else _("Try now"), f"queue.{held[0]}.retry", icon="rotate-ccw")
        now.clicked.connect(lambda checked=False: self.bridge.call(lambda desk: desk.retry(held), self._done))
        drop = Button(_("Do not print"), f"queue.{held[0]}.drop", kind="quiet")
        drop.clicked.connect(
            lambda checked=False: self.bridge.call(lambda desk: desk.drop(held, NOT_WANTED.source), self._done)
        )
        inner.addWidget(now)
        inner.addWidget(drop)
        return made

    def _done(self, _nothing: Any) -> None:
        """Let everybody look again."""
        self.bridge.after()

    def _look(self, job: JobRow) -> None:
        """Show the paper at the right."""
        part = self.bridge.reader.blocks(job.id)
        if part is not None:
            self.preview.show_parts((part,), self.preview.language)
