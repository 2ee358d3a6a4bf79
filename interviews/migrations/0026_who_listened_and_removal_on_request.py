"""Plays say as what somebody listened; recordings may be removed because their candidate asked."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('candidates', '0007_files_may_be_sound'),
        ('interviews', '0025_upset_callers_are_heard'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='play',
            name='part',
            field=models.CharField(blank=True, choices=[('candidate', 'the candidate'), ('coach', 'coach'), ('recruiter', 'recruiter'), ('hiring_manager', 'hiring manager'), ('administrator', 'administrator')], max_length=14),
        ),
        migrations.AddField(
            model_name='recording',
            name='removal_reason',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='recording',
            name='removed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='recording',
            name='removal',
            field=models.CharField(blank=True, choices=[('withdrawn', 'the candidate withdrew their consent'), ('discarded', 'the candidate recorded anew'), ('expired', 'its time was over'), ('requested', 'the candidate asked for it')], max_length=9),
        ),
        migrations.AddConstraint(
            model_name='play',
            constraint=models.CheckConstraint(condition=models.Q(('part', ''), models.Q(('listener__isnull', True), ('part', 'candidate')), models.Q(models.Q(('part', 'candidate'), _negated=True), ('listener__isnull', False)), _connector='OR'), name='a_play_without_a_listener_is_the_candidates'),
        ),
        migrations.AddConstraint(
            model_name='recording',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('removal', 'requested'), ('removal_reason__regex', '\\S'), ('removed_by__isnull', False)), models.Q(models.Q(('removal', 'requested'), _negated=True), ('removal_reason', ''), ('removed_by__isnull', True)), _connector='OR'), name='a_recording_removed_on_request_says_by_whom_and_why'),
        ),
    ]
