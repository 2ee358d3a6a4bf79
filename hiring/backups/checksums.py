"""What a database holds, as one checksum for each table, and what it is made of.

Rows are put in order by their own checksum, so that two databases with the same rows agree however
these lie on the disk.
"""

from __future__ import annotations

import psycopg
from psycopg import sql

TABLES = """
SELECT relname FROM pg_class
 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname
"""
ROWS = """
SELECT count(*), coalesce(md5(string_agg(digest, '' ORDER BY digest COLLATE "C")), '')
  FROM (SELECT md5(whole::text) AS digest FROM {} AS whole) AS digests
"""
SEQUENCES = """
SELECT 'sequence ' || sequencename, coalesce(last_value, 0)::text
  FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1
"""
# What refuses nonsense has to come back too, not the rows alone. By name, kind and whether it is
# in force: PostgreSQL writes an expression that it has parsed twice in other words.
RULES = """
SELECT md5(coalesce(string_agg(line, chr(10) ORDER BY line COLLATE "C"), '')) FROM (
    SELECT concat_ws(' ', conrelid::regclass, conname, contype, convalidated) AS line
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT concat_ws(' ', indrelid::regclass, indexrelid::regclass, indisunique, indisvalid)
      FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
     WHERE relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT concat_ws(' ', tgrelid::regclass, tgname, tgenabled, tgtype)
      FROM pg_trigger WHERE NOT tgisinternal) AS rules
"""


def of_database(connection: psycopg.Connection[tuple[object, ...]]) -> dict[str, str]:
    """Return name → checksum for every table and sequence and for all rules together.

    Read within the caller's transaction, and so of one moment if that is repeatable read.
    """
    connection.execute("SET LOCAL TIME ZONE 'UTC'")
    found = {}
    for (table,) in connection.execute(TABLES).fetchall():
        query = sql.SQL(ROWS).format(sql.Identifier("public", str(table)))
        number, digest = connection.execute(query).fetchone() or (0, "")
        found[str(table)] = f"{number} rows {digest}"
    found.update((str(name), str(value)) for name, value in connection.execute(SEQUENCES))
    found["rules"] = str((connection.execute(RULES).fetchone() or ("",))[0])
    return found
