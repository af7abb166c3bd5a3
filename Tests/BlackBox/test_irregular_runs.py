"""Everything that happens to raw logs: one run at a time beside a good one, which is always released."""

import gzip
import json
import os
import shutil

import pytest

from conftest import GOOD
from support import transnas
from support.numbers import same
from support.release import OFFICIAL, check_accounts
from transnas_logs import METRICS, Run

CELL = "64-41414-3_12_013"
BAD = f"class_scene/model_results/{CELL}"


def rejected(release, code, part=BAD, released=1, quarantined=1):
    """Checks that exactly the bad run was kept out because of `code`, and returns the finding."""
    assert release.counts["released"] == released, release.findings
    assert release.counts["quarantined"] == quarantined, release.counts
    assert any(GOOD in record["sources"][0]["path"] for record in release.runs)
    (record,) = release.rejected(part)
    assert record["codes"][0] == code, record["codes"]
    finding = release.found(code, part)[0]
    assert finding["severity"] == "error"
    return finding


def released(release, part, count=2):
    """Checks that nothing was kept out, and returns the run whose first source contains `part`."""
    assert release.counts["released"] == count, release.findings
    assert release.counts["quarantined"] == release.counts["conflicts"] == 0
    (record,) = [record for record in release.runs if part in record["sources"][0]["path"]]
    return record


# Files that cannot be read or parsed ---------------------------------------------------------------------------


def test_a_document_cut_at_any_byte_is_kept_out(tree, build):
    whole = Run(CELL, "room_layout").json().encode()
    cuts = sorted({0, 1, 2, len(whole) - 1, len(whole) - 2, *range(3, len(whole), 29)})
    for cut in cuts:
        Run(CELL, "room_layout", seed=1000 + cut).write(tree, document=whole[:cut])
    release = build(tree)
    assert release.counts == {"read": 1 + len(cuts), "released": 1, "exact_duplicates": 0, "conflicts": 0,
                              "quarantined": len(cuts)}
    for cut in cuts:
        (record,) = release.rejected(f"/seed_{1000 + cut}/")
        assert record["codes"][0] == "READ-02", (cut, record["codes"])
        (finding,) = release.found("READ-02", f"/seed_{1000 + cut}/")
        assert finding["path"].endswith("model_db.json")
        assert any(word in finding["message"] for word in ("byte", "offset")) or "line" in finding, finding


@pytest.mark.parametrize("document", [b"", b" \n", b"\xef\xbb\xbf", b"nul", b"[" * 100_000, b'{"a":1e999999999}'],
                         ids=["nothing", "blanks", "mark", "word", "deep", "huge number"])
def test_a_document_without_a_record_is_one_record_read(tree, build, document):
    Run(CELL, "class_scene").write(tree, document=document)
    release = build(tree)
    assert release.counts["read"] == 2
    (record,) = release.rejected(BAD)
    assert record["codes"][0] in ("READ-02", "SCHEMA-01")


@pytest.mark.parametrize("document", [b"{}", b"[]", b"3", b'{"64-41414-3_12_013": []}', b'{"64-41414-3_12_013": {}}'])
def test_a_document_of_another_shape_does_not_match_its_schema(tree, build, document):
    Run(CELL, "class_scene").write(tree, document=document)
    release = build(tree)
    assert release.counts["read"] == 2
    rejected(release, "SCHEMA-01")


@pytest.mark.parametrize("change, pointer", [
    (lambda record: record.update(finish_train="done"), "finish_train"),
    (lambda record: record.update(total_params="many"), "total_params"),
    (lambda record: record.pop("metrics"), ""),
    (lambda record: record["metrics"]["epoch_1"].update(valid_top1="12.5"), "valid_top1"),
    (lambda record: record["metrics"]["epoch_1"].update(valid_top1=None), "valid_top1"),
    (lambda record: record["metrics"]["epoch_1"].update(time_elapsed="1:2:3"), "time_elapsed"),
    (lambda record: record["metrics"].update(epoch_x=record["metrics"]["epoch_1"]), "metrics"),
], ids=["status", "params", "no metrics", "text", "null", "time", "epoch"])
def test_a_record_that_breaks_its_schema_is_kept_out_with_the_pointer(tree, build, change, pointer):
    run = Run(CELL, "class_scene")
    text = run.text()
    change(run.record)
    run.write(tree, text=text)
    finding = rejected(build(tree), "SCHEMA-01")
    assert finding["pointer"].startswith(f"/{CELL}") and pointer in finding["pointer"]


def test_invalid_utf8_in_a_document_is_kept_out(tree, build):
    run = Run(CELL, "class_scene")
    run.write(tree, document=run.json().encode().replace(b"_encoder.pth", b"_enc\xff\xfe.pth", 1))
    rejected(build(tree), "READ-02")


@pytest.mark.parametrize("key, again", [
    ('"finish_train": "finished"', '"finish_train": "finished",\n        "finish_train": "finished"'),
    ('"epoch_1": {', '"epoch_1": {},\n            "epoch_1": {'),
    ('"valid_loss": ', '"valid_loss": 1.0,\n                "valid_loss": '),
], ids=["record", "epochs", "epoch"])
def test_a_duplicate_key_is_kept_out(tree, build, key, again):
    run = Run(CELL, "class_scene")
    assert key in run.json()
    run.write(tree, document=run.json().replace(key, again, 1))
    finding = rejected(build(tree), "READ-03")
    assert key.split('"')[1] in finding["message"] + finding.get("pointer", "")


def test_a_document_that_vanished_is_unreadable(tree, build):
    place = Run(CELL, "class_scene").write(tree, with_json=False, with_text=False)
    (place / "model_db.json").symlink_to("gone.json")
    rejected(build(tree), "READ-01")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_document_without_permission_is_unreadable(tree, build):
    place = Run(CELL, "class_scene").write(tree)
    (place / "model_db.json").chmod(0)
    rejected(build(tree), "READ-01")


@pytest.mark.parametrize("content", [None, "checkpoint.pth"])
@pytest.mark.parametrize("with_text", [True, False])
def test_a_directory_in_the_place_of_a_document_is_unreadable(tree, build, content, with_text):
    place = Run(CELL, "class_scene").write(tree, with_json=False, with_text=with_text)
    (place / "model_db.json").mkdir()
    if content:
        (place / "model_db.json" / content).write_bytes(b"weights")
    release = build(tree)
    assert rejected(release, "READ-01")["path"] == f"input/{BAD}/seed_666/model_db.json"
    assert release.manifest["inputs"]["unrecognized"] == (1 if content else 0)


def test_a_link_to_itself_is_unreadable(tree, build):
    place = Run(CELL, "class_scene").write(tree, with_json=False, with_text=False)
    (place / "model_db.json").symlink_to("model_db.json")
    rejected(build(tree), "READ-01")


def test_links_that_form_a_loop_are_walked_once(tree, build):
    Run(CELL, "class_scene").write(tree)
    (tree / "class_scene" / "again").symlink_to("..")
    (tree / "self").symlink_to("self")
    release = build(tree)
    assert release.counts["released"] == 2
    assert release.counts["read"] == 2


def test_a_path_that_is_not_utf8_is_escaped(tmp_path, tree, build):
    strange = os.fsencode(tree) + b"/d\xe9p\xf4t"
    os.mkdir(strange)
    Run(CELL, "class_scene").write(tmp_path / "other")
    shutil.copytree(os.fsencode(tmp_path / "other"), strange, dirs_exist_ok=True)
    release = build(tree)
    record = released(release, CELL)
    assert record["sources"][0]["path"] == f"input/d%E9p%F4t/{BAD}/seed_666/model_db.json"
    assert any(entry["path"].startswith("input/d%E9p%F4t/") for entry in release.inputs)


def test_names_that_look_escaped_stay_apart_from_those_that_are(tree, build):
    Run(CELL, "class_scene").write(tree)
    for name in (b"\xff.txt", b"%FF.txt", b"%25FF.txt", b"100%.txt", b"50%20off.txt"):
        with open(os.fsencode(tree) + b"/" + name, "wb") as file:
            file.write(name)
    release = build(tree)
    released(release, CELL)
    paths = {entry["path"] for entry in release.inputs if entry["path"].count("/") == 1}
    assert paths == {f"input/{name}.txt" for name in ("%FF", "%25FF", "%2525FF", "100%", "50%20off")}


def test_unrelated_files_are_counted_and_listed(tree, build):
    place = Run(CELL, "class_scene").write(tree)
    unrelated = [tree / "README.md", place / "64-1234-basic_lr0.1.png", place / "model_db.json.bak",
                 place / "checkpoints" / "weights.pth", tree / "class_scene" / "old_model_db.json", tree / "notes.txt"]
    for path in unrelated:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"nothing to do with it\n")
    release = build(tree)
    released(release, CELL)
    assert release.manifest["inputs"]["unrecognized"] == len(unrelated)
    assert release.manifest["inputs"]["files"] == 4 + len(unrelated)
    listed = {entry["path"]: entry for entry in release.inputs}
    for path in unrelated:
        assert "not recognized" in listed[f"input/{path.relative_to(tree).as_posix()}"].values()


# Runs that did not finish ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("status, message, said", [
    ("running", None, "running"),
    ("corrupted", None, "corrupted"),
    ("corrupted", "CUDA out of memory. Tried to allocate 2.00 GiB\nsecond line of it", "CUDA out of memory"),
    ("", None, "status"),
])
def test_an_unfinished_run_is_kept_out_with_its_status(tree, build, status, message, said):
    Run(CELL, "class_scene", epochs=2, budget=3, status=status, message=message).write(tree)
    finding = rejected(build(tree), "RUN-01")
    assert said in finding["message"]
    assert finding["encoding"] == CELL and finding["task"] == "class_scene" and finding["seed"] == 666


@pytest.mark.parametrize("status", ["", None, 7])
def test_a_status_that_is_lost_is_not_taken_for_a_run_that_never_began(tree, build, status):
    run = Run(CELL, "class_scene")
    run.record["finish_train"] = status
    run.write(tree)
    release = build(tree)
    (finding,) = release.found("RUN-01", BAD)
    assert "3 of 3 epochs" in finding["message"] and "never began" not in finding["message"]
    Run(CELL, "class_scene", epochs=0, budget=3, status="").write(tree)
    (finding,) = build(tree).found("RUN-01", BAD)
    assert "never began" in finding["message"]


def test_a_run_without_a_single_epoch_is_kept_out(tree, build):
    Run(CELL, "class_scene", epochs=0, budget=3, status="running").write(tree)
    rejected(build(tree), "RUN-01")


def test_a_finished_run_that_lacks_epochs_is_kept_out(tree, build):
    Run(CELL, "class_scene", epochs=2, budget=3).write(tree)
    release = build(tree)
    assert rejected(release, "RUN-01") and {"RUN-01", "CURVE-01"} & release.codes(BAD)


# Curves ---------------------------------------------------------------------------------------------------------


def test_epochs_in_another_order_are_released_in_order(tree, build):
    run = Run(CELL, "class_scene", epochs=12)
    text = run.text()
    metrics = run.record["metrics"]
    expected = [metrics[f"epoch_{epoch}"]["valid_top1"] for epoch in range(12)]
    run.record["metrics"] = {key: metrics[key] for key in sorted(metrics)}  # epoch_10 before epoch_2
    assert list(run.record["metrics"])[2] == "epoch_10"
    run.write(tree, text=text)
    record = released(build(tree), BAD)
    assert same(record["metrics"]["valid_top1"], expected)


@pytest.mark.parametrize("gone, words", [
    ([2], "epoch 2 is missing before epoch 3"), ([1, 2], "epochs 1 to 2 are missing before epoch 3"),
])
def test_a_gap_is_told_with_the_epoch_behind_it(tree, build, gone, words):
    run = Run(CELL, "class_scene", epochs=6)
    for epoch in gone:
        del run.record["metrics"][f"epoch_{epoch}"]
    run.write(tree)
    assert words in {finding["message"] for finding in build(tree).found("CURVE-01", BAD)}


@pytest.mark.parametrize("gone", [0, 1, 3])
def test_a_missing_epoch_is_kept_out(tree, build, gone):
    run = Run(CELL, "class_scene", epochs=4)
    del run.record["metrics"][f"epoch_{gone}"]
    run.write(tree)
    release = build(tree)
    (record,) = release.rejected(BAD)
    assert "CURVE-01" in record["codes"]
    assert f"{gone}" in str(release.found("CURVE-01", BAD)[0])


def test_an_epoch_beyond_the_budget_is_kept_out(tree, build):
    Run(CELL, "class_scene", epochs=4, budget=3).write(tree)
    release = build(tree)
    (record,) = release.rejected(BAD)
    assert "CURVE-01" in record["codes"]


def test_a_shifted_curve_is_kept_out(tree, build):
    run = Run(CELL, "class_scene", epochs=3)
    run.record["metrics"] = {f"epoch_{epoch + 1}": run.record["metrics"][f"epoch_{epoch}"] for epoch in range(3)}
    run.write(tree)
    release = build(tree)
    (record,) = release.rejected(BAD)
    assert "CURVE-01" in record["codes"]


def test_a_missing_metric_is_kept_out(tree, build):
    run = Run(CELL, "class_scene")
    del run.record["metrics"]["epoch_1"]["test_top5"]
    run.write(tree)
    finding = rejected(build(tree), "CURVE-02")
    assert "test_top5" in finding["message"] and "epoch" in finding["message"] + finding.get("pointer", "")


@pytest.mark.parametrize("task, metric, value", [
    ("class_scene", "valid_top1", 100.5), ("class_scene", "valid_top1", -0.5), ("class_scene", "test_loss", -0.01),
    ("segmentsemantic", "valid_mIoU", 101.0), ("segmentsemantic", "train_acc", -1.0), ("normal", "val_ssim", 1.5),
    ("room_layout", "train_loss", -1.0), ("autoencoder", "test_l1_loss", -0.25),
])
def test_a_value_outside_its_range_is_kept_out(tree, build, task, metric, value):
    run = Run(CELL, task)
    run.record["metrics"]["epoch_1"][metric] = value
    run.write(tree)
    finding = rejected(build(tree), "CURVE-02", part=f"{task}/model_results/{CELL}")
    assert transnas.RENAMED.get(metric, metric) in finding["message"] or metric in finding["message"]


def test_top1_above_top5_is_kept_out(tree, build):
    run = Run(CELL, "class_scene")
    run.record["metrics"]["epoch_2"] |= {"valid_top1": 50.0, "valid_top5": 49.5}
    run.write(tree)
    rejected(build(tree), "CURVE-02")


def test_the_edges_of_the_ranges_are_released(tree, build):
    run = Run(CELL, "class_scene")
    run.record["metrics"]["epoch_2"] |= {"valid_top1": 0.0, "valid_top5": 0.0, "test_top1": 100.0, "test_top5": 100.0,
                                         "train_loss": 0.0}
    run.write(tree)
    negative = Run(CELL, "normal")
    negative.record["metrics"]["epoch_0"] |= {"val_ssim": -0.25, "test_ssim": 1.0}
    negative.write(tree)
    assert released(build(tree), BAD, count=3)


def test_numbers_that_are_none_are_released_with_a_warning(tree, build):
    run = Run(CELL, "room_layout")
    run.record["metrics"]["epoch_1"] |= {"train_loss": float("nan"), "valid_loss": float("inf"), "test_loss": 7.6e24}
    run.write(tree)
    release = build(tree)
    record = released(release, "room_layout")
    assert record["metrics"]["train_loss"][1] == "NaN" and record["metrics"]["train_neg_loss"][1] == "NaN"
    assert record["metrics"]["valid_loss"][1] == "Infinity" and record["metrics"]["valid_neg_loss"][1] == "-Infinity"
    assert record["metrics"]["test_loss"][1] == 7.6e24
    assert {finding["severity"] for finding in release.found("CURVE-03", "room_layout")} == {"warning"}
    curves = release.all_curves()
    key = (transnas.MICRO, "room_layout", 3, CELL, 666)
    for artifact in ("sqlite", "hdf5", "json"):
        for metric, column in curves["jsonl"][key].items():
            assert same(column, curves[artifact][key][metric]), (artifact, metric)
    kinds = {(row["metric"], row["epoch"]): row["kind"] for row in release.query("SELECT * FROM special_value")}
    assert kinds == {("train_loss", 1): "NaN", ("valid_loss", 1): "Infinity"}, "derived columns get no rows"


def test_negative_zero_keeps_its_sign_and_no_derived_value_has_one(tree, build):
    run = Run(CELL, "normal")
    run.record["metrics"]["epoch_1"]["test_ssim"] = -0.0
    run.write(tree)
    layout = Run(CELL, "room_layout")
    layout.record["metrics"]["epoch_1"]["valid_loss"] = 0.0
    layout.write(tree)
    release = build(tree)
    assert release.counts["released"] == 3
    for artifact, curves in release.all_curves().items():
        assert str(curves[(transnas.MICRO, "normal", 3, CELL, 666)]["test_ssim"][1]) == "-0.0", artifact
        assert str(curves[(transnas.MICRO, "room_layout", 3, CELL, 666)]["valid_neg_loss"][1]) == "0.0", artifact
    assert [(row["metric"], row["kind"]) for row in release.query("SELECT * FROM special_value")] == [
        ("test_ssim", "-0.0")]


def test_a_collapsed_and_a_stale_curve_are_warned_of(tree, build):
    stale = Run(CELL, "class_scene", epochs=8)
    for epoch in range(2, 8):
        stale.record["metrics"][f"epoch_{epoch}"]["valid_top1"] = stale.record["metrics"]["epoch_2"]["valid_top1"]
        stale.record["metrics"][f"epoch_{epoch}"]["valid_top5"] = 99.0
    stale.write(tree)
    release = build(tree)
    released(release, BAD)
    assert any("stale" in finding["message"] for finding in release.found("CURVE-03", BAD))


# Times ----------------------------------------------------------------------------------------------------------


def test_hours_do_not_wrap(tree, build):
    run = Run(CELL, "class_scene")
    for epoch, text in enumerate(["23:59:59", "100:00:01", "1234:05:06"]):
        run.record["metrics"][f"epoch_{epoch}"]["time_elapsed"] = text
    run.elapsed = [86399.0, 360001.0, 1234 * 3600 + 306.0]
    run.write(tree)
    record = released(build(tree), BAD)
    assert record["time_elapsed"] == [86399.0, 360001.0, 1234 * 3600 + 5 * 60 + 6.0]


def test_time_that_runs_backwards_is_kept_out(tree, build):
    run = Run(CELL, "class_scene")
    run.record["metrics"]["epoch_2"]["time_elapsed"] = "00:00:01"
    run.write(tree)
    finding = rejected(build(tree), "TIME-01")
    assert "time_elapsed" in finding["message"] + finding.get("pointer", "") or "time" in finding["message"]


def test_epochs_of_equal_length_look_synthetic(tree, build):
    run = Run(CELL, "class_scene", epochs=6)
    for epoch in range(6):
        run.record["metrics"][f"epoch_{epoch}"]["time_elapsed"] = f"00:{2 * (epoch + 1):02d}:00"
    run.elapsed = [120.0 * (epoch + 1) for epoch in range(6)]
    run.write(tree)
    release = build(tree)
    released(release, BAD)
    (finding,) = release.found("TIME-01", BAD)
    assert finding["severity"] == "warning" and "synthetic" in finding["message"]


def test_short_epochs_of_equal_length_do_not_look_synthetic(tree, build):
    run = Run(CELL, "class_scene", epochs=6)
    for epoch in range(6):
        run.record["metrics"][f"epoch_{epoch}"]["time_elapsed"] = f"00:00:{epoch + 1:02d}"
    run.elapsed = [1.0 * (epoch + 1) for epoch in range(6)]
    run.write(tree)
    assert not build(tree).found("TIME-01", BAD)


# Text logs ------------------------------------------------------------------------------------------------------


def test_without_a_text_log_the_budget_is_unknown(tree, build):
    Run(CELL, "class_scene").write(tree, with_text=False)
    rejected(build(tree), "SRC-03")


def test_a_text_log_without_a_document_counts_as_read(tree, build):
    Run(CELL, "class_scene").write(tree, with_json=False)
    release = build(tree)
    assert release.counts["read"] == 2
    finding = rejected(release, "SRC-03")
    assert finding["path"].endswith(".txt")


@pytest.mark.parametrize("epoch, metric", [(0, "train_loss"), (1, "valid_top1"), (2, "test_top5")])
def test_the_text_log_must_agree_to_its_four_decimals(tree, build, epoch, metric):
    run = Run(CELL, "class_scene")
    text = run.text()
    run.record["metrics"][f"epoch_{epoch}"][metric] += 0.0002
    run.write(tree, text=text)
    finding = rejected(build(tree), "SRC-01")
    assert metric in finding["message"] + finding.get("pointer", "")
    assert "line" in finding or "pointer" in finding


def test_a_difference_beyond_four_decimals_is_none(tree, build):
    run = Run(CELL, "class_scene")
    value = run.record["metrics"]["epoch_1"]["valid_loss"] = 1.23451
    text = run.text()
    run.record["metrics"]["epoch_1"]["valid_loss"] = value + 0.00002
    run.write(tree, text=text)
    released(build(tree), BAD)


def test_numbers_beyond_ordinary_ones_agree_with_their_text(tree, build):
    run = Run(CELL, "room_layout")
    run.record["metrics"]["epoch_1"] |= {"train_loss": float("inf"), "valid_loss": 6.076525824419599e25,
                                         "test_loss": float("nan")}
    assert "60765258244195" in run.text() and "[nan]" in run.text() and "[inf]" in run.text()
    run.write(tree)
    assert not build(tree).found("SRC-01")


def test_a_text_log_that_was_cut_is_compared_as_far_as_it_goes(tree, build):
    run = Run(CELL, "class_scene")
    text = run.text()
    run.write(tree, text=text[:text.index("epoch [2/3]")])
    release = build(tree)
    assert not release.found("SRC-01")
    assert released(release, BAD)["seed"] == 666


def test_of_logs_in_one_file_the_last_is_that_of_the_record(tree, build):
    run, earlier = Run(CELL, "class_scene"), Run(CELL, "class_scene", network="another", seed=777, epochs=2, budget=9)
    earlier.config["initial_lr"] = 0.05
    earlier.start += 86400
    run.write(tree, text=earlier.text() + run.text())
    release = build(tree)
    record = released(release, BAD)
    assert not release.found("SRC-01") and record["seed"] == 666 and record["budget"] == 3
    alone = Run(CELL, "class_scene").write(tree)
    assert record["info"] == released(build(tree), BAD)["info"], alone
    # No object has a key twice, which a reader that keeps the last would hide.
    with gzip.open(release.path / f"{release.name}.jsonl.gz") as lines:
        for line in lines:
            json.loads(line, object_pairs_hook=distinct)


def distinct(pairs):
    assert len({key for key, _ in pairs}) == len(pairs), pairs
    return dict(pairs)


def test_lines_about_the_machine_that_stand_twice_are_told_once(tree, build):
    run = Run(CELL, "class_scene")
    text = run.text()
    line = next(line for line in text.splitlines(True) if "Using 1 GPUs!" in line)
    run.write(tree, text=text.replace(line, line.replace("1", "8", 1).replace("Using 1", "Using 4") + line))
    release = build(tree)
    assert released(release, BAD)["info"]["gpus"] == "Using 1 GPUs!"
    with gzip.open(release.path / f"{release.name}.jsonl.gz") as lines:
        assert [json.loads(line, object_pairs_hook=distinct) for line in lines]


def test_the_text_log_that_matches_is_used(tree, build):
    run, other = Run(CELL, "class_scene"), Run(CELL, "class_scene", network="another", seed=777)
    other.config["initial_lr"] = 0.05
    place = run.write(tree)
    (place / other.text_name).write_text(other.text())
    release = build(tree)
    assert released(release, BAD)["seed"] == 666
    assert [finding["severity"] for finding in release.found("SRC-04", BAD)] == ["warning"]


def test_two_text_logs_of_which_none_matches_are_an_error(tree, build):
    run = Run(CELL, "class_scene")
    place = run.write(tree, with_text=False)
    for rate in (0.05, 0.2):
        other = Run(CELL, "class_scene", network=f"rate {rate}")
        other.config["initial_lr"] = rate
        (place / other.text_name).write_text(other.text())
    rejected(build(tree), "SRC-04")


def test_two_text_logs_that_both_match_are_an_error(tree, build):
    run = Run(CELL, "class_scene")
    place = run.write(tree)
    run.config["initial_lr"] = 0.05
    (place / run.text_name).write_text(run.text())
    rejected(build(tree), "SRC-04")


def test_values_of_many_lines_hide_nothing(tree, build):
    run = Run(CELL, "segmentsemantic")
    run.config["class_weights"] = ("[0.1 0.2\n\tnum_epochs                    99\n"
                                   "--------------- seed        : 5 setup finished! ---------------\n 0.3]")
    run.config["s3_dir"] = ""
    run.write(tree)
    record = released(build(tree), "segmentsemantic")
    assert (record["budget"], record["seed"]) == (3, 666)


def test_bytes_that_are_not_utf8_in_a_text_log_do_no_harm(tree, build):
    run = Run(CELL, "class_scene")
    run.write(tree, text=run.text().encode().replace(b"code/experiments", b"c\xf4de/experiments"))
    release = build(tree)
    assert release.counts["released"] + release.counts["quarantined"] == 2
    if release.counts["quarantined"]:
        rejected(release, "READ-02")


# Seeds ----------------------------------------------------------------------------------------------------------


def test_path_and_text_must_agree_on_the_seed(tree, build):
    run = Run(CELL, "class_scene", seed=777)
    run.text_seed = 666
    run.write(tree)
    finding = rejected(build(tree), "RUN-02")
    assert "777" in str(finding) and "666" in str(finding)


def test_leading_zeros_of_a_seed_do_not_count(tree, build):
    run = Run(CELL, "class_scene", seed=777)
    place = run.write(tree)
    place.rename(place.with_name("seed_0777"))
    assert released(build(tree), CELL)["seed"] == 777


def test_the_constant_in_the_configuration_is_no_seed(tree, build):
    Run(CELL, "autoencoder", seed=777).write(tree)
    assert released(build(tree), "autoencoder")["seed"] == 777


def test_the_seed_comes_from_the_text_where_the_path_has_none(tree, build):
    Run(CELL, "class_scene", seed=4321).write(tree, seed_folder=False)
    assert released(build(tree), BAD)["seed"] == 4321


def test_a_seed_that_nobody_tells_is_absent(tree, build):
    run = Run(CELL, "class_scene", seed=None)
    run.write(tree)
    release = build(tree)
    assert released(release, BAD)["seed"] is None
    assert release.query("SELECT count(*) AS n FROM run WHERE seed IS NULL") == [{"n": 1}]
    with release.hdf5() as file:
        group = file[transnas.MICRO]["class_scene"]
        assert (int(group["seed"][0]), int(group["seed_present"][0])) == (-1, 0)


# Who the run says it is -----------------------------------------------------------------------------------------


def test_path_and_document_must_agree_on_the_architecture(tree, build):
    run = Run(CELL, "class_scene")
    place = run.write(tree)
    place.parent.rename(place.parent.with_name("64-41414-0_00_300"))
    rejected(build(tree), "PATH-01", part="64-41414-0_00_300")


def test_path_and_text_must_agree_on_the_task(tree, build):
    run = Run(CELL, "class_scene")
    run.write(tree)
    (tree / "class_scene" / "model_results" / CELL).rename(tree / "moved")
    target = tree / "class_object" / "model_results"
    target.mkdir(parents=True)
    (tree / "moved").rename(target / CELL)
    rejected(build(tree), "PATH-01", part=f"class_object/model_results/{CELL}")


def test_text_and_document_must_agree_on_the_architecture(tree, build):
    run = Run(CELL, "class_scene")
    run.write(tree, text=run.text().replace(CELL, "64-41414-0_00_300"))
    release = build(tree)
    assert release.counts["released"] == 1
    (record,) = release.rejected(BAD)
    assert "PATH-01" in record["codes"]


@pytest.mark.parametrize("encoding", ["64-41414-4_00_000", "64-41414-1_23", "64-1111-basic", "64-222233-basic",
                                      "64-123-basic", "64-1234567-basic", "32-1234-basic", "nonsense", "64-1234-Basic"])
def test_an_encoding_outside_the_spaces_is_kept_out(tree, build, encoding):
    run = Run(CELL, "class_scene")
    text, document = run.text().replace(CELL, encoding), run.json().replace(CELL, encoding)
    place = tree / "class_scene" / "model_results" / encoding / "seed_666"
    place.mkdir(parents=True)
    (place / run.text_name.replace(CELL, encoding)).write_text(text)
    (place / "model_db.json").write_text(document)
    finding = rejected(build(tree), "ARCH-01", part=f"/{encoding}/")
    assert encoding in finding["message"] or finding.get("encoding") == encoding


def test_logged_parameters_must_equal_computed_ones(tree, build):
    run = Run(CELL, "class_scene")
    run.record["total_params"] += 64
    run.write(tree)
    finding = rejected(build(tree), "COST-01")
    assert str(run.record["total_params"]) in finding["message"]
    assert str(run.record["total_params"] - 64) in str(finding)


def test_live_parameters_are_named_as_such(tree, build):
    cell = "64-41414-3_30_300"  # its only path runs past the first two convolutions
    live = transnas.encoder_costs(cell, 224, live=True)[0]
    run = Run(cell, "class_scene")
    assert live != run.record["total_params"]
    run.record["total_params"] = live
    run.write(tree)
    finding = rejected(build(tree), "COST-01", part=cell)
    assert "live" in str(finding)


def test_a_cost_that_is_not_logged_is_no_finding(tree, build):
    run = Run(CELL, "class_scene")
    del run.record["total_params"]
    run.write(tree)
    released(build(tree), BAD)


@pytest.mark.parametrize("below", ["again", "again/seed_5", "seed_666/again/deeper"])
def test_one_more_directory_hides_nothing(tree, build, below):
    run = Run(CELL, "class_scene")
    place = tree / "class_scene" / "model_results" / "64-41414-0_00_300" / below
    place.mkdir(parents=True)
    (place / run.text_name).write_text(run.text())
    (place / "model_db.json").write_text(run.json())
    release = build(tree)
    finding = rejected(release, "PATH-01", part=below)
    assert "64-41414-0_00_300" in finding["message"]
    assert bool(release.found("RUN-02", below)) == (below == "again/seed_5")


@pytest.mark.parametrize("name", ["seed_5b", "seed_-666", "seed_99999999999999999999"])
def test_a_directory_named_like_a_seed_is_held_against_the_seed(tree, build, name):
    place = Run(CELL, "class_scene").write(tree)
    place.rename(place.with_name(name))
    finding = rejected(build(tree), "RUN-02", part=f"{BAD}/{name}")
    assert name.removeprefix("seed_") in finding["message"]


def test_lines_of_epochs_that_name_another_architecture_are_told(tree, build):
    run = Run(CELL, "class_scene")
    text = run.text()
    last = text.rindex(f", {CELL}, epoch [")
    run.write(tree, text=text[:last] + text[last:].replace(CELL, "64-41414-0_00_300"))
    finding = rejected(build(tree), "PATH-01")
    assert "64-41414-0_00_300" in finding["message"]
    assert text[:last].count("\n") + 1 == finding["line"]


def test_lines_of_epochs_that_count_to_another_budget_are_told(tree, build):
    run = Run(CELL, "class_scene")
    text = run.text()
    last = text.rindex("/3], train_loss")
    run.write(tree, text=text[:last] + text[last:].replace("/3]", "/9]", 1))
    finding = rejected(build(tree), "CURVE-01")
    assert "9 epochs" in finding["message"] and "says 3" in finding["message"]
    assert text[:last].count("\n") + 1 == finding["line"]


def test_a_hole_in_a_text_log_is_told(tree, build):
    run = Run(CELL, "class_scene")
    text = run.text().encode()
    hole = text.rindex(b"[[") + 10
    run.write(tree, text=text[:hole] + bytes(40) + text[hole + 40:])
    assert f"byte {hole}" in rejected(build(tree), "READ-02")["message"]


def test_several_architectures_in_one_document_are_several_records(tree, build):
    run, guest = Run(CELL, "class_scene"), Run("64-1234-basic", "class_scene", seed=777)
    run.write(tree, document=json.dumps(run.document() | guest.document(), indent=4))
    release = build(tree)
    assert release.counts["read"] == 3
    assert release.counts["released"] == 2
    (record,) = release.rejected(BAD)
    assert record["codes"][0] == "PATH-01"
    (source,) = [source for source in record["sources"] if source["path"].endswith("model_db.json")]
    assert source["pointer"] == "/64-1234-basic"


# Duplicates and conflicts ---------------------------------------------------------------------------------------


def copy_elsewhere(run, place, path="/elsewhere"):
    """The same run as another machine would have stored it: other paths, addresses and start."""
    copy = Run(run.encoding, run.task, seed=run.seed, epochs=run.epochs)
    copy.start += 86400
    copy.log_directory = path
    copy.config |= {"log_dir": path, "root_dir": path}
    copy.config["target_load_fn"] = copy.config["target_load_fn"].replace("0x7f6a", "0x7e11")
    copy.record["encoder_ckpt_file"] = f"{path}/e.pth"
    return copy.write(place)


def test_copies_from_several_inputs_are_one_run(tmp_path, build):
    run = Run(CELL, "class_scene")
    for label in ("one", "two", "three"):
        run.write(tmp_path / label)
    release = build(f"b={tmp_path / 'one'}", f"a={tmp_path / 'two'}", f"c={tmp_path / 'three'}")
    assert release.counts == {"read": 3, "released": 1, "exact_duplicates": 2, "conflicts": 0, "quarantined": 0}
    (record,) = release.runs
    paths = [source["path"] for source in record["sources"] if source["path"].endswith("model_db.json")]
    assert paths == [f"{label}/{BAD}/seed_666/model_db.json" for label in "abc"]
    inputs = release.query("SELECT s.input, s.path FROM run_source r JOIN source s ON s.id = r.source_id "
                           "WHERE s.path LIKE '%model_db.json' ORDER BY s.input")
    assert [row["input"] for row in inputs] == ["a", "b", "c"]


def test_copies_with_other_paths_and_times_of_day_are_one_run(tmp_path, build):
    run = Run(CELL, "class_scene")
    run.write(tmp_path / "one")
    copy_elsewhere(run, tmp_path / "two")
    release = build(f"a={tmp_path / 'one'}", f"b={tmp_path / 'two'}")
    assert release.counts["released"] == release.counts["exact_duplicates"] == 1


@pytest.mark.parametrize("change", [
    lambda run: run.record.update(inference_time=0.5),
    lambda run: run.record["metrics"]["epoch_2"].update(test_loss=0.125),
    lambda run: run.record["metrics"]["epoch_2"].update(time_elapsed="50:00:00"),
    lambda run: run.config.update(batch_size=64),
], ids=["inference time", "metric", "time", "configuration"])
def test_different_contents_of_one_identity_are_both_kept_out(tmp_path, tree, build, change):
    Run(CELL, "class_scene").write(tree)
    other = Run(CELL, "class_scene")
    change(other)
    other.write(tmp_path / "second")
    release = build(f"a={tree}", f"b={tmp_path / 'second'}")
    assert release.counts == {"read": 3, "released": 1, "exact_duplicates": 0, "conflicts": 2, "quarantined": 0}
    assert len(release.quarantine) == 2 and all(record["codes"] == ["DUP-01"] for record in release.quarantine)
    assert {finding["path"].split("/")[0] for finding in release.found("DUP-01", BAD)} == {"a", "b"}


def test_duplicates_are_removed_before_conflicts_are_counted(tmp_path, tree, build):
    for label in ("one", "two"):
        Run(CELL, "class_scene").write(tmp_path / label)
    other = Run(CELL, "class_scene")
    other.record["inference_time"] = 0.5
    other.write(tmp_path / "three")
    release = build(f"good={tree}", *(f"{label}={tmp_path / label}" for label in ("one", "two", "three")))
    assert release.counts == {"read": 4, "released": 1, "exact_duplicates": 1, "conflicts": 2, "quarantined": 0}


def test_a_broken_copy_is_no_conflict(tmp_path, tree, build):
    Run(CELL, "class_scene").write(tree)
    Run(CELL, "class_scene", epochs=2, budget=3, status="running").write(tmp_path / "second")
    release = build(f"a={tree}", f"b={tmp_path / 'second'}")
    assert release.counts == {"read": 3, "released": 2, "exact_duplicates": 0, "conflicts": 0, "quarantined": 1}


def test_seedless_runs_of_different_content_are_a_conflict(tmp_path, tree, build):
    for label, network in (("one", "x"), ("two", "y")):
        Run(CELL, "class_scene", seed=None, network=network).write(tmp_path / label)
    release = build(f"good={tree}", f"a={tmp_path / 'one'}", f"b={tmp_path / 'two'}")
    assert release.counts["conflicts"] == 2


def test_other_seeds_and_budgets_are_other_runs(tree, build):
    Run(CELL, "class_scene", seed=1).write(tree)
    Run(CELL, "class_scene", seed=2).write(tree)
    Run(CELL, "class_scene", seed=3, epochs=5).write(tree)
    release = build(tree)
    assert release.counts["released"] == 4
    with release.hdf5() as file:
        assert set(file[transnas.MICRO]["class_scene"]) == {"3", "5"}
    record = release.api["data"]["micro"][CELL]["class_scene"]
    assert (record["total_epochs"], record["seed"]) == (5, 3)
    assert [(other["total_epochs"], other["seed"]) for other in record["replicates"]] == [(3, 1), (3, 2)]
    expected = release.curves_from_lines()
    for artifact, curves in release.all_curves().items():
        assert set(curves) == set(expected), artifact


def test_copies_within_one_network_are_counted_and_not_blamed(tree, build):
    for encoding in ("64-41414-0_00_300", "64-41414-3_00_010"):
        Run(encoding, "class_scene", network="64-41414-0_00_300").write(tree)
    release = build(tree)
    assert release.counts["released"] == 3
    assert not [finding for finding in release.findings if finding["severity"] != "info"]


# The official pipeline ------------------------------------------------------------------------------------------


def official(encoding=CELL, task="class_scene", **more):
    from transnas_logs import OFFICIAL_EPOCHS

    return Run(encoding, task, epochs=OFFICIAL_EPOCHS[task], **more)


def tree_of(tmp_path, *runs, **more):
    official("64-1234-basic").write(tmp_path / "logs")
    for run in runs:
        run.write(tmp_path / "logs", **more)
    return tmp_path / "logs"


@pytest.mark.parametrize("task", METRICS)
def test_the_official_configuration_passes(tmp_path, build, task):
    release = build(tree_of(tmp_path, official(task=task)), pipeline=OFFICIAL)
    assert release.counts["released"] == 2, release.findings
    assert not release.found("CONF-01")


@pytest.mark.parametrize("task, key, value", [
    ("class_scene", "batch_size", 64), ("jigsaw", "initial_lr", 0.05), ("class_object", "input_dim", "(224, 224)"),
    ("room_layout", "optimizer_kwargs", "{'lr': 0.1, 'momentum': 0.9, 'nesterov': True, 'weight_decay': 0.0001}"),
    ("normal", "g_optimizer_kwargs", "{'lr': 0.0001, 'betas': (0.9, 0.999), 'weight_decay': 0.0001}"),
    ("segmentsemantic", "optimizer", "<class 'torch.optim.adam.Adam'>"),
    ("autoencoder", "train_filenames", "train_filenames_full.json"),
    ("class_scene", "val_transform_fn", "Compose(\n    ToPILImage()\n    ToTensor()\n)"),
])
def test_another_configuration_is_kept_out_of_the_official_release(tmp_path, build, task, key, value):
    run = official(task=task)
    run.config[key] = value
    logs = tree_of(tmp_path, run)
    release = build(logs, pipeline=OFFICIAL)
    finding = rejected(release, "CONF-01", part=f"{task}/model_results/{CELL}")
    assert key in finding["message"] and finding["expected"]
    assert build(logs).counts["released"] == 2, "any configuration goes in the -logs pipeline"


def test_a_schedule_of_other_length_is_another_configuration(tmp_path, build):
    run = official()
    run.config["num_epochs"] = 30
    release = build(tree_of(tmp_path, run), pipeline=OFFICIAL)
    finding = rejected(release, "CONF-01")
    assert "num_epochs is '30'" in finding["message"] and finding["expected"] == "num_epochs = 25"


def test_paths_addresses_and_workers_do_not_count(tmp_path, build):
    run = official()
    run.config |= {"num_workers": 3, "root_dir": "/other", "log_dir": "/other/log", "world_size": 4,
                   "target_load_fn": "<function load_class_scene_logits at 0x7ffff0000010>"}
    run.config["train_transform_fn"] = (run.config["train_transform_fn"].replace("(0.8, 1.2)", "[0.8, 1.2]")
                                        .replace("(-0.1, 0.1)", "[-0.1, 0.1]"))
    assert build(tree_of(tmp_path, run), pipeline=OFFICIAL).counts["released"] == 2


def test_the_official_budget_binds(tmp_path, build):
    release = build(tree_of(tmp_path, Run(CELL, "class_scene", epochs=24)), pipeline=OFFICIAL)
    assert release.counts["released"] == 1
    (record,) = release.rejected(BAD)
    assert {"RUN-01", "CURVE-01"} & set(record["codes"])


def test_officially_a_missing_text_log_is_a_warning(tmp_path, build):
    release = build(tree_of(tmp_path, official(seed=777), with_text=False), pipeline=OFFICIAL)
    assert released(release, BAD)["seed"] == 777
    assert {finding["severity"] for finding in release.found("SRC-03", BAD)} == {"warning"}


def test_without_text_log_and_seed_folder_the_seed_is_absent(tmp_path, build):
    release = build(tree_of(tmp_path, official(), with_text=False, seed_folder=False), pipeline=OFFICIAL)
    assert released(release, BAD)["seed"] is None


def test_officially_copies_without_text_logs_are_one_run(tmp_path, build):
    logs = tree_of(tmp_path)
    for label in ("one", "two"):
        official().write(tmp_path / label, with_text=False)
    release = build(f"good={logs}", f"a={tmp_path / 'one'}", f"b={tmp_path / 'two'}", pipeline=OFFICIAL)
    assert release.counts == {"read": 3, "released": 2, "exact_duplicates": 1, "conflicts": 0, "quarantined": 0}


def test_a_copy_of_unknown_seed_is_no_replicate(tmp_path, build):
    logs = tree_of(tmp_path, official(), official(seed=777))
    official().write(tmp_path / "copy", seed_folder=False, with_text=False)
    without = build(f"a={logs}", pipeline=OFFICIAL)
    release = build(f"a={logs}", f"b={tmp_path / 'copy'}", pipeline=OFFICIAL)
    assert (without.counts["released"], release.counts["released"]) == (3, 4), release.findings
    for columns in ("score.n, score.value, score.zscore FROM score JOIN architecture ON id = architecture_id "
                    "ORDER BY encoding, rule, split", "rule, split, kind, sd, df FROM noise ORDER BY rule, split"):
        assert release.query(f"SELECT {columns}") == without.query(f"SELECT {columns}") != []
    assert {row["copies"] for row in release.query("SELECT copies FROM noise")} == {1}
    assert {row["copies"] for row in without.query("SELECT copies FROM noise")} == {0}


def test_an_incomplete_benchmark_is_a_warning(tmp_path, build):
    release = build(tree_of(tmp_path, official()), pipeline=OFFICIAL)
    findings = release.found("SPACE-01")
    assert findings and {finding["severity"] for finding in findings} == {"warning"}
    for space, size in transnas.SIZES.items():
        for task in transnas.TASKS:
            have = 1 if task == "class_scene" else 0
            assert release.manifest["completeness"][space][task] == [have, size]
    assert sum(want for tasks in release.manifest["completeness"].values() for _, want in tasks.values()) == 51_464
    check_accounts(release)
