from django.db import migrations

# One row of differences for each opening, day of applying and state that a statement touched.
# `changed` are moves that came (sign 1) or went (sign -1). A state counts as reached by an
# application with its first move there.
_REACHED = """
    INSERT INTO hiring_funnelcount (opening_id, applied_on, state, reached, here)
    SELECT a.opening_id, (a.applied_at AT TIME ZONE 'UTC')::date, c.state, sum(c.reached), sum(c.here)
    FROM (
        SELECT application_id, to_state AS state, {sign} AS here,
            CASE WHEN {first} THEN {sign} ELSE 0 END AS reached
        FROM {rows} n
        UNION ALL
        SELECT application_id, from_state, -({sign}), 0 FROM {rows} n WHERE from_state <> ''
    ) c
    JOIN candidates_application a ON a.id = c.application_id
    GROUP BY 1, 2, 3 HAVING sum(c.reached) <> 0 OR sum(c.here) <> 0;
"""
_REACHED_CAME = _REACHED.format(
    rows="new_rows",
    sign=1,
    first="""NOT EXISTS (
        SELECT 1 FROM candidates_move m
        WHERE m.application_id = n.application_id AND m.to_state = n.to_state AND m.id < n.id)""",
)
_REACHED_WENT = _REACHED.format(
    rows="old_rows",
    sign=-1,
    first="""NOT EXISTS (
        SELECT 1 FROM candidates_move m
        WHERE m.application_id = n.application_id AND m.to_state = n.to_state
    ) AND NOT EXISTS (
        SELECT 1 FROM old_rows o
        WHERE o.application_id = n.application_id AND o.to_state = n.to_state AND o.id < n.id)""",
)
_REACHED_TRIGGERS = f"""
    CREATE FUNCTION hiring_count_moves_that_came() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN {_REACHED_CAME} RETURN NULL; END $$;
    CREATE FUNCTION hiring_count_moves_that_went() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN {_REACHED_WENT} RETURN NULL; END $$;
    CREATE TRIGGER the_funnel_counts_moves_that_came AFTER INSERT ON candidates_move
        REFERENCING NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION hiring_count_moves_that_came();
    CREATE TRIGGER the_funnel_counts_moves_that_went AFTER DELETE ON candidates_move
        REFERENCING OLD TABLE AS old_rows
        FOR EACH STATEMENT EXECUTE FUNCTION hiring_count_moves_that_went();
"""
_NO_REACHED_TRIGGERS = """
    DROP TRIGGER the_funnel_counts_moves_that_came ON candidates_move;
    DROP TRIGGER the_funnel_counts_moves_that_went ON candidates_move;
    DROP FUNCTION hiring_count_moves_that_came;
    DROP FUNCTION hiring_count_moves_that_went;
"""

# Rows of differences, as for the funnel's counts: what a statement's moves add, or take back.
# `rows` are the moves that came or went, `known` all moves there are with them.
_STATES = """
    INSERT INTO hiring_sourcecount (opening_id, applied_in, source, language, state, reached, here)
    SELECT a.opening_id, date_trunc('month', a.applied_at AT TIME ZONE 'UTC')::date, a.source,
        k.language, c.state, sum(c.reached), sum(c.here)
    FROM (
        SELECT application_id, to_state AS state, {sign} AS here,
            CASE WHEN {first} THEN {sign} ELSE 0 END AS reached
        FROM {rows} n
        UNION ALL
        SELECT application_id, from_state, -({sign}), 0 FROM {rows} n WHERE from_state <> ''
    ) c
    JOIN candidates_application a ON a.id = c.application_id
    JOIN candidates_candidate k ON k.id = a.candidate_id
    GROUP BY 1, 2, 3, 4, 5 HAVING sum(c.reached) <> 0 OR sum(c.here) <> 0;
"""
# A stay ends with the move out of a state and began with the move before; the first answer is
# the first move that one of us made; both and the hire are as long as their bucket says.
_STAYS = """
    INSERT INTO hiring_staycount (opening_id, applied_in, kind, ending, bucket, amount)
    SELECT a.opening_id, date_trunc('month', a.applied_at AT TIME ZONE 'UTC')::date, s.kind,
        s.ending,
        floor(4 * ln(1 + greatest(0, extract(epoch FROM s.until - coalesce(s.since, a.applied_at)))
            / 900) / ln(2))::int,
        sum({sign})
    FROM (
        SELECT n.application_id, n.from_state AS kind,
            CASE WHEN n.to_state IN ('declined', 'withdrawn') THEN n.to_state ELSE 'moved' END
                AS ending,
            (SELECT m.at FROM {known} m WHERE m.application_id = n.application_id AND m.id < n.id
                ORDER BY m.id DESC LIMIT 1) AS since,
            n.at AS until
        FROM {rows} n WHERE n.from_state NOT IN ('', 'declined', 'withdrawn')
        UNION ALL
        SELECT n.application_id, 'answer', 'moved', NULL, n.at
        FROM {rows} n WHERE n.actor_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM {known} m WHERE m.application_id = n.application_id
                AND m.actor_id IS NOT NULL AND m.id < n.id)
        UNION ALL
        SELECT n.application_id, 'hire', 'moved', NULL, n.at
        FROM {rows} n WHERE n.to_state = 'hired'
    ) s
    JOIN candidates_application a ON a.id = s.application_id
    GROUP BY 1, 2, 3, 4, 5;
"""
_STAYS_CAME = (_STATES + _STAYS).format(
    rows="new_rows",
    known="candidates_move",
    sign=1,
    first="""NOT EXISTS (
        SELECT 1 FROM candidates_move m
        WHERE m.application_id = n.application_id AND m.to_state = n.to_state AND m.id < n.id)""",
)
_STAYS_WENT = (_STATES + _STAYS).format(
    rows="old_rows",
    known="(SELECT * FROM candidates_move UNION ALL SELECT * FROM old_rows)",
    sign=-1,
    first="""NOT EXISTS (
        SELECT 1 FROM candidates_move m
        WHERE m.application_id = n.application_id AND m.to_state = n.to_state
    ) AND NOT EXISTS (
        SELECT 1 FROM old_rows o
        WHERE o.application_id = n.application_id AND o.to_state = n.to_state AND o.id < n.id)""",
)
_STAYS_TRIGGERS = f"""
    CREATE FUNCTION hiring_count_stays_that_came() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN {_STAYS_CAME} RETURN NULL; END $$;
    CREATE FUNCTION hiring_count_stays_that_went() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN {_STAYS_WENT} RETURN NULL; END $$;
    CREATE TRIGGER the_dashboards_count_stays_that_came AFTER INSERT ON candidates_move
        REFERENCING NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION hiring_count_stays_that_came();
    CREATE TRIGGER the_dashboards_count_stays_that_went AFTER DELETE ON candidates_move
        REFERENCING OLD TABLE AS old_rows
        FOR EACH STATEMENT EXECUTE FUNCTION hiring_count_stays_that_went();
"""
_NO_STAYS_TRIGGERS = """
    DROP TRIGGER the_dashboards_count_stays_that_came ON candidates_move;
    DROP TRIGGER the_dashboards_count_stays_that_went ON candidates_move;
    DROP FUNCTION hiring_count_stays_that_came;
    DROP FUNCTION hiring_count_stays_that_went;
"""


class Migration(migrations.Migration):

    replaces = [
        ('hiring', '0004_funnel_counts'),
        ('hiring', '0008_sources_and_stays'),
        ('hiring', '0016_reports_of_figures'),
    ]

    dependencies = [
        ('hiring', '0002_deciding'),
    ]

    operations = [
        migrations.RunSQL(_REACHED_TRIGGERS, _NO_REACHED_TRIGGERS),
        migrations.RunSQL(_STAYS_TRIGGERS, _NO_STAYS_TRIGGERS),
    ]
