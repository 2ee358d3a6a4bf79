import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('interviews', '0018_moments_that_were_heard'),
    ]

    operations = [
        migrations.CreateModel(
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
        ),
    ]
