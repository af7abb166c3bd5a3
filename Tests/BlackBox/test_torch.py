"""What torch itself reads of a written `.pth`; needs torch."""

import pytest

from support import pickles
from support import release as cellar
from support.numbers import same

pytestmark = [pytest.mark.full, pytest.mark.shared]


def test_torch_loads_what_is_written(shared, tmp_path):
    torch = pytest.importorskip("torch", reason="torch is not installed")
    source = shared / "data" / "transnas-pth" / "transnas_40_zip.pth"
    done = cellar.run("convert", source, tmp_path / "out.pth")
    assert done.returncode == 0, done.stderr.decode()
    found = torch.load(tmp_path / "out.pth", weights_only=True)
    for space, architectures in pickles.read(source)["data"].items():
        assert set(found["data"][space]) == set(architectures)
        for encoding, tasks in architectures.items():
            for task, run in tasks.items():
                assert found["data"][space][encoding][task]["model_info"] == run["model_info"]
                for metric, column in run["metrics"].items():
                    assert same(found["data"][space][encoding][task]["metrics"][metric], column)
