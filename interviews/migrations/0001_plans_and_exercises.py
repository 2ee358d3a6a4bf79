import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
import interviews.plans.models
import interviews.stages.registry
import pgtrigger.compiler
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from candidates.migrations._together import CreateTogether


class Migration(migrations.Migration):

    replaces = [
        ('interviews', '0001_the_service_day'),
        ('interviews', '0002_revisions_have_a_reason_postgresql_can_check'),
        ('interviews', '0003_conflicts_reveals_and_stops'),
        ('interviews', '0004_cut_points_norms_and_calibrations'),
        ('interviews', '0005_washups'),
        ('interviews', '0006_how_a_day_is_planned'),
        ('interviews', '0007_calendar_feeds'),
        ('interviews', '0008_judged_bars'),
    ]

    initial = True

    dependencies = [
        ('candidates', '0001_who_applies'),
    ]

    operations = [
        CreateTogether(
            [migrations.CreateModel(
                name='Competency',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=60, unique=True)),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('family', models.CharField(choices=[('service', 'Service'), ('value', 'Value')], default='service', max_length=7)),
                    ('description', models.TextField(blank=True, verbose_name='description')),
                    ('anchor_1', models.TextField(verbose_name='what a 1 looks like')),
                    ('anchor_3', models.TextField(verbose_name='what a 3 looks like')),
                    ('anchor_5', models.TextField(verbose_name='what a 5 looks like')),
                    ('retired_at', models.DateTimeField(blank=True, null=True)),
                ],
            ), migrations.CreateModel(
                name='Item',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=80, verbose_name='code')),
                    ('version', models.PositiveSmallIntegerField(default=1)),
                    ('status', models.CharField(choices=[('draft', 'Draft'), ('pilot', 'Pilot'), ('live', 'Live'), ('retired', 'Retired')], default='draft', max_length=7)),
                    ('origin', models.CharField(choices=[('shipped', 'Shipped'), ('written', 'Written here'), ('imported', 'Imported')], default='written', max_length=8)),
                    ('language', models.CharField(max_length=20, verbose_name='language')),
                    ('kind', models.CharField(choices=[('choice', 'Choose one'), ('several', 'Choose all that fit'), ('locate', 'Find the error'), ('correct', 'Correct the word'), ('order', 'Put in order'), ('proofread', 'Proofread'), ('rewrite', 'Write')], max_length=10, verbose_name='kind')),
                    ('area', models.CharField(max_length=20, verbose_name='area')),
                    ('difficulty', models.PositiveSmallIntegerField(verbose_name='difficulty')),
                    ('stem', models.TextField(verbose_name='what is asked')),
                    ('body', models.JSONField()),
                    ('rationale', models.TextField(blank=True, verbose_name='why the key is right')),
                    ('proof_note', models.TextField(blank=True, verbose_name='note of the second reading')),
                    ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                    ('licence', models.CharField(blank=True, max_length=100, verbose_name='license')),
                    ('time_limit_seconds', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('digest', models.CharField(max_length=64)),
                    ('search_text', models.TextField(blank=True, default='')),
                    ('exposure_count', models.PositiveIntegerField(default=0)),
                    ('created_at', models.DateTimeField()),
                    ('live_at', models.DateTimeField(blank=True, null=True)),
                    ('retired_at', models.DateTimeField(blank=True, null=True)),
                    ('retired_reason', models.TextField(blank=True)),
                    ('competency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='interviews.competency')),
                    ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'permissions': [('manage_bank', 'Can keep the bank of test items')],
                    'indexes': [models.Index(condition=models.Q(('status', 'live')), fields=['language', 'area'], name='live_items_by_area'), models.Index(fields=['language', 'status', 'code'], name='items_as_the_bank_lists')],
                    'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='one_item_per_version'), models.UniqueConstraint(condition=models.Q(('status', 'live')), fields=('code',), name='one_live_version_per_item'), models.UniqueConstraint(condition=models.Q(('status', 'draft')), fields=('code',), name='one_draft_version_per_item'), models.CheckConstraint(condition=models.Q(('difficulty__gte', 1), ('difficulty__lte', 5)), name='an_item_is_as_hard_as_1_to_5'), models.CheckConstraint(condition=models.Q(('code__regex', '\\S'), ('stem__regex', '\\S'), ('version__gte', 1)), name='an_item_has_a_code_and_asks_something'), models.CheckConstraint(condition=models.Q(models.Q(('retired_at__isnull', False), ('retired_reason__regex', '\\S'), ('status', 'retired')), models.Q(models.Q(('status', 'retired'), _negated=True), ('retired_at__isnull', True), ('retired_reason', '')), _connector='OR'), name='a_retired_item_says_when_and_why'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'live'), _negated=True), models.Q(('live_at__isnull', False), ('proof_note__regex', '\\S'), ('rationale__regex', '\\S')), _connector='OR'), name='a_live_item_has_a_rationale_and_was_read_again'), models.CheckConstraint(condition=models.Q(('retired_at__isnull', True), ('live_at__isnull', True), ('retired_at__gte', models.F('live_at')), _connector='OR'), name='an_item_is_retired_after_it_was_live')],
                    'triggers': [pgtrigger.compiler.Trigger(name='an_item_that_was_shown_stays_as_it_is', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF OLD.status <> 'draft' AND (\n        ROW(OLD.code, OLD.version, OLD.language, OLD.kind, OLD.area, OLD.difficulty, OLD.stem, OLD.body, OLD.rationale, OLD.competency_id, OLD.source, OLD.licence, OLD.time_limit_seconds, OLD.digest)\n        IS DISTINCT FROM ROW(NEW.code, NEW.version, NEW.language, NEW.kind, NEW.area, NEW.difficulty, NEW.stem, NEW.body, NEW.rationale, NEW.competency_id, NEW.source, NEW.licence, NEW.time_limit_seconds, NEW.digest)\n    ) THEN\n        RAISE EXCEPTION 'candidates may have seen this item: make a new version of it'\n            USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='eb9740472130400ff33d6c81e8c2c70db68b60a1', operation='UPDATE', pgid='pgtrigger_an_item_that_was_shown_stays_as_it_is_c2b97', table='interviews_item', when='BEFORE')), pgtrigger.compiler.Trigger(name='an_item_that_was_shown_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."status" IN (\'pilot\', \'live\', \'retired\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='8893e07d6f3afc70824b80410c223ac3bf050a4f', operation='DELETE', pgid='pgtrigger_an_item_that_was_shown_is_kept_17ebe', table='interviews_item', when='BEFORE')), pgtrigger.compiler.Trigger(name='an_item_moves_by_the_table', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{draft:pilot,draft:live,draft:retired,pilot:live,pilot:retired,live:retired}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='c26572e0e9da385b92c8b9abafadd242b974174c', operation='UPDATE', pgid='pgtrigger_an_item_moves_by_the_table_15476', table='interviews_item', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='BankImport',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('format', models.CharField(choices=[('csv', 'CSV'), ('yaml', 'YAML'), ('qti', 'QTI 3')], max_length=4)),
                    ('file_name', models.CharField(max_length=200)),
                    ('accepted', models.JSONField(default=list)),
                    ('refused', models.JSONField(default=list)),
                    ('created_at', models.DateTimeField()),
                    ('taken_at', models.DateTimeField(blank=True, null=True)),
                    ('result', models.JSONField(blank=True, default=dict)),
                    ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['-created_at'], name='bank_imports_newest_first')],
                },
            ), migrations.CreateModel(
                name='Measurement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(max_length=20)),
                    ('model', models.CharField(choices=[('none', 'nothing yet'), ('described', 'described'), ('rasch', 'Rasch'), ('2pl', 'two parameters')], max_length=9)),
                    ('people', models.PositiveIntegerField()),
                    ('items', models.PositiveIntegerField()),
                    ('calibrated', models.PositiveIntegerField(default=0)),
                    ('form_length', models.PositiveSmallIntegerField(default=0)),
                    ('alpha', models.FloatField(blank=True, null=True)),
                    ('error', models.FloatField(blank=True, null=True)),
                    ('log_likelihood', models.FloatField(blank=True, null=True)),
                    ('made_at', models.DateTimeField()),
                ],
                options={
                    'indexes': [models.Index(fields=['language', '-made_at'], name='measurements_newest_first')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('calibrated__lte', models.F('items'))), name='calibrated_items_are_items')],
                    'triggers': [pgtrigger.compiler.Trigger(name='measurements_are_only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='761976838058d66b4582939602b555f060c947e5', operation='UPDATE OR DELETE', pgid='pgtrigger_measurements_are_only_added_to_f8f7e', table='interviews_measurement', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='ItemMeasure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('people', models.PositiveIntegerField()),
                    ('p', models.FloatField(blank=True, null=True)),
                    ('item_rest', models.FloatField(blank=True, null=True)),
                    ('chosen', models.JSONField(default=list)),
                    ('flags', models.JSONField(default=list)),
                    ('a', models.FloatField(blank=True, null=True)),
                    ('b', models.FloatField(blank=True, null=True)),
                    ('se_a', models.FloatField(blank=True, null=True)),
                    ('se_b', models.FloatField(blank=True, null=True)),
                    ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='interviews.item')),
                    ('measurement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='item_measures', to='interviews.measurement')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('measurement', 'item'), name='one_measure_per_item_and_measurement'), models.CheckConstraint(condition=models.Q(models.Q(('a__isnull', True), ('b__isnull', True)), models.Q(('a__isnull', False), ('b__isnull', False)), _connector='OR'), name='an_item_is_on_the_scale_or_not'), models.CheckConstraint(condition=models.Q(models.Q(('p__isnull', False), ('people__gte', 30)), models.Q(('b__isnull', True), ('item_rest__isnull', True), ('p__isnull', True), ('people__lt', 30)), _connector='OR'), name='nothing_is_said_of_an_item_before_thirty_answers')],
                    'triggers': [pgtrigger.compiler.Trigger(name='item_measures_are_only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c9f1b27aedddff5980b07d38c065ac5c29e900db', operation='UPDATE OR DELETE', pgid='pgtrigger_item_measures_are_only_added_to_94d11', table='interviews_itemmeasure', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Plan',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveSmallIntegerField(default=1)),
                    ('template', models.CharField(blank=True, max_length=20)),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('active', 'Active'), ('superseded', 'Superseded')], default='draft', max_length=10)),
                    ('bar', models.DecimalField(decimal_places=2, max_digits=3, verbose_name='bar')),
                    ('created_at', models.DateTimeField()),
                    ('locked_at', models.DateTimeField(blank=True, null=True)),
                    ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('opening', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='candidates.opening')),
                    ('values_version', models.PositiveSmallIntegerField(blank=True, null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('opening', 'version'), name='one_plan_per_opening_and_version'), models.UniqueConstraint(condition=models.Q(('state', 'active')), fields=('opening',), name='one_active_plan_per_opening'), models.CheckConstraint(condition=models.Q(('bar__gte', 1), ('bar__lte', 5)), name='a_bar_lies_between_1_and_5'), models.CheckConstraint(condition=models.Q(('locked_at__isnull', True), models.Q(('state', 'draft'), _negated=True), _connector='OR'), name='a_draft_plan_is_not_locked')],
                    'triggers': [pgtrigger.compiler.Trigger(name='a_locked_plan_keeps_its_bar', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."locked_at" IS NOT NULL AND (OLD."bar" IS DISTINCT FROM (NEW."bar") OR NEW."locked_at" IS NULL OR OLD."opening_id" IS DISTINCT FROM (NEW."opening_id")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='7fc454bff909d6dc8ae80a76546be96b4c867809', operation='UPDATE', pgid='pgtrigger_a_locked_plan_keeps_its_bar_95d42', table='interviews_plan', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interviews_planevent" ("bar", "created_at", "created_by_id", "id", "locked_at", "name", "opening_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "template", "values_version", "version") VALUES (NEW."bar", NEW."created_at", NEW."created_by_id", NEW."id", NEW."locked_at", NEW."name", NEW."opening_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."template", NEW."values_version", NEW."version"); RETURN NULL;', hash='d6be057726f180fe688131307a3f42ec99c5fa85', operation='INSERT', pgid='pgtrigger_insert_insert_49093', table='interviews_plan', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "interviews_planevent" ("bar", "created_at", "created_by_id", "id", "locked_at", "name", "opening_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "template", "values_version", "version") VALUES (NEW."bar", NEW."created_at", NEW."created_by_id", NEW."id", NEW."locked_at", NEW."name", NEW."opening_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."template", NEW."values_version", NEW."version"); RETURN NULL;', hash='60338cd4df83d665d1ad927fa77d52e814260b45', operation='UPDATE', pgid='pgtrigger_update_update_8d8a0', table='interviews_plan', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='PlanEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('version', models.PositiveSmallIntegerField(default=1)),
                    ('template', models.CharField(blank=True, max_length=20)),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('active', 'Active'), ('superseded', 'Superseded')], default='draft', max_length=10)),
                    ('bar', models.DecimalField(decimal_places=2, max_digits=3, verbose_name='bar')),
                    ('created_at', models.DateTimeField()),
                    ('locked_at', models.DateTimeField(blank=True, null=True)),
                    ('created_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('opening', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='candidates.opening')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='interviews.plan')),
                    ('values_version', models.PositiveSmallIntegerField(blank=True, null=True)),
                ],
                options={
                    'abstract': False,
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0620174ca3c9177a62eee28bd48a16ebc6caf66e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2b6a1', table='interviews_planevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Stage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField()),
                    ('kind', models.CharField(choices=interviews.stages.registry.choices, max_length=40)),
                    ('title', models.CharField(max_length=120, verbose_name='title')),
                    ('weight', models.PositiveSmallIntegerField(verbose_name='weight in %')),
                    ('gate', models.DecimalField(blank=True, decimal_places=2, max_digits=3, null=True, verbose_name='gate')),
                    ('minutes', models.PositiveSmallIntegerField(verbose_name='minutes')),
                    ('raters', models.PositiveSmallIntegerField(default=1, verbose_name='interviewers')),
                    ('on_day', models.BooleanField(default=True, verbose_name='on the Day')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='interviews.plan')),
                    ('cut_points', django.contrib.postgres.fields.ArrayField(base_field=models.DecimalField(decimal_places=1, max_digits=4), default=interviews.plans.models.default_cut_points, size=4)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('plan', 'position'), name='one_stage_per_position'), models.CheckConstraint(condition=models.Q(('weight__lte', 100)), name='a_weight_is_at_most_100_percent'), models.CheckConstraint(condition=models.Q(('gate__isnull', True), models.Q(('gate__gte', 1), ('gate__lte', 5)), _connector='OR'), name='a_gate_lies_between_1_and_5'), models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('minutes__lte', 480)), name='a_stage_lasts_between_a_minute_and_a_working_day'), models.CheckConstraint(condition=models.Q(('raters__gte', 1), ('raters__lte', 4)), name='a_stage_has_one_to_four_interviewers'), models.CheckConstraint(condition=models.Q(('cut_points__len', 4), ('cut_points__0__gt', 0), ('cut_points__1__gt', models.F('cut_points__0')), ('cut_points__2__gt', models.F('cut_points__1')), ('cut_points__3__gt', models.F('cut_points__2')), ('cut_points__3__lt', 100)), name='cut_points_rise_from_0_to_100_percent')],
                    'triggers': [pgtrigger.compiler.Trigger(name='stages_of_a_locked_plan_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (\n        SELECT 1 FROM interviews_plan p\n        WHERE p.id = COALESCE(NEW.plan_id, OLD.plan_id) AND p.locked_at IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'the plan is locked: make a new version of it'\n            USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN COALESCE(NEW, OLD);\n", hash='0a860cbee6ae1d5108dd1a684650de5c0d2b7192', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_stages_of_a_locked_plan_stay_2f0c0', table='interviews_stage', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interviews_stageevent" ("cut_points", "gate", "id", "kind", "minutes", "on_day", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "raters", "title", "weight") VALUES (NEW."cut_points", NEW."gate", NEW."id", NEW."kind", NEW."minutes", NEW."on_day", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."position", NEW."raters", NEW."title", NEW."weight"); RETURN NULL;', hash='639995b7e3093b95c8d2eefee7b2d7d9526c28b8', operation='INSERT', pgid='pgtrigger_insert_insert_cfef5', table='interviews_stage', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "interviews_stageevent" ("cut_points", "gate", "id", "kind", "minutes", "on_day", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "raters", "title", "weight") VALUES (NEW."cut_points", NEW."gate", NEW."id", NEW."kind", NEW."minutes", NEW."on_day", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."position", NEW."raters", NEW."title", NEW."weight"); RETURN NULL;', hash='56185e4af83fa20b44c28c29af68228103612633', operation='UPDATE', pgid='pgtrigger_update_update_75953', table='interviews_stage', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='StageEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('position', models.PositiveSmallIntegerField()),
                    ('kind', models.CharField(choices=interviews.stages.registry.choices, max_length=40)),
                    ('title', models.CharField(max_length=120, verbose_name='title')),
                    ('weight', models.PositiveSmallIntegerField(verbose_name='weight in %')),
                    ('gate', models.DecimalField(blank=True, decimal_places=2, max_digits=3, null=True, verbose_name='gate')),
                    ('minutes', models.PositiveSmallIntegerField(verbose_name='minutes')),
                    ('raters', models.PositiveSmallIntegerField(default=1, verbose_name='interviewers')),
                    ('on_day', models.BooleanField(default=True, verbose_name='on the Day')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='interviews.stage')),
                    ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='interviews.plan')),
                    ('cut_points', django.contrib.postgres.fields.ArrayField(base_field=models.DecimalField(decimal_places=1, max_digits=4), default=interviews.plans.models.default_cut_points, size=4)),
                ],
                options={
                    'abstract': False,
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3999b0e834b4c1d20be6745d3d521c743b47e9e6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ba912', table='interviews_stageevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Criterion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField()),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('question', models.TextField(blank=True, verbose_name='question')),
                    ('probes', models.TextField(blank=True, verbose_name='probes, one a line')),
                    ('anchor_1', models.TextField(verbose_name='what a 1 looks like')),
                    ('anchor_3', models.TextField(verbose_name='what a 3 looks like')),
                    ('anchor_5', models.TextField(verbose_name='what a 5 looks like')),
                    ('weight', models.PositiveSmallIntegerField(default=1, verbose_name='weight within the stage')),
                    ('competency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='criteria', to='interviews.competency')),
                    ('stage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='interviews.stage')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('stage', 'position'), name='one_criterion_per_position'), models.CheckConstraint(condition=models.Q(('weight__gte', 1), ('weight__lte', 10)), name='a_criterion_weighs_between_1_and_10')],
                    'triggers': [pgtrigger.compiler.Trigger(name='criteria_of_a_locked_plan_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (\n        SELECT 1 FROM interviews_plan p JOIN interviews_stage s ON s.plan_id = p.id\n        WHERE s.id = COALESCE(NEW.stage_id, OLD.stage_id) AND p.locked_at IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'the plan is locked: make a new version of it'\n            USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN COALESCE(NEW, OLD);\n", hash='6120196522eb1dab512dc1d5cf9f0543cd636c8c', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_criteria_of_a_locked_plan_stay_2bacb', table='interviews_criterion', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interviews_criterionevent" ("anchor_1", "anchor_3", "anchor_5", "competency_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "probes", "question", "stage_id", "weight") VALUES (NEW."anchor_1", NEW."anchor_3", NEW."anchor_5", NEW."competency_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."probes", NEW."question", NEW."stage_id", NEW."weight"); RETURN NULL;', hash='8e0405b2dadd191a567ff4f3cd68c5492d126b6e', operation='INSERT', pgid='pgtrigger_insert_insert_7cbb6', table='interviews_criterion', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "interviews_criterionevent" ("anchor_1", "anchor_3", "anchor_5", "competency_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "probes", "question", "stage_id", "weight") VALUES (NEW."anchor_1", NEW."anchor_3", NEW."anchor_5", NEW."competency_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."probes", NEW."question", NEW."stage_id", NEW."weight"); RETURN NULL;', hash='24aaad682b7d40195afedc12e7009c90e00556f5', operation='UPDATE', pgid='pgtrigger_update_update_269d0', table='interviews_criterion', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='CriterionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('position', models.PositiveSmallIntegerField()),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('question', models.TextField(blank=True, verbose_name='question')),
                    ('probes', models.TextField(blank=True, verbose_name='probes, one a line')),
                    ('anchor_1', models.TextField(verbose_name='what a 1 looks like')),
                    ('anchor_3', models.TextField(verbose_name='what a 3 looks like')),
                    ('anchor_5', models.TextField(verbose_name='what a 5 looks like')),
                    ('weight', models.PositiveSmallIntegerField(default=1, verbose_name='weight within the stage')),
                    ('competency', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='interviews.competency')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='interviews.criterion')),
                    ('stage', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='interviews.stage')),
                ],
                options={
                    'abstract': False,
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ffa2697ed60c347a0e6891f58e80e78ccedcd8c8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_70a3f', table='interviews_criterionevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='BarJudgement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('value', models.DecimalField(decimal_places=2, max_digits=3, verbose_name='value')),
                    ('judged_at', models.DateTimeField()),
                    ('judge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='judgements', to='interviews.plan')),
                    ('stage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='judgements', to='interviews.stage')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('stage', 'judge'), name='one_judgement_per_stage_and_judge'), models.CheckConstraint(condition=models.Q(('value__gte', 1), ('value__lte', 5)), name='a_judgement_lies_between_1_and_5')],
                    'triggers': [pgtrigger.compiler.Trigger(name='a_locked_plans_bar_is_judged_no_more', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (\n        SELECT 1 FROM interviews_plan p\n        WHERE p.id = COALESCE(NEW.plan_id, OLD.plan_id) AND p.locked_at IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'the plan is locked: make a new version of it'\n            USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN COALESCE(NEW, OLD);\n", hash='2801c4994867aa57da7e178f92370dcf11dc5043', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_a_locked_plans_bar_is_judged_no_more_8656c', table='interviews_barjudgement', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interviews_barjudgementevent" ("id", "judge_id", "judged_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "stage_id", "value") VALUES (NEW."id", NEW."judge_id", NEW."judged_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."stage_id", NEW."value"); RETURN NULL;', hash='625271ac44dc0c3c423744faedec214348d8faf6', operation='INSERT', pgid='pgtrigger_insert_insert_4e6b5', table='interviews_barjudgement', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "interviews_barjudgementevent" ("id", "judge_id", "judged_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "stage_id", "value") VALUES (NEW."id", NEW."judge_id", NEW."judged_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."stage_id", NEW."value"); RETURN NULL;', hash='60d69b1128a2bc24e0c3ccc9c6987341d3eaa76b', operation='UPDATE', pgid='pgtrigger_update_update_2c9c1', table='interviews_barjudgement', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='BarJudgementEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('value', models.DecimalField(decimal_places=2, max_digits=3, verbose_name='value')),
                    ('judged_at', models.DateTimeField()),
                    ('judge', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='interviews.barjudgement')),
                    ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='interviews.plan')),
                    ('stage', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='interviews.stage')),
                ],
                options={
                    'abstract': False,
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='17ab5be3cb964a9dfffc88e13ca241e165c46aaa', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5ef15', table='interviews_barjudgementevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Exercise',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField()),
                    ('kind', models.CharField(choices=[('read', 'Read a passage'), ('talk', 'Talk freely'), ('caller', 'Answer an upset caller')], max_length=6)),
                    ('title', models.CharField(max_length=80, verbose_name='title')),
                    ('prompt', models.TextField(verbose_name='what the candidate reads or hears')),
                    ('think_seconds', models.PositiveSmallIntegerField(default=30, verbose_name='seconds to think')),
                    ('answer_seconds', models.PositiveSmallIntegerField(default=90, verbose_name='seconds to answer')),
                    ('takes', models.PositiveSmallIntegerField(default=2, verbose_name='takes')),
                    ('opening', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voice_exercises', to='candidates.opening')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('opening', 'position'), name='one_voice_exercise_per_place'), models.CheckConstraint(condition=models.Q(('answer_seconds__gte', 10), ('answer_seconds__lte', 600)), name='a_voice_exercise_lasts_10_seconds_to_10_minutes'), models.CheckConstraint(condition=models.Q(('think_seconds__lte', 600), ('takes__gte', 1), ('takes__lte', 5)), name='a_voice_exercise_has_one_to_five_takes')],
                },
            ), migrations.CreateModel(
                name='Consent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('words', models.TextField()),
                    ('kept_days', models.PositiveSmallIntegerField()),
                    ('given_at', models.DateTimeField()),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voice_consents', to='candidates.application')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('application',), name='one_consent_to_recording_at_a_time'), models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), ('withdrawn_at__gte', models.F('given_at')), _connector='OR'), name='a_consent_is_withdrawn_after_it_was_given')],
                },
            ), migrations.CreateModel(
                name='Recording',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                    ('take', models.PositiveSmallIntegerField()),
                    ('state', models.CharField(choices=[('sending', 'On its way'), ('received', 'Being prepared'), ('ready', 'Ready'), ('refused', 'Refused'), ('removed', 'Removed')], default='sending', max_length=8)),
                    ('begun_at', models.DateTimeField()),
                    ('received_at', models.DateTimeField(blank=True, null=True)),
                    ('ready_at', models.DateTimeField(blank=True, null=True)),
                    ('refused_code', models.CharField(blank=True, max_length=20)),
                    ('milliseconds', models.PositiveIntegerField(blank=True, null=True)),
                    ('peaks', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None)),
                    ('removed_at', models.DateTimeField(blank=True, null=True)),
                    ('removal', models.CharField(blank=True, choices=[('withdrawn', 'the candidate withdrew their consent'), ('discarded', 'the candidate recorded anew'), ('expired', 'its time was over')], max_length=9)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recordings', to='candidates.application')),
                    ('consent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recordings', to='interviews.consent')),
                    ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recordings', to='interviews.exercise')),
                    ('file', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recording', to='candidates.storedfile')),
                ],
                options={
                    'indexes': [models.Index(fields=['application', 'state'], name='recordings_by_application')],
                    'constraints': [models.UniqueConstraint(fields=('application', 'exercise', 'take'), name='one_recording_per_take'), models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', False), ('milliseconds__isnull', False), ('ready_at__isnull', False), ('state', 'ready')), models.Q(models.Q(('state', 'ready'), _negated=True), ('file__isnull', True)), _connector='OR'), name='a_recording_has_its_sound_exactly_when_it_is_ready'), models.CheckConstraint(condition=models.Q(models.Q(('peaks', []), ('removal__regex', '\\w'), ('removed_at__isnull', False), ('state', 'removed')), models.Q(models.Q(('state', 'removed'), _negated=True), ('removal', ''), ('removed_at__isnull', True)), _connector='OR'), name='a_removed_recording_says_when_and_why'), models.CheckConstraint(condition=models.Q(models.Q(('refused_code__regex', '\\w'), ('state', 'refused')), ('state', 'removed'), models.Q(models.Q(('state__in', ('refused', 'removed')), _negated=True), ('refused_code', '')), _connector='OR'), name='a_refused_recording_says_why')],
                },
            ), migrations.CreateModel(
                name='Chunk',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('content', models.BinaryField()),
                    ('at', models.DateTimeField()),
                    ('recording', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chunks', to='interviews.recording')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('recording', 'number'), name='one_chunk_per_recording_and_number'), models.CheckConstraint(condition=models.Q(('number__lt', 2000)), name='a_recording_has_at_most_2000_chunks'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='a_chunk_has_a_sha256_in_hex')],
                },
            ), migrations.CreateModel(
                name='Play',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('listener', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('recording', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plays', to='interviews.recording')),
                ],
                options={
                    'indexes': [models.Index(fields=['recording', '-at'], name='plays_by_recording')],
                    'triggers': [pgtrigger.compiler.Trigger(name='plays_are_only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='06652868136851de0d9607f3c95d1860e201f720', operation='UPDATE OR DELETE', pgid='pgtrigger_plays_are_only_added_to_d77b9', table='interviews_play', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Sitting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                    ('attempt', models.PositiveSmallIntegerField(default=1)),
                    ('seed', models.BigIntegerField()),
                    ('language', models.CharField(max_length=10)),
                    ('paper', models.JSONField()),
                    ('keys', models.JSONField()),
                    ('state', models.CharField(choices=[('running', 'Running'), ('between', 'Between two parts'), ('ended', 'Done')], default='running', max_length=7)),
                    ('section', models.PositiveSmallIntegerField(default=0)),
                    ('section_began_at', models.DateTimeField(blank=True, null=True)),
                    ('deadline', models.DateTimeField(blank=True, null=True)),
                    ('multiplier', models.DecimalField(decimal_places=2, default=1, max_digits=3, null=True)),
                    ('breaks', models.BooleanField(default=False)),
                    ('started_at', models.DateTimeField()),
                    ('closes_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('ending', models.CharField(blank=True, choices=[('finished', 'handed in'), ('time', 'the time was over'), ('left', 'left open'), ('stopped', 'stopped from our side')], max_length=8)),
                    ('set_aside_at', models.DateTimeField(blank=True, null=True)),
                    ('set_aside_reason', models.TextField(blank=True)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sittings', to='candidates.application')),
                    ('set_aside_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sittings', to='interviews.stage')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['closes_at'], name='open_sittings_by_their_end'), models.Index(condition=models.Q(('state', 'running')), fields=['deadline'], name='running_sittings_by_deadline')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('application', 'stage'), name='one_open_sitting_per_application_and_stage'), models.UniqueConstraint(condition=models.Q(('set_aside_at__isnull', True)), fields=('application', 'stage'), name='one_sitting_counts_per_application_and_stage'), models.UniqueConstraint(fields=('application', 'stage', 'attempt'), name='attempts_are_numbered'), models.CheckConstraint(condition=models.Q(models.Q(('section_began_at__isnull', False), ('state', 'running')), models.Q(models.Q(('state', 'running'), _negated=True), ('deadline__isnull', True), ('section_began_at__isnull', True)), _connector='OR'), name='time_runs_exactly_while_a_sitting_runs'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('ending__regex', '\\w'), ('state', 'ended')), models.Q(models.Q(('state', 'ended'), _negated=True), ('ended_at__isnull', True), ('ending', '')), _connector='OR'), name='a_sitting_that_ended_says_when_and_how'), models.CheckConstraint(condition=models.Q(('deadline__isnull', True), ('deadline__gt', models.F('section_began_at')), _connector='OR'), name='a_section_lasts_a_while'), models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('started_at')), models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('started_at')), _connector='OR')), name='a_sitting_ends_after_it_started'), models.CheckConstraint(condition=models.Q(('multiplier__isnull', True), ('multiplier__in', (Decimal('1.00'), Decimal('1.25'), Decimal('1.50'), Decimal('2.00'))), _connector='OR'), name='a_sitting_has_one_of_the_agreed_multipliers'), models.CheckConstraint(condition=models.Q(models.Q(('set_aside_at__isnull', True), ('set_aside_by__isnull', True), ('set_aside_reason', '')), models.Q(('ended_at__isnull', False), ('set_aside_at__isnull', False), ('set_aside_by__isnull', False), ('set_aside_reason__regex', '\\S')), _connector='OR'), name='who_sets_a_sitting_aside_gives_a_reason')],
                    'triggers': [pgtrigger.compiler.Trigger(name='a_sitting_keeps_its_paper', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."paper" IS DISTINCT FROM (NEW."paper") OR OLD."keys" IS DISTINCT FROM (NEW."keys") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='98cb810689da9cb70d9ce848646f0024dc90a06d', operation='UPDATE', pgid='pgtrigger_a_sitting_keeps_its_paper_b7eb5', table='interviews_sitting', when='BEFORE')), pgtrigger.compiler.Trigger(name='a_sitting_that_ended_stays_ended', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."ended_at" IS NOT NULL AND OLD."ended_at" IS DISTINCT FROM (NEW."ended_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='9076fbb27d55aa6eab981a86bd927210b07294fc', operation='UPDATE', pgid='pgtrigger_a_sitting_that_ended_stays_ended_2f6ba', table='interviews_sitting', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Answer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('task_key', models.CharField(max_length=60)),
                    ('value', models.JSONField(null=True)),
                    ('sequence', models.PositiveIntegerField(default=0)),
                    ('shown_at', models.DateTimeField(blank=True, null=True)),
                    ('saved_at', models.DateTimeField(blank=True, null=True)),
                    ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='interviews.sitting')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('sitting', 'task_key'), name='one_answer_per_sitting_and_task'), models.CheckConstraint(condition=models.Q(models.Q(('saved_at__isnull', True), ('sequence', 0)), models.Q(('saved_at__isnull', False), ('sequence__gt', 0)), _connector='OR'), name='an_answer_is_saved_exactly_when_it_has_a_number')],
                },
            ), migrations.CreateModel(
                name='Result',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('raw', models.FloatField()),
                    ('maximum', models.FloatField()),
                    ('error', models.FloatField(blank=True, null=True)),
                    ('parts', models.JSONField(default=dict)),
                    ('scored_at', models.DateTimeField()),
                    ('sitting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='result', to='interviews.sitting')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('maximum__gt', 0), ('raw__gte', 0), ('raw__lte', models.F('maximum'))), name='a_result_lies_between_nothing_and_its_maximum')],
                },
            ), migrations.CreateModel(
                name='Fact',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('time', 'time on the task, in milliseconds'), ('away', 'times the page was left'), ('paste', 'times something was pasted'), ('late', 'answers that came after the time'), ('phone', 'taken on a narrow screen')], max_length=5)),
                    ('task_key', models.CharField(blank=True, max_length=60)),
                    ('amount', models.PositiveIntegerField()),
                    ('at', models.DateTimeField()),
                    ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='interviews.sitting')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('sitting', 'kind', 'task_key'), name='one_fact_per_sitting_kind_and_task')],
                },
            ), migrations.CreateModel(
                name='Accommodation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('wish', models.TextField(blank=True)),
                    ('wished_at', models.DateTimeField(blank=True, null=True)),
                    ('multiplier', models.DecimalField(decimal_places=2, default=1, max_digits=3, null=True)),
                    ('breaks', models.BooleanField(default=False)),
                    ('alternative', models.TextField(blank=True)),
                    ('granted_at', models.DateTimeField(blank=True, null=True)),
                    ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='accommodation', to='candidates.application')),
                    ('granted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('multiplier__isnull', True), ('multiplier__in', (Decimal('1.00'), Decimal('1.25'), Decimal('1.50'), Decimal('2.00'))), _connector='OR'), name='extra_time_is_one_of_the_agreed_multipliers'), models.CheckConstraint(condition=models.Q(models.Q(('granted_at__isnull', False), ('granted_by__isnull', False)), models.Q(('alternative', ''), ('breaks', False), ('granted_at__isnull', True), ('granted_by__isnull', True), ('multiplier', 1)), _connector='OR'), name='a_person_stands_behind_what_is_granted'), models.CheckConstraint(condition=models.Q(('wished_at__isnull', False), ('wish', ''), _connector='OR'), name='a_wish_says_when_it_came')],
                },
            )],
        ),
    ]
