"""Every Python block of docs/python.md runs as it stands, on a small release."""

import os
import re
import subprocess
import sys

import pytest

from conftest import ROOT

TEXT = (ROOT / "docs" / "python.md").read_text()
BLOCKS = re.findall(r"^## (.+?)$|^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def snippets():
    title, number = "", 0
    for heading, code in BLOCKS:
        if heading:
            title, number = heading, 0
        else:
            number += 1
            yield pytest.param(code, id=f"{title}-{number}")


def test_every_library_has_a_snippet():
    code = "".join(code for _, code in BLOCKS)
    for name in ("h5py", "pandas", "xarray", "h5netcdf", "sqlite3", "duckdb", "cellar"):
        assert name in code
    pinned = (ROOT / "Tests" / "requirements.txt").read_text()
    for name in ("h5py", "pandas", "xarray", "h5netcdf", "duckdb"):
        assert re.search(rf"^{name}==", pinned, re.MULTILINE), name


@pytest.mark.parametrize("code", list(snippets()))
def test_a_snippet_runs_and_prints(small, code):
    start = f"release = {str(small.path)!r}\nname = {small.name!r}\n"
    done = subprocess.run([sys.executable, "-c", start + code], capture_output=True, text=True, timeout=300,
                          env={**os.environ, "PYTHONPATH": str(ROOT / "Python")})
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() and "Empty DataFrame" not in done.stdout, "nothing was printed"
