"""CONTRIBUTING.md promises that its example works: it is run here, in a process of its own."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Makes the example's table, which a migration would make, and runs its tests on a counter.
RUN = """
import sys, types
from pathlib import Path
from sqlmodel import SQLModel

service, tests, folder = sys.argv[1:]
module = types.ModuleType("kiosk.services.umbrella")
sys.modules[module.__name__] = module
exec(compile(Path(service).read_text(encoding="utf-8"), service, "exec"), module.__dict__)
from tests.counter import Counter

found = {}
exec(compile(Path(tests).read_text(encoding="utf-8"), tests, "exec"), found)
for number, (name, test) in enumerate((n, t) for n, t in found.items() if n.startswith("test_")):
    counter = Counter(Path(folder) / str(number))
    with counter.desk.folder.writer.begin() as connection:
        SQLModel.metadata.tables["umbrella"].create(connection)
    test(counter)
    counter.close()
    print(name)
"""


def test_the_tutorial_works(tmp_path: Path) -> None:
    """Whoever follows it step by step must end with a service that works."""
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 2
    files = [tmp_path / "service.py", tmp_path / "tests.py"]
    for path, block in zip(files, blocks, strict=True):
        path.write_text(block, encoding="utf-8")
    command = [sys.executable, "-c", RUN, *map(str, files), str(tmp_path / "desk")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False)
    assert done.stdout.split() == ["test_a_unit_gets_two", "test_an_umbrella_comes_back"], done.stderr
