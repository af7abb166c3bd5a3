"""check_parquet.py FILE EXPECTED: compares a Parquet file with JSON lines, through pyarrow and DuckDB.

A line holds the values of a row in the order of the columns, doubles as the integer of their 64 bits. With the single
argument "probe" it only says whether both libraries are there.
"""

import json
import struct
import sys

import duckdb
import pyarrow.compute as compute
import pyarrow.parquet as parquet


def bits(value):
    return None if value is None else struct.unpack("<Q", struct.pack("<d", value))[0]


def rows_of(columns):
    """Rows out of (is double, values) pairs."""
    return [list(row) for row in zip(*[[bits(v) for v in values] if double else values for double, values in columns])]


def main():
    path, expected_path = sys.argv[1:]
    with open(expected_path, encoding="utf-8") as lines:
        expected = [json.loads(line) for line in lines]

    file = parquet.ParquetFile(path, page_checksum_verification=True)
    table = file.read()
    assert table.num_rows == file.metadata.num_rows == len(expected), (table.num_rows, len(expected))
    doubles = [str(field.type) == "double" for field in table.schema]
    assert rows_of([(d, c.to_pylist()) for d, c in zip(doubles, table.columns)]) == expected, "pyarrow: other values"
    assert [field.nullable for field in table.schema] == [column.max_definition_level == 1 for column in file.schema]

    connection = duckdb.connect()
    found = connection.execute(f"SELECT * FROM read_parquet('{path}')").fetchall()
    assert rows_of(list(zip(doubles, zip(*found)))) == expected, "DuckDB: other values"
    # A predicate makes DuckDB trust the bounds.
    name = table.schema.names[0]
    largest = max(row[0] for row in expected)
    count = connection.execute(f'SELECT count(*) FROM read_parquet(?) WHERE "{name}" = ?', [path, largest]).fetchone()
    assert count[0] == sum(row[0] == largest for row in expected), count

    checked = 0
    for group in range(file.metadata.num_row_groups):
        part = file.read_row_group(group)
        for index, column in enumerate(part.columns):
            statistics = file.metadata.row_group(group).column(index).statistics
            assert statistics.null_count == column.null_count, (group, index)
            if not statistics.has_min_max:
                continue
            bounds = compute.min_max(column).as_py()
            assert (statistics.min, statistics.max) == (bounds["min"], bounds["max"]), (group, index, bounds)
            checked += 1
    assert checked > 0, "no bounds at all"
    print(f"{len(expected)} rows, {file.metadata.num_row_groups} row groups, {checked} pairs of bounds agree")


if __name__ == "__main__" and sys.argv[1:] != ["probe"]:
    main()
