"""Every column of every run, whatever the space: the same from each artifact that holds curves."""

from support.release import number


def of_lines(release):
    """(task, budget, encoding, seed) → metric → doubles, None for absent."""
    found = {}
    for record in release.runs:
        key = (record["task"], record["budget"], record["encoding"], record["seed"])
        assert key not in found, f"{key} occurs twice"
        found[key] = {name: [number(value) for value in column] for name, column in record["metrics"].items()}
        for name, column in record.items():
            if isinstance(column, list) and len(column) == record["budget"] and name != "sources":
                found[key][name] = [number(value) for value in column]
    return found


def of_all(release):
    """The same by artifact."""
    return {"jsonl": of_lines(release),
            "sqlite": {key[1:]: columns for key, columns in release.curves_from_database().items()},
            "hdf5": {key[1:]: columns for key, columns in release.curves_from_hdf5().items()}}
