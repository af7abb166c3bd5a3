"""`python -m cellar`: the command that was installed with this module."""

import os
import sys

from ._command import command_path

if __name__ == "__main__":
    path = command_path()
    os.execv(path, [path, *sys.argv[1:]])
