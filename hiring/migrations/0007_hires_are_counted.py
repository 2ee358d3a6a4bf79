
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('candidates', '0001_who_applies'),
        ('hiring', '0006_marks_of_hires_are_kept'),
    ]

    operations = [
        migrations.CreateModel(
            name='HireCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hire_counts', to='candidates.opening')),
                ('is_against', models.BooleanField()),
                ('counted_on', models.DateField()),
                ('hires', models.PositiveIntegerField()),
                ('stayed', models.PositiveIntegerField()),
                ('trusted', models.PositiveIntegerField()),
                ('here', models.PositiveIntegerField()),
                ('alone', models.PositiveIntegerField()),
                ('promoters', models.PositiveBigIntegerField()),
                ('promoters_of', models.PositiveBigIntegerField()),
            ],
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(condition=models.Q(('answered_at__isnull', True)), fields=['hire'], name='reviews_that_are_owed'),
        ),
        migrations.AddConstraint(
            model_name='hirecount',
            constraint=models.UniqueConstraint(fields=('opening', 'is_against'), name='one_count_of_hires_per_opening_and_advice'),
        ),
    ]
