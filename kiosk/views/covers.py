"""What covers the window: first start and lock screen; and how it changes its clerk, language and look."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QWidget

from kiosk import i18n
from kiosk.forms.form import Form
from kiosk.forms.lifting import ask_pin
from kiosk.i18n import Say, _
from kiosk.values import Refused
from kiosk.views import theme
from kiosk.views.alarms import LOOK, Alarms
from kiosk.views.aside import OF_REGISTER, AsideList
from kiosk.views.away import AwayPanel, away_words
from kiosk.views.service import ServicePage
from kiosk.views.sign_in import SignIn


class Covers:
    """The part of the window that knows who is there and what is spoken."""

    if TYPE_CHECKING:
        bridge: Any
        preferences: Any
        known: dict[str, QWidget]
        cover: Any
        last_clerk: str
        idle_ticks: int
        hint: Say
        at: str
        top: Any
        status: Any
        alarms: Alarms
        stands: bool
        toast: Any
        untold: Say
        emergency: Any
        open_record: Callable[..., None]

        def build(self) -> None:
            """See Window.build."""

        def whole(self) -> None:
            """See Loading.whole."""

        def go(self, key: str) -> None:
            """See Window.go."""

        keys: dict[str, str]

        def service_page(self, key: str) -> ServicePage:
            """See Window.service_page."""

        def renew_drafts(self) -> None:
            """See Window.renew_drafts."""

        def to_box(self) -> None:
            """See Window.to_box."""

    @property
    def window_(self) -> Any:
        """The window itself, as the parent of what covers it."""
        return self

    def begin_session(self) -> None:
        """Cover the window with the first start, or with the lock screen."""
        if not self.bridge.reader.staff():
            self.whole()
            from kiosk.views.first_start import FirstStart  # once in the life of an estate

            start = FirstStart(self.window_, self.bridge)
            start.done.connect(self._founded)
            start.spoken.connect(self._speak_first)
            self._cover(start)
        elif self.bridge.clerk is None:
            self.lock()

    def _speak_first(self, language: str) -> None:
        """Begin the first start again in the other language."""
        self.speak(language)
        self._uncover()
        self.begin_session()

    def _founded(self) -> None:
        """The estate has its manager: build everything with its name."""
        self._uncover()
        self.build()
        self.begin_session()

    def _cover(self, cover: Any) -> None:
        """Put something over the whole window."""
        self._uncover()
        self.cover = cover
        cover.begin()

    def _uncover(self) -> None:
        """Take the cover away."""
        if self.cover is not None:
            self.cover.hide()
            self.cover.deleteLater()
            self.cover = None

    def lock(self) -> None:
        """Sign the clerk out and cover the window; what was typed is kept."""
        if getattr(self.cover, "founds", False) or (isinstance(self.cover, SignIn) and self.bridge.clerk is None):
            return
        if self.bridge.clerk is not None:
            self._put_aside_quietly()
            self.last_clerk = self.bridge.clerk.name
            self.bridge.lock()
        self.cover_up()

    def cover_up(self) -> None:
        """Put the lock screen over everything; while somebody is away it says when he is back."""
        estate, desk = self.house_names()
        panel = AwayPanel(self.bridge, self._house()) if self.stands and self.bridge.reader.away() else None
        cover = SignIn(self.window_, self.bridge, estate, desk, self.hint, panel)
        cover.done.connect(self._in)
        cover.emergency.connect(self.cry)
        self._cover(cover)
        self.name_window()

    # an emergency

    def cry(self) -> None:
        """F11: print everybody who is inside, also over the lock screen; an estate without staff has nobody."""
        self.whole()
        if not getattr(self.cover, "founds", False):
            self.emergency.press()

    def say_cry(self, words: Say, button: str) -> None:
        """Say what became of the emergency list; nothing is opened over a lock screen."""
        if isinstance(self.cover, SignIn):
            self.cover.tell(words)
            return
        acts: dict[str, tuple[Say, Callable[[], None] | None]] = {
            "tick": (_("Tick off"), self._tick_off), "pdf": (_("Open the PDF"), self.emergency.open_pdf),
        }  # fmt: skip  # a table
        self.toast.say(words, *acts.get(button, ("", None)))

    def _tick_off(self) -> None:
        """Open the roll call, to tick off who is seen."""
        if self.emergency.number:
            self.open_record(self.emergency.number)

    # somebody is away from the counter

    def _house(self) -> list[tuple[str, str]]:
        """Return estate and desk, each in Chinese and English."""
        asked = self.bridge.reader.setting
        names = [(str(asked(key)), str(asked(f"{key}_en"))) for key in ("estate", "counter")]
        return [(zh, en or zh) for zh, en in names]

    def keep_watch(self) -> None:
        """Hear what is late, and look now and then who is away; called once a second, locked or not."""
        self.alarms.turn()
        if self.alarms.turns % LOOK == 1:
            self.show_away()

    def show_away(self) -> None:
        """Let whoever minds the counter see who is away and until when, red once that is over."""
        panel = getattr(self.cover, "over", None)
        if panel is not None:
            panel.look()
        gone = [
            one for one in self.bridge.reader.away() if self.bridge.clerk is None or one.clerk != self.bridge.clerk.name
        ]
        self.status.away.setVisible(bool(gone))
        if gone:
            until = self.bridge.local(gone[0].until)
            tone = "red" if self.bridge.local_now() > until else "amber"
            self.status.away.show_state(away_words(gone[0], until), tone)

    def open_away(self) -> None:
        """Open the record for which somebody is away."""
        for one in self.bridge.reader.away()[:1]:
            self.open_record(one.number, one.step)

    def _back_again(self, clerk: Any) -> bool:
        """Ask the clerk who was away what comes next there; whether there is something."""
        mine = next((one for one in self.bridge.reader.away() if one.clerk == clerk.name), None)
        if mine is not None:
            self.open_record(mine.number, mine.step)
        return mine is not None

    def _put_aside_quietly(self) -> None:
        """Keep every half-typed form before somebody else comes: of services, of the register, of the house."""
        self.end_detours()
        for page in self.known.values():
            form = getattr(page, "form", None)
            if not isinstance(form, Form) or not form.answers:
                continue
            if isinstance(page, ServicePage) or form.save.isActive():
                form.keep()  # elsewhere only what a person typed: what a list filled in is no form of his

    # forms that were put aside

    def show_aside(self, drafts: list[Any]) -> None:
        """Go on with the form that waits; of several, ask which."""
        if len(drafts) == 1:
            self.resume(drafts[0])
        elif drafts:
            over = AsideList(self.window_, drafts, self.bridge)
            over.chosen.connect(self.resume)
            over.open()

    def resume(self, draft: Any) -> None:
        """Open a form that was put aside where it belongs: at its service, at its unit, in the register, in the settings."""
        service = draft.step.partition(".")[0]
        if service in self.keys:
            self.service_page(service).resume(draft)
            return
        where = "settings" if service == "house" else "unit"
        if draft.step in OF_REGISTER or (where == "unit" and not draft.answers.get("unit")):
            where = "residents"
        self.go(where)
        page: Any = self.known[where]
        if where == "unit":
            page.show_unit(draft.answers["unit"])
        page.open_step(draft.step, draft.answers, once=draft.key)

    def _in(self, clerk: Any) -> None:
        """Somebody is in: another person finds fresh pages, the same one what was there."""
        self.whole()
        self.cover = None
        self.idle_ticks = 0
        if clerk.name != self.last_clerk:
            self.build()
            self.renew_drafts()  # the fresh status bar knows of none
        self.show_away()
        if not self._back_again(clerk):
            self.to_box()
        self.name_window()
        if str(self.untold):
            self.toast.say(self.untold)
            self.untold = ""

    def house_names(self) -> tuple[str, str]:
        """Return what estate and desk are called in the language of the screen."""
        asked = self.bridge.reader.setting
        en = i18n.language() == "en"
        return (en and asked("estate_en")) or asked("estate"), (en and asked("counter_en")) or asked("counter")

    def name_window(self) -> None:
        """Put estate, desk and who is in into the window's title: for task bars, screen readers and tests."""
        parts = [str(one) for one in self.house_names()]
        if self.cover is None and self.bridge.clerk is not None:
            parts.append(f"· {self.bridge.clerk.name}")
        self.setWindowTitle(" ".join(part for part in parts if part) or str(_("Concierge desk")))

    def _signed(self, clerk: Any) -> None:
        """Show who is there."""
        self.top.clerk.show_clerk(clerk)
        self.renew_drafts()

    # language and look

    def speak(self, language: str) -> None:
        """Speak another language at once, and remember it."""
        if language == i18n.language():
            return
        i18n.use(language)
        self.preferences.set("language", language)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.speak(app)
        theme.use(theme.now.name)
        self._put_aside_quietly()
        at = self.at
        self.build()
        self.go(at)
        self.renew_drafts()

    # full screen

    def fill(self, *, full: bool) -> None:
        """Fill the screen from now on; the way back needs the supervisor."""
        if full:
            self.preferences.set("full_screen", True)
            self.window_.showFullScreen()
        else:
            self.ask_leave(self._unfill)

    def _unfill(self, _lift: object) -> None:
        """Be an ordinary window again."""
        self.preferences.set("full_screen", False)
        self.window_.showNormal()

    def ask_leave(self, then: Callable[[Any], None]) -> None:
        """Let a supervisor's PIN decide whether the desk may be left."""
        asked = Refused(
            "full_screen", _("The desk fills this screen."), _("The supervisor may close it."), lift="supervisor"
        )
        ask_pin(self, asked, then)

    def look(self, name: str) -> None:
        """Show the other look at once, and remember it."""
        if name != theme.now.name:
            theme.use(name)
            self.preferences.set("theme", name)
