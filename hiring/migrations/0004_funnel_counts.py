import django.db.models.deletion
from django.db import migrations, models

# One row of differences for each opening, day of applying and state that a statement touched.
# `changed` are moves that came (sign 1) or went (sign -1). A state counts as reached by an
# application with its first move there.
_COUNT = """
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
_CAME = _COUNT.format(
    rows="new_rows",
    sign=1,
    first="""NOT EXISTS (
        SELECT 1 FROM candidates_move m
        WHERE m.application_id = n.application_id AND m.to_state = n.to_state AND m.id < n.id)""",
)
_WENT = _COUNT.format(
    rows="old_rows",
    sign=-1,
    first="""NOT EXISTS (
        SELECT 1 FROM candidates_move m
        WHERE m.application_id = n.application_id AND m.to_state = n.to_state
    ) AND NOT EXISTS (
        SELECT 1 FROM old_rows o
        WHERE o.application_id = n.application_id AND o.to_state = n.to_state AND o.id < n.id)""",
)
_SO_FAR = _CAME.replace("new_rows", "candidates_move")
_TRIGGERS = f"""
    CREATE FUNCTION hiring_count_moves_that_came() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN {_CAME} RETURN NULL; END $$;
    CREATE FUNCTION hiring_count_moves_that_went() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN {_WENT} RETURN NULL; END $$;
    CREATE TRIGGER the_funnel_counts_moves_that_came AFTER INSERT ON candidates_move
        REFERENCING NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION hiring_count_moves_that_came();
    CREATE TRIGGER the_funnel_counts_moves_that_went AFTER DELETE ON candidates_move
        REFERENCING OLD TABLE AS old_rows
        FOR EACH STATEMENT EXECUTE FUNCTION hiring_count_moves_that_went();
"""
_NO_TRIGGERS = """
    DROP TRIGGER the_funnel_counts_moves_that_came ON candidates_move;
    DROP TRIGGER the_funnel_counts_moves_that_went ON candidates_move;
    DROP FUNCTION hiring_count_moves_that_came;
    DROP FUNCTION hiring_count_moves_that_went;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('candidates', '0002_who_did_it'),
        ('hiring', '0003_overrides_and_their_rate'),
    ]

    operations = [
        migrations.CreateModel(
            name='FunnelCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('applied_on', models.DateField()),
                ('state', models.CharField(choices=[('applied', 'Applied'), ('screening', 'Screening'), ('invited', 'Invited'), ('on_day', 'On the Day'), ('deciding', 'Deciding'), ('offered', 'Offered'), ('hired', 'Hired'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], max_length=9)),
                ('reached', models.IntegerField()),
                ('here', models.IntegerField()),
                ('opening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='funnel_counts', to='candidates.opening')),
            ],
            options={
                'indexes': [models.Index(fields=['opening', 'applied_on', 'state'], include=('reached', 'here'), name='funnel_counts_by_day')],
            },
        ),
        migrations.RunSQL(_TRIGGERS, _NO_TRIGGERS),
        migrations.RunSQL(_SO_FAR, migrations.RunSQL.noop),
    ]
