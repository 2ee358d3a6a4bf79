
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('candidates', '0001_who_applies'),
        ('hiring', '0004_sources_are_summed'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='hire',
            index=models.Index(fields=['-starts_on', '-id'], name='newest_hires_first'),
        ),
    ]
