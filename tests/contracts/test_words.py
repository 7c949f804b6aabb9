"""Every text of the program has its Chinese; nothing in them is left over."""

import re
import subprocess
import sys

from babel.messages.pofile import read_po

from kiosk.i18n import catalogue_files
from tests.contracts.code import ROOT


def entries() -> list[tuple[str, str, str]]:
    """Return (catalogue, source, Chinese) of all catalogues."""
    found = []
    for po in catalogue_files():
        with po.open("rb") as stream:
            found += [(po.name, str(m.id), str(m.string)) for m in read_po(stream, locale="zh_CN") if m.id]
    return found


def test_every_text_has_its_chinese_and_no_entry_is_obsolete() -> None:
    """What `make words` says: nothing missing, nothing unused, nothing said in two ways."""
    run = [sys.executable, str(ROOT / ".ci" / "words.py"), "check"]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_translation_is_empty_or_english() -> None:
    """A sentence is translated, not copied; names such as PIN stay."""
    bad = [
        (po, source) for po, source, zh in entries() if not zh or (zh == source and re.search("[a-z]{3} [a-z]{2}", zh))
    ]
    assert bad == []


def test_arguments_are_the_same_in_both_languages() -> None:
    """A lost {name} would be an error at the counter."""
    wrong = [
        (po, s) for po, s, zh in entries() if sorted(re.findall(r"\{\w*\}", s)) != sorted(re.findall(r"\{\w*\}", zh))
    ]
    assert wrong == []
