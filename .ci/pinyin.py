"""Write resources/pinyin/readings.txt: every reading of every Han character, as pypinyin has them.

The program reads this file and not the library: its table of forty thousand texts costs 12 MiB and a tenth of a
second, the file a quarter of a mebibyte and a millisecond. `tests/test_people.py` sees that both say the same.

Commands:
    write: write the file anew, after another pypinyin was locked
"""

import os
import sys
from collections import defaultdict

from kiosk.people.pinyin import READINGS

os.environ["PYPINYIN_NO_PHRASES"] = "1"


def readings() -> dict[str, str]:
    """Return character → its readings without tones, the usual one first, joined by commas."""
    from pypinyin import Style, pinyin
    from pypinyin.constants import PINYIN_DICT

    every = (chr(code) for code in PINYIN_DICT)
    return {
        one: ",".join(pinyin(one, style=Style.NORMAL, heteronym=True, errors="default")[0]).lower() for one in every
    }


def text() -> str:
    """Return the file: one line for all characters that are read alike."""
    alike: dict[str, list[str]] = defaultdict(list)
    for character, said in readings().items():
        alike[said].append(character)
    return "".join(f"{said} {''.join(sorted(characters))}\n" for said, characters in sorted(alike.items()))


if __name__ == "__main__":
    if sys.argv[1:] != ["write"]:
        sys.exit(__doc__)
    READINGS.write_text(text(), encoding="utf-8", newline="\n")
