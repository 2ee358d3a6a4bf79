import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.functions
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import interviews.stages.registry
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from candidates.migrations._together import CreateTogether


class Migration(migrations.Migration):

    replaces = [
        ('interviews', '0002_days'),
        ('interviews', '0029_tick_sheets_of_calls_retold'),
        ('interviews', '0030_how_long_an_item_usually_takes'),
        ('interviews', '0031_stages_say_which_form_and_what_a_retest_counts'),
        ('interviews', '0032_busy_addresses_can_be_sealed'),
        ('interviews', '0033_no_busy_address_in_clear'),
    ]

    initial = True

    dependencies = [
        ('interviews', '0001_plans_and_papers'),
    ]

    operations = [
        CreateTogether(
            [migrations.CreateModel(
                name='Room',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('site', models.CharField(max_length=120, verbose_name='site')),
                    ('seats', models.PositiveSmallIntegerField(default=2, verbose_name='seats')),
                    ('retired_at', models.DateTimeField(blank=True, null=True)),
                    ('video_url', models.URLField(blank=True, max_length=500, verbose_name='video link')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('site', 'name'), name='one_room_per_name_and_site'), models.CheckConstraint(condition=models.Q(('seats__gte', 1)), name='a_room_has_a_seat')],
                },
            ), migrations.CreateModel(
                name='Day',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('on', models.DateField(verbose_name='date')),
                    ('starts_at', models.DateTimeField(verbose_name='starts')),
                    ('site', models.CharField(max_length=120, verbose_name='site')),
                    ('time_zone', models.CharField(max_length=64, verbose_name='time zone')),
                    ('state', models.CharField(choices=[('planned', 'Planned'), ('published', 'Published'), ('finished', 'Finished'), ('cancelled', 'Cancelled')], default='planned', max_length=9)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('created_at', models.DateTimeField()),
                    ('published_at', models.DateTimeField(blank=True, null=True)),
                    ('finished_at', models.DateTimeField(blank=True, null=True)),
                    ('opening', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='days', to='candidates.opening')),
                    ('edition', models.PositiveSmallIntegerField(default=0)),
                    ('booking_closes_at', models.DateTimeField(blank=True, null=True)),
                    ('seats', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='seats')),
                    ('shows_first_names', models.BooleanField(db_default=True)),
                    ('is_extra', models.BooleanField(db_default=False)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='a_published_day_says_since_when'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'finished'), _negated=True), ('finished_at__isnull', False), _connector='OR'), name='a_finished_day_says_when'), models.CheckConstraint(condition=models.Q(('booking_closes_at__isnull', True), ('seats__isnull', False), _connector='OR'), name='an_offered_day_says_how_many_it_takes'), models.UniqueConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), ('is_extra', False)), fields=('opening', 'on'), name='one_day_per_opening_and_date'), models.CheckConstraint(condition=models.Q(('is_extra', False), models.Q(('booking_closes_at__isnull', True), ('seats', 1), ('seats__isnull', False)), _connector='OR'), name='an_extra_day_is_for_one_candidate_and_offered_to_nobody')],
                },
            ), migrations.CreateModel(
                name='Station',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('minutes', models.PositiveSmallIntegerField(verbose_name='minutes')),
                    ('seats', models.PositiveSmallIntegerField(default=1, verbose_name='candidates at a time')),
                    ('day', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stations', to='interviews.day')),
                    ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stations', to='interviews.room')),
                    ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stations', to='interviews.stage')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('day', 'stage'), name='one_station_per_day_and_stage'), models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('seats__gte', 1)), name='a_station_has_time_and_a_seat')],
                },
            ), migrations.CreateModel(
                name='Attendance',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('arrived_at', models.DateTimeField(blank=True, null=True)),
                    ('no_show_at', models.DateTimeField(blank=True, null=True)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='candidates.application')),
                    ('day', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='interviews.day')),
                    ('stopped_at', models.DateTimeField(blank=True, null=True)),
                    ('stopped_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('stopped_reason', models.TextField(blank=True, verbose_name='reason')),
                    ('asked_other_at', models.DateTimeField(blank=True, null=True)),
                    ('asked_other_reason', models.TextField(blank=True, verbose_name='reason')),
                    ('badge', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True)),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('day', 'application'), name='one_attendance_per_day_and_application'), models.CheckConstraint(condition=models.Q(('arrived_at__isnull', True), ('no_show_at__isnull', True), _connector='OR'), name='nobody_arrived_and_did_not_show'), models.CheckConstraint(condition=models.Q(('stopped_at__isnull', True), models.Q(('stopped_by__isnull', False), ('stopped_reason__regex', '\\S')), _connector='OR'), name='sessions_are_stopped_by_a_person_with_a_reason'), models.CheckConstraint(condition=models.Q(('asked_other_at__isnull', True), ('confirmed_at__isnull', True), _connector='OR'), name='nobody_confirms_a_day_and_asks_for_another')],
                    'triggers': [pgtrigger.compiler.Trigger(name='a_day_takes_no_more_than_it_has_seats', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE taken integer; most integer;', func="\n    SELECT seats INTO most FROM interviews_day WHERE id = NEW.day_id FOR NO KEY UPDATE;\n    IF most IS NULL THEN RETURN NEW; END IF;\n    SELECT count(*) INTO taken FROM interviews_attendance a\n        JOIN candidates_application p ON p.id = a.application_id\n        WHERE a.day_id = NEW.day_id AND a.no_show_at IS NULL\n        AND p.state NOT IN ('declined', 'withdrawn');\n    IF taken >= most THEN\n        RAISE EXCEPTION 'a_day_takes_no_more_than_it_has_seats: %', most\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_day_takes_no_more_than_it_has_seats';\n    END IF;\n    RETURN NEW;\n", hash='d89548dd508db237ae1e82e4ddb45075c63c19e7', operation='INSERT OR UPDATE OF "day_id"', pgid='pgtrigger_a_day_takes_no_more_than_it_has_seats_4918e', table='interviews_attendance', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Session',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                    ('started_at', models.DateTimeField(blank=True, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                    ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='interviews.room')),
                    ('station', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='interviews.station')),
                    ('seat', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('video_url', models.URLField(blank=True, max_length=500, verbose_name='video link')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('during__isempty', False), ('during__lower_inf', False), ('during__upper_inf', False)), name='a_session_has_a_beginning_and_an_end'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('cancelled_at__isnull', True), ('room__isnull', False)), deferrable=django.db.models.constraints.Deferrable['DEFERRED'], expressions=[(models.Func('room_id', 'room_id', models.Value('[]'), function='int8range', output_field=models.TextField()), '&&'), (models.Func(django.db.models.functions.comparison.Coalesce('seat', models.Value(0)), django.db.models.functions.comparison.Coalesce(django.db.models.expressions.CombinedExpression(models.F('seat'), '+', models.Value(1)), models.Value(1000000)), function='int4range', output_field=models.TextField()), '&&'), ('during', '&&')], name='a_room_holds_one_session_at_a_time')],
                    'triggers': [pgtrigger.compiler.Trigger(name='seats_and_interviewers_follow_their_session', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    UPDATE interviews_sessionseat\n        SET during = NEW.during, cancelled_at = NEW.cancelled_at WHERE session_id = NEW.id;\n    UPDATE interviews_sessioninterviewer\n        SET during = NEW.during, cancelled_at = NEW.cancelled_at WHERE session_id = NEW.id;\n    RETURN NEW;\n', hash='d322ff04956f59cec7e5f9949caae65c2f6cadc9', operation='UPDATE OF "during", "cancelled_at"', pgid='pgtrigger_seats_and_interviewers_follow_their_session_8db20', table='interviews_session', when='AFTER')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interviews_sessionevent" ("cancelled_at", "during", "ended_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "room_id", "seat", "started_at", "station_id", "video_url") VALUES (NEW."cancelled_at", NEW."during", NEW."ended_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."room_id", NEW."seat", NEW."started_at", NEW."station_id", NEW."video_url"); RETURN NULL;', hash='c9f2021c0b1ab042e99ab383955e4b7460df19ae', operation='INSERT', pgid='pgtrigger_insert_insert_8d718', table='interviews_session', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "interviews_sessionevent" ("cancelled_at", "during", "ended_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "room_id", "seat", "started_at", "station_id", "video_url") VALUES (NEW."cancelled_at", NEW."during", NEW."ended_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."room_id", NEW."seat", NEW."started_at", NEW."station_id", NEW."video_url"); RETURN NULL;', hash='532f6ddb84bde9b971b872737f5e27254eebfe38', operation='UPDATE', pgid='pgtrigger_update_update_06175', table='interviews_session', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='SessionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                    ('started_at', models.DateTimeField(blank=True, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='interviews.session')),
                    ('room', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='interviews.room')),
                    ('station', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='interviews.station')),
                    ('seat', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('video_url', models.URLField(blank=True, max_length=500, verbose_name='video link')),
                ],
                options={
                    'abstract': False,
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9e2ee53ec6e02543f97c3e571151e426ceb0e665', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_be433', table='interviews_sessionevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='SessionSeat',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField(editable=False)),
                    ('cancelled_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='candidates.application')),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='interviews.session')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('session', 'application'), name='one_seat_per_session_and_application'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('cancelled_at__isnull', True)), deferrable=django.db.models.constraints.Deferrable['DEFERRED'], expressions=[(models.Func('application_id', 'application_id', models.Value('[]'), function='int8range', output_field=models.TextField()), '&&'), ('during', '&&')], name='a_candidate_sits_in_one_session_at_a_time')],
                    'triggers': [pgtrigger.compiler.Trigger(name='a_seat_has_its_sessions_period', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    SELECT s.during, s.cancelled_at INTO NEW.during, NEW.cancelled_at\n    FROM interviews_session s WHERE s.id = NEW.session_id;\n    RETURN NEW;\n', hash='6034b9102dffd7e16f8b0c695380efbb163225f9', operation='INSERT OR UPDATE OF "session_id"', pgid='pgtrigger_a_seat_has_its_sessions_period_f50ab', table='interviews_sessionseat', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='SessionInterviewer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField(editable=False)),
                    ('cancelled_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('interviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to=settings.AUTH_USER_MODEL)),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='interviews.session')),
                    ('is_silent', models.BooleanField(db_default=False)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('session', 'interviewer'), name='one_assignment_per_session_and_person'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('cancelled_at__isnull', True)), deferrable=django.db.models.constraints.Deferrable['DEFERRED'], expressions=[(models.Func('interviewer_id', 'interviewer_id', models.Value('[]'), function='int8range', output_field=models.TextField()), '&&'), ('during', '&&')], name='an_interviewer_is_in_one_session_at_a_time')],
                    'triggers': [pgtrigger.compiler.Trigger(name='an_assignment_has_its_sessions_period', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    SELECT s.during, s.cancelled_at INTO NEW.during, NEW.cancelled_at\n    FROM interviews_session s WHERE s.id = NEW.session_id;\n    RETURN NEW;\n', hash='a3fe599b710e5d9d745da7950cf41f1a28c13cf6', operation='INSERT OR UPDATE OF "session_id"', pgid='pgtrigger_an_assignment_has_its_sessions_period_b7548', table='interviews_sessioninterviewer', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='CalendarFeed',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token_sha256', models.CharField(max_length=64, unique=True)),
                    ('shows_names', models.BooleanField(default=False, verbose_name="with the candidates' names")),
                    ('created_at', models.DateTimeField()),
                    ('revoked_at', models.DateTimeField(blank=True, null=True)),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feeds', to=settings.AUTH_USER_MODEL)),
                    ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feeds', to='interviews.room')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', True), ('room__isnull', False)), models.Q(('person__isnull', False), ('room__isnull', True)), _connector='OR'), name='a_calendar_feed_is_of_a_person_or_of_a_room'), models.UniqueConstraint(condition=models.Q(('person__isnull', False), ('revoked_at__isnull', True)), fields=('person',), name='one_live_calendar_feed_per_person'), models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True), ('room__isnull', False)), fields=('room',), name='one_live_calendar_feed_per_room')],
                },
            ), migrations.CreateModel(
                name='Invitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_off', models.BooleanField(default=False)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='candidates.application')),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='interviews.session')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('application', 'session'), name='one_invitation_per_session_and_application')],
                },
            ), migrations.CreateModel(
                name='StaffInvitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('told_sha256', models.CharField(max_length=64)),
                    ('is_off', models.BooleanField(default=False)),
                    ('told_at', models.DateTimeField()),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff_invitations', to=settings.AUTH_USER_MODEL)),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff_invitations', to='interviews.session')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('person', 'session'), name='one_invitation_per_session_and_interviewer')],
                },
            ), migrations.CreateModel(
                name='CalendarChoice',
                fields=[
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='calendar_choice', serialize=False, to=settings.AUTH_USER_MODEL)),
                    ('shown', models.CharField(choices=[('initials', 'Calendar entries, candidates as initials'), ('names', "Calendar entries with the candidates' names"), ('nothing', 'No calendar entries, only what changes in words')], default='initials', max_length=8)),
                ],
            ), migrations.CreateModel(
                name='CalendarReply',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('message_id', models.CharField(max_length=200)),
                    ('answer', models.CharField(max_length=20)),
                    ('read_at', models.DateTimeField()),
                    ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='calendar_replies', to='candidates.application')),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_replies', to='interviews.session')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='calendar_replies', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('message_id', 'session', 'application', 'person'), name='an_answer_of_a_calendar_counts_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('application__isnull', True), ('person__isnull', False)), models.Q(('application__isnull', False), ('person__isnull', True)), _connector='OR'), name='a_calendar_answers_for_a_candidate_or_an_interviewer')],
                },
            ), migrations.CreateModel(
                name='BusySource',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120)),
                    ('etag', models.CharField(blank=True, max_length=200)),
                    ('added_at', models.DateTimeField()),
                    ('read_at', models.DateTimeField(blank=True, null=True)),
                    ('tried_at', models.DateTimeField(blank=True, null=True)),
                    ('fault', models.CharField(blank=True, max_length=20)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='busy_sources', to=settings.AUTH_USER_MODEL)),
                    ('address_sha256', models.CharField(blank=True, max_length=64)),
                    ('sealed', models.BinaryField(blank=True, null=True)),
                    ('key_name', models.CharField(blank=True, max_length=8)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('address_sha256', ''), _negated=True), fields=('person', 'address_sha256'), name='one_busy_source_per_person_and_address'), models.CheckConstraint(condition=models.Q(models.Q(('address_sha256', ''), ('key_name', ''), ('sealed__isnull', True)), models.Q(('sealed__isnull', False), models.Q(('address_sha256', ''), _negated=True), models.Q(('key_name', ''), _negated=True)), _connector='OR'), name='a_busy_address_is_sealed_and_has_a_hash')],
                },
            ), migrations.CreateModel(
                name='BusyPeriod',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                    ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='periods', to='interviews.busysource')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('during__isempty', False), ('during__lower_inf', False), ('during__upper_inf', False)), name='a_busy_period_has_a_beginning_and_an_end')],
                },
            ), migrations.CreateModel(
                name='Skill',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=interviews.stages.registry.choices, max_length=40)),
                    ('in_training', models.BooleanField(default=False)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skills', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('person', 'kind'), name='one_skill_per_person_and_kind')],
                },
            ), migrations.CreateModel(
                name='WorkLimit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sessions_a_day', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='sessions a day')),
                    ('sessions_a_week', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='sessions a week')),
                    ('minutes_in_a_row', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='minutes without a rest')),
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='work_limit', to=settings.AUTH_USER_MODEL)),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), blank=True, default=list, size=None)),
                ],
            ), migrations.CreateModel(
                name='WorkHours',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('weekday', models.PositiveSmallIntegerField()),
                    ('starts', models.TimeField()),
                    ('ends', models.TimeField()),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='work_hours', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('starts__lt', models.F('ends')), ('weekday__lte', 6)), name='work_hours_begin_before_they_end')],
                },
            ), migrations.CreateModel(
                name='TimeException',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('on', models.DateField()),
                    ('starts', models.TimeField(blank=True, null=True)),
                    ('ends', models.TimeField(blank=True, null=True)),
                    ('is_away', models.BooleanField(default=True)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='time_exceptions', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ends__isnull', True), ('starts__isnull', True)), ('starts__lt', models.F('ends')), _connector='OR'), name='an_exception_is_a_whole_day_or_begins_before_it_ends')],
                },
            ), migrations.CreateModel(
                name='PlanRun',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_repair', models.BooleanField(default=False)),
                    ('day_version', models.PositiveIntegerField()),
                    ('setup', models.JSONField()),
                    ('state', models.CharField(choices=[('thinking', 'Thinking'), ('ready', 'Ready'), ('applied', 'Taken over'), ('discarded', 'Put away')], default='thinking', max_length=9)),
                    ('asked_at', models.DateTimeField()),
                    ('stop_asked_at', models.DateTimeField(blank=True, null=True)),
                    ('sessions', models.JSONField(blank=True, null=True)),
                    ('unplaced', models.JSONField(blank=True, default=list)),
                    ('help', models.JSONField(blank=True, default=dict)),
                    ('first_value', models.PositiveIntegerField(blank=True, null=True)),
                    ('value', models.PositiveIntegerField(blank=True, null=True)),
                    ('bound', models.PositiveIntegerField(blank=True, null=True)),
                    ('found', models.PositiveSmallIntegerField(default=0)),
                    ('first_at', models.DateTimeField(blank=True, null=True)),
                    ('found_at', models.DateTimeField(blank=True, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('day', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plan_runs', to='interviews.day')),
                    ('task', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='candidates.task')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('thinking', 'ready'))), fields=('day',), name='one_open_plan_per_day'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('ready', 'applied')), _negated=True), ('sessions__isnull', False), _connector='OR'), name='a_plan_that_is_ready_has_sessions')],
                },
            ), migrations.CreateModel(
                name='Decline',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.TextField(verbose_name='reason')),
                    ('declined_at', models.DateTimeField()),
                    ('outcome', models.CharField(choices=[('replaced', 'Somebody else was asked'), ('nobody', 'Nobody else is free'), ('frozen', 'Too near: the recruiter decides'), ('capped', 'Too many said no: the recruiter decides')], max_length=8)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declines', to=settings.AUTH_USER_MODEL)),
                    ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='declines', to='interviews.session')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('session', 'person'), name='one_decline_per_session_and_person'), models.CheckConstraint(condition=models.Q(('reason__regex', '\\S')), name='a_session_is_declined_with_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'replaced'), ('replaced_by__isnull', False)), models.Q(models.Q(('outcome', 'replaced'), _negated=True), ('replaced_by__isnull', True)), _connector='OR'), name='a_replaced_interviewer_says_by_whom')],
                },
            )],
        ),
    ]
