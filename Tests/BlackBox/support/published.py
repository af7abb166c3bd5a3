"""Releases of published scores, through a pipeline of the table layout."""

import csv

import yaml

MICRO = "transnas-bench-101-micro"
CELLS = "nas-bench-201"


def micro(shared):
    """task → encoding → the published validation score of the micro space."""
    with open(shared / "data" / "transnas-published" / "micro_validation.csv") as file:
        rows = list(csv.DictReader(file))
    return {task: {row["encoding"]: float(row[task]) for row in rows} for task in rows[0] if task != "encoding"}


def cells(shared):
    """task → encoding → (validation, test) accuracy after 12 epochs of the cells of NAS-Bench-201."""
    with open(shared / "data" / "nas-bench-201" / "accuracy_12_epochs.csv") as file:
        rows = list(csv.DictReader(file))
    return {task: {row["cellstr"]: (float(row[f"{name}-val"]), float(row[f"{name}-test"])) for row in rows}
            for task, name in (("cifar10", "cifar10"), ("cifar100", "cifar100"), ("ImageNet16-120", "imagenet"))}


def write(place, space, scores, budget=1, seeds=None):
    """A table of `scores`, task → encoding → (valid, test or None), and its pipeline.

    With `seeds`, task → encoding → [(valid, test or None)], those stand in it, under seeds from 1.
    """
    logs = place / "logs"
    logs.mkdir()
    with open(logs / "scores.csv", "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["encoding", "task", "seed", "valid_score", "test_score"])
        for task, members in scores.items():
            for encoding, one in members.items():
                for seed, (valid, test) in enumerate(seeds[task][encoding] if seeds else [one], start=1):
                    table.writerow([encoding, task, seed, valid, "" if test is None else test])
    metric = {"unit": "none", "direction": "higher"}
    document = {
        "name": "published", "version": "1", "title": "Published scores", "authors": ["their authors"],
        "licence": "theirs", "citation": "none", "hardware": "unknown", "spaces": [space],
        "sources": [{"layout": "table", "include": "*.csv", "encoding": "encoding", "seed": "seed",
                     "task": {"field": "task", "known": list(scores)}, "budget": {"constant": budget},
                     "metrics": {"valid_score": metric, "test_score": {**metric, "sparse": True}}}],
        "tasks": {task: {"epochs": "from-log", "score": "valid_score"} for task in scores},
        "validate": {"rules": {"SPACE-01": "off"}}, "completeness": "none",
        "derive": ["costs", "selection", "scores", "noise"], "emit": ["hdf5", "sqlite", "jsonl", "statistics"],
    }
    pipeline = place / "pipeline.yaml"
    pipeline.write_text(yaml.safe_dump(document, sort_keys=False))
    return logs, pipeline
