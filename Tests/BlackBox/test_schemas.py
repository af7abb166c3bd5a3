"""The schemas are schemas, and what Cellar reads and writes matches them."""

import json
import math

import jsonschema
import pytest
import yaml

from conftest import ROOT, SHARED
from support.release import run
from transnas_logs import Run

NAMES = ["raw-run", "release-run", "pipeline", "manifest", "finding", "statistics"]


def validator(name):
    schema = json.loads((ROOT / "Schemas" / f"{name}.schema.json").read_text())
    return jsonschema.Draft202012Validator(schema)


def check(name, instance):
    for error in validator(name).iter_errors(instance):
        raise AssertionError(f"{name}: {error.json_path}: {error.message[:300]}")


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid_and_says_what_it_is(name):
    schema = validator(name).schema
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] and schema["title"] and schema["description"]


@pytest.mark.parametrize("path", sorted((ROOT / "Pipelines").glob("*.yaml")), ids=lambda path: path.stem)
def test_pipeline_files_match(path):
    check("pipeline", yaml.safe_load(path.read_text()))


def test_released_runs_findings_and_manifest_match(small):
    for record in small.runs:
        check("release-run", record)
    for finding in small.findings:
        check("finding", finding)
    check("manifest", small.manifest)
    check("statistics", json.loads((small.path / "statistics.json").read_text()))


@pytest.mark.shared
def test_the_release_of_genuine_logs_matches(genuine):
    for record in genuine.runs:
        check("release-run", record)
    for finding in genuine.findings:
        check("finding", finding)
    check("manifest", genuine.manifest)
    check("statistics", json.loads((genuine.path / "statistics.json").read_text()))


@pytest.mark.shared
@pytest.mark.parametrize("path", sorted((SHARED / "data" / "transnas-raw-logs").rglob("model_db.json")),
                         ids=lambda path: "/".join(path.parts[-5:-1]))
def test_genuine_documents_match(path):
    check("raw-run", json.loads(path.read_text()))


def test_fixture_documents_match(fixture_logs):
    for path in fixture_logs.rglob("model_db.json"):
        check("raw-run", json.loads(path.read_text()))


# `cellar schema` beside the validator of Python -------------------------------------------------------------------


def judged(schema, *documents, options=(), expect=0):
    """What `cellar schema` says of documents: an object for each."""
    done = run("schema", "--format", "json", *options, schema, *documents)
    assert done.returncode == expect, (done.returncode, done.stdout.decode(), done.stderr.decode())
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


@pytest.mark.parametrize("name", NAMES)
def test_our_validator_takes_our_schemas_for_schemas(name, tmp_path):
    path = ROOT / "Schemas" / f"{name}.schema.json"
    meta = tmp_path / "meta.json"
    meta.write_text('{"$ref": "https://json-schema.org/draft/2020-12/schema"}')
    (result,) = judged(meta, path)
    assert result["valid"] and result["documents"] == 1
    document = tmp_path / "document.json"
    document.write_text("3")
    (result,) = judged(path, document, expect=1)
    assert [violation["instanceLocation"] for violation in result["violations"]] == [""]
    assert result["violations"][0]["keywordLocation"] == "/type"


def check_release(release, tmp_path):
    """Every line and the manifest, by both validators."""
    (runs,) = judged("release-run", release.file(".jsonl.gz"))
    assert runs["valid"] and runs["documents"] == len(release.runs) > 0
    for record in release.runs:
        check("release-run", record)
    (findings,) = judged("finding", release.path / "findings.jsonl")
    assert findings["valid"] and findings["documents"] == len(release.findings)
    (manifest,) = judged("manifest", release.path / "manifest.json")
    assert manifest["valid"]
    # A run is no manifest, and the other way round.
    judged("manifest", release.file(".jsonl.gz"), expect=1)
    judged("release-run", release.path / "manifest.json", expect=1)


def test_a_release_matches_by_our_validator(small, tmp_path):
    check_release(small, tmp_path)


@pytest.mark.shared
def test_the_release_of_genuine_logs_matches_by_our_validator(genuine, tmp_path):
    check_release(genuine, tmp_path)


MUTATIONS = {
    "nothing": (lambda record: None, True),
    "an unknown member": (lambda record: record.update(other=[1]), True),
    "a whole number with a point": (lambda record: record.update(total_params=5.0), True),
    "not finite": (lambda record: record["metrics"]["epoch_1"].update(train_loss=math.nan), True),
    "no time": (lambda record: record["metrics"]["epoch_1"].pop("time_elapsed"), True),
    "running": (lambda record: record.update(finish_train="running"), True),
    "status": (lambda record: record.update(finish_train="done"), False),
    "status of another type": (lambda record: record.update(finish_train=1), False),
    "no status": (lambda record: record.pop("finish_train"), False),
    "no metrics": (lambda record: record.pop("metrics"), False),
    "metrics as a list": (lambda record: record.update(metrics=[]), False),
    "params": (lambda record: record.update(total_params="many"), False),
    "no params at all": (lambda record: record.update(total_params=0), False),
    "a part of a parameter": (lambda record: record.update(total_params=1.5), False),
    "negative time": (lambda record: record.update(inference_time=-0.5), False),
    "time as text": (lambda record: record.update(inference_time="1"), False),
    "no processes": (lambda record: record.update(world_size=0), False),
    "checkpoint": (lambda record: record.update(encoder_ckpt_file=None), False),
    "metric as text": (lambda record: record["metrics"]["epoch_1"].update(valid_top1="12.5"), False),
    "metric null": (lambda record: record["metrics"]["epoch_1"].update(valid_top1=None), False),
    "metric of no task": (lambda record: record["metrics"]["epoch_1"].update(top9=1.0), False),
    "clock": (lambda record: record["metrics"]["epoch_1"].update(time_elapsed="1:2:3"), False),
    "clock of 61 seconds": (lambda record: record["metrics"]["epoch_1"].update(time_elapsed="00:00:61"), False),
    "long clock": (lambda record: record["metrics"]["epoch_1"].update(time_elapsed="123:00:01"), True),
    "epoch with a letter": (lambda record: record["metrics"].update(epoch_x=record["metrics"]["epoch_1"]), False),
    "epoch with a zero": (lambda record: record["metrics"].update(epoch_01=record["metrics"]["epoch_1"]), False),
    "epoch as a list": (lambda record: record["metrics"].update(epoch_1=[]), False),
}


def test_the_check_of_the_reader_and_the_schema_agree_on_damaged_records(tree, build):
    """The reader checks by hand while it reads, for speed; here it is held to the schema."""
    places = {}
    for seed, (name, (change, _)) in enumerate(MUTATIONS.items(), start=1000):
        damaged = Run("64-41414-3_12_013", "class_scene", seed=seed)
        text = damaged.text()
        change(damaged.record)
        damaged.write(tree, text=text)
        places[name] = f"/seed_{seed}/"
    release = build(tree)
    for name, (_, is_valid) in MUTATIONS.items():
        (path,) = [path for path in tree.rglob("model_db.json") if places[name] in str(path)]
        ours = judged("raw-run", path, options=["--non-finite"], expect=0 if is_valid else 1)
        theirs = list(validator("raw-run").iter_errors(json.loads(path.read_text())))
        assert ours[0]["valid"] == (not theirs) == is_valid, name
        found = [finding for finding in release.found("SCHEMA-01") if places[name] in finding["path"]]
        assert bool(found) == (not is_valid), (name, found)


def test_a_violation_is_printed_like_an_error_of_a_compiler(tmp_path):
    schema = tmp_path / "schema.json"
    schema.write_text('{"$id": "urn:x", "properties": {"a": {"$ref": "#/$defs/b"}}, "$defs": {"b": {"type": "null"}}}')
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text('{"a": null}')
    bad.write_text('{\n  "a": "x"}')
    assert run("schema", schema, good).stdout == b""
    done = run("schema", schema, good, bad)
    assert done.returncode == 1
    assert done.stdout.decode() == (
        f"{bad}:2:8: /a: found a string, 'x', expected null (schema /properties/a/$ref/type, urn:x#/$defs/b/type)\n")


@pytest.mark.parametrize("text, said", [
    ('{"type": "text"}', "/type"), ('{"$ref": "#/nowhere"}', "leads nowhere"), ('{"$ref": "#"}', "lead back"),
    ('{"pattern": "(?=a)"}', "not supported"), ("{", "expected"), ("3", "meta-schema"),
])
def test_a_schema_that_cannot_be_used_ends_with_2(tmp_path, text, said):
    schema, document = tmp_path / "schema.json", tmp_path / "document.json"
    schema.write_text(text)
    document.write_text("1")
    done = run("schema", schema, document)
    assert done.returncode == 2
    assert said in done.stderr.decode() + done.stdout.decode()
    assert str(schema) in done.stderr.decode()


def test_documents_that_cannot_be_read_end_with_2_and_the_others_are_judged(tmp_path):
    (tmp_path / "cut.json").write_text('{"a":\n [1')
    (tmp_path / "bad.json").write_text("3")
    done = run("schema", "manifest", tmp_path / "cut.json", tmp_path / "bad.json", tmp_path / "missing.json")
    assert done.returncode == 2
    assert "cut.json:2:4: " in done.stderr.decode() and "missing.json" in done.stderr.decode()
    assert "bad.json:1:1: " in done.stdout.decode()


def test_remote_schemas_come_from_directories_and_never_from_outside(tmp_path):
    (tmp_path / "remote").mkdir()
    (tmp_path / "remote" / "word.json").write_text('{"type": "string"}')
    (tmp_path / "secret.json").write_text("{}")
    schema, document = tmp_path / "schema.json", tmp_path / "document.json"
    document.write_text("1")
    mapping = ["--remote", f"http://example.com/={tmp_path / 'remote'}"]
    schema.write_text('{"$ref": "http://example.com/word.json"}')
    assert run("schema", schema, document).returncode == 2
    assert run("schema", *mapping, schema, document).returncode == 1
    for escape in ("%2e%2e/secret.json", "x%2F..%2F..%2Fsecret.json"):
        schema.write_text(json.dumps({"$ref": f"http://example.com/{escape}"}))
        done = run("schema", *mapping, schema, document)
        assert done.returncode == 2 and "leads out of" in done.stderr.decode()


def test_formats_are_notes_unless_asked_for(tmp_path):
    schema, document = tmp_path / "schema.json", tmp_path / "document.json"
    schema.write_text('{"format": "date"}')
    document.write_text('"2023-02-29"')
    assert run("schema", schema, document).returncode == 0
    assert run("schema", "--assert-formats", schema, document).returncode == 1


def test_violations_beyond_the_limit_are_counted(tmp_path):
    schema, document = tmp_path / "schema.json", tmp_path / "document.jsonl"
    schema.write_text('{"items": {"type": "null"}}')
    document.write_text("[1, 2]\n[null]\n[3, null, 4]\n")
    done = run("schema", "--limit", "3", schema, document)
    lines = done.stdout.decode().splitlines()
    assert [line.removeprefix(str(document)).split(" ")[0] for line in lines] == [":1:2:", ":1:5:", ":3:2:", ":"]
    assert lines[-1].endswith(": 1 more")
    (result,) = judged(schema, document, options=["--limit", "0"], expect=1)
    assert result["violations"] == [] and result["omitted"] == 4 and result["documents"] == 3


def test_standard_input_is_a_document_and_blank_lines_are_none(tmp_path):
    schema = tmp_path / "schema.json"
    schema.write_text('{"type": "integer"}')
    for text, options, code in (("3", [], 0), ('"x"', [], 1), ("1\n\n2\n \n", ["--lines"], 0), ("", [], 2)):
        assert run("schema", schema, "-", *options, input=text.encode()).returncode == code, text


def test_control_characters_of_a_document_reach_no_terminal(tmp_path):
    schema, document = tmp_path / "schema.json", tmp_path / "document.json"
    schema.write_text('{"additionalProperties": {"const": 1}}')
    document.write_text(json.dumps({"\x1b[31m\u202e": "\x1b[31mred\nline"}))
    told = run("schema", schema, document).stdout
    assert told.count(b"\n") == 1 and not set(told) & {0x1b, 0x07} and "\u202e".encode() not in told

