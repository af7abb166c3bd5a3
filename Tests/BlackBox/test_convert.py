"""`cellar convert`, `inspect` and `diff` on what Cellar itself writes."""

import gzip
import json
import pickle
import subprocess
import zipfile

import numpy
import pytest

from support import release as cellar

#: The formats that hold every value of a run.
WHOLE = ["h5", "sqlite", "jsonl.gz", "jsonl", "json.gz", "json"]


def run(*arguments, code=0):
    result = subprocess.run([cellar.cellar(), *map(str, arguments)], capture_output=True, text=True)
    assert result.returncode == code, result.stdout + result.stderr
    return result


def runs(path):
    """The runs of a `.jsonl` by identity, without what says where they came from."""
    opener = gzip.open if str(path).endswith(".gz") else open
    found = {}
    with opener(path, "rt") as lines:
        for line in lines:
            one = json.loads(line)
            key = (one["space"], one["encoding"], one["task"], one["budget"], one["seed"], one["repeat"])
            assert key not in found
            found[key] = {name: one.get(name) for name in ("status", "metrics", "time_elapsed", "values", "costs")}
            found[key]["inference_time"] = one["info"]["inference_time"]
            found[key]["params"] = one["info"]["params"]
    return found


def artifact(release, ending):
    [path] = [
        path
        for path in release.path.iterdir()
        if path.name.endswith("." + ending) and path.name not in ("inputs.jsonl.gz", "quarantine.jsonl.gz")
    ]
    return path


@pytest.mark.parametrize("first", WHOLE)
@pytest.mark.parametrize("second", WHOLE)
def test_there_and_back_every_value_is_the_same(small, tmp_path, first, second):
    """A to B to A over every pair of formats, from the release that the build wrote."""
    start = tmp_path / f"start.{first}"
    run("convert", artifact(small, "jsonl.gz"), start)
    run("convert", start, tmp_path / f"middle.{second}")
    run("convert", tmp_path / f"middle.{second}", tmp_path / f"end.{first}")
    run("convert", tmp_path / f"end.{first}", tmp_path / "end-lines.jsonl")
    assert runs(tmp_path / "end-lines.jsonl") == runs(artifact(small, "jsonl.gz"))
    assert "0 changed" in run("diff", start, tmp_path / f"end.{first}").stdout


@pytest.mark.parametrize("ending", ["h5", "sqlite", "json.gz"])
def test_each_artifact_of_a_build_reads_as_the_lines_do(small, tmp_path, ending):
    run("convert", artifact(small, ending), tmp_path / "lines.jsonl")
    assert runs(tmp_path / "lines.jsonl") == runs(artifact(small, "jsonl.gz"))


def test_a_release_directory_is_an_input(small, tmp_path):
    run("convert", small.path, tmp_path / "lines.jsonl")
    assert runs(tmp_path / "lines.jsonl") == runs(artifact(small, "jsonl.gz"))


def test_conversion_gives_the_same_bytes_with_any_number_of_jobs(small, tmp_path):
    for ending in WHOLE:
        for jobs in (1, 4):
            run("convert", artifact(small, "jsonl.gz"), tmp_path / f"{jobs}.{ending}", "--jobs", jobs)
        assert (tmp_path / f"1.{ending}").read_bytes() == (tmp_path / f"4.{ending}").read_bytes()


def test_what_the_target_cannot_hold_is_listed_and_nothing_is_written(small, tmp_path):
    target = tmp_path / "summary.csv"
    result = run("convert", artifact(small, "h5"), target, code=1)
    assert "would be lost" in result.stdout and "curves" in result.stdout
    assert not target.exists()
    run("convert", artifact(small, "h5"), target, "--allow-loss")
    assert target.read_text().startswith("space,encoding,task,budget,n_seeds,")


def test_a_selection_holds_what_was_asked_for_and_nothing_else(small, tmp_path):
    every = runs(artifact(small, "jsonl.gz"))
    run(
        "convert", artifact(small, "h5"), tmp_path / "part.jsonl", "--task", "class_scene", "--metric", "valid_top1",
        "--epochs", "final",
    )
    part = runs(tmp_path / "part.jsonl")
    assert part.keys() == {key for key in every if key[2] == "class_scene"}
    for key, one in part.items():
        assert list(one["metrics"]) == ["valid_top1"]
        values = one["metrics"]["valid_top1"]
        assert values[-1] == every[key]["metrics"]["valid_top1"][-1]
        assert set(values[:-1]) <= {None}


def test_names_that_are_not_there_are_refused_with_the_nearest(small, tmp_path):
    result = run("convert", artifact(small, "h5"), tmp_path / "x.jsonl", "--task", "class_scen", code=2)
    assert "did you mean 'class_scene'?" in result.stderr
    assert not (tmp_path / "x.jsonl").exists()


def test_an_unknown_ending_is_a_usage_error(small, tmp_path):
    result = run("convert", artifact(small, "h5"), tmp_path / "x.xyz", code=64)
    assert ".sqlite" in result.stderr


def test_an_unknown_or_missing_input_ends_with_2(tmp_path):
    (tmp_path / "notes.txt").write_text("nothing of ours\n")
    for name in ("notes.txt", "missing.h5"):
        result = run("convert", tmp_path / name, tmp_path / "x.h5", code=2)
        assert name in result.stderr
    (tmp_path / "empty.json").touch()
    assert "empty" in run("convert", tmp_path / "empty.json", tmp_path / "x.h5", code=2).stderr


def test_an_output_that_cannot_be_written_ends_with_74(small, tmp_path):
    run("convert", artifact(small, "jsonl.gz"), tmp_path / "no" / "such" / "x.h5", code=74)


def test_no_temporary_file_stays(small, tmp_path):
    run("convert", artifact(small, "jsonl.gz"), tmp_path / "x.sqlite")
    assert [path.name for path in tmp_path.iterdir()] == ["x.sqlite"]


@pytest.mark.parametrize("ending", ["h5", "sqlite", "jsonl.gz", "json.gz"])
def test_inspect_counts_what_is_there(small, ending):
    told = json.loads(run("inspect", artifact(small, ending), "--json").stdout)
    every = runs(artifact(small, "jsonl.gz"))
    assert told["counts"]["released"] == len(every)
    seen = 0
    for space in told["spaces"]:
        for task in space["tasks"]:
            keys = [key for key in every if (key[0], key[2], key[3]) == (space["id"], task["name"], task["budget"])]
            assert task["runs"] == len(keys)
            seen += len(keys)
            for metric in task["metrics"]:
                name = metric["name"]
                values = [
                    value
                    for key in keys
                    for value in every[key]["metrics"].get(name, every[key].get(name))
                    if isinstance(value, (int, float))
                ]
                assert metric["values"] == len(values)
                assert (metric["min"], metric["max"]) == (min(values), max(values))
    assert seen == len(every)
    assert "space transnas-bench-101-" in run("inspect", artifact(small, ending)).stdout


def test_diff_names_what_was_added_removed_changed_and_renamed(small, tmp_path):
    lines = [json.loads(line) for line in gzip.open(artifact(small, "jsonl.gz"), "rt")]
    lines = [line for line in lines if line["task"] == "class_scene"]
    first = tmp_path / "first.jsonl"
    first.write_text("".join(json.dumps(line) + "\n" for line in lines))
    changed = json.loads(json.dumps(lines[1:]))
    changed[0]["metrics"]["valid_top1"][0] += 0.5
    second = tmp_path / "second.jsonl"
    second.write_text("".join(json.dumps(line) + "\n" for line in changed))
    told = json.loads(run("diff", first, second, "--json", code=1).stdout)
    assert [run["encoding"] for run in told["removed"]] == [lines[0]["encoding"]]
    assert told["added"] == []
    [change] = told["changed"]
    assert (change["quantity"], change["epoch"]) == ("valid_top1", 0)
    assert told["equal"] == len(lines) - 2
    back = json.loads(run("diff", second, first, "--json", code=1).stdout)
    assert back["added"] == told["removed"]
    run("diff", second, second)
    lone = tmp_path / "lone.jsonl"
    lone.write_text("".join(json.dumps(line) + "\n" for line in lines[1:]))
    run("diff", lone, second, "--absolute", "0.5000001")
    run("diff", lone, second, "--absolute", "0.49", code=1)


def test_diff_finds_other_names_of_tasks_and_metrics_where_some_runs_lack(small, tmp_path):
    lines = [json.loads(line) for line in gzip.open(artifact(small, "jsonl.gz"), "rt")]
    lines = [line for line in lines if line["task"] == "class_scene"]
    assert len(lines) > 2
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    first.write_text("".join(json.dumps(line) + "\n" for line in lines))
    other = json.loads(json.dumps(lines[1:]))
    for line in other:
        line["metrics"]["my_loss"] = [value + 1e-9 for value in line["metrics"].pop("valid_loss")]
    second.write_text("".join(json.dumps(line) + "\n" for line in other))
    told = json.loads(run("diff", first, second, "--json", "--absolute", "1e-8", code=1).stdout)
    assert told["renamed"] == [{"kind": "metric", "task": "class_scene", "first": "valid_loss", "second": "my_loss"}]
    assert told["changed"] == [] and len(told["removed"]) == 1 and told["equal"] == len(lines) - 1
    assert json.loads(run("diff", first, second, "--json", code=1).stdout)["renamed"] == []
    other = json.loads(json.dumps(lines[1:]))
    for line in other:
        line["task"] = "scenes"
    second.write_text("".join(json.dumps(line) + "\n" for line in other))
    told = json.loads(run("diff", first, second, "--json", code=1).stdout)
    assert told["renamed"] == [{"kind": "task", "first": "class_scene", "second": "scenes"}]
    assert told["added"] == [] and len(told["removed"]) == 1


def test_lines_of_runs_keep_columns_that_the_first_run_lacks(small, tmp_path):
    lines = [json.loads(line) for line in gzip.open(artifact(small, "jsonl.gz"), "rt")]
    lines = [line for line in lines if line["task"] == "class_scene"][:3]
    epochs = len(lines[2]["metrics"]["valid_top1"])
    for line, values in zip(lines, [{"flops": None}, {"flops": 12.5}, {"flops": "NaN", "watts": 3}]):
        line["values"] = values
    lines[2]["metrics"]["valid_extra"] = [0.25] * epochs
    path = tmp_path / "lines.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    run("convert", path, tmp_path / "x.h5", "--allow-loss")
    run("convert", tmp_path / "x.h5", tmp_path / "back.jsonl")
    back = [json.loads(line) for line in open(tmp_path / "back.jsonl")]
    assert [line["values"] for line in back] == [
        {"flops": None, "watts": None}, {"flops": 12.5, "watts": None}, {"flops": "NaN", "watts": 3}]
    assert [line["metrics"]["valid_extra"] for line in back] == [[None] * len(line["metrics"]["valid_top1"])
                                                                 for line in back[:2]] + [[0.25] * epochs]
    run("diff", path, tmp_path / "x.h5")
    crowd = json.loads(json.dumps(lines))
    crowd[1]["values"] = {f"v{number}": 1 for number in range(1000)}
    path.write_text("".join(json.dumps(line) + "\n" for line in crowd))
    assert "with the same columns" in run("convert", path, tmp_path / "y.h5", code=2).stderr


def test_a_value_that_is_no_number_is_not_lost_in_silence(tmp_path):
    cell = "0 1 2 3 0 1 2 3 0 1 2 3 0 1 2 3"
    path = tmp_path / "t.csv"
    path.write_text(f"encoding,seed,valid_top1\n{cell},0,70.5\n{cell},1,seventy\n{cell},2,\n")
    done = run("convert", path, tmp_path / "x.jsonl", "--pipeline", "pi-nas", code=1)
    assert "t.csv:3" in done.stdout and "'valid_top1' is 'seventy'" in done.stdout and "t.csv:4" in done.stdout
    assert not (tmp_path / "x.jsonl").exists()
    run("convert", path, tmp_path / "x.jsonl", "--pipeline", "pi-nas", "--allow-loss")
    (line,) = open(tmp_path / "x.jsonl")
    assert json.loads(line)["metrics"]["valid_top1"] == [70.5]
    path.write_text(f"encoding,seed,valid_top1\n,0,70.5\n")
    assert "the record has no encoding" in run("convert", path, tmp_path / "y.h5", "--pipeline", "pi-nas", code=2).stderr


@pytest.mark.shared
def test_one_table_of_lightning_has_its_hyper_parameters(shared, tmp_path):
    from support import mapped

    pipeline = mapped.write(
        tmp_path / "p.yaml", "lightning-csv", "**/metrics.csv", {"valid_acc": mapped.fraction("val_acc")}, 5, "valid_acc",
        encoding="arch")
    path = shared / "data" / "lightning" / "lightning_logs" / "plain" / "version_0" / "metrics.csv"
    run("convert", path, tmp_path / "x.jsonl", "--pipeline", pipeline)
    (line,) = map(json.loads, open(tmp_path / "x.jsonl"))
    assert line["encoding"] == "64-41414-1_02_333" and len(line["metrics"]["valid_acc"]) == 5
    assert [source["path"] for source in line["sources"]] == ["input/metrics.csv", "input/hparams.yaml"]


def test_parquet_holds_every_value_for_pyarrow_and_duckdb(small, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    parquet = pytest.importorskip("pyarrow.parquet")
    every = runs(artifact(small, "jsonl.gz"))
    run("convert", artifact(small, "jsonl.gz"), tmp_path / "long.parquet")
    run("convert", artifact(small, "jsonl.gz"), tmp_path / "parquet")
    assert {path.name for path in (tmp_path / "parquet").iterdir()} == {
        "architecture.parquet", "run.parquet", "score.parquet",
    } | {f"curve_{task}.parquet" for task in {key[2] for key in every}}
    rows = parquet.read_table(tmp_path / "long.parquet").to_pylist()
    assert len(rows) == sum(len(one["time_elapsed"]) for one in every.values())
    for row in rows:
        one = every[tuple(row[name] for name in ("space", "encoding", "task", "budget", "seed", "repeat"))]
        for name, values in {**one["metrics"], "time_elapsed": one["time_elapsed"]}.items():
            value = values[row["epoch"]]
            assert repr(row[name]) == repr(float(value) if isinstance(value, str) else value)
        assert row["inference_time"] == one["inference_time"]
    place = tmp_path / "parquet"
    [(count,)] = duckdb.sql(
        f"SELECT count(*) FROM '{place}/run.parquet' r JOIN '{place}/curve_class_scene.parquet' c USING (run_id)"
    ).fetchall()
    assert count == sum(len(one["time_elapsed"]) for key, one in every.items() if key[2] == "class_scene")


def test_a_build_can_emit_parquet_and_pth(fixture_logs, tmp_path):
    text = run("pipelines", "show", "transnas-bench-101-logs").stdout
    pipeline = tmp_path / "pipeline.yaml"
    head, emit = text.split("emit: ", 1)
    pipeline.write_text(head + "emit: [jsonl, parquet, pth]" + emit[emit.index("]") + 1:])
    built = cellar.build(fixture_logs, tmp_path / "release", str(pipeline))
    names = {path.relative_to(built.path).as_posix() for path in built.path.rglob("*") if path.is_file()}
    assert {"parquet/run.parquet", "transnas-bench-101-logs.pth"} <= names
    sums = dict(reversed(line.split("  ")) for line in (built.path / "SHA256SUMS").read_text().splitlines())
    assert set(sums) == names - {"SHA256SUMS"}
    # The same place takes the next release.
    cellar.build(fixture_logs, tmp_path / "release", str(pipeline))


def test_compressed_text_is_read_back(small, tmp_path):
    for name in ("lines.jsonl.zst", "document.json.zst"):
        run("convert", artifact(small, "h5"), tmp_path / name)
        run("convert", tmp_path / name, tmp_path / "back.jsonl")
        assert runs(tmp_path / "back.jsonl") == runs(artifact(small, "jsonl.gz"))


def test_an_input_is_never_written_over(small, tmp_path):
    lines = tmp_path / "runs.jsonl"
    run("convert", artifact(small, "jsonl.gz"), lines)
    content = lines.read_bytes()
    (tmp_path / "link.jsonl").hardlink_to(lines)
    (tmp_path / "alias.jsonl").symlink_to(lines)
    for output in (lines, tmp_path / "link.jsonl", tmp_path / "alias.jsonl"):
        assert "it is the input" in run("convert", lines, output, "--task", "jigsaw", code=74).stderr
    assert lines.read_bytes() == content


def test_a_release_is_never_written_into(small, tmp_path):
    before = small.hashes()
    named = artifact(small, "sqlite")
    assert "it is a file of the release" in run("convert", artifact(small, "h5"), named, code=74).stderr
    assert "it lies in the input" in run("convert", small.path, small.path / "more.h5", code=74).stderr
    assert small.hashes() == before


def test_a_directory_with_other_files_stays(small, tmp_path):
    place = tmp_path / "parquet"
    run("convert", artifact(small, "h5"), place)
    written = sorted(path.name for path in place.iterdir())
    run("convert", artifact(small, "h5"), place)
    (place / "notes.txt").write_text("precious")
    assert "it holds 'notes.txt'" in run("convert", artifact(small, "h5"), place, code=74).stderr
    assert sorted(path.name for path in place.iterdir()) == sorted([*written, "notes.txt"])
    assert [path.name for path in tmp_path.iterdir()] == ["parquet"]


def test_a_metric_selects_the_tasks_that_have_it(small, tmp_path):
    whole = runs(artifact(small, "jsonl.gz"))
    wanted = {key for key, one in whole.items() if "valid_top1" in one["metrics"]}
    assert wanted and len(wanted) < len(whole)
    for ending in WHOLE:
        target = tmp_path / f"metric.{ending}"
        said = run("convert", artifact(small, "h5"), target, "--metric", "valid_top1").stdout
        assert f"{len(wanted)} runs written" in said
        run("convert", target, tmp_path / "back.jsonl")
        back = runs(tmp_path / "back.jsonl")
        assert set(back) == wanted
        assert all(list(one["metrics"]) == ["valid_top1"] for one in back.values())
    assert "no run is left" in run("convert", artifact(small, "h5"), tmp_path / "none.h5", "--task", "jigsaw",
                                   "--metric", "valid_ssim", code=2).stderr


def test_what_is_not_written_is_not_counted(small, tmp_path):
    done = run("convert", artifact(small, "h5"), tmp_path / "runs.tfrecord", "--allow-loss", code=2)
    assert "runs fits the format" in done.stderr and not (tmp_path / "runs.tfrecord").exists()


@pytest.mark.shared
def test_a_folder_is_known_by_what_it_holds(shared, tmp_path):
    [folder] = (shared / "data" / "nats-bench").glob("NATS-tss-*-simple")
    run("convert", folder, tmp_path / "written-simple", "--allow-loss")
    assert "0 changed" in run("diff", folder, tmp_path / "written-simple").stdout
    assert "nats" in run("inspect", tmp_path / "written-simple").stdout.lower()


@pytest.mark.shared
def test_an_unknown_class_is_kept_on_request(shared, tmp_path):
    """Beside the runs stands an instance of a class that nobody knows: refused by name, or kept as an opaque record."""
    published = shared / "data" / "transnas-pth" / "transnas_40_zip.pth"
    target = tmp_path / "odd.pth"
    with zipfile.ZipFile(published) as archive, zipfile.ZipFile(target, "w") as odd:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith("data.pkl"):
                assert content[-2:] == b"u."
                # The pickle of the dictionary, one more member, and the end: key, global, arguments, call.
                content = content[:-1] + b"X\x02\x00\x00\x00bycnobody.knows\nStranger\n)Rs."
            odd.writestr(name, content)
    assert "nobody.knows Stranger" in run("convert", target, tmp_path / "odd.jsonl", code=2).stderr
    assert "280 runs" in run("convert", target, tmp_path / "odd.jsonl", "--inert").stdout
    run("convert", published, tmp_path / "plain.jsonl")
    assert runs(tmp_path / "odd.jsonl") == runs(tmp_path / "plain.jsonl")


@pytest.mark.shared
@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_arrays_of_texts_and_complex_numbers_stand_in_no_ones_way(shared, tmp_path, protocol):
    published = shared / "data" / "transnas-pth" / "transnas_40_zip.pth"
    with zipfile.ZipFile(published) as archive:
        [name] = [name for name in archive.namelist() if name.endswith("data.pkl")]
        value = pickle.loads(archive.read(name))
    value["names"] = numpy.array([["a", "bc"], ["", "d"]])
    value["bytes"] = numpy.array([b"a", b"bcd"])
    value["waves"] = numpy.array([1 + 2j, 3])
    with zipfile.ZipFile(tmp_path / "more.pth", "w") as archive:
        archive.writestr("more/data.pkl", pickle.dumps(value, protocol=protocol))
    run("convert", tmp_path / "more.pth", tmp_path / "more.jsonl")
    run("convert", published, tmp_path / "plain.jsonl")
    assert runs(tmp_path / "more.jsonl") == runs(tmp_path / "plain.jsonl")


def transnas_object(shared, name="transnas_40_zip.pth"):
    """The released object of TransNAS-Bench-101, and its file."""
    published = shared / "data" / "transnas-pth" / name
    with zipfile.ZipFile(published) as archive:
        [name] = [name for name in archive.namelist() if name.endswith("data.pkl")]
        return pickle.loads(archive.read(name)), published


def write_torch(path, value, protocol):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{path.stem}/data.pkl", pickle.dumps(value, protocol=protocol))


@pytest.mark.shared
@pytest.mark.parametrize("protocol", range(6))
def test_arrays_of_objects_and_scalars_of_text_are_values(shared, tmp_path, protocol):
    """Curves as arrays of objects, keys as numpy texts, and what else numpy makes beside them."""
    value, published = transnas_object(shared)
    micro = value["data"]["micro"]
    encoding = next(iter(micro))
    micro = {numpy.str_(encoding): micro.pop(encoding)} | micro
    value["data"]["micro"] = micro
    metrics = micro[encoding]["class_scene"]["metrics"]
    for name in ("train_top1", "valid_loss"):
        metrics[name] = numpy.array(metrics[name], dtype=object)
    value["objects"] = numpy.array([[1, "a"], [None, {"b": [2.5]}]], dtype=object)
    value["scalars"] = [numpy.str_("é𝄞"), numpy.str_(""), numpy.bytes_(b"\xff\x00"), numpy.complex128(1 + 2j), 3j]
    write_torch(tmp_path / "more.pth", value, protocol)
    run("convert", tmp_path / "more.pth", tmp_path / "more.jsonl")
    run("convert", published, tmp_path / "plain.jsonl")
    assert runs(tmp_path / "more.jsonl") == runs(tmp_path / "plain.jsonl")


@pytest.mark.shared
@pytest.mark.parametrize("kind", [str, object])
def test_times_may_stand_in_an_array_of_texts(shared, tmp_path, kind):
    value, published = transnas_object(shared, "transnas_timestr_zip.pth")
    for space in value["data"].values():
        for tasks in space.values():
            for one in tasks.values():
                assert isinstance(one["metrics"]["time_elapsed"][0], str)
                one["metrics"]["time_elapsed"] = numpy.array(one["metrics"]["time_elapsed"], dtype=kind)
    write_torch(tmp_path / "times.pth", value, 2)
    run("convert", tmp_path / "times.pth", tmp_path / "times.jsonl")
    run("convert", published, tmp_path / "plain.jsonl")
    assert runs(tmp_path / "times.jsonl") == runs(tmp_path / "plain.jsonl")


@pytest.mark.shared
@pytest.mark.parametrize("shape", [(3,), (2, 2), (1 << 40, 1 << 40), (0,)])
def test_an_array_of_other_objects_than_it_claims_is_refused(shared, tmp_path, shape):
    value, _ = transnas_object(shared)

    class Claim:
        def __reduce__(self):
            array = numpy.array([1, "a"], dtype=object)
            make, arguments, state = array.__reduce__()
            return make, arguments, (state[0], shape, *state[2:])

    value["objects"] = Claim()
    write_torch(tmp_path / "claim.pth", value, 2)
    said = run("convert", tmp_path / "claim.pth", tmp_path / "claim.jsonl", code=2).stderr
    assert "2 objects" in said and "an array of shape (" in said and not (tmp_path / "claim.jsonl").exists()


@pytest.mark.parametrize("ending", ["json", "jsonl", "json.gz", "jsonl.gz"])
@pytest.mark.parametrize("command", ["convert", "inspect", "validate"])
def test_a_byte_order_mark_in_front_of_a_release_is_told(small, tmp_path, command, ending):
    run("convert", artifact(small, "h5"), tmp_path / f"plain.{ending}")
    read, write = (gzip.decompress, gzip.compress) if ending.endswith("gz") else (bytes, bytes)
    content = read((tmp_path / f"plain.{ending}").read_bytes())
    (tmp_path / f"marked.{ending}").write_bytes(write(b"\xef\xbb\xbf" + content))
    target = [tmp_path / "back.jsonl"] if command == "convert" else []
    said = run(command, tmp_path / f"marked.{ending}", *target, code=2).stderr
    assert "byte 0" in said and "byte order mark" in said


@pytest.mark.parametrize("command", ["convert", "inspect"])
def test_a_byte_order_mark_in_front_of_other_json_is_told(tmp_path, command):
    (tmp_path / "a.json").write_bytes(b'\xef\xbb\xbf{"a": 1}')
    target = [tmp_path / "b.h5"] if command == "convert" else []
    said = run(command, tmp_path / "a.json", *target, code=2).stderr
    assert "byte 0" in said and "byte order mark" in said


@pytest.mark.parametrize("tail", [b"\n", b"\n\n\n", b"\r\n", b"  \n\t\n", b" "])
def test_blank_lines_at_the_end_are_no_runs(small, tmp_path, tail):
    run("convert", artifact(small, "h5"), tmp_path / "plain.jsonl")
    (tmp_path / "blank.jsonl").write_bytes((tmp_path / "plain.jsonl").read_bytes() + tail)
    run("convert", tmp_path / "blank.jsonl", tmp_path / "back.jsonl")
    assert (tmp_path / "back.jsonl").read_bytes() == (tmp_path / "plain.jsonl").read_bytes()


@pytest.mark.parametrize("blank", [b"\n", b" \r\n\n"])
def test_a_blank_line_between_runs_is_told_with_its_number(small, tmp_path, blank):
    run("convert", artifact(small, "h5"), tmp_path / "plain.jsonl")
    lines = (tmp_path / "plain.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "blank.jsonl").write_bytes(b"".join(lines[:3]) + blank + b"".join(lines[3:]))
    said = run("convert", tmp_path / "blank.jsonl", tmp_path / "back.jsonl", code=2).stderr
    assert "line 4" in said and "blank line" in said


@pytest.mark.shared
def test_what_the_published_api_does_not_know_is_not_written_for_it(shared, tmp_path):
    published = shared / "data" / "nas-bench-201-checkpoints" / "NAS-Bench-201-v1_1-mini-zip.pth"
    said = run("convert", published, tmp_path / "cells.pth", code=1).stdout
    assert "runs of spaces that no reader of such files knows" in said
    said = run("convert", published, tmp_path / "cells.pth", "--allow-loss", code=2).stderr
    assert "runs fits the format" in said and "'.h5'" in said
    assert list(tmp_path.iterdir()) == []
