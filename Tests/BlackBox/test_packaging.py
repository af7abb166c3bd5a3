"""What describes a release beside its artifacts: data card, catalogues, dictionary, citation, changes."""

import hashlib
import json
import re
import shutil
import sqlite3
import subprocess

import pandas
import pytest
import yaml

from support import release as cellar

NAMES = {"README.md", "croissant.json", "datasette.yaml", "data-dictionary.md", "CITATION.cff", "LICENSE", "CHANGES.md"}


def front_matter(text):
    assert text.startswith("---\n")
    return yaml.safe_load(text.split("---\n", 2)[1])


@pytest.fixture(scope="module")
def with_parquet(fixture_logs, tmp_path_factory):
    """The fixtures with Parquet beside the other artifacts."""
    place = tmp_path_factory.mktemp("packaged")
    text = subprocess.run(
        [cellar.cellar(), "pipelines", "show", "transnas-bench-101-logs"], capture_output=True, text=True, check=True
    ).stdout
    pipeline = place / "pipeline.yaml"
    pipeline.write_text(text.replace(", package]", ", parquet, package]"))
    assert "parquet" in pipeline.read_text()
    return cellar.build(fixture_logs, place / "release", pipeline=pipeline)


def test_the_packaging_stands_in_the_manifest_and_the_checksums(small):
    outputs = {entry["path"]: entry for entry in small.manifest["outputs"]}
    sums = dict(reversed(line.split("  ")) for line in (small.path / "SHA256SUMS").read_text().splitlines())
    for name in NAMES:
        content = (small.path / name).read_bytes()
        assert outputs[name]["sha256"] == hashlib.sha256(content).hexdigest() == sums[name]
        assert outputs[name]["bytes"] == len(content) and content.endswith(b"\n")


def test_the_data_card_has_front_matter_that_the_hub_reads(small, with_parquet):
    for release, formats in ((small, "csv.gz"), (with_parquet, "parquet")):
        card = (release.path / "README.md").read_text()
        matter = front_matter(card)
        assert matter["license"] == "mit" and matter["pretty_name"]
        assert [c["config_name"] for c in matter["configs"] if c.get("default")] == [matter["configs"][0]["config_name"]]
        for configuration in matter["configs"]:
            for data in configuration["data_files"]:
                assert (release.path / data["path"]).is_file() and data["path"].endswith(formats)
        for section in ("What is in it", "Files", "How to read it", "What the numbers mean", "Licence, citation, funding"):
            assert f"\n## {section}\n" in card
        assert f"| {release.counts['read']} | {release.counts['released']} |" in card


def test_the_catalogue_entry_names_every_file_with_its_checksum(with_parquet):
    document = json.loads((with_parquet.path / "croissant.json").read_text())
    assert "http://mlcommons.org/croissant/1.0" in document["conformsTo"]
    files = {entry["@id"]: entry for entry in document["distribution"]}
    described = {path.relative_to(with_parquet.path).as_posix() for path in with_parquet.path.rglob("*") if path.is_file()}
    assert set(files) == described - NAMES - {"manifest.json", "SHA256SUMS"}
    for path, entry in files.items():
        assert entry["sha256"] == hashlib.sha256((with_parquet.path / path).read_bytes()).hexdigest()
        assert entry["encodingFormat"]
    for name in ("name", "description", "url", "license", "version", "datePublished", "citeAs", "creator",
                 "rai:dataLimitations"):
        assert document[name], name


def test_record_sets_have_the_columns_of_their_files(with_parquet):
    document = json.loads((with_parquet.path / "croissant.json").read_text())
    names = [record["@id"] for record in document["recordSet"]]
    assert {"run", "architecture", "score", "summary"} < set(names)
    for record in document["recordSet"]:
        source = {field["source"]["fileObject"]["@id"] for field in record["field"]}
        assert len(source) == 1
        path = with_parquet.path / source.pop()
        frame = pandas.read_parquet(path) if path.suffix == ".parquet" else pandas.read_csv(path)
        assert [field["source"]["extract"]["column"] for field in record["field"]] == list(frame.columns), record["@id"]


def test_the_dictionary_explains_every_column_of_the_database(small):
    text = (small.path / "data-dictionary.md").read_text()
    with sqlite3.connect(small.file(".sqlite")) as database:
        tables = [name for (name,) in database.execute(
            "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'")]
        assert len(tables) > 15
        for table in tables:
            section = text.split(f"\n### `{table}`\n", 1)[1].split("\n## ", 1)[0].split("\n### ", 1)[0]
            columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
            rows = re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)
            assert rows == columns, table


def test_datasette_gets_tables_that_are_there_and_queries_that_run(small):
    configuration = yaml.safe_load((small.path / "datasette.yaml").read_text())
    (name, database), = configuration["databases"].items()
    assert small.file(".sqlite").name == f"{name}.sqlite"
    with sqlite3.connect(small.file(".sqlite")) as connection:
        for table, content in database["tables"].items():
            columns = {row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')}
            assert set(content["columns"]) == columns, table
            named = set(content.get("facets", [])) | set(content.get("units", {}))
            named |= {content[key] for key in ("label_column", "sort_desc") if key in content}
            assert named <= columns, table
        run = small.runs[0]
        found = {}
        for query, content in database["queries"].items():
            found[query] = connection.execute(
                content["sql"], {"task": run["task"], "encoding": run["encoding"]}).fetchall()
        assert len(found) == 3 and all(found.values())
        assert run["sources"][0]["sha256"] in {row[4] for row in found["where_from"]}


def test_the_citation_file_names_title_authors_and_day(small):
    citation = yaml.safe_load((small.path / "CITATION.cff").read_text())
    assert citation["cff-version"] == "1.2.0" and citation["type"] == "dataset"
    assert [author["family-names"] for author in citation["authors"]][:2] == ["Duan", "Chen"]
    assert str(citation["date-released"]) == "2021-05-25" and citation["license"] == "MIT"
    assert "SPDX-License-Identifier: MIT" in (small.path / "LICENSE").read_text()


def test_changes_are_told_against_an_earlier_release(fixture_logs, small, tmp_path):
    assert "No earlier release" in (small.path / "CHANGES.md").read_text()
    less = tmp_path / "less"
    shutil.copytree(fixture_logs, less)
    runs = sorted(small.runs, key=lambda run: run["sources"][0]["path"])
    victim = runs[0]["sources"][0]["path"].split("/", 1)[1]
    shutil.rmtree((less / victim).parent)
    cellar.build(less, tmp_path / "old")
    again = cellar.build(
        fixture_logs, tmp_path / "new", options=("--no-cache", "--previous", tmp_path / "old"))
    text = (again.path / "CHANGES.md").read_text()
    assert "Against version 1.0.0" in text
    equal = len(small.runs) - 1
    assert f"| {equal} | 1 | 0 | 0 |" in text
    assert f"added: 1 of task {runs[0]['task']}" in text.replace("\\", "")


def test_a_pipeline_without_a_card_is_refused_where_packaging_is_asked_for(fixture_logs, tmp_path):
    text = subprocess.run(
        [cellar.cellar(), "pipelines", "show", "transnas-bench-101-logs"], capture_output=True, text=True, check=True
    ).stdout
    start, end = text.index("\ncard:"), text.index("\nspaces:")
    for broken, words in (
        (text[:start] + text[end:], "needs the key 'card'"),
        (text.replace("  funding: not stated\n", ""), "'funding' is missing in 'card'"),
        (text.replace('  date: "2021-05-25"', "  date: May 2021"), "expected a day"),
        (text.replace("  funding:", "  fundng:"), "did you mean 'funding'"),
    ):
        pipeline = tmp_path / "pipeline.yaml"
        pipeline.write_text(broken)
        done = subprocess.run(
            [cellar.cellar(), "build", pipeline, "--input", fixture_logs, "--output", tmp_path / "x"],
            capture_output=True, text=True)
        assert done.returncode == 64 and words in done.stderr, done.stderr
        assert not (tmp_path / "x").exists()


@pytest.mark.full
def test_mlcroissant_validates_the_catalogue_entry_and_loads_its_records(with_parquet):
    mlcroissant = pytest.importorskip("mlcroissant")
    dataset = mlcroissant.Dataset(str(with_parquet.path / "croissant.json"))
    assert not dataset.metadata.ctx.issues.errors
    for record in dataset.metadata.record_sets:
        rows = list(dataset.records(record.uuid))
        assert rows, record.uuid
    summary = list(dataset.records("summary"))
    assert {row["summary/encoding"].decode() for row in summary} == {run["encoding"] for run in with_parquet.runs}
