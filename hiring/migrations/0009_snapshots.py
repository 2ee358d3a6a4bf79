import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('candidates', '0004_what_staff_are_told'),
        ('hiring', '0008_sources_and_stays'),
    ]

    operations = [
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('result', models.JSONField()),
                ('computed_at', models.DateTimeField()),
                ('opening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='snapshots', to='candidates.opening')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('opening', 'kind'), name='one_snapshot_per_opening_and_kind')],
            },
        ),
    ]
