
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hiring', '0005_newest_hires_first'),
        ('interviews', '0003_scorecards'),
    ]

    operations = [
        migrations.CreateModel(
            name='HireMarks',
            fields=[
                ('composite', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='hire_marks', serialize=False, to='interviews.composite')),
                ('means', models.JSONField()),
            ],
        ),
    ]
