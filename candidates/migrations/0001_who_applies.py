import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models

from candidates.migrations._together import CreateTogether


class Migration(migrations.Migration):

    replaces = [
        ('candidates', '0001_rooms'),
        ('candidates', '0002_who_did_it'),
        ('candidates', '0003_names_in_order'),
        ('candidates', '0004_what_staff_are_told'),
        ('candidates', '0005_tasks_take_turns'),
        ('candidates', '0006_zip_files_are_kept'),
        ('candidates', '0007_files_may_be_sound'),
    ]

    initial = True

    dependencies = [
        ('hiring', '0001_staff'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        CreateTogether(
            [migrations.CreateModel(
                name='StoredFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('name', models.CharField(max_length=200, verbose_name='name')),
                    ('content_type', models.CharField(choices=[('application/pdf', 'PDF'), ('application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'DOCX'), ('text/plain', 'TXT'), ('image/png', 'PNG'), ('image/jpeg', 'JPEG'), ('application/zip', 'ZIP'), ('audio/webm', 'WebM')], max_length=100)),
                    ('size', models.PositiveIntegerField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('created_at', models.DateTimeField()),
                    ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('size__gte', 1)), name='a_stored_file_is_not_empty'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='a_stored_file_has_a_sha256_in_hex')],
                },
            ), migrations.CreateModel(
                name='FileRead',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('reader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reads', to='candidates.storedfile')),
                ],
                options={
                    'indexes': [models.Index(fields=['file', '-at'], name='file_reads_by_file')],
                },
            ), migrations.CreateModel(
                name='Opening',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=120, verbose_name='title')),
                    ('slug', models.SlugField(max_length=140, unique=True, verbose_name='address')),
                    ('team', models.CharField(max_length=120, verbose_name='team')),
                    ('location', models.CharField(max_length=120, verbose_name='location')),
                    ('time_zone', models.CharField(max_length=64, verbose_name='time zone')),
                    ('language', models.CharField(default='en', max_length=10, verbose_name='language')),
                    ('seats', models.PositiveSmallIntegerField(default=1, verbose_name='seats')),
                    ('summary', models.CharField(blank=True, max_length=300, verbose_name='summary')),
                    ('description', models.TextField(blank=True, verbose_name='description')),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('open', 'Open'), ('closed', 'Closed')], default='draft', max_length=6, verbose_name='state')),
                    ('opened_at', models.DateTimeField(blank=True, null=True)),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('created_at', models.DateTimeField()),
                    ('members', models.ManyToManyField(related_name='openings', through='candidates.OpeningMember', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'permissions': [('see_every_opening', 'Can see every opening'), ('manage_openings', 'Can create openings and plans')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('seats__gte', 1)), name='an_opening_has_a_seat'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'open'), _negated=True), ('opened_at__isnull', False), _connector='OR'), name='an_open_opening_says_since_when'), models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('closed_at__gte', models.F('opened_at')), _connector='OR'), name='an_opening_closes_after_it_opened')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "candidates_openingevent" ("closed_at", "created_at", "description", "id", "language", "location", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "slug", "state", "summary", "team", "time_zone", "title") VALUES (NEW."closed_at", NEW."created_at", NEW."description", NEW."id", NEW."language", NEW."location", NEW."opened_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."seats", NEW."slug", NEW."state", NEW."summary", NEW."team", NEW."time_zone", NEW."title"); RETURN NULL;', hash='0970ba2dda6227854097507311f2588b0fb462a6', operation='INSERT', pgid='pgtrigger_insert_insert_f9b4a', table='candidates_opening', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "candidates_openingevent" ("closed_at", "created_at", "description", "id", "language", "location", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "slug", "state", "summary", "team", "time_zone", "title") VALUES (NEW."closed_at", NEW."created_at", NEW."description", NEW."id", NEW."language", NEW."location", NEW."opened_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."seats", NEW."slug", NEW."state", NEW."summary", NEW."team", NEW."time_zone", NEW."title"); RETURN NULL;', hash='582724be290090ac293c23e5db6df7c01c64e8ad', operation='UPDATE', pgid='pgtrigger_update_update_9e22c', table='candidates_opening', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='OpeningEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('title', models.CharField(max_length=120, verbose_name='title')),
                    ('slug', models.SlugField(db_index=False, max_length=140, verbose_name='address')),
                    ('team', models.CharField(max_length=120, verbose_name='team')),
                    ('location', models.CharField(max_length=120, verbose_name='location')),
                    ('time_zone', models.CharField(max_length=64, verbose_name='time zone')),
                    ('language', models.CharField(default='en', max_length=10, verbose_name='language')),
                    ('seats', models.PositiveSmallIntegerField(default=1, verbose_name='seats')),
                    ('summary', models.CharField(blank=True, max_length=300, verbose_name='summary')),
                    ('description', models.TextField(blank=True, verbose_name='description')),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('open', 'Open'), ('closed', 'Closed')], default='draft', max_length=6, verbose_name='state')),
                    ('opened_at', models.DateTimeField(blank=True, null=True)),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('created_at', models.DateTimeField()),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='candidates.opening')),
                ],
                options={
                    'abstract': False,
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='10b6321a77e113da144a4cd64839ea2da1861473', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d483a', table='candidates_openingevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='OpeningMember',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('part', models.CharField(choices=[('recruiter', 'Recruiter'), ('hiring_manager', 'Hiring manager'), ('interviewer', 'Interviewer')], max_length=14)),
                    ('opening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='candidates.opening')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opening_memberships', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['user', 'part', 'opening'], name='memberships_by_user')],
                    'constraints': [models.UniqueConstraint(fields=('opening', 'user', 'part'), name='one_part_once_per_person_and_opening')],
                },
            ), migrations.CreateModel(
                name='Candidate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200, verbose_name='name')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                    ('language', models.CharField(default='en', max_length=10, verbose_name='language')),
                    ('time_zone', models.CharField(default='UTC', max_length=64, verbose_name='time zone')),
                    ('search_text', models.CharField(max_length=500)),
                    ('search', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.SearchVector('search_text', config='simple'), output_field=django.contrib.postgres.search.SearchVectorField())),
                    ('created_at', models.DateTimeField()),
                    ('sort_key', models.CharField(blank=True, db_collation='C', max_length=300)),
                ],
                options={
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['search'], name='candidates_by_words')],
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='one_candidate_per_email_in_any_case'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_candidate_has_a_name')],
                    'triggers': [pgtrigger.compiler.Trigger(name='applications_sort_by_their_candidates_name', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    UPDATE candidates_application SET name_key = NEW.sort_key WHERE candidate_id = NEW.id;\n    RETURN NULL;\n', hash='0f42667741002773c008dd91d9b3a46ee4a6d9de', operation='UPDATE OF "sort_key"', pgid='pgtrigger_applications_sort_by_their_candidates_name_d0f0c', table='candidates_candidate', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='Application',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('applied', 'Applied'), ('screening', 'Screening'), ('invited', 'Invited'), ('on_day', 'On the Day'), ('deciding', 'Deciding'), ('offered', 'Offered'), ('hired', 'Hired'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='applied', max_length=9)),
                    ('state_since_at', models.DateTimeField()),
                    ('decided_reason', models.TextField(blank=True)),
                    ('applied_at', models.DateTimeField()),
                    ('source', models.CharField(blank=True, max_length=60, verbose_name='source')),
                    ('cover_letter', models.TextField(blank=True, verbose_name='cover letter')),
                    ('submission_key', models.UUIDField(blank=True, null=True, unique=True)),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='candidates.candidate')),
                    ('opening', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='candidates.opening')),
                    ('name_key', models.CharField(blank=True, db_collation='C', editable=False, max_length=300)),
                ],
                options={
                    'indexes': [models.Index(fields=['opening', 'state', 'state_since_at', 'id'], name='applications_by_state'), models.Index(fields=['opening', '-applied_at', '-id'], name='applications_by_date'), models.Index(fields=['-applied_at', '-id'], name='applications_newest_first'), models.Index(fields=['opening', 'state', 'applied_at', 'id'], name='applications_by_state_and_date'), models.Index(fields=['opening', 'state', 'name_key', 'id'], name='applications_by_state_and_name'), models.Index(fields=['opening', 'source', 'state'], name='applications_by_source')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('applied', 'screening', 'invited', 'on_day', 'deciding', 'offered'))), fields=('opening', 'candidate'), name='one_open_application_per_candidate_and_opening'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('offered', 'hired', 'declined')), _negated=True), models.Q(('decided_by__isnull', False), ('decided_reason__regex', '\\S')), _connector='OR'), name='who_is_offered_hired_or_declined_has_a_person_and_a_reason')],
                    'triggers': [pgtrigger.compiler.Trigger(name='applications_move_only_as_the_table_says', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{applied:declined,applied:screening,applied:withdrawn,screening:applied,screening:declined,screening:invited,screening:withdrawn,invited:declined,invited:on_day,invited:screening,invited:withdrawn,on_day:deciding,on_day:declined,on_day:invited,on_day:withdrawn,deciding:declined,deciding:offered,deciding:on_day,deciding:withdrawn,offered:deciding,offered:declined,offered:hired,offered:withdrawn,declined:applied,declined:deciding,declined:invited,declined:on_day,declined:screening}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='ceb77f7fd4e0304d2f6da6ffa8f48402b2ab4e74', operation='UPDATE', pgid='pgtrigger_applications_move_only_as_the_table_says_ae121', table='candidates_application', when='BEFORE')), pgtrigger.compiler.Trigger(name='a_new_application_is_counted', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    INSERT INTO candidates_tally (opening_id, state, amount)\n    SELECT opening_id, state, sum(amount) FROM (SELECT opening_id, state, 1 AS amount FROM new_rows) changed\n    GROUP BY opening_id, state HAVING sum(amount) <> 0;\n    RETURN NULL;\n', hash='4f8f99185ce1d2c842d35a2090f2d023f9401af7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_a_new_application_is_counted_fa62c', referencing='REFERENCING NEW TABLE AS new_rows ', table='candidates_application', when='AFTER')), pgtrigger.compiler.Trigger(name='a_moved_application_is_counted', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    INSERT INTO candidates_tally (opening_id, state, amount)\n    SELECT opening_id, state, sum(amount) FROM (SELECT opening_id, state, 1 AS amount FROM new_rows UNION ALL SELECT opening_id, state, -1 AS amount FROM old_rows) changed\n    GROUP BY opening_id, state HAVING sum(amount) <> 0;\n    RETURN NULL;\n', hash='4d5a09e6df5b309a58cd95e59b971304f86ee7a8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_a_moved_application_is_counted_90a41', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='candidates_application', when='AFTER')), pgtrigger.compiler.Trigger(name='a_deleted_application_is_counted', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    INSERT INTO candidates_tally (opening_id, state, amount)\n    SELECT opening_id, state, sum(amount) FROM (SELECT opening_id, state, -1 AS amount FROM old_rows) changed\n    GROUP BY opening_id, state HAVING sum(amount) <> 0;\n    RETURN NULL;\n', hash='1b9b3216a35ccf2b27afe6a903da3bb561138494', level='STATEMENT', operation='DELETE', pgid='pgtrigger_a_deleted_application_is_counted_ab8cb', referencing='REFERENCING OLD TABLE AS old_rows ', table='candidates_application', when='AFTER')), pgtrigger.compiler.Trigger(name='an_application_sorts_by_its_candidates_name', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    SELECT c.sort_key INTO NEW.name_key FROM candidates_candidate c WHERE c.id = NEW.candidate_id;\n    RETURN NEW;\n', hash='6e5cfda355eb8a6805829b787676b83dfbd0ad08', operation='INSERT OR UPDATE OF "candidate_id"', pgid='pgtrigger_an_application_sorts_by_its_candidates_name_bc795', table='candidates_application', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "candidates_applicationevent" ("applied_at", "candidate_id", "cover_letter", "decided_by_id", "decided_reason", "id", "name_key", "opening_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "state", "state_since_at", "submission_key") VALUES (NEW."applied_at", NEW."candidate_id", NEW."cover_letter", NEW."decided_by_id", NEW."decided_reason", NEW."id", NEW."name_key", NEW."opening_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."state", NEW."state_since_at", NEW."submission_key"); RETURN NULL;', hash='0e529e73b28b5855ed6d8f1cd38ded5b5b41ebdc', operation='INSERT', pgid='pgtrigger_insert_insert_2038f', table='candidates_application', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "candidates_applicationevent" ("applied_at", "candidate_id", "cover_letter", "decided_by_id", "decided_reason", "id", "name_key", "opening_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "state", "state_since_at", "submission_key") VALUES (NEW."applied_at", NEW."candidate_id", NEW."cover_letter", NEW."decided_by_id", NEW."decided_reason", NEW."id", NEW."name_key", NEW."opening_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."state", NEW."state_since_at", NEW."submission_key"); RETURN NULL;', hash='c9833878b11d9b88fc0b296162024d1e223c77cc', operation='UPDATE', pgid='pgtrigger_update_update_813da', table='candidates_application', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='ApplicationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('state', models.CharField(choices=[('applied', 'Applied'), ('screening', 'Screening'), ('invited', 'Invited'), ('on_day', 'On the Day'), ('deciding', 'Deciding'), ('offered', 'Offered'), ('hired', 'Hired'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='applied', max_length=9)),
                    ('state_since_at', models.DateTimeField()),
                    ('decided_reason', models.TextField(blank=True)),
                    ('applied_at', models.DateTimeField()),
                    ('source', models.CharField(blank=True, max_length=60, verbose_name='source')),
                    ('cover_letter', models.TextField(blank=True, verbose_name='cover letter')),
                    ('submission_key', models.UUIDField(blank=True, null=True)),
                    ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='candidates.application')),
                    ('candidate', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='candidates.candidate')),
                    ('opening', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='candidates.opening')),
                    ('name_key', models.CharField(blank=True, db_collation='C', editable=False, max_length=300)),
                ],
                options={
                    'abstract': False,
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cb56db9565d4b7e5de869a288242617256ac43b3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1f62e', table='candidates_applicationevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Document',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('cv', 'CV'), ('letter', 'Cover letter'), ('other', 'Other')], max_length=6)),
                    ('added_at', models.DateTimeField()),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='candidates.application')),
                    ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='document', to='candidates.storedfile')),
                ],
            ), migrations.CreateModel(
                name='Move',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('from_state', models.CharField(blank=True, choices=[('applied', 'Applied'), ('screening', 'Screening'), ('invited', 'Invited'), ('on_day', 'On the Day'), ('deciding', 'Deciding'), ('offered', 'Offered'), ('hired', 'Hired'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], max_length=9)),
                    ('to_state', models.CharField(choices=[('applied', 'Applied'), ('screening', 'Screening'), ('invited', 'Invited'), ('on_day', 'On the Day'), ('deciding', 'Deciding'), ('offered', 'Offered'), ('hired', 'Hired'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], max_length=9)),
                    ('reason', models.TextField(blank=True)),
                    ('at', models.DateTimeField()),
                    ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='candidates.application')),
                ],
                options={
                    'indexes': [models.Index(fields=['application', 'at'], name='moves_by_application')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('to_state__in', ('offered', 'hired', 'declined')), _negated=True), models.Q(('actor__isnull', False), ('reason__regex', '\\S')), _connector='OR'), name='a_move_to_a_decided_state_has_a_person_and_a_reason')],
                    'triggers': [pgtrigger.compiler.Trigger(name='moves_are_only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='3a41e5a04658581ca19f769333a9ed074a9a729b', operation='UPDATE', pgid='pgtrigger_moves_are_only_added_to_68f2c', table='candidates_move', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Tally',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('applied', 'Applied'), ('screening', 'Screening'), ('invited', 'Invited'), ('on_day', 'On the Day'), ('deciding', 'Deciding'), ('offered', 'Offered'), ('hired', 'Hired'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], max_length=9)),
                    ('amount', models.IntegerField()),
                    ('opening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='candidates.opening')),
                ],
                options={
                    'indexes': [models.Index(fields=['opening', 'state'], name='tallies_by_opening')],
                },
            ), migrations.CreateModel(
                name='Entry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('subject', models.CharField(max_length=40)),
                    ('subject_key', models.BigIntegerField()),
                    ('verb', models.CharField(max_length=60)),
                    ('facts', models.JSONField(blank=True, default=dict)),
                    ('at', models.DateTimeField()),
                    ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['subject', 'subject_key', 'at'], name='entries_by_subject')],
                    'triggers': [pgtrigger.compiler.Trigger(name='history_is_only_added_to', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4a6ae3559132156de9b995165b2fb49c060256e4', operation='UPDATE OR DELETE', pgid='pgtrigger_history_is_only_added_to_3035b', table='candidates_entry', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Task',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(max_length=100)),
                    ('payload', models.JSONField(default=dict)),
                    ('dedupe_key', models.CharField(blank=True, max_length=200, null=True)),
                    ('queue', models.CharField(choices=[('fast', 'fast'), ('slow', 'slow')], max_length=4)),
                    ('state', models.CharField(choices=[('pending', 'owed'), ('sent', 'queued'), ('running', 'running'), ('done', 'done'), ('failed', 'failed'), ('held', 'held for a person'), ('dropped', 'dropped')], default='pending', max_length=8)),
                    ('attempts', models.PositiveIntegerField(default=0)),
                    ('max_attempts', models.PositiveIntegerField(default=8)),
                    ('created_at', models.DateTimeField()),
                    ('run_after_at', models.DateTimeField()),
                    ('sent_at', models.DateTimeField(blank=True, null=True)),
                    ('started_at', models.DateTimeField(blank=True, null=True)),
                    ('finished_at', models.DateTimeField(blank=True, null=True)),
                    ('lease', models.UUIDField(blank=True, null=True)),
                    ('lease_until_at', models.DateTimeField(blank=True, null=True)),
                    ('effect_begun_at', models.DateTimeField(blank=True, null=True)),
                    ('progress_done', models.PositiveIntegerField(default=0)),
                    ('progress_total', models.PositiveIntegerField(default=0)),
                    ('progress_label', models.CharField(blank=True, max_length=200)),
                    ('result', models.JSONField(blank=True, default=dict)),
                    ('error', models.TextField(blank=True)),
                    ('request_id', models.CharField(blank=True, max_length=64)),
                    ('cancel_asked_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'permissions': [('operate', 'Can see and steer the work that is owed')],
                    'indexes': [models.Index(condition=models.Q(('state__in', ('pending', 'sent', 'running'))), fields=['run_after_at'], name='open_tasks_by_time'), models.Index(fields=['state', '-created_at'], name='tasks_by_state'), models.Index(condition=models.Q(('state__in', ('pending', 'sent'))), fields=['queue', 'kind', 'run_after_at'], name='waiting_tasks_by_kind'), models.Index(condition=models.Q(('started_at__isnull', False)), fields=['kind', '-started_at'], name='tasks_by_kind_and_start')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('pending', 'sent'))), fields=('kind', 'dedupe_key'), name='one_waiting_task_per_kind_and_dedupe_key'), models.CheckConstraint(condition=models.Q(models.Q(('lease__isnull', False), ('lease_until_at__isnull', False), ('state', 'running')), models.Q(models.Q(('state', 'running'), _negated=True), ('lease__isnull', True)), _connector='OR'), name='a_task_has_a_lease_exactly_while_it_runs'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', False), ('state__in', ('done', 'dropped'))), models.Q(('state__in', ('done', 'dropped')), _negated=True), _connector='OR'), name='a_finished_task_says_when'), models.CheckConstraint(condition=models.Q(('progress_done__lte', models.F('progress_total'))), name='a_task_is_not_more_than_done')],
                },
            ), migrations.CreateModel(
                name='Schedule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=100, unique=True)),
                    ('kind', models.CharField(max_length=100)),
                    ('every_seconds', models.PositiveIntegerField()),
                    ('next_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('every_seconds__gte', 1)), name='a_schedule_repeats_after_a_second_or_more')],
                },
            ), migrations.CreateModel(
                name='MessageTemplate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=60)),
                    ('language', models.CharField(default='en', max_length=10)),
                    ('subject', models.CharField(max_length=200, verbose_name='subject')),
                    ('body', models.TextField(verbose_name='text')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('code', 'language'), name='one_message_template_per_code_and_language')],
                },
            ), migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=60)),
                    ('to_address', models.EmailField(max_length=254, verbose_name='to')),
                    ('subject', models.CharField(max_length=200, verbose_name='subject')),
                    ('body', models.TextField(verbose_name='text')),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('released', 'On its way'), ('sent', 'Sent'), ('discarded', 'Discarded')], default='draft', max_length=9)),
                    ('created_at', models.DateTimeField()),
                    ('released_at', models.DateTimeField(blank=True, null=True)),
                    ('sent_at', models.DateTimeField(blank=True, null=True)),
                    ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='candidates.application')),
                    ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='candidates.candidate')),
                    ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('released_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('task', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='message', to='candidates.task')),
                ],
                options={
                    'indexes': [models.Index(fields=['application', '-created_at'], name='messages_by_application'), models.Index(fields=['state', '-created_at'], name='messages_by_state')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('released', 'sent')), _negated=True), ('released_at__isnull', False), _connector='OR'), name='a_message_on_its_way_was_released'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='a_sent_message_says_when')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "candidates_messageevent" ("application_id", "body", "candidate_id", "code", "created_at", "created_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "released_by_id", "sent_at", "state", "subject", "task_id", "to_address") VALUES (NEW."application_id", NEW."body", NEW."candidate_id", NEW."code", NEW."created_at", NEW."created_by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."released_at", NEW."released_by_id", NEW."sent_at", NEW."state", NEW."subject", NEW."task_id", NEW."to_address"); RETURN NULL;', hash='f17acffaa470fbd5833c96be0e6fed378f1b3fe5', operation='INSERT', pgid='pgtrigger_insert_insert_b5825', table='candidates_message', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "candidates_messageevent" ("application_id", "body", "candidate_id", "code", "created_at", "created_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "released_by_id", "sent_at", "state", "subject", "task_id", "to_address") VALUES (NEW."application_id", NEW."body", NEW."candidate_id", NEW."code", NEW."created_at", NEW."created_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."released_at", NEW."released_by_id", NEW."sent_at", NEW."state", NEW."subject", NEW."task_id", NEW."to_address"); RETURN NULL;', hash='72fe23d3c40833d518592c95b26b1881ef0db5f6', operation='UPDATE', pgid='pgtrigger_update_update_18d0a', table='candidates_message', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='MessageEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('code', models.SlugField(db_index=False, max_length=60)),
                    ('to_address', models.EmailField(max_length=254, verbose_name='to')),
                    ('subject', models.CharField(max_length=200, verbose_name='subject')),
                    ('body', models.TextField(verbose_name='text')),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('released', 'On its way'), ('sent', 'Sent'), ('discarded', 'Discarded')], default='draft', max_length=9)),
                    ('created_at', models.DateTimeField()),
                    ('released_at', models.DateTimeField(blank=True, null=True)),
                    ('sent_at', models.DateTimeField(blank=True, null=True)),
                    ('application', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='candidates.application')),
                    ('candidate', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='candidates.candidate')),
                    ('created_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='candidates.message')),
                    ('released_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('task', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='candidates.task')),
                ],
                options={
                    'abstract': False,
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1c04f21ce4a5cb074056fc0001d71e8feccdf952', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_989d0', table='candidates_messageevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Notice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=60)),
                    ('key', models.CharField(max_length=200)),
                    ('text_values', models.JSONField(default=dict)),
                    ('url', models.CharField(max_length=500)),
                    ('is_urgent', models.BooleanField(default=False)),
                    ('created_at', models.DateTimeField()),
                    ('read_at', models.DateTimeField(blank=True, null=True)),
                    ('mailed_at', models.DateTimeField(blank=True, null=True)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['user', '-created_at'], name='notices_by_person'), models.Index(condition=models.Q(('read_at__isnull', True)), fields=['user'], name='unread_notices_by_person')],
                    'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='a_person_is_told_the_same_thing_once'), models.CheckConstraint(condition=models.Q(('url__startswith', '/'), models.Q(('url__startswith', '//'), _negated=True)), name='a_notice_leads_into_this_site')],
                },
            ), migrations.CreateModel(
                name='PortalLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token_sha256', models.CharField(max_length=64, unique=True)),
                    ('created_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField()),
                    ('revoked_at', models.DateTimeField(blank=True, null=True)),
                    ('last_used_at', models.DateTimeField(blank=True, null=True)),
                    ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='portal_links', to='candidates.candidate')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('token_sha256__regex', '^[0-9a-f]{64}$')), name='a_portal_link_keeps_a_sha256_in_hex'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='a_portal_link_lasts_a_while')],
                },
            )],
        ),
    ]
