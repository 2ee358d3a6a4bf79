"""What is asked of coaches before they mark belongs to a version of the plan."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('interviews', '0026_who_listened_and_removal_on_request'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='stage',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='stage',
            name='update_update',
        ),
        migrations.AddField(
            model_name='stage',
            name='training_error',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=3, null=True, verbose_name='training of coaches'),
        ),
        migrations.AddField(
            model_name='stageevent',
            name='training_error',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=3, null=True, verbose_name='training of coaches'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stage',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "interviews_stageevent" ("cut_points", "gate", "id", "kind", "minutes", "on_day", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "raters", "title", "training_error", "weight") VALUES (NEW."cut_points", NEW."gate", NEW."id", NEW."kind", NEW."minutes", NEW."on_day", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."position", NEW."raters", NEW."title", NEW."training_error", NEW."weight"); RETURN NULL;', hash='90010da21f99c2fb5fe1ceb5d7ef4069fe3b5699', operation='INSERT', pgid='pgtrigger_insert_insert_cfef5', table='interviews_stage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stage',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "interviews_stageevent" ("cut_points", "gate", "id", "kind", "minutes", "on_day", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "raters", "title", "training_error", "weight") VALUES (NEW."cut_points", NEW."gate", NEW."id", NEW."kind", NEW."minutes", NEW."on_day", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."position", NEW."raters", NEW."title", NEW."training_error", NEW."weight"); RETURN NULL;', hash='661dc87db90257ae7eeffe4faa9eddb0e4d27de2', operation='UPDATE', pgid='pgtrigger_update_update_75953', table='interviews_stage', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='stage',
            constraint=models.CheckConstraint(condition=models.Q(('training_error__isnull', True), models.Q(('training_error__gt', 0), ('training_error__lte', 4)), _connector='OR'), name='an_error_that_coaches_may_make_lies_between_0_and_4_points'),
        ),
    ]
