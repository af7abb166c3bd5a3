"""What every black-box test gets: the command, a place of its own, and small trees of runs."""

import os
from pathlib import Path

import pytest
import yaml

from support import release as cellar
from transnas_logs import Run

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("CELLAR_SHARED", ROOT.parent / "shared"))


def pytest_collection_modifyitems(items):
    for item in items:
        if item.get_closest_marker("shared") and not SHARED.is_dir():
            item.add_marker(pytest.mark.skip(reason=f"no {SHARED}"))


@pytest.fixture(scope="session", autouse=True)
def command(tmp_path_factory):
    """The binary exists, and its cache lies where no other run of the tests can reach it."""
    if not os.access(cellar.cellar(), os.X_OK):
        pytest.exit(f"no executable at {cellar.cellar()}; make build first, or set CELLAR", returncode=2)
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def shared():
    return SHARED


@pytest.fixture(scope="session")
def genuine_logs(shared):
    return shared / "data" / "transnas-raw-logs"


@pytest.fixture(scope="session")
def genuine(genuine_logs, tmp_path_factory):
    """The release of the genuine logs."""
    return cellar.build(genuine_logs, tmp_path_factory.mktemp("genuine") / "release")


@pytest.fixture(scope="session")
def fixture_logs():
    return ROOT / "Fixtures" / "transnas-logs"


@pytest.fixture(scope="session")
def small(fixture_logs, tmp_path_factory):
    """The release of the committed fixtures."""
    return cellar.build(fixture_logs, tmp_path_factory.mktemp("small") / "release")


@pytest.fixture(scope="session")
def drawn(tmp_path_factory):
    """A release with two spaces, all tasks and enough architectures for every figure of the report."""
    from support import transnas
    from transnas_logs import TASKS

    place = tmp_path_factory.mktemp("report")
    cells = sorted({*transnas.micro_encodings()[100::200], "64-41414-0_00_300", "64-41414-3_00_010"})
    for task in TASKS:
        for encoding in [*cells, *transnas.macro_encodings()[::400]]:
            Run(encoding, task, epochs=4).write(place / "logs")
    return cellar.build(place / "logs", place / "release")


@pytest.fixture
def tree(tmp_path):
    """A directory of runs with one good run in it, which every build must release whatever else lies there."""
    place = tmp_path / "logs"
    Run("64-1234-basic", "class_scene").write(place)
    return place


#: The good run of `tree`, as part of a path.
GOOD = "class_scene/model_results/64-1234-basic"


@pytest.fixture
def build(tmp_path):
    """Builds a tree into a fresh place and checks the accounts."""
    made = []

    def make(*inputs, pipeline=cellar.LOGS, **more):
        made.append(cellar.build(list(inputs), tmp_path / f"release-{len(made)}", pipeline, **more))
        cellar.check_accounts(made[-1])
        return made[-1]

    return make


@pytest.fixture(scope="session")
def large_tree(tmp_path_factory):
    """A tree that takes a moment to build: 1,600 runs of one task."""
    from support import transnas

    place = tmp_path_factory.mktemp("large") / "logs"
    for encoding in transnas.micro_encodings()[2048:3648]:
        Run(encoding, "jigsaw", epochs=10).write(place)
    return place


@pytest.fixture
def pipeline(tmp_path):
    """Writes the -logs pipeline with a change and returns the path."""
    def write(change):
        document = yaml.safe_load((ROOT / "Pipelines" / f"{cellar.LOGS}.yaml").read_text())
        change(document)
        path = tmp_path / "pipeline.yaml"
        path.write_text(yaml.safe_dump(document, sort_keys=False))
        return path
    return write
