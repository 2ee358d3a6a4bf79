
import django.db.models.deletion
from django.db import migrations, models

# what was mixed before anybody counted
_COUNT = """
    INSERT INTO hiring_answercount
        (opening_id, stage_id, ending, felt, recommends, in_month, amount)
    SELECT opening_id, stage_id, ending, felt, recommends, in_month, count(*)
    FROM hiring_answer WHERE is_mixed
    GROUP BY GROUPING SETS (
        (opening_id, stage_id, ending, felt, recommends),
        (opening_id, stage_id, ending, recommends, in_month)
    ) HAVING stage_id IS NULL OR in_month IS NULL
"""


class Migration(migrations.Migration):

    dependencies = [
        ('candidates', '0001_who_applies'),
        ('hiring', '0007_hires_are_counted'),
        ('interviews', '0003_scorecards'),
    ]

    operations = [
        migrations.CreateModel(
            name='AnswerCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ending', models.CharField(blank=True, choices=[('hired', 'Hired'), ('declined', 'Declined')], max_length=8)),
                ('felt', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('recommends', models.BooleanField(blank=True, null=True)),
                ('in_month', models.DateField(blank=True, null=True)),
                ('amount', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='AskedCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ending', models.CharField(choices=[('hired', 'Hired'), ('declined', 'Declined')], max_length=8)),
                ('amount', models.PositiveIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name='asked',
            name='is_counted',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name='answer',
            index=models.Index(condition=models.Q(('is_mixed', False)), fields=['opening'], name='answers_that_are_fresh'),
        ),
        migrations.AddIndex(
            model_name='asked',
            index=models.Index(condition=models.Q(('is_counted', False), ('stage__isnull', True)), fields=['application'], name='asked_and_not_counted_yet'),
        ),
        migrations.AddField(
            model_name='answercount',
            name='opening',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='candidates.opening'),
        ),
        migrations.AddField(
            model_name='answercount',
            name='stage',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='interviews.stage'),
        ),
        migrations.AddField(
            model_name='askedcount',
            name='opening',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='candidates.opening'),
        ),
        migrations.AddConstraint(
            model_name='answercount',
            constraint=models.UniqueConstraint(fields=('opening', 'stage', 'ending', 'felt', 'recommends', 'in_month'), name='answers_that_say_the_same_are_counted_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='answercount',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('felt__isnull', False), ('in_month__isnull', True)), models.Q(('felt__isnull', True), ('in_month__isnull', False)), _connector='OR'), name='answers_are_counted_by_word_or_by_month'),
        ),
        migrations.AddConstraint(
            model_name='askedcount',
            constraint=models.UniqueConstraint(fields=('opening', 'ending'), name='one_count_of_asked_per_opening_and_ending'),
        ),
        migrations.RunSQL(_COUNT, migrations.RunSQL.noop),
    ]
