
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('candidates', '0001_who_applies'),
        ('hiring', '0003_moves_are_counted'),
    ]

    operations = [
        migrations.CreateModel(
            name='SourceTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('apart_by', models.CharField(choices=[('opening', 'Opening'), ('source', 'Source'), ('language', 'Language')], max_length=8)),
                ('value', models.CharField(blank=True, max_length=60)),
                ('state', models.CharField(choices=[('applied', 'Applied'), ('screening', 'Screening'), ('invited', 'Invited'), ('on_day', 'On the Day'), ('deciding', 'Deciding'), ('offered', 'Offered'), ('hired', 'Hired'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], max_length=9)),
                ('reached', models.IntegerField()),
                ('here', models.IntegerField()),
            ],
        ),
        migrations.AddField(
            model_name='sourcecount',
            name='is_summed',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name='sourcecount',
            index=models.Index(condition=models.Q(('is_summed', False)), fields=['opening'], name='source_counts_not_summed_yet'),
        ),
        migrations.AddField(
            model_name='sourcetotal',
            name='opening',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='source_totals', to='candidates.opening'),
        ),
        migrations.AddConstraint(
            model_name='sourcetotal',
            constraint=models.UniqueConstraint(fields=('opening', 'apart_by', 'value', 'state'), name='one_total_per_opening_value_and_state'),
        ),
    ]
