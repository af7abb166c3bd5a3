"""Exit codes, messages and help."""

import resource
import shutil
import signal
import subprocess
import time

import pytest
import yaml

from conftest import ROOT
from support.release import LOGS, OFFICIAL, Release, build, build_arguments, check_accounts, run, start
from transnas_logs import Run


def code(*arguments, **more):
    return run(*arguments, **more).returncode


def test_strict_fails_where_something_was_kept_out(fixture_logs, tmp_path):
    release = build(fixture_logs, tmp_path / "release", options=["--no-cache", "--strict"], expect=1)
    check_accounts(release)
    assert release.counts["quarantined"] == 2


def test_strict_passes_where_nothing_was(tree, tmp_path):
    build(tree, tmp_path / "release", options=["--no-cache", "--strict"])


def test_strict_fails_where_the_benchmark_is_incomplete(tmp_path):
    Run("64-1234-basic", "class_scene", epochs=25).write(tmp_path / "logs")
    build(tmp_path / "logs", tmp_path / "release", pipeline=OFFICIAL, options=["--no-cache", "--strict"], expect=1)
    build(tmp_path / "logs", tmp_path / "release", pipeline=OFFICIAL)


@pytest.mark.parametrize("make", [
    lambda place: place / "missing",
    lambda place: (place / "empty").mkdir() or place / "empty",
    lambda place: (place / "other").mkdir() or (place / "other" / "a.csv").write_text("a,b\n") and place / "other",
    lambda place: (place / "file").write_text("no directory") and place / "file",
], ids=["missing", "empty", "unrelated", "file"])
def test_an_input_that_holds_nothing_is_refused(tmp_path, make):
    done = run(*build_arguments([make(tmp_path)], tmp_path / "release"))
    assert done.returncode == 2, done.stderr
    assert done.stderr and not (tmp_path / "release").exists()


def test_one_missing_input_of_two_is_refused(tree, tmp_path):
    done = run(*build_arguments([f"a={tree}", f"b={tmp_path / 'missing'}"], tmp_path / "release"))
    assert done.returncode == 2 and b"missing" in done.stderr


@pytest.mark.parametrize("arguments", [
    [], ["build"], ["build", LOGS], ["build", LOGS, "--input", "x"], ["build", LOGS, "--output", "y"],
    ["build", "no-such-pipeline", "--input", ".", "--output", "y"], ["bild"], ["build", "--no-such-flag"],
    ["build", LOGS, "--input", ".", "--output", "y", "--jobs", "0"],
    ["build", LOGS, "--input", ".", "--output", "y", "--jobs", "many"],
    ["build", LOGS, "--input", "a=.", "--input", "a=..", "--output", "y"],
    ["build", LOGS, "--input", ".", "--output", "y", "--no-cache", "--cache", "z"],
    ["arch", "--space", "no-such-space", "--json", "-"],
], ids=" ".join)
def test_usage_errors(tmp_path, arguments):
    done = run(*arguments, cwd=tmp_path, input=b"")
    if arguments == []:
        assert done.returncode in (0, 64)
    else:
        assert done.returncode == 64, (done.returncode, done.stderr)
    assert not (tmp_path / "y").exists()


def test_an_unknown_pipeline_names_the_known_ones(tmp_path):
    done = run("build", "transnas-bench-10", "--input", tmp_path, "--output", tmp_path / "r")
    assert done.returncode == 64 and b"transnas-bench-101" in done.stderr


@pytest.mark.parametrize("change, said", [
    (lambda d: d.update(taskz=d.pop("tasks")), "tasks"),
    (lambda d: d["tasks"]["jigsaw"].update(epoch=3), "epochs"),
    (lambda d: d["validate"]["rules"].update({"CURVE-1": "error"}), "CURVE-01"),
    (lambda d: d["validate"]["rules"].update({"CURVE-01": "fatal"}), "error"),
    (lambda d: d["validate"].update(rulez={}), "rules"),
    (lambda d: d.update(spaces=["transnas-bench-101-mikro"]), "transnas-bench-101-micro"),
    (lambda d: d["sources"][0].update(layout="transnas-run-directry"), "transnas-run-directory"),
    (lambda d: d["tasks"]["jigsaw"].update(score="valid_top2"), "valid_top1"),
    (lambda d: d["tasks"].update(class_scenes=d["tasks"].pop("class_scene")), "class_scene"),
    (lambda d: d.update(emit=["hdf6"]), "hdf5"),
    (lambda d: d.update(derive=["score"]), "scores"),
    (lambda d: d.pop("licence"), "licence"),
    (lambda d: d["tasks"]["jigsaw"].update(epochs=0), "epochs"),
    (lambda d: d["deduplicate"].update(identity=["encodings"]), "encoding"),
], ids=lambda value: value if isinstance(value, str) else "")
def test_a_wrong_pipeline_file_names_what_was_meant(tree, tmp_path, pipeline, change, said):
    done = run(*build_arguments([tree], tmp_path / "release", pipeline(change)))
    assert done.returncode == 64, (done.returncode, done.stderr)
    assert said in done.stderr.decode()
    assert not (tmp_path / "release").exists()


@pytest.mark.parametrize("content", [b"", b"name: [", b"\xff\xfe", b"- a\n- b\n", b"name: a\nname: b\n"])
def test_a_pipeline_file_that_is_none(tree, tmp_path, content):
    path = tmp_path / "pipeline.yaml"
    path.write_bytes(content)
    assert code(*build_arguments([tree], tmp_path / "release", path)) == 64


def test_severities_of_the_pipeline_bind(tree, tmp_path, pipeline):
    run_ = Run("64-41414-3_12_013", "class_scene")
    run_.record["total_params"] += 1
    run_.write(tree)
    assert build(tree, tmp_path / "a").counts["quarantined"] == 1
    path = pipeline(lambda d: d["validate"]["rules"].update({"COST-01": "warning"}))
    release = build(tree, tmp_path / "b", pipeline=path)
    assert release.counts["released"] == 2
    assert [finding["severity"] for finding in release.found("COST-01")] == ["warning"]
    path = pipeline(lambda d: d["validate"]["rules"].update({"COST-01": "off"}))
    assert not build(tree, tmp_path / "c", pipeline=path).found("COST-01")


def test_only_the_artifacts_asked_for_are_written(tree, tmp_path, pipeline):
    release = build(tree, tmp_path / "release", pipeline=pipeline(lambda d: d.update(emit=["jsonl"])))
    assert {path.name for path in release.path.iterdir()} == {
        f"{LOGS}.jsonl.gz", "findings.jsonl", "quarantine.jsonl.gz", "manifest.json", "inputs.jsonl.gz", "SHA256SUMS"}


@pytest.mark.parametrize("output", ["/proc/cellar/release", "/dev/null/release"])
def test_an_output_that_cannot_be_written(tree, output):
    done = run(*build_arguments([tree], output))
    assert done.returncode == 74, (done.returncode, done.stderr)
    assert done.stderr


def test_a_full_disk_leaves_the_old_release(fixture_logs, tree, tmp_path):
    before = build(tree, tmp_path / "place" / "release").hashes()

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = run(*build_arguments([fixture_logs], tmp_path / "place" / "release"), preexec_fn=limit)
    assert done.returncode == 74, (done.returncode, done.stderr)
    assert Release(tmp_path / "place" / "release").hashes() == before
    build(fixture_logs, tmp_path / "place" / "release")
    assert [path.name for path in (tmp_path / "place").iterdir() if ".tmp" in path.name] == []


def wait_for_work(place, process):
    """Waits until a build has made its temporary directory; fails if it ends before."""
    while not any(path.name.startswith(".release.tmp-") for path in place.iterdir()):
        assert process.poll() is None, process.communicate()
        time.sleep(0.001)


def test_a_second_build_of_one_output_is_turned_away(large_tree, tmp_path):
    place = tmp_path / "place"
    place.mkdir()
    first = start(*build_arguments([large_tree], place / "release"))
    wait_for_work(place, first)
    first.send_signal(signal.SIGSTOP)
    try:
        second = run(*build_arguments([large_tree], place / "release"))
        assert second.returncode == 75, (second.returncode, second.stderr)
    finally:
        first.send_signal(signal.SIGCONT)
    _, said = first.communicate(timeout=300)
    assert first.returncode == 0, said
    check_accounts(Release(place / "release"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_build_leaves_nothing_behind(large_tree, tree, tmp_path, number):
    place = tmp_path / "place"
    before = build(tree, place / "release").hashes()
    process = start(*build_arguments([large_tree], place / "release"))
    wait_for_work(place, process)
    process.send_signal(number)
    process.communicate(timeout=300)
    if number == signal.SIGINT:
        assert process.returncode == 130
    else:
        assert process.returncode in (130, 143, -signal.SIGTERM)
    assert Release(place / "release").hashes() == before
    build(tree, place / "release")
    assert {path.name for path in place.iterdir() if path.is_dir()} == {"release"}


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["arch", "--help"]], ids=" ".join)
def test_help_has_an_example(arguments):
    done = run(*arguments)
    assert done.returncode == 0
    text = done.stdout.decode()
    assert "xample" in text or "EXAMPLE" in text
    assert "cellar " in text.lower()


def test_the_embedded_pipelines_can_be_listed_and_shown():
    listed = run("pipelines", "list")
    if listed.returncode == 64:
        pytest.skip("cellar pipelines is not there yet")
    assert LOGS in listed.stdout.decode() and OFFICIAL in listed.stdout.decode()
    shown = run("pipelines", "show", LOGS)
    assert shown.stdout == (ROOT / "Pipelines" / f"{LOGS}.yaml").read_bytes()


def test_output_that_nobody_watches_has_no_progress_and_no_colour(fixture_logs, tmp_path):
    done = run(*build_arguments([fixture_logs], tmp_path / "release"))
    assert b"\r" not in done.stderr + done.stdout and b"\x1b" not in done.stderr + done.stdout


def test_a_build_that_succeeds_is_silent_on_standard_error(large_tree, tmp_path):
    for _ in range(8):  # libraries that tidy up when the process ends may complain, now and then
        done = run(*build_arguments([large_tree], tmp_path / "release"))
        assert (done.returncode, done.stderr) == (0, b"")


def test_a_terminal_sees_progress(large_tree, tmp_path):
    script = shutil.which("script")
    if not script:
        pytest.skip("no script command")
    import shlex

    from support.release import cellar

    command = shlex.join([cellar(), *map(str, build_arguments([large_tree], tmp_path / "release"))])
    done = subprocess.run([script, "-qec", command, "/dev/null"], capture_output=True, timeout=300,
                          stdin=subprocess.DEVNULL)
    assert done.returncode == 0 and done.stdout
