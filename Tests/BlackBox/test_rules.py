"""`cellar rules`, thresholds in a pipeline file, and the published anomalies of costs."""

import json
import subprocess

import pytest
import yaml

from support import release as cellar


def run(*arguments):
    return subprocess.run([cellar.cellar(), *map(str, arguments)], capture_output=True, text=True)


@pytest.fixture(scope="module")
def rules():
    result = run("rules", "--json")
    assert result.returncode == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_list_names_every_rule_once(rules):
    lines = run("rules").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [rule["code"] for rule in rules]
    assert len({rule["code"] for rule in rules}) == len(rules) == 29
    for line, rule in zip(lines, rules):
        assert line.split()[1] == rule["severity"] and line.endswith(rule["title"])


def test_a_rule_shows_all_that_is_known_of_it(rules):
    for rule in rules:
        text = run("rules", rule["code"]).stdout
        for part in ["code", "severity", "title", "checks", "earned_from", "clean", "failing"]:
            assert rule[part] and rule[part] in text, (rule["code"], part)
        for threshold in rule["thresholds"]:
            assert threshold["name"] in text and threshold["unit"] in text
    assert run("rules", "cost-01").stdout == run("rules", "COST-01").stdout


def test_the_page_of_the_documentation_is_what_the_command_writes(fixture_logs):
    page = fixture_logs.parents[1] / "docs" / "validation-rules.md"
    assert run("rules", "--markdown").stdout == page.read_text()


def test_a_misspelt_code_names_the_nearest():
    result = run("rules", "COST-1")
    assert result.returncode == 64 and "did you mean 'COST-01'" in result.stderr


@pytest.mark.parametrize("rules, message", [
    ({"DIST-01": {"severity": "warning", "zz": 6}}, "unknown key 'zz' in DIST-01; did you mean 'z'?"),
    ({"DIST-01": {"z": "six"}}, "is 'six'; expected a number of at least 1"),
    ({"DIST-1": "error"}, "unknown rule 'DIST-1'; did you mean 'DIST-01'?"),
    ({"DIST-01": {"severity": "warnin"}}, "did you mean 'warning'?"),
])
def test_misspelt_thresholds_are_errors(tmp_path, fixture_logs, rules, message):
    document = yaml.safe_load(run("pipelines", "show", "transnas-bench-101-logs").stdout)
    document["validate"]["rules"] = rules
    pipeline = tmp_path / "p.yaml"
    pipeline.write_text(yaml.safe_dump(document))
    result = run("build", pipeline, "--input", fixture_logs, "--output", tmp_path / "out", "--no-cache")
    assert result.returncode == 64 and message in result.stderr, result.stderr


def test_published_anomalies_are_flagged_and_explained(fixture_logs, tmp_path):
    example = fixture_logs.parent / "cost-anomalies"
    release = cellar.build(example, tmp_path / "release", example / "pipeline.yaml")
    cellar.check_accounts(release)
    first, second = sorted(release.found("COST-01"), key=lambda finding: finding["line"])
    assert first["line"] == 2 and first["expected"] == "0.802426"
    assert "fits 7 of the 9 'nor_conv_3x3' of its cells: (3,3,1) or (3,2,2)" in first["message"]
    assert second["line"] == 4 and "one seed counting live operations only would explain it" in second["message"]
    assert len(release.runs) == 2


def test_a_split_that_leaks_is_told(tmp_path, fixture_logs):
    document = yaml.safe_load(run("pipelines", "show", "transnas-bench-101-logs").stdout)
    document["validate"]["split"] = {"train": ["64-41414-0_00_000"], "test": ["64-41414-0_00_010", "64-41414-3_33_333"]}
    pipeline = tmp_path / "p.yaml"
    pipeline.write_text(yaml.safe_dump(document))
    release = cellar.build(fixture_logs, tmp_path / "release", pipeline)
    (finding,) = release.found("LEAK-01")
    assert finding["severity"] == "warning" and finding["message"].startswith("1 of 2 architectures")
    document["validate"]["split"]["test"] = ["64-41414-0_00_01"]
    pipeline.write_text(yaml.safe_dump(document))
    result = run("build", pipeline, "--input", fixture_logs, "--output", tmp_path / "out", "--no-cache")
    assert result.returncode == 64 and "64-41414-0_00_01" in result.stderr
