"""The session in the README is what the commands really print."""

import re
import shlex
import subprocess
from pathlib import Path

from support.release import cellar

ROOT = Path(__file__).parents[2]


def session():
    """(command, output) pairs of the first console block; a command may span lines."""
    text = (ROOT / "README.md").read_text()
    block = re.search(r"```console\n(.*?)```", text, re.S).group(1)
    for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
        lines = part.splitlines(keepends=True)
        length = 1
        while lines[length - 1].rstrip().endswith("\\") or "".join(lines[:length]).count('"') % 2:
            length += 1
        yield "".join(lines[:length]).replace("\\\n", " "), "".join(lines[length:])


def test_the_session_of_the_readme(tmp_path):
    output = str(tmp_path / "demo")
    seen = 0
    for command, expected in session():
        command = command.replace(".build/demo", output)
        words = shlex.split(command)
        if words[0] == "make":
            continue
        words[0] = {".build/release/cellar": cellar()}.get(words[0], words[0])
        if words[0] == "sqlite3":
            import sqlite3
            rows = sqlite3.connect(words[1]).execute(words[2]).fetchall()
            printed = "".join("|".join(f"{cell:.15g}" if isinstance(cell, float) else str(cell) for cell in row) + "\n"
                              for row in rows)
        else:
            done = subprocess.run([*words, *(["--no-cache"] if "build" in words else [])], cwd=ROOT, capture_output=True,
                                  text=True, check=True)
            printed = done.stdout
        assert printed.strip() == expected.replace(".build/demo", output).strip(), command
        seen += 1
    assert seen == 4
