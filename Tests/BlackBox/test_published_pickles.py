"""Published pickles and checkpoints: every number that Python unpickles is in every artifact, bit for bit."""

import shutil

import pytest

from support import columns, nas201, pickles
from support import release as cellar
from support.numbers import bits, same, seconds

pytestmark = pytest.mark.shared

TRANSNAS = ["transnas_40_zip.pth", "transnas_40_legacy.pth", "transnas_40_legacy_protocol4.pth",
            "transnas_timestr_zip.pth"]


def convert(source, target, *options, code=0):
    done = cellar.run("convert", source, target, *options)
    assert done.returncode == code, (done.stdout.decode(), done.stderr.decode())
    return done.stdout.decode() + done.stderr.decode()


def lines_of(path):
    """(task, budget, encoding, seed) → the run."""
    return {(run["task"], run["budget"], run["encoding"], run["seed"]): run for run in cellar.lines(path)}


def check(found, expected, values=None):
    assert set(found) == set(expected)
    for key, (curves, _) in expected.items():
        assert set(found[key]) == set(curves), key
        for name, column in curves.items():
            assert same(found[key][name], column), (key, name)


def check_values(release, expected):
    for run in release.runs:
        values = expected[(run["task"], run["budget"], run["encoding"], run["seed"])][1]
        for name, value in values.items():
            assert bits(run["values"].get(name)) == bits(value), (run["encoding"], name)


# TransNAS-Bench-101 ------------------------------------------------------------------------------------------------


def transnas(path, unpickler=pickles.Plain):
    """(space, task, budget, encoding) → metric → doubles, and `model_info`."""
    found = {}
    for space, architectures in pickles.read(path, unpickler)["data"].items():
        for encoding, tasks in architectures.items():
            for task, run in tasks.items():
                curves = {name: [seconds(value) if isinstance(value, str) else float(value) for value in column]
                          for name, column in run["metrics"].items()}
                found[(space, task, run["total_epochs"], encoding)] = (curves, run["model_info"])
    return found


@pytest.fixture(scope="module")
def published(shared):
    return shared / "data" / "transnas-pth"


@pytest.mark.parametrize("name", TRANSNAS)
def test_every_value_of_a_transnas_file_is_kept(published, tmp_path, name):
    convert(published / name, tmp_path / "out.jsonl")
    expected = transnas(published / name)
    found = cellar.lines(tmp_path / "out.jsonl")
    assert len(found) == len(expected)
    for run in found:
        assert run["seed"] is None and run["status"] == "finished"
        key = (run["space"].rsplit("-", 1)[1], run["task"], run["budget"], run["encoding"])
        curves, info = expected[key]
        assert same([cellar.number(value) for value in run["time_elapsed"]], curves.pop("time_elapsed"))
        for metric, column in curves.items():
            assert same([cellar.number(value) for value in run["metrics"][metric]], column), (key, metric)
        assert bits(run["info"]["inference_time"]) == bits(info["inference_time"])
        assert run["info"]["params"] == info["encoder_params"]
        for count in ("model_params", "model_FLOPs", "encoder_FLOPs"):
            assert bits(run["values"][f"published_{count}"]) == bits(info[count])


@pytest.fixture(scope="module")
def transnas_release(published, tmp_path_factory):
    place = tmp_path_factory.mktemp("transnas-pth")
    (place / "in").mkdir()
    shutil.copy(published / "transnas_40_zip.pth", place / "in" / "transnas-bench.pth")
    return cellar.build(place / "in", place / "release", "transnas-bench-101-release")


def test_a_release_is_built_from_the_published_file(transnas_release, published):
    cellar.check_accounts(transnas_release)
    expected = {(key[1], key[2], key[3], None): value for key, value in
                transnas(published / "transnas_40_zip.pth").items()}
    for found in columns.of_all(transnas_release).values():
        check(found, expected)


def test_the_pickle_of_a_release_holds_plain_values_and_all_of_them(transnas_release, published):
    written = transnas_release.file(".pth")
    expected = transnas(published / "transnas_40_zip.pth")
    found = transnas(written, pickles.Strict)
    assert set(found) == set(expected)
    for key, (curves, info) in expected.items():
        assert list(found[key][0]) == list(curves)
        for name, column in curves.items():
            assert same(found[key][0][name], column), (key, name)
        assert found[key][1] == info
        assert [type(value) for value in found[key][1].values()] == [type(value) for value in info.values()]
    object, original = pickles.read(written, pickles.Strict), pickles.read(published / "transnas_40_zip.pth")
    for name in ("metrics_dict", "info_names", "task_list"):
        assert object[name] == original[name]
    assert list(object["data"]) == ["macro", "micro"]
    assert list(next(iter(object["data"]["micro"].values()))) == object["task_list"]


def test_there_and_back_the_pickle_is_the_same(published, tmp_path):
    convert(published / "transnas_40_zip.pth", tmp_path / "a.pth")
    convert(tmp_path / "a.pth", tmp_path / "b.h5")
    convert(tmp_path / "b.h5", tmp_path / "c.pth")
    assert (tmp_path / "a.pth").read_bytes() == (tmp_path / "c.pth").read_bytes()


def test_a_pickle_that_asks_for_code_is_refused_by_name(shared, tmp_path):
    hostile = shared / "data" / "pickles-hostile" / "exec"
    for name in ("torch_zip_os_system.pth", "torch_legacy_os_system.pth"):
        assert "posix system" in convert(hostile / name, tmp_path / "out.jsonl", code=2)
    assert not (tmp_path / "out.jsonl").exists()


# NAS-Bench-201 -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def checkpoints(shared):
    return shared / "data" / "nas-bench-201-checkpoints"


@pytest.fixture(scope="module")
def names(checkpoints):
    return pickles.read(checkpoints / "NAS-Bench-201-v1_1-mini-zip.pth")["meta_archs"]


@pytest.mark.parametrize("name", ["zip/000000-000389-C4-N1", "zip/000000-000389-C4-N1-LESS",
                                  "zip/000000-000389-C16-N5-LESS", "legacy"])
def test_every_value_of_checkpoints_is_in_a_release(checkpoints, names, tmp_path, name):
    release = cellar.build(checkpoints / name, tmp_path / "release", "nas-bench-201")
    cellar.check_accounts(release)
    expected = {}
    for path in sorted((checkpoints / name).rglob("*.pth")):
        expected |= nas201.checkpoint(path, names)
    for found in columns.of_all(release).values():
        check(found, expected)
    check_values(release, expected)
    narrow = "C16-N5" not in name
    assert {finding["code"] for finding in release.findings if finding["code"].startswith("CONF")} == (
        {"CONF-01"} if narrow else set())


@pytest.mark.parametrize("name", ["NAS-Bench-201-v1_1-mini-zip.pth", "NAS-Bench-201-v1_1-mini-legacy.pth"])
def test_every_value_of_the_released_file_is_in_a_release(checkpoints, tmp_path, name):
    (tmp_path / "in").mkdir()
    shutil.copy(checkpoints / name, tmp_path / "in" / name)
    release = cellar.build(tmp_path / "in", tmp_path / "release", "nas-bench-201")
    cellar.check_accounts(release)
    expected = nas201.results(pickles.read(checkpoints / name)["arch2infos"].values())
    for found in columns.of_all(release).values():
        check(found, expected)
    check_values(release, expected)


@pytest.mark.parametrize("name", ["architectures/000009-FULL.pth", "architectures/000009-SIMPLE.v1_0.pth",
                                  "simplifies/000000-000389-C4-N1.with-class-instances.pth"])
def test_archives_of_architectures_convert_alone(checkpoints, tmp_path, name):
    convert(checkpoints / name, tmp_path / "out.jsonl")
    object = pickles.read(checkpoints / name)
    expected = nas201.results(object["arch2infos"].values() if "arch2infos" in object else [object])
    found = lines_of(tmp_path / "out.jsonl")
    assert set(found) == set(expected)
    for key, (curves, values) in expected.items():
        for metric, column in curves.items():
            assert same([cellar.number(value) for value in found[key]["metrics"][metric]], column), (key, metric)
        for value in values:
            assert bits(found[key]["values"].get(value)) == bits(values[value])


def test_training_on_all_images_has_no_validation_score(checkpoints, tmp_path):
    convert(checkpoints / "architectures" / "000009-FULL.pth", tmp_path / "out.jsonl")
    for (task, *_), run in lines_of(tmp_path / "out.jsonl").items():
        assert any(name.startswith("valid_") for name in run["metrics"]) == (task != "cifar10")


# NATS-Bench --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("space, folder", [("topology", "NATS-tss-v1_0-3ffb9-simple"),
                                           ("size", "NATS-sss-v1_0-50262-simple")])
def test_every_value_of_nats_bench_is_in_a_release(shared, tmp_path, space, folder):
    place = shared / "data" / "nats-bench"
    release = cellar.build(place, tmp_path / "release", f"nats-bench-{space}")
    cellar.check_accounts(release)
    assert release.manifest["counts"]["quarantined"] == 0
    files = [path for path in sorted((place / folder).iterdir()) if not path.name.startswith("meta")]
    expected = nas201.results(pickles.read(path) for path in files)
    for found in columns.of_all(release).values():
        check(found, expected)
    check_values(release, expected)


def test_one_architecture_of_nats_bench_converts_alone_and_plain(shared, tmp_path):
    import bz2

    source = shared / "data" / "nats-bench" / "NATS-tss-v1_0-3ffb9-simple" / "000284.pickle.pbz2"
    (tmp_path / "000284.pickle").write_bytes(bz2.decompress(source.read_bytes()))
    expected = nas201.results([pickles.read(source)])
    for path in (source, tmp_path / "000284.pickle"):
        convert(path, tmp_path / f"{path.name}.h5")
        convert(tmp_path / f"{path.name}.h5", tmp_path / f"{path.name}.jsonl")
        found = lines_of(tmp_path / f"{path.name}.jsonl")
        check({key: {name: [cellar.number(value) for value in column] for name, column in run["metrics"].items()}
               for key, run in found.items()}, expected)


def test_a_folder_that_is_written_reads_as_the_published_one(shared, tmp_path):
    source = shared / "data" / "nats-bench" / "NATS-tss-v1_0-3ffb9-simple"
    convert(source / "000284.pickle.pbz2", tmp_path / "NATS-tss-simple")
    assert pickles.read(tmp_path / "NATS-tss-simple" / "meta.pickle.pbz2") == pickles.read(source / "meta.pickle.pbz2")
    written = pickles.read(tmp_path / "NATS-tss-simple" / "000284.pickle.pbz2")
    original = pickles.read(source / "000284.pickle.pbz2")
    assert list(written) == list(original)
    for budget, part in original.items():
        assert written[budget]["arch_str"] == part["arch_str"] and written[budget]["arch_index"] == 284
        assert set(written[budget]["all_results"]) == set(part["all_results"])
        for key, result in part["all_results"].items():
            found = written[budget]["all_results"][key]
            assert set(found.pop("eval_names")) == set(result.pop("eval_names"))
            assert found == result


@pytest.mark.parametrize("name", ["renamed.bin", "000284.pickle", "results"])
@pytest.mark.parametrize("codec", ["bz2", "gzip", "lzma"])
def test_a_compressed_pickle_of_any_name_is_known_by_its_content(shared, tmp_path, codec, name):
    import bz2
    import importlib

    source = shared / "data" / "nats-bench" / "NATS-tss-v1_0-3ffb9-simple" / "000284.pickle.pbz2"
    content = importlib.import_module(codec).compress(bz2.decompress(source.read_bytes()))
    (tmp_path / name).write_bytes(content)
    convert(tmp_path / name, tmp_path / "found.jsonl")
    convert(source, tmp_path / "expected.jsonl")
    found, expected = lines_of(tmp_path / "found.jsonl"), lines_of(tmp_path / "expected.jsonl")
    assert expected and found.keys() == expected.keys()
    assert all(found[key]["metrics"] == expected[key]["metrics"] for key in expected)


@pytest.mark.parametrize("protocol", range(6))
@pytest.mark.parametrize("name", ["release.bin", "release.pth.gz"])
def test_a_pickle_of_any_protocol_is_known_by_its_content(published, tmp_path, protocol, name):
    import gzip
    import pickle

    content = pickle.dumps(pickles.read(published / "transnas_40_zip.pth"), protocol=protocol)
    (tmp_path / name).write_bytes(gzip.compress(content, 1) if name.endswith("gz") else content)
    convert(tmp_path / name, tmp_path / "found.jsonl")
    convert(published / "transnas_40_zip.pth", tmp_path / "expected.jsonl")
    found, expected = lines_of(tmp_path / "found.jsonl"), lines_of(tmp_path / "expected.jsonl")
    assert expected and found.keys() == expected.keys()
    assert all(found[key]["metrics"] == expected[key]["metrics"] for key in expected)


@pytest.mark.parametrize("name", ["nas-bench-201-checkpoints/NAS-Bench-201-v1_1-mini-zip.pth",
                                  "nas-bench-201-checkpoints/NAS-Bench-201-v1_1-mini-legacy.pth",
                                  "transnas-pth/transnas_40_zip.pth", "transnas-pth/transnas_40_legacy.pth"])
def test_a_compressed_torch_file_is_a_torch_file(shared, tmp_path, name):
    import gzip

    source = shared / "data" / name
    (tmp_path / "release.pth.gz").write_bytes(gzip.compress(source.read_bytes(), 1))
    convert(tmp_path / "release.pth.gz", tmp_path / "found.jsonl")
    convert(source, tmp_path / "expected.jsonl")
    found, expected = lines_of(tmp_path / "found.jsonl"), lines_of(tmp_path / "expected.jsonl")
    assert expected and found.keys() == expected.keys()
    assert all(found[key]["metrics"] == expected[key]["metrics"] for key in expected)
