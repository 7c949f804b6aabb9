"""Make the sounds of `resources/sounds`: short tones of our own, so that nobody else's licence rides along."""

import math
import struct
import wave
from pathlib import Path

from kiosk.places import RESOURCES

RATE = 22_050
#: Name → its tones as (hertz, milliseconds, loudness); 0 Hz is a pause.
SOUNDS = {
    "good": ((1320, 70, 0.5),),
    "bad": ((330, 130, 0.6), (0, 60, 0.0), (262, 190, 0.6)),
    "call": ((880, 160, 0.5), (1175, 160, 0.5), (0, 140, 0.0), (880, 160, 0.5), (1175, 220, 0.5)),
}


def tone(hertz: int, milliseconds: int, loud: float) -> list[int]:
    """Return one tone as samples, faded at both ends so that nothing clicks."""
    count = RATE * milliseconds // 1000
    fade = RATE * 6 // 1000
    return [
        round(32_000 * loud * min(1.0, at / fade, (count - at) / fade) * math.sin(2 * math.pi * hertz * at / RATE))
        for at in range(count)
    ]


def write(path: Path, tones: tuple[tuple[int, int, float], ...]) -> None:
    """Write tones one after the other as a wave file."""
    samples = [one for each in tones for one in tone(*each)]
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(struct.pack(f"<{len(samples)}h", *samples))


if __name__ == "__main__":
    for name, tones in SOUNDS.items():
        write(RESOURCES / "sounds" / f"{name}.wav", tones)
