#!/usr/bin/env python3
"""Counts graded answers with DuckDB, and compares: count.py NAME=GLOB …; exit 1 where two counts differ."""
import sys

import duckdb

counts = {}
for argument in sys.argv[1:]:
    name, glob = argument.split("=", 1)
    table = f"""read_json('{glob}', format='newline_delimited',
        columns={{line: 'BIGINT', id: 'VARCHAR', verdict: 'VARCHAR', rules: 'VARCHAR[]', error: 'VARCHAR'}})"""
    verdicts = duckdb.sql(f"SELECT coalesce(verdict, 'error') AS v, count(*) FROM {table} GROUP BY v ORDER BY v").fetchall()
    rules = duckdb.sql(
        f"SELECT rule, count(*) AS n FROM (SELECT unnest(rules) AS rule FROM {table}) GROUP BY rule ORDER BY n DESC, rule").fetchall()
    # Each answer once, each with the verdict that it has elsewhere.
    digest = duckdb.sql(f"SELECT count(DISTINCT id), bit_xor(hash(id || coalesce(verdict, ''))) FROM {table}").fetchall()
    counts[name] = (verdicts, rules, digest)
    print(f"{name}: {sum(n for _, n in verdicts)} answers, {digest[0][0]} ids")
first = next(iter(counts.values()))
print("verdicts:", ", ".join(f"{v} {n}" for v, n in first[0]))
print("rules:", ", ".join(f"{rule} {n}" for rule, n in first[1][:12]))
if any(value != first for value in counts.values()):
    print("the counts differ")
    sys.exit(1)
print("the same count", len(counts), "ways")
