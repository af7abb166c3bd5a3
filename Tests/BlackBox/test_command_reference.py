"""docs/commands.md beside what the command prints, and the options that other documents name beside both."""

import os
import re
import shlex
import subprocess

import pytest

from conftest import ROOT
from support.release import cellar

#: Commands and options are looked for in these.
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
#: What every command has without naming it in its help.
UNNAMED = {"--help", "--version", "--generate-completion-script"}


def help_text(path):
    done = subprocess.run([cellar(), *path, "--help"], capture_output=True, text=True, timeout=60,
                          env={**os.environ, "COLUMNS": "80"}, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    return done.stdout


def subcommands(text):
    """The names under SUBCOMMANDS in a help text: two blanks, a name, blanks or the end."""
    block = re.search(r"^SUBCOMMANDS:\n(.*?)\n\n", text, re.S | re.M)
    return re.findall(r"^  ([a-z][a-z0-9-]*)(?: |$)", block.group(1), re.M) if block else []


def walk(path=()):
    text = help_text(path)
    yield path, text
    for name in subcommands(text):
        yield from walk((*path, name))


@pytest.fixture(scope="module")
def helps():
    return dict(walk())


def test_the_reference_is_what_the_command_prints(helps):
    page = (ROOT / "docs" / "commands.md").read_text()
    sections = dict(re.findall(r"^## `cellar ?([^`]*)`\n\n```text\n(.*?)```\n", page, re.M | re.S))
    assert list(sections) == [" ".join(path) for path in helps], "run make reference"
    assert len(sections) > 10
    for path, text in helps.items():
        printed = "\n".join(line.rstrip() for line in text.strip("\n").split("\n")) + "\n"
        assert sections[" ".join(path)] == printed, f"cellar {' '.join(path)}: run make reference"


def test_every_command_says_what_it_does_and_every_option_what_for(helps):
    for path, text in helps.items():
        assert re.match(r"OVERVIEW: [A-Z]", text), path
        for line in re.findall(r"^  (-.*|<.*)$", text, re.M):
            name, _, description = line.partition("  ")
            rest = text.split(line, 1)[1].lstrip("\n")
            assert description.strip() or rest.startswith(" " * 20), f"cellar {' '.join(path)}: {name} is not explained"


def lines_of_code(page):
    """Lines of fenced and indented code, and inline code, with continuation lines joined."""
    text = page.read_text()
    for block in re.findall(r"^```[a-z]*\n(.*?)^```", text, re.M | re.S):
        yield from block.replace("\\\n", " ").splitlines()
    yield from re.findall(r"`(cellar [^`]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))


def invocations():
    for page in DOCUMENTS:
        if page.name == "commands.md":
            continue
        for line in lines_of_code(page):
            match = re.search(r"(?:^|[|$(] ?|/)cellar ([a-z-].*)", line.split(" # ")[0])
            if match:
                yield page.name, match.group(1)


def test_the_documents_name_commands_and_options_that_exist(helps):
    seen = 0
    for page, line in invocations():
        path = ()
        for word in line.split():
            if (*path, word) not in helps:
                break
            path = (*path, word)
        first = line.split()[0]
        assert path or first.startswith("-"), f"{page}: no command '{first}' in 'cellar {line}'"
        known = set(re.findall(r"--[a-z][a-z0-9-]*", helps[path]))
        try:
            words = shlex.split(line)
        except ValueError:
            words = line.split()
        for option in words:
            if re.fullmatch(r"--[a-z][a-z0-9-]*(=.*)?", option):
                name = option.split("=")[0]
                assert name in known | UNNAMED, f"{page}: cellar {' '.join(path)} has no {name}"
                seen += 1
    assert seen > 10


def test_every_command_is_in_a_guide(helps):
    texts = {page.name: page.read_text() for page in DOCUMENTS if page.name != "commands.md"}
    for path in helps:
        if len(path) != 1:
            continue
        pattern = rf"cellar {path[0]}\b"
        assert any(re.search(pattern, text) for text in texts.values()), f"no guide mentions cellar {path[0]}"


def test_every_document_is_in_the_index_and_no_link_is_dead():
    index = (ROOT / "docs" / "README.md").read_text()
    for page in DOCUMENTS[1:]:
        if page.name != "README.md":
            assert f"({page.name})" in index, f"docs/README.md does not link {page.name}"
    for page in DOCUMENTS:
        text = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.M | re.S)
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name} links {target}"
