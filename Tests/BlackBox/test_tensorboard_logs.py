"""TensorBoard event files: restarts, tensors, cut and damaged files, and tags that mean what the pipeline says."""

import json
import shutil

import pytest

from support import columns, mapped
from support.numbers import same

pytestmark = pytest.mark.shared

ARCH = "64-41414-1_02_333"
BASIC = {"train_loss": mapped.loss("train/loss"), "valid_top1": mapped.percent("valid/top1")}


@pytest.fixture(scope="module")
def data(shared):
    return shared / "data" / "tensorboard"


@pytest.fixture(scope="module")
def expected(data):
    return json.loads((data / "expected.json").read_text())


@pytest.fixture
def release(data, tmp_path, build):
    """Builds copies of folders, each below its architecture and a seed."""
    def make(folders, metrics, budget, score="valid_top1", **options):
        for seed, folder in enumerate(folders):
            place = tmp_path / "logs" / ARCH / f"seed_{seed}"
            place.mkdir(parents=True)
            for file in (data / folder).glob("events*"):
                shutil.copyfile(file, place / file.name)
        pipeline = mapped.write(
            tmp_path / "pipeline.yaml", "tensorboard-events", "**/*tfevents*", metrics, budget, score,
            **{"path": r"^(?<arch>[^/]+)/seed_(?<seed>\d+)/", "encoding": "arch", "seed": "seed", **options})
        return build(tmp_path / "logs", pipeline=pipeline)
    return make


def series(expected, *files, tag):
    """Step → value, the later file's where both have one."""
    found = {}
    for file in files:
        (content,) = [value for name, value in expected["files"].items() if name.startswith(file)]
        found.update({step: float(value) for step, value, _ in content["scalars"][tag]})
    return found


def check(made, key, wanted):
    for artifact, found in columns.of_all(made).items():
        assert set(found[key]) == set(wanted), artifact
        for metric, column in wanted.items():
            assert same(found[key][metric], column), (artifact, metric)


def test_steps_are_epochs_and_values_keep_their_bits(release, expected):
    made = release(["tbx_basic"], BASIC, 50)
    check(made, ("class_scene", 50, ARCH, 0), {
        name: list(series(expected, "tbx_basic/", tag=option["field"]).values()) for name, option in BASIC.items()})


def test_of_several_steps_the_last_is_the_epochs(release, expected):
    made = release(["tbx_basic"], BASIC, 10, steps_per_epoch=5)
    check(made, ("class_scene", 10, ARCH, 0), {
        name: list(series(expected, "tbx_basic/", tag=option["field"]).values())[4::5]
        for name, option in BASIC.items()})


def test_where_restarts_overlap_the_later_file_has_the_word(release, expected):
    metrics = {"valid_loss": mapped.loss("train/loss")}
    made = release(["restart", "restart_purge"], metrics, 100, "valid_loss")
    assert made.counts["released"] == 2
    for seed, folder in enumerate(("restart/", "restart_purge/")):
        files = sorted(name for name in expected["files"] if name.startswith(folder))
        values = series(expected, *files, tag="train/loss")
        assert len(files) == 2 and list(values) == list(range(100))
        check(made, ("class_scene", 100, ARCH, seed), {"valid_loss": list(values.values())})
    assert all(len(record["sources"]) == 2 for record in made.runs)


def test_tensors_of_one_number_are_scalars(release, expected):
    metrics = {"valid_top1": mapped.loss("double"), "valid_float": mapped.loss("float_val"),
               "valid_content": mapped.loss("tensor_content"), "valid_half": mapped.loss("half")}
    made = release(["tensor_tf2"], metrics, 20)
    check(made, ("class_scene", 20, ARCH, 0), {
        name: list(series(expected, "tensor_tf2/", tag=option["field"]).values()) for name, option in metrics.items()})


def test_sparse_tags_and_special_values_stay_what_they_are(release, expected):
    metrics = {"train_loss": mapped.loss("train/loss"), "train_top1": mapped.percent("train/top1"),
               "learning_rate": {"field": "lr", "unit": "none", "direction": "none"},
               "valid_top1": mapped.percent("valid/top1", sparse=True)}
    made = release(["torch_basic"], metrics, 100, values={"odd": {"field": "odd/nostep", "unit": "none"}})
    wanted = {}
    for name, option in metrics.items():
        values = series(expected, "torch_basic/", tag=option["field"])
        wanted[name] = [values.get(step) for step in range(100)]
    check(made, ("class_scene", 100, ARCH, 0), wanted)
    assert wanted["valid_top1"].count(None) == 90
    assert made.runs[0]["values"] == {"odd": 1.5}


def test_cut_files_are_read_as_far_as_they_are_whole(release):
    folders = ["truncated_clean", "truncated_header", "truncated_tail", "tbx_basic"]
    made = release(folders, BASIC, 50)
    assert [record["seed"] for record in made.runs] == [3]
    for seed, folder in enumerate(folders[:3]):
        (finding,) = made.found("RUN-01", f"seed_{seed}/")
        assert "35 of 50 epochs" in finding["message"]
        warnings = made.found("READ-02", f"seed_{seed}/")
        assert [finding["severity"] for finding in warnings] == ([] if folder == "truncated_clean" else ["warning"])


@pytest.mark.parametrize("folder, said", [
    ("crc_data_middle", "byte 1908"), ("crc_length_middle", "byte 1908"),
    ("empty_file", "holds no event")])
def test_damaged_files_are_kept_out(release, folder, said):
    made = release([folder, "tbx_basic"], BASIC, 50)
    assert [record["seed"] for record in made.runs] == [1]
    (finding,) = made.found("READ-02")
    assert finding["severity"] == "error" and said in finding["message"]


def test_zeros_behind_the_last_event_are_a_warning(release, expected):
    made = release(["zero_tail"], BASIC, 50)
    check(made, ("class_scene", 50, ARCH, 0), {
        name: list(series(expected, "zero_tail/", tag=option["field"]).values()) for name, option in BASIC.items()})
    (finding,) = made.found("READ-02")
    assert finding["severity"] == "warning" and "4096 zero bytes" in finding["message"]


def test_lightnings_own_event_files_have_their_hyper_parameters_beside_them(shared, tmp_path, build):
    """The same run was logged as a table."""
    import csv

    metrics = {"valid_accuracy": mapped.fraction("val_acc"), "train_loss": mapped.loss("train_loss_epoch")}
    pipeline = mapped.write(tmp_path / "pipeline.yaml", "tensorboard-events", "**/*tfevents*", metrics, 5,
                            "valid_accuracy", encoding="arch", steps_per_epoch=4)
    logs = shared / "data" / "lightning" / "lightning_logs"
    made = build(logs / "plain_tb", pipeline=pipeline)
    with open(logs / "plain" / "version_0" / "metrics.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    check(made, ("class_scene", 5, ARCH, None), {
        name: [float(row[option["field"]]) for row in rows if row[option["field"]]] for name, option in metrics.items()})
