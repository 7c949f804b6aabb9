"""Sounds: the platform's player, its beep where there is none, and silence where the estate wants it."""

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.views.sound import Sounds


def player(folder: Path, code: int) -> Path:
    """Return a player that ends with this code."""
    made = folder / "aplay"
    made.write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
    made.chmod(0o755)
    return made


def test_a_player_that_cannot_play_beeps(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No sound card, a player that was taken away: a clerk who looks at the resident hears something all the same."""
    beeps: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(1))
    monkeypatch.setattr(sys, "platform", "linux")
    sounds = Sounds()
    for code, expected in ((1, 1), (0, 1)):
        sounds.player = (str(player(tmp_path, code)),)
        sounds.play("good")
        qtbot.waitUntil(lambda: sounds.playing is None)
        assert len(beeps) == expected
    sounds.player = (str(tmp_path / "gone"),)
    sounds.play("good")
    qtbot.waitUntil(lambda: sounds.playing is None)
    assert len(beeps) == 2


def test_sounds_can_be_muted(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """The estate says whether it wants any; without a player there is the platform's beep."""
    beeps: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(1))
    sounds = Sounds(lambda: True)
    sounds.player = ()
    sounds.play("good")
    assert beeps == []
    sounds.muted = lambda: False
    sounds.play("bad")
    assert beeps == [1]
