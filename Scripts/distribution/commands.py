"""What the command says of itself: every command with its arguments and its help."""

import json
import os
import re
import subprocess

#: Help is laid out for this many columns wherever it is recorded.
WIDTH = 80


def _run(binary, *arguments):
    environment = {**os.environ, "COLUMNS": str(WIDTH), "LC_ALL": "C.UTF-8"}
    return subprocess.run([str(binary), *arguments], capture_output=True, text=True, check=True, env=environment,
                          stdin=subprocess.DEVNULL).stdout


def version(binary):
    """`0.1.0`"""
    return _run(binary, "--version").strip()


def help_text(binary, path):
    """What `cellar PATH… --help` prints."""
    return _run(binary, *path, "--help")


def completion_script(binary, shell):
    """The completions of `shell`: bash, zsh or fish."""
    return _run(binary, "--generate-completion-script", shell)


def tree(binary):
    """(path, description) of every command, the program itself first: `()`, `("build",)`, `("space",)`, …

    A description has `abstract`, `discussion`, `arguments` and `subcommands`. What is hidden is left out, and so is
    `help`, which each of them has.
    """
    def walk(command, path):
        yield path, command
        for child in command.get("subcommands", []):
            if child.get("shouldDisplay", True) and child["commandName"] != "help":
                yield from walk(child, (*path, child["commandName"]))

    yield from walk(json.loads(_run(binary, "--experimental-dump-help"))["command"], ())


def usage(text):
    """The lines of a help text behind `USAGE: `, as one."""
    match = re.search(r"^USAGE: (.*?)(?:\n\n|\Z)", text, re.S | re.M)
    return " ".join(match.group(1).split()) if match else ""
