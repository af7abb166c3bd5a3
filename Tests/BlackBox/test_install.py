"""`make install`: a tree that needs no toolchain, is the same each time, and can be taken away."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from support.release import cellar

INSTALL = ROOT / "Scripts" / "install"
#: Nothing of the caller's, and no toolchain.
BARE = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


def install(*options):
    done = subprocess.run([sys.executable, str(INSTALL), "--binary", cellar(), *map(str, options)], capture_output=True,
                          text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done


def tree(root):
    return {str(path.relative_to(root)): (path.stat().st_mode & 0o777, path.read_bytes())
            for path in sorted(root.rglob("*")) if path.is_file()}


def libraries(binary):
    """{name: directory} of the shared libraries as the loader finds them."""
    listing = subprocess.run(["ldd", str(binary)], capture_output=True, text=True, check=True, env=BARE).stdout
    assert "not found" not in listing
    found = re.findall(r"^\s*(\S+) => (\S+)/[^/\s]+ \(", listing, re.M)
    return {name: Path(os.path.normpath(place)) for name, place in found}


@pytest.fixture(scope="module")
def prefix(tmp_path_factory):
    place = tmp_path_factory.mktemp("install") / "prefix"
    install("--prefix", place)
    return place


def test_it_runs_without_a_toolchain(prefix, fixture_logs, tmp_path):
    def run(*words):
        return subprocess.run([str(prefix / "bin" / "cellar"), *map(str, words)], capture_output=True, text=True,
                              env={**BARE, "HOME": str(tmp_path)}, timeout=120)

    version = run("--version")
    assert version.returncode == 0 and re.fullmatch(r"\d+\.\d+\.\d+\n", version.stdout), version.stderr
    built = run("build", "transnas-bench-101-logs", "--input", fixture_logs, "--output", tmp_path / "r", "--no-cache")
    assert built.returncode == 0, built.stderr
    # HDF5 is read by a child process, which is the same program started by its path.
    converted = run("convert", tmp_path / "r" / "transnas-bench-101-logs.h5", tmp_path / "out.json")
    assert converted.returncode == 0, converted.stderr
    assert json.loads((tmp_path / "out.json").read_text())


def test_its_libraries_are_its_own_or_the_systems(prefix):
    found = libraries(prefix / "bin" / "cellar")
    own = {name for name, place in found.items() if place == prefix / "lib" / "cellar"}
    assert "libswiftCore.so" in own and "libFoundation.so" in own
    for name, place in found.items():
        assert name in own or str(place).startswith(("/lib", "/usr/lib")), f"{name} comes from {place}"
    assert own == {path.name for path in (prefix / "lib" / "cellar").iterdir()}


def test_it_can_be_moved(prefix, tmp_path):
    shutil.copytree(prefix, tmp_path / "elsewhere")
    binary = tmp_path / "elsewhere" / "bin" / "cellar"
    assert libraries(binary)["libswiftCore.so"] == tmp_path / "elsewhere" / "lib" / "cellar"


def test_all_libraries_can_come_along(tmp_path):
    install("--prefix", "/opt/cellar", "--destdir", tmp_path, "--libraries", "all")
    place = tmp_path / "opt" / "cellar"
    system = {"libc.so.6", "libm.so.6", "libresolv.so.2"}
    for name, directory in libraries(place / "bin" / "cellar").items():
        assert name in system or directory == place / "lib" / "cellar", f"{name} comes from {directory}"
    texts = {path.name for path in (place / "share" / "doc" / "cellar" / "licences").iterdir()}
    assert any("hdf5" in name for name in texts) or not shutil.which("dpkg-query"), texts


def test_it_is_the_same_each_time_and_leaves_nothing(prefix, tmp_path):
    place = tmp_path / "again"
    install("--prefix", place)
    first, second = tree(prefix), tree(place)
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []
    assert {path for path, (mode, _) in first.items() if mode == 0o755} == {"bin/cellar"}
    (place / "bin" / "other").write_text("not ours")
    # What an older version left behind goes with the next installation.
    (place / "share" / "man" / "man1" / "cellar-old.1").write_text("old")
    listing = place / "share" / "doc" / "cellar" / "files"
    listing.write_text(listing.read_text() + "share/man/man1/cellar-old.1\n../outside\n/etc/hostname\n")
    (tmp_path / "outside").write_text("not ours")
    install("--prefix", place)
    assert not (place / "share" / "man" / "man1" / "cellar-old.1").exists()
    install("--prefix", place, "--uninstall")
    assert set(tree(place)) == {"bin/other"} and (tmp_path / "outside").exists()
    assert not (place / "lib" / "cellar").exists() and not (place / "share" / "doc" / "cellar").exists()


def test_uninstalling_what_is_not_there_says_so(tmp_path):
    done = subprocess.run([sys.executable, str(INSTALL), "--prefix", str(tmp_path), "--uninstall"], capture_output=True,
                          text=True)
    assert done.returncode == 1 and "expected an installed Cellar" in done.stderr


def commands(description, path=()):
    yield path, description
    for child in description.get("subcommands", []):
        if child.get("shouldDisplay", True) and child["commandName"] != "help":
            yield from commands(child, (*path, child["commandName"]))


def test_every_command_has_a_page_with_every_option(prefix):
    dump = subprocess.run([cellar(), "--experimental-dump-help"], capture_output=True, text=True, check=True).stdout
    pages = {path.name for path in (prefix / "share" / "man" / "man1").iterdir()}
    described = dict(commands(json.loads(dump)["command"]))
    assert pages == {"-".join(("cellar", *path)) + ".1" for path in described}
    for path, description in described.items():
        page = (prefix / "share" / "man" / "man1" / ("-".join(("cellar", *path)) + ".1")).read_text()
        for argument in description.get("arguments", []):
            for name in argument.get("names", []) if argument.get("shouldDisplay", True) else []:
                dashed = ("--" if name["kind"] == "long" else "-") + name["name"]
                assert dashed.replace("-", "\\-") in page, f"{path}: {dashed}"


def test_the_pages_are_sound(prefix):
    if not shutil.which("groff"):
        pytest.skip("no groff")
    for page in sorted((prefix / "share" / "man" / "man1").iterdir()):
        done = subprocess.run(["groff", "-ww", "-man", "-Tutf8", "-P-c", str(page)], capture_output=True, text=True,
                              env=BARE)
        assert done.returncode == 0 and done.stderr == "", f"{page.name}: {done.stderr}"
        # Some versions of groff print bold letters twice, one over the other.
        text = re.sub(".\b", "", done.stdout)
        for part in ("NAME", "SYNOPSIS"):
            assert part in text, page.name


def test_bash_completes(prefix):
    script = prefix / "share" / "bash-completion" / "completions" / "cellar"
    code = f"""source {script}
      COMP_WORDS=(cellar qu); COMP_CWORD=1; COMP_LINE="cellar qu"; COMP_POINT=9; _cellar cellar qu cellar
      printf '%s\\n' "${{COMPREPLY[@]}}"
      COMPREPLY=()
      COMP_WORDS=(cellar query --wh); COMP_CWORD=2; COMP_LINE="cellar query --wh"; COMP_POINT=17; _cellar cellar --wh query
      printf '%s\\n' "${{COMPREPLY[@]}}" """
    done = subprocess.run(["bash", "-c", code], capture_output=True, text=True, env=BARE, timeout=60)
    assert done.stdout.split() == ["query", "--where"], (done.stdout, done.stderr)


@pytest.mark.parametrize("line, expected", [
    ("cellar build ", ["logs", "mine.yaml"]), ("cellar build mine.yaml --input l", ["logs"]),
    ("cellar convert m", ["mine.yaml"]), ("cellar validate --pipeline m", ["mine.yaml"]),
    ("cellar verify ", ["logs"]), ("cellar query l", ["logs"]), ("cellar rank --against ", ["logs", "mine.yaml"]),
    ("cellar query logs --task ", []),
])
def test_an_interactive_bash_offers_the_files_that_there_are(prefix, tmp_path, line, expected):
    (tmp_path / "logs").mkdir()
    (tmp_path / "mine.yaml").write_text("")
    script = prefix / "share" / "bash-completion" / "completions" / "cellar"
    words = line.split(" ")
    code = f"""source {script}; cd {tmp_path}
      COMP_WORDS=({" ".join(words[:-1])} "{words[-1]}"); COMP_CWORD={len(words) - 1}
      COMP_LINE="{line}"; COMP_POINT={len(line)}; _cellar cellar "{words[-1]}" "{words[-2]}"
      printf '%s\\n' "${{COMPREPLY[@]}}" """
    done = subprocess.run(["bash", "--norc", "-i", "-c", code], capture_output=True, text=True, env=BARE, timeout=60)
    offered = [word for word in done.stdout.split() if not word.startswith("-")]
    assert sorted(offered) == expected, (done.stdout, done.stderr)


@pytest.mark.parametrize("shell, path", [("zsh", "share/zsh/site-functions/_cellar"),
                                         ("fish", "share/fish/vendor_completions.d/cellar.fish")])
def test_other_shells_read_their_completions(prefix, shell, path):
    text = (prefix / path).read_text()
    assert "query" in text and "where" in text
    if not shutil.which(shell):
        pytest.skip(f"no {shell}; looked at the text alone")
    done = subprocess.run([shell, "-n", str(prefix / path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_make_says_where_to():
    done = subprocess.run(["make", "--dry-run", "install", "PREFIX=/usr", "DESTDIR=/stage"], cwd=ROOT, capture_output=True,
                          text=True)
    assert done.returncode == 0 and "--prefix '/usr' --destdir '/stage'" in done.stdout, done.stderr
