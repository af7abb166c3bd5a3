"""Pipelines whose layout maps fields, for trees of any kind."""

import yaml


def write(target, layout, include, metrics, budget, score, space="transnas-bench-101-micro", task="class_scene", **options):
    """Writes a pipeline with one source and one task, and returns its path."""
    document = {
        "name": "mapped", "version": "1", "title": "Mapped runs", "authors": ["nobody"], "licence": "unknown",
        "citation": "none", "hardware": "unknown", "spaces": [space],
        "sources": [{"layout": layout, "include": include, "task": {"constant": task}, "budget": {"constant": budget},
                     "metrics": metrics, **options}],
        "tasks": {task: {"epochs": "from-log", "score": score}},
        # Tests give one made-up curve to several seeds.
        "validate": {"rules": {"SPACE-01": "off", "CURVE-04": "off"}},
        "completeness": "none", "derive": ["costs", "selection", "scores", "noise"],
        "emit": ["hdf5", "sqlite", "json", "jsonl", "csv"],
    }
    target.write_text(yaml.safe_dump(document, sort_keys=False, allow_unicode=True))
    return target


def percent(field, **more):
    return {"field": field, "unit": "percent", "direction": "higher", "lower": 0, "upper": 100, **more}


def fraction(field, **more):
    return {"field": field, "unit": "fraction", "direction": "higher", "lower": 0, "upper": 1, **more}


def loss(field, **more):
    return {"field": field, "unit": "none", "direction": "lower", **more}
