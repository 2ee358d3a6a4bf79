
import django.db.models.deletion
from django.db import migrations, models

# what an override rate is counted over, as decisions.models.held_against_advice says it
_COUNTS = "(advice <> 'none' OR is_override) AND revoked_at IS NULL AND verdict <> 'hold'"
_ADD = """
    INSERT INTO hiring_decisioncount (opening_id, decided, overrides)
    SELECT a.opening_id, sum(c.sign), coalesce(sum(c.sign) FILTER (WHERE c.is_override), 0)
    FROM ({rows}) c JOIN candidates_application a ON a.id = c.application_id
    GROUP BY 1
    HAVING sum(c.sign) <> 0 OR coalesce(sum(c.sign) FILTER (WHERE c.is_override), 0) <> 0;
"""
_ROWS = f"SELECT application_id, is_override, {{sign}} AS sign FROM {{table}} WHERE {_COUNTS}"
_CAME = _ROWS.format(sign=1, table="new_rows")
_WENT = _ROWS.format(sign=-1, table="old_rows")
_KINDS = (
    ("came", "INSERT", "NEW TABLE AS new_rows", _CAME),
    ("changed", "UPDATE", "OLD TABLE AS old_rows NEW TABLE AS new_rows", f"{_CAME} UNION ALL {_WENT}"),
    ("went", "DELETE", "OLD TABLE AS old_rows", _WENT),
)
_TRIGGERS = "".join(
    f"""
    CREATE FUNCTION hiring_count_decisions_that_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN {_ADD.format(rows=rows)} RETURN NULL; END $$;
    CREATE TRIGGER the_dashboards_count_decisions_that_{name} AFTER {event} ON hiring_decision
        REFERENCING {tables}
        FOR EACH STATEMENT EXECUTE FUNCTION hiring_count_decisions_that_{name}();
    """
    for name, event, tables, rows in _KINDS
)
_NO_TRIGGERS = "".join(
    f"""
    DROP TRIGGER the_dashboards_count_decisions_that_{name} ON hiring_decision;
    DROP FUNCTION hiring_count_decisions_that_{name};
    """
    for name, _event, _tables, _rows in _KINDS
)
_BEFORE = _ADD.format(rows=_ROWS.format(sign=1, table="hiring_decision"))


class Migration(migrations.Migration):

    dependencies = [
        ('candidates', '0001_who_applies'),
        ('hiring', '0008_voices_are_counted'),
    ]

    operations = [
        migrations.CreateModel(
            name='DecisionCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decided', models.IntegerField()),
                ('overrides', models.IntegerField()),
                ('opening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decision_counts', to='candidates.opening')),
            ],
        ),
        migrations.RunSQL(_BEFORE, migrations.RunSQL.noop),
        migrations.RunSQL(_TRIGGERS, _NO_TRIGGERS),
    ]
