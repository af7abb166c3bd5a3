"""The schemas are schemas, and what Cellar reads and writes matches them."""

import json

import jsonschema
import pytest
import yaml

from conftest import ROOT, SHARED

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
