"""Where the command is that was installed beside the module."""

import os
import sysconfig
from pathlib import Path


def command_path():
    """The path of the command `cellar`.

    :raises FileNotFoundError: where the module was installed without it.
    """
    places = [sysconfig.get_path("scripts"), sysconfig.get_path("scripts", f"{os.name}_user")]
    # pip install --target puts `bin` beside the modules.
    places.append(str(Path(__file__).parents[1] / "bin"))
    for place in places:
        path = os.path.join(place, "cellar")
        if os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    raise FileNotFoundError(
        f"no command 'cellar' in {', '.join(places)}; expected the wheel that carries it, or `make install`")
