"""Files that nobody should trust: refused quickly, in little memory, with the cause, and nothing is executed."""

import json
import subprocess
import sys
import time

import pytest

from conftest import SHARED
from support import release as cellar

PLACE = SHARED / "data" / "pickles-hostile"
#: Peak memory of the command.
MEGABYTES = 256
SECONDS = 5


def entries():
    manifest = PLACE / "manifest.json"
    if not manifest.exists():
        return []
    return [entry for entry in json.loads(manifest.read_text())["files"] if entry["kind"] != "generator"]


#: Runs a command and prints its peak memory in KB; the memory of a large parent would count as the child's.
MEASURE = "import os, subprocess, sys; p = subprocess.Popen(sys.argv[1:]); _, s, u = os.wait4(p.pid, 0); " \
    "print(u.ru_maxrss, file=open('../peak', 'w')); sys.exit(os.waitstatus_to_exitcode(s) % 256)"


def run(tmp_path, *arguments):
    """Runs the command in an empty directory; gives exit code, output, seconds and peak memory in MB."""
    place = tmp_path / "place"
    place.mkdir(exist_ok=True)
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-S", "-c", MEASURE, cellar.cellar(), *map(str, arguments)], cwd=place, capture_output=True,
        timeout=60)
    seconds = time.monotonic() - started
    assert list(place.iterdir()) == [], "a file was made"
    peak = int((tmp_path / "peak").read_text()) / 1024
    return done.returncode, done.stdout.decode(), done.stderr.decode(), seconds, peak


@pytest.mark.shared
@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry["file"])
def test_hostile_files_are_refused_with_their_cause(entry, tmp_path):
    path = PLACE / entry["file"]
    if not path.is_file():
        pytest.skip(f"{entry['file']} is made by a script")
    code, out, err, seconds, peak = run(tmp_path, "convert", path, tmp_path / "out.h5", "--allow-loss")
    assert seconds < SECONDS
    assert peak < MEGABYTES
    assert not (PLACE / "PWNED").exists()
    assert code in (0, 1, 2), err
    if entry["kind"] in ("exec", "refuse", "bomb"):
        assert code == 2, out
        assert not (tmp_path / "out.h5").exists()
        assert err.startswith("cellar: error: ") and path.name in err
    if code == 2:
        assert len(err.strip()) > len("cellar: error: ") + len(str(path)), "an error names its cause"


@pytest.mark.shared
@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry["file"])
def test_hostile_files_can_be_inspected(entry, tmp_path):
    path = PLACE / entry["file"]
    if not path.is_file():
        pytest.skip(f"{entry['file']} is made by a script")
    code, out, err, seconds, peak = run(tmp_path, "inspect", path, "--json")
    assert seconds < SECONDS
    assert peak < MEGABYTES
    assert code in (0, 2), err
    assert not (PLACE / "PWNED").exists()
    if entry["kind"] == "accept" and entry["file"].startswith("ok/"):
        assert code == 0, err
    if entry["kind"] == "exec":
        assert code == 2, out
    if path.suffix in (".pkl", ".pth") and out:
        told = json.loads(out)
        assert "container" in told
