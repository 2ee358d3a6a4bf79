import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import interviews.stages.registry
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models

from candidates.migrations._together import CreateTogether


class Migration(migrations.Migration):

    replaces = [
        ('interviews', '0003_marks'),
        ('interviews', '0034_interviewers_are_invited'),
        ('interviews', '0035_retests_on_site'),
    ]

    initial = True

    dependencies = [
        ('interviews', '0002_timetables'),
    ]

    operations = [
        CreateTogether(
            [migrations.CreateModel(
                name='Scorecard',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('due_at', models.DateTimeField()),
                    ('created_at', models.DateTimeField()),
                    ('started_at', models.DateTimeField(blank=True, null=True)),
                    ('locked_at', models.DateTimeField(blank=True, null=True)),
                    ('impression', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scorecards', to='candidates.application')),
                    ('interviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scorecards', to=settings.AUTH_USER_MODEL)),
                    ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='scorecards', to='interviews.session')),
                    ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scorecards', to='interviews.stage')),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('closed_reason', models.TextField(blank=True, verbose_name='conflict of interest')),
                    ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replacement', to='interviews.scorecard')),
                ],
                options={
                    'indexes': [models.Index(fields=['interviewer', 'locked_at', 'due_at'], name='scorecards_owed'), models.Index(fields=['application', 'stage'], name='scorecards_by_application')],
                    'constraints': [models.UniqueConstraint(fields=('stage', 'application', 'interviewer'), name='one_scorecard_per_stage_candidate_and_interviewer'), models.CheckConstraint(condition=models.Q(('impression__isnull', True), models.Q(('impression__gte', 1), ('impression__lte', 5), ('locked_at__isnull', False)), _connector='OR'), name='an_overall_impression_comes_after_locking'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_reason', '')), models.Q(('closed_at__isnull', False), ('closed_reason__regex', '\\S'), ('locked_at__isnull', True)), _connector='OR'), name='a_scorecard_is_closed_with_a_reason_and_never_when_locked')],
                    'triggers': [pgtrigger.compiler.Trigger(name='a_scorecard_is_complete_when_it_locks', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF OLD.locked_at IS NULL AND NEW.locked_at IS NOT NULL AND EXISTS (\n        SELECT 1 FROM interviews_criterion k\n        LEFT JOIN interviews_rating r ON r.criterion_id = k.id AND r.scorecard_id = NEW.id\n        WHERE k.stage_id = NEW.stage_id AND (\n            r.id IS NULL\n            OR (r.value IS NULL AND r.null_reason = '')\n            OR (r.value IS NOT NULL AND length(btrim(r.evidence)) < 40)\n        )\n    ) THEN\n        RAISE EXCEPTION 'the scorecard is not complete' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='715553e2043c4c33203253f4457e828391933fde', operation='UPDATE OF "locked_at"', pgid='pgtrigger_a_scorecard_is_complete_when_it_locks_7dc32', table='interviews_scorecard', when='BEFORE')), pgtrigger.compiler.Trigger(name='a_locked_scorecard_stays_locked', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."locked_at" IS NOT NULL AND OLD."locked_at" IS DISTINCT FROM (NEW."locked_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='20493f218739508fd71cd3a81debfcf8faf96251', operation='UPDATE', pgid='pgtrigger_a_locked_scorecard_stays_locked_a32fc', table='interviews_scorecard', when='BEFORE')), pgtrigger.compiler.Trigger(name='a_closed_scorecard_stays_closed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."closed_at" IS NOT NULL AND OLD."closed_at" IS DISTINCT FROM (NEW."closed_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='410821cbd049139c3cd2ebace3145caac5102812', operation='UPDATE', pgid='pgtrigger_a_closed_scorecard_stays_closed_f446e', table='interviews_scorecard', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interviews_scorecardevent" ("application_id", "closed_at", "closed_reason", "created_at", "due_at", "id", "impression", "interviewer_id", "locked_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaces_id", "session_id", "stage_id", "started_at") VALUES (NEW."application_id", NEW."closed_at", NEW."closed_reason", NEW."created_at", NEW."due_at", NEW."id", NEW."impression", NEW."interviewer_id", NEW."locked_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."replaces_id", NEW."session_id", NEW."stage_id", NEW."started_at"); RETURN NULL;', hash='88e96b7c2b551a4cb0e4ab6c06906c8849c8ab8b', operation='INSERT', pgid='pgtrigger_insert_insert_e918f', table='interviews_scorecard', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "interviews_scorecardevent" ("application_id", "closed_at", "closed_reason", "created_at", "due_at", "id", "impression", "interviewer_id", "locked_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaces_id", "session_id", "stage_id", "started_at") VALUES (NEW."application_id", NEW."closed_at", NEW."closed_reason", NEW."created_at", NEW."due_at", NEW."id", NEW."impression", NEW."interviewer_id", NEW."locked_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."replaces_id", NEW."session_id", NEW."stage_id", NEW."started_at"); RETURN NULL;', hash='de0e1a6f699fbe9b9ed89ce215d9091cae18d69a', operation='UPDATE', pgid='pgtrigger_update_update_0e578', table='interviews_scorecard', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='ScorecardEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('due_at', models.DateTimeField()),
                    ('created_at', models.DateTimeField()),
                    ('started_at', models.DateTimeField(blank=True, null=True)),
                    ('locked_at', models.DateTimeField(blank=True, null=True)),
                    ('impression', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('application', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='candidates.application')),
                    ('interviewer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='interviews.scorecard')),
                    ('session', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='interviews.session')),
                    ('stage', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='interviews.stage')),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('closed_reason', models.TextField(blank=True, verbose_name='conflict of interest')),
                    ('replaces', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='interviews.scorecard')),
                ],
                options={
                    'abstract': False,
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6a8e985c466aed58c7710a2e7b960040c85c59d2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7e38b', table='interviews_scorecardevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Reveal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('locked', models.PositiveSmallIntegerField()),
                    ('total', models.PositiveSmallIntegerField()),
                    ('reason', models.TextField(verbose_name='reason')),
                    ('at', models.DateTimeField()),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reveals', to='candidates.application')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reveals', to='interviews.stage')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('stage', 'application'), name='one_reveal_per_stage_and_candidate'), models.CheckConstraint(condition=models.Q(('reason__regex', '\\S'), ('locked__gte', 1), ('locked__lt', models.F('total'))), name='a_reveal_has_a_reason_and_comes_before_all_are_locked')],
                    'triggers': [pgtrigger.compiler.Trigger(name='a_reveal_is_never_taken_back', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8bce3c231324703974b0fd9e562db60a64e3b66e', operation='UPDATE OR DELETE', pgid='pgtrigger_a_reveal_is_never_taken_back_7d98e', table='interviews_reveal', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Rating',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('value', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('null_reason', models.CharField(blank=True, choices=[('not_observed', 'Not observed'), ('conflict_of_interest', 'Conflict of interest'), ('technical', 'Technical trouble'), ('accommodation', 'Agreed with the candidate beforehand')], max_length=20)),
                    ('evidence', models.TextField(blank=True, verbose_name='evidence')),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('saved_at', models.DateTimeField()),
                    ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='interviews.criterion')),
                    ('scorecard', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='interviews.scorecard')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('scorecard', 'criterion'), name='one_rating_per_scorecard_and_criterion'), models.CheckConstraint(condition=models.Q(('value__isnull', True), models.Q(('value__gte', 1), ('value__lte', 5)), _connector='OR'), name='a_mark_lies_between_1_and_5'), models.CheckConstraint(condition=models.Q(('value__isnull', True), ('null_reason', ''), _connector='OR'), name='a_mark_is_given_or_missing_but_not_both')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interviews_ratingevent" ("criterion_id", "evidence", "id", "null_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_at", "scorecard_id", "value", "version") VALUES (NEW."criterion_id", NEW."evidence", NEW."id", NEW."null_reason", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."saved_at", NEW."scorecard_id", NEW."value", NEW."version"); RETURN NULL;', hash='98ce444f617b65d692fae78e1983919a2c7a0325', operation='INSERT', pgid='pgtrigger_insert_insert_24990', table='interviews_rating', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "interviews_ratingevent" ("criterion_id", "evidence", "id", "null_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_at", "scorecard_id", "value", "version") VALUES (NEW."criterion_id", NEW."evidence", NEW."id", NEW."null_reason", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."saved_at", NEW."scorecard_id", NEW."value", NEW."version"); RETURN NULL;', hash='515817f53309e276c4dfe1f3b8629218a2745c8e', operation='UPDATE', pgid='pgtrigger_update_update_9c3ce', table='interviews_rating', when='AFTER')), pgtrigger.compiler.Trigger(name='ratings_of_a_locked_scorecard_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (\n        SELECT 1 FROM interviews_scorecard c\n        WHERE c.id = COALESCE(NEW.scorecard_id, OLD.scorecard_id)\n            AND (c.locked_at IS NOT NULL OR c.closed_at IS NOT NULL)\n    ) THEN\n        RAISE EXCEPTION 'the scorecard is locked: revise it with a reason'\n            USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN COALESCE(NEW, OLD);\n", hash='1b4b46d404c450b4a64e8f29e7ef0cf9dfed8931', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_ratings_of_a_locked_scorecard_stay_9674d', table='interviews_rating', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='RatingEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('value', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('null_reason', models.CharField(blank=True, choices=[('not_observed', 'Not observed'), ('conflict_of_interest', 'Conflict of interest'), ('technical', 'Technical trouble'), ('accommodation', 'Agreed with the candidate beforehand')], max_length=20)),
                    ('evidence', models.TextField(blank=True, verbose_name='evidence')),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('saved_at', models.DateTimeField()),
                    ('criterion', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='interviews.criterion')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='interviews.rating')),
                    ('scorecard', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='interviews.scorecard')),
                ],
                options={
                    'abstract': False,
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b8e186911ee37935a8d88a424a56be550c6cdc11', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d2f6f', table='interviews_ratingevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='RatingRevision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('new_value', models.PositiveSmallIntegerField()),
                    ('reason', models.TextField(verbose_name='reason')),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('rating', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='interviews.rating')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('new_value__gte', 1), ('new_value__lte', 5)), name='a_revised_mark_lies_between_1_and_5'), models.CheckConstraint(condition=models.Q(('reason__regex', '.{40}')), name='a_revision_has_a_reason_of_40_characters')],
                },
            ), migrations.CreateModel(
                name='RedFlag',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('disrespect', 'Disrespect'), ('dishonesty', 'Dishonesty')], max_length=10)),
                    ('seen', models.TextField(verbose_name='what was seen')),
                    ('raised_at', models.DateTimeField()),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('answer', models.TextField(blank=True)),
                    ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='red_flags', to='candidates.application')),
                    ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('scorecard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='red_flags', to='interviews.scorecard')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), models.Q(('answered_by__isnull', False), ('answer__regex', '\\S')), _connector='OR'), name='an_answered_red_flag_says_by_whom_and_what')],
                },
            ), migrations.CreateModel(
                name='Composite',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('value', models.FloatField(blank=True, null=True)),
                    ('standard_error', models.FloatField(blank=True, null=True)),
                    ('probability', models.FloatField(blank=True, null=True)),
                    ('zone', models.CharField(choices=[('clear', 'Clear of the bar'), ('near', 'Near the bar'), ('below', 'Below the bar'), ('incomplete', 'Incomplete')], max_length=10)),
                    ('marks_locked', models.PositiveSmallIntegerField(default=0)),
                    ('marks_expected', models.PositiveSmallIntegerField(default=0)),
                    ('inputs', models.JSONField()),
                    ('inputs_sha256', models.CharField(max_length=64)),
                    ('code_version', models.CharField(max_length=40)),
                    ('computed_at', models.DateTimeField()),
                    ('is_current', models.BooleanField(default=True)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='composites', to='candidates.application')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='composites', to='interviews.plan')),
                ],
                options={
                    'indexes': [models.Index(fields=['application', '-computed_at'], name='composites_by_application')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('application',), name='one_current_composite_per_application'), models.CheckConstraint(condition=models.Q(models.Q(('value__isnull', True), ('zone', 'incomplete')), models.Q(models.Q(('zone', 'incomplete'), _negated=True), ('value__gte', 1), ('value__lte', 5), ('standard_error__gte', 0), ('probability__gte', 0), ('probability__lte', 1)), _connector='OR'), name='a_composite_is_a_number_with_its_error_or_incomplete')],
                },
            ), migrations.CreateModel(
                name='StageScore',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('value', models.FloatField(blank=True, null=True)),
                    ('standard_error', models.FloatField(blank=True, null=True)),
                    ('raters_locked', models.PositiveSmallIntegerField(default=0)),
                    ('raters_expected', models.PositiveSmallIntegerField(default=0)),
                    ('gate_met', models.BooleanField(null=True)),
                    ('composite', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stage_scores', to='interviews.composite')),
                    ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='interviews.stage')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('composite', 'stage'), name='one_stage_score_per_composite_and_stage'), models.CheckConstraint(condition=models.Q(('value__isnull', True), models.Q(('value__gte', 1), ('value__lte', 5)), _connector='OR'), name='a_stage_score_lies_between_1_and_5')],
                },
            ), migrations.CreateModel(
                name='NormSet',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=interviews.stages.registry.choices, max_length=40)),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('people', models.PositiveIntegerField()),
                    ('mean', models.FloatField()),
                    ('deviation', models.FloatField()),
                    ('frozen_at', models.DateTimeField()),
                    ('frozen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('kind', 'frozen_at'), name='one_norm_set_per_kind_and_moment'), models.CheckConstraint(condition=models.Q(('deviation__gt', 0), ('people__gte', 30)), name='norms_come_from_30_people')],
                    'triggers': [pgtrigger.compiler.Trigger(name='norms_are_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='85a8e65720b8c93086af7790545ca9f3d2305362', operation='UPDATE OR DELETE', pgid='pgtrigger_norms_are_frozen_32111', table='interviews_normset', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Calibration',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('result', models.JSONField()),
                    ('inputs_sha256', models.CharField(max_length=64)),
                    ('code_version', models.CharField(max_length=40)),
                    ('computed_at', models.DateTimeField()),
                    ('is_current', models.BooleanField(default=True)),
                    ('criterion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='calibrations', to='interviews.criterion')),
                    ('stage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calibrations', to='interviews.stage')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('stage', 'criterion'), name='one_current_calibration_per_stage_and_criterion', nulls_distinct=False)],
                },
            ), migrations.CreateModel(
                name='Moment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                    ('milliseconds', models.PositiveIntegerField()),
                    ('words', models.TextField(verbose_name='what you heard')),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('saved_at', models.DateTimeField()),
                    ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moments', to='interviews.criterion')),
                    ('recording', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='moments', to='interviews.recording')),
                    ('scorecard', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moments', to='interviews.scorecard')),
                ],
                options={
                    'indexes': [models.Index(fields=['scorecard', 'milliseconds'], name='moments_by_scorecard')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('words__regex', '\\S')), name='a_moment_says_what_was_heard'), models.CheckConstraint(condition=models.Q(('milliseconds__lte', 14400000)), name='a_moment_lies_within_four_hours')],
                    'triggers': [pgtrigger.compiler.Trigger(name='moments_of_a_locked_scorecard_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (\n        SELECT 1 FROM interviews_scorecard c\n        WHERE c.id = COALESCE(NEW.scorecard_id, OLD.scorecard_id)\n            AND (c.locked_at IS NOT NULL OR c.closed_at IS NOT NULL)\n    ) THEN\n        RAISE EXCEPTION 'the scorecard is locked: revise it with a reason'\n            USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN COALESCE(NEW, OLD);\n", hash='f604832246fdff38a40de9c079c8fab842653c09', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_moments_of_a_locked_scorecard_stay_3e779', table='interviews_moment', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interviews_momentevent" ("criterion_id", "id", "key", "milliseconds", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recording_id", "saved_at", "scorecard_id", "version", "words") VALUES (NEW."criterion_id", NEW."id", NEW."key", NEW."milliseconds", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recording_id", NEW."saved_at", NEW."scorecard_id", NEW."version", NEW."words"); RETURN NULL;', hash='8a5c5bbd9f0ac4ef10417d5216ece63cd3025255', operation='INSERT', pgid='pgtrigger_insert_insert_378a0', table='interviews_moment', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "interviews_momentevent" ("criterion_id", "id", "key", "milliseconds", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recording_id", "saved_at", "scorecard_id", "version", "words") VALUES (NEW."criterion_id", NEW."id", NEW."key", NEW."milliseconds", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recording_id", NEW."saved_at", NEW."scorecard_id", NEW."version", NEW."words"); RETURN NULL;', hash='881eba01231a70f2247eedc20e26af5ea63bbaf3', operation='UPDATE', pgid='pgtrigger_update_update_7db27', table='interviews_moment', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='MomentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('key', models.UUIDField(default=uuid.uuid4)),
                    ('milliseconds', models.PositiveIntegerField()),
                    ('words', models.TextField(verbose_name='what you heard')),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('saved_at', models.DateTimeField()),
                    ('criterion', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='interviews.criterion')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='interviews.moment')),
                    ('recording', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='interviews.recording')),
                    ('scorecard', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='interviews.scorecard')),
                ],
                options={
                    'abstract': False,
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cf5fe0ca3cf1f1d9fd6f5fea2ba79ac48cb6c295', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cfa66', table='interviews_momentevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Measures',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('measured', 'Measured'), ('too-short', 'Less than 20 seconds of speech'), ('unavailable', 'Nothing here can measure'), ('failed', 'Could not be measured')], max_length=11)),
                    ('numbers', models.JSONField(default=dict)),
                    ('measured_at', models.DateTimeField()),
                    ('recording', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='interviews.recording')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'measured'), models.Q(('numbers', {}), _negated=True)), models.Q(models.Q(('state', 'measured'), _negated=True), ('numbers', {})), _connector='OR'), name='only_what_was_measured_has_numbers')],
                },
            ), migrations.CreateModel(
                name='Benchmark',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=80, verbose_name='title')),
                    ('is_synthetic', models.BooleanField(default=False, verbose_name='spoken by a synthesizer')),
                    ('milliseconds', models.PositiveIntegerField()),
                    ('added_at', models.DateTimeField()),
                    ('retired_at', models.DateTimeField(blank=True, null=True)),
                    ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='candidates.storedfile')),
                    ('opening', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voice_benchmarks', to='candidates.opening')),
                ],
            ), migrations.CreateModel(
                name='Target',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('value', models.PositiveSmallIntegerField()),
                    ('why', models.TextField(verbose_name='why')),
                    ('benchmark', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='interviews.benchmark')),
                    ('competency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='interviews.competency')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('benchmark', 'competency'), name='one_target_per_benchmark_and_competency'), models.CheckConstraint(condition=models.Q(('value__gte', 1), ('value__lte', 5), ('why__regex', '\\S')), name='a_target_lies_between_1_and_5_and_says_why')],
                },
            ), migrations.CreateModel(
                name='TrainingRound',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('begun_at', models.DateTimeField()),
                    ('finished_at', models.DateTimeField(blank=True, null=True)),
                    ('error', models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True)),
                    ('bias', models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True)),
                    ('coach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('opening', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='candidates.opening')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('finished_at__isnull', True)), fields=('opening', 'coach'), name='one_open_round_of_training_per_coach'), models.CheckConstraint(condition=models.Q(models.Q(('bias__isnull', True), ('error__isnull', True), ('finished_at__isnull', True)), models.Q(('bias__isnull', False), ('error__isnull', False), ('finished_at__isnull', False)), _connector='OR'), name='a_finished_round_says_how_far_off')],
                },
            ), migrations.CreateModel(
                name='TrainingMark',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('value', models.PositiveSmallIntegerField()),
                    ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='interviews.target')),
                    ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='interviews.traininground')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('round', 'target'), name='one_training_mark_per_round_and_target'), models.CheckConstraint(condition=models.Q(('value__gte', 1), ('value__lte', 5)), name='a_training_mark_lies_between_1_and_5')],
                },
            ), migrations.CreateModel(
                name='TickSheet',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ticked', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=list, size=None)),
                    ('version', models.PositiveIntegerField(default=0)),
                    ('asked_at', models.DateTimeField()),
                    ('due_at', models.DateTimeField()),
                    ('locked_at', models.DateTimeField(blank=True, null=True)),
                    ('marker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tick_sheets', to=settings.AUTH_USER_MODEL)),
                    ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tick_sheets', to='interviews.sitting')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('sitting', 'marker'), name='nobody_ticks_the_same_call_twice'), models.CheckConstraint(condition=models.Q(('locked_at__isnull', True), ('locked_at__gte', models.F('asked_at')), _connector='OR'), name='a_tick_sheet_is_locked_after_it_was_asked_for')],
                    'triggers': [pgtrigger.compiler.Trigger(name='a_locked_tick_sheet_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."locked_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b7c9ad58588fb9a921701176fdef3c3f1bb091b3', operation='UPDATE OR DELETE', pgid='pgtrigger_a_locked_tick_sheet_stays_69bd4', table='interviews_ticksheet', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Narrative',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('begun_at', models.DateTimeField()),
                    ('removed_at', models.DateTimeField(blank=True, null=True)),
                    ('scorecard', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='narrative', to='interviews.scorecard')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('removed_at__isnull', True), ('removed_at__gte', models.F('begun_at')), _connector='OR'), name='a_narrative_is_removed_after_it_was_begun')],
                },
            ), migrations.CreateModel(
                name='Passage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('part', models.CharField(choices=[('pressure', 'Pressure'), ('first-setback', 'First setback'), ('second-setback', 'Second setback'), ('success', 'Success'), ('together', 'Taken together')], max_length=14)),
                    ('sealed', models.BinaryField()),
                    ('key_name', models.CharField(max_length=8)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('saved_at', models.DateTimeField()),
                    ('narrative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='interviews.narrative')),
                ],
                options={
                    'indexes': [models.Index(fields=['key_name'], name='passages_by_key')],
                    'constraints': [models.UniqueConstraint(fields=('narrative', 'part'), name='one_passage_per_narrative_and_part'), models.CheckConstraint(condition=models.Q(('key_name__regex', '^[0-9a-f]{8}$')), name='a_passage_names_its_key')],
                },
            ), migrations.CreateModel(
                name='Reading',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('narrative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='interviews.narrative')),
                    ('reader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['narrative', '-at'], name='readings_by_narrative')],
                    'triggers': [pgtrigger.compiler.Trigger(name='readings_are_only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='307101704dd9ad861e18a3a8c0d79f41dc8eae7c', operation='UPDATE OR DELETE', pgid='pgtrigger_readings_are_only_added_to_176da', table='interviews_reading', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Summary',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField(blank=True, verbose_name='summary')),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('saved_at', models.DateTimeField()),
                    ('released_at', models.DateTimeField(blank=True, null=True)),
                    ('scorecard', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='summary', to='interviews.scorecard')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('released_at__isnull', True), ('text__regex', '\\S'), _connector='OR'), name='a_released_summary_has_words')],
                    'triggers': [pgtrigger.compiler.Trigger(name='a_released_summary_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."released_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='704f323419375de5f810dc18c2ba24c1cf67bcb6', operation='UPDATE OR DELETE', pgid='pgtrigger_a_released_summary_stays_8b59b', table='interviews_summary', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Desk',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('channel', models.CharField(choices=[('phone', 'Phone'), ('chat', 'Chat'), ('mail', 'Mail')], max_length=5, verbose_name='channel')),
                    ('colleague', models.CharField(blank=True, max_length=80, verbose_name='who is shadowed')),
                    ('consent_at', models.DateTimeField(blank=True, null=True)),
                    ('host', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('noted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='desk', to='interviews.session')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('consent_at__isnull', True), ('noted_by__isnull', True)), models.Q(('colleague__regex', '\\S'), ('consent_at__isnull', False), ('noted_by__isnull', False)), _connector='OR'), name='a_consent_to_be_shadowed_says_whose_it_is_and_who_noted_it')],
                },
            ), migrations.CreateModel(
                name='OwnItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('question', models.CharField(max_length=200, verbose_name='question')),
                    ('options', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), size=None)),
                    ('desk', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='interviews.desk')),
                ],
            ), migrations.CreateModel(
                name='RecordedCall',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=80, verbose_name='title')),
                    ('channel', models.CharField(choices=[('phone', 'Phone'), ('chat', 'Chat'), ('mail', 'Mail')], max_length=5, verbose_name='channel')),
                    ('origin', models.CharField(choices=[('scripted', "Written for this purpose; nobody's real call"), ('real', "A real call, kept with everybody's consent and made unrecognizable")], max_length=8, verbose_name='where it comes from')),
                    ('is_synthesized', models.BooleanField(default=False, verbose_name='spoken by a machine')),
                    ('made_at', models.DateTimeField()),
                    ('retired_at', models.DateTimeField(blank=True, null=True)),
                    ('sound', models.CharField(choices=[('none', 'Transcript only'), ('waiting', 'Being prepared'), ('ready', 'Ready'), ('refused', 'Refused')], default='none', max_length=7)),
                    ('refused_code', models.CharField(blank=True, max_length=20)),
                    ('milliseconds', models.PositiveIntegerField(blank=True, null=True)),
                    ('file', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recorded_call', to='candidates.storedfile')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', False), ('milliseconds__isnull', False), ('sound', 'ready')), models.Q(models.Q(('sound', 'ready'), _negated=True), ('file__isnull', True), ('milliseconds__isnull', True)), _connector='OR'), name='a_recorded_call_has_its_sound_exactly_when_it_is_ready')],
                },
            ), migrations.CreateModel(
                name='CallUpload',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('content', models.BinaryField()),
                    ('at', models.DateTimeField()),
                    ('call', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='upload', to='interviews.recordedcall')),
                ],
            ), migrations.CreateModel(
                name='CallLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField()),
                    ('milliseconds', models.PositiveIntegerField()),
                    ('speaker', models.CharField(max_length=40)),
                    ('words', models.TextField()),
                    ('pauses', models.BooleanField(default=False)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='interviews.recordedcall')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('call', 'position'), name='one_line_per_call_and_place')],
                },
            ), migrations.CreateModel(
                name='CallItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('question', models.CharField(max_length=200)),
                    ('options', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), size=None)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='interviews.recordedcall')),
                ],
            ), migrations.CreateModel(
                name='OpeningCall',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField()),
                    ('opening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recorded_calls', to='candidates.opening')),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='interviews.recordedcall')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('opening', 'position'), name='one_recorded_call_per_opening_and_place'), models.UniqueConstraint(fields=('opening', 'call'), name='a_recorded_call_once_per_opening')],
                },
            ), migrations.CreateModel(
                name='Sheet',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_recorded', models.BooleanField(default=False)),
                    ('opened_at', models.DateTimeField()),
                    ('expected_at', models.DateTimeField(blank=True, null=True)),
                    ('quiz_at', models.DateTimeField(blank=True, null=True)),
                    ('finished_at', models.DateTimeField(blank=True, null=True)),
                    ('would_still', models.CharField(blank=True, choices=[('yes', 'Yes'), ('unsure', 'I am not sure'), ('no', 'No')], max_length=6)),
                    ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sheet', to='candidates.application')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('quiz_at__isnull', True), ('expected_at__isnull', False), _connector='OR'), name='a_quiz_comes_after_what_was_expected'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', True), ('would_still', '')), models.Q(('finished_at__isnull', False), ('quiz_at__isnull', False), ('would_still__regex', '\\w')), _connector='OR'), name='a_finished_sheet_says_whether_they_would_still_come')],
                },
            ), migrations.CreateModel(
                name='SheetCall',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='interviews.recordedcall')),
                    ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recorded_calls', to='interviews.sheet')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('sheet', 'number'), name='one_recorded_call_per_sheet_and_number')],
                },
            ), migrations.CreateModel(
                name='Note',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('writer', models.CharField(blank=True, max_length=24)),
                    ('sequence', models.PositiveIntegerField(default=0)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('saved_at', models.DateTimeField()),
                    ('call', models.PositiveSmallIntegerField()),
                    ('question', models.CharField(choices=[('wanted', 'What did the customer want?'), ('felt', 'How was it for them, and what told you?'), ('got', 'What did they get in the end?'), ('did', 'What did the colleague do?'), ('ask', 'What would you like to ask the colleague afterwards?'), ('why', 'Why?')], max_length=6)),
                    ('text', models.TextField(blank=True)),
                    ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='interviews.sheet')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('sheet', 'call', 'question'), name='one_note_per_call_and_question'), models.CheckConstraint(condition=models.Q(models.Q(('call', 0), ('question', 'why')), models.Q(('call__gte', 1), ('call__lte', 8), models.Q(('question', 'why'), _negated=True)), _connector='OR'), name='a_note_is_about_a_call_or_says_why')],
                },
            ), migrations.CreateModel(
                name='QuizAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('writer', models.CharField(blank=True, max_length=24)),
                    ('sequence', models.PositiveIntegerField(default=0)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('saved_at', models.DateTimeField()),
                    ('position', models.PositiveSmallIntegerField()),
                    ('question', models.CharField(max_length=200)),
                    ('options', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), size=None)),
                    ('right', models.PositiveSmallIntegerField()),
                    ('choice', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='interviews.sheet')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('sheet', 'position'), name='one_answer_per_sheet_and_place'), models.CheckConstraint(condition=models.Q(('position__gte', 1), ('position__lte', 5)), name='a_quiz_has_five_questions')],
                },
            ), migrations.CreateModel(
                name='Expectation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('statement', models.CharField(max_length=12)),
                    ('before', models.PositiveSmallIntegerField()),
                    ('after', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='expectations', to='interviews.sheet')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('sheet', 'statement'), name='one_expectation_per_sheet_and_statement'), models.CheckConstraint(condition=models.Q(('before__gte', 1), ('before__lte', 5), models.Q(('after__isnull', True), models.Q(('after__gte', 1), ('after__lte', 5)), _connector='OR')), name='an_expectation_lies_between_1_and_5')],
                },
            ), migrations.CreateModel(
                name='TopicOffer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField(validators=[django.core.validators.MaxLengthValidator(1000)], verbose_name='topics')),
                    ('written_at', models.DateTimeField()),
                    ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='topic_offer', to='candidates.application')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('text__regex', '\\S')), name='an_offer_of_topics_says_something')],
                },
            ), migrations.CreateModel(
                name='ProbeSaid',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('seconds', models.PositiveIntegerField(blank=True, null=True)),
                    ('said_at', models.DateTimeField()),
                    ('scorecard', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='probes_said', to='interviews.scorecard')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('scorecard', 'number'), name='one_moment_per_scorecard_and_probe'), models.CheckConstraint(condition=models.Q(('number__gte', 1), ('number__lte', 3)), name='there_are_exactly_three_probes')],
                    'triggers': [pgtrigger.compiler.Trigger(name='probes_of_a_locked_scorecard_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (\n        SELECT 1 FROM interviews_scorecard c\n        WHERE c.id = COALESCE(NEW.scorecard_id, OLD.scorecard_id)\n            AND (c.locked_at IS NOT NULL OR c.closed_at IS NOT NULL)\n    ) THEN\n        RAISE EXCEPTION 'the scorecard is locked: revise it with a reason'\n            USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN COALESCE(NEW, OLD);\n", hash='3864761f3d967b56708469d2ad718c9d11805ac2', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_probes_of_a_locked_scorecard_stay_d7ac6', table='interviews_probesaid', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Washup',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('opened_at', models.DateTimeField()),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('day', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='washup', to='interviews.day')),
                    ('moderator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('on_screen', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='candidates.application')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='a_closed_wash_up_says_by_whom_and_when')],
                    'triggers': [pgtrigger.compiler.Trigger(name='a_wash_up_closes_when_every_value_has_a_reason', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL AND EXISTS (\n        SELECT 1 FROM interviews_agreement a\n        WHERE a.washup_id = NEW.id AND a.value IS NOT NULL AND a.reason !~ '\\S'\n    ) THEN\n        RAISE EXCEPTION 'a value was agreed without a reason' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='f333f6f5d67e1d5577b9a0d2b021ea1cb9ae40ee', operation='UPDATE OF "closed_at"', pgid='pgtrigger_a_wash_up_closes_when_every_value_has_a_reason_c263b', table='interviews_washup', when='BEFORE')), pgtrigger.compiler.Trigger(name='a_closed_wash_up_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."closed_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='796af68f6d99af47da2ca345478a0626e01695b3', operation='UPDATE OR DELETE', pgid='pgtrigger_a_closed_wash_up_stays_7e799', table='interviews_washup', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Agreement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('value', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('reason', models.TextField(blank=True, verbose_name='reason')),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('saved_at', models.DateTimeField()),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='candidates.application')),
                    ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='interviews.criterion')),
                    ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('washup', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='interviews.washup')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('washup', 'application', 'criterion'), name='one_agreement_per_wash_up_candidate_and_criterion'), models.CheckConstraint(condition=models.Q(('value__isnull', True), models.Q(('value__gte', 1), ('value__lte', 5)), _connector='OR'), name='an_agreed_value_lies_between_1_and_5')],
                    'triggers': [pgtrigger.compiler.Trigger(name='agreements_of_a_closed_wash_up_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (\n        SELECT 1 FROM interviews_washup w\n        WHERE w.id = COALESCE(NEW.washup_id, OLD.washup_id) AND w.closed_at IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'the wash-up is closed: what was agreed stays'\n            USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN COALESCE(NEW, OLD);\n", hash='ff959ee1fc34d8275a520fa376100c290b49af47', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_agreements_of_a_closed_wash_up_stay_24db4', table='interviews_agreement', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interviews_agreementevent" ("application_id", "criterion_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "saved_at", "saved_by_id", "value", "version", "washup_id") VALUES (NEW."application_id", NEW."criterion_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."saved_at", NEW."saved_by_id", NEW."value", NEW."version", NEW."washup_id"); RETURN NULL;', hash='b28b291267a7fa9c7a48638617d788755ed15753', operation='INSERT', pgid='pgtrigger_insert_insert_223e7', table='interviews_agreement', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "interviews_agreementevent" ("application_id", "criterion_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "saved_at", "saved_by_id", "value", "version", "washup_id") VALUES (NEW."application_id", NEW."criterion_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."saved_at", NEW."saved_by_id", NEW."value", NEW."version", NEW."washup_id"); RETURN NULL;', hash='4e74e70b404d45cece86e95d0f4f87989474cdd9', operation='UPDATE', pgid='pgtrigger_update_update_c8637', table='interviews_agreement', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='AgreementEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('value', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('reason', models.TextField(blank=True, verbose_name='reason')),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('saved_at', models.DateTimeField()),
                    ('application', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='candidates.application')),
                    ('criterion', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='interviews.criterion')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='interviews.agreement')),
                    ('saved_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('washup', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='interviews.washup')),
                ],
                options={
                    'abstract': False,
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='55bb435a80f645c9347ea9d008f7d61da38bfa45', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c748c', table='interviews_agreementevent', when='BEFORE'))],
                },
            )],
        ),
    ]
