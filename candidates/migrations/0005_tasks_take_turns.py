
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('candidates', '0004_what_staff_are_told'),
    ]

    operations = [
        migrations.AddField(
            model_name='task',
            name='cancel_asked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=models.Q(('state__in', ('pending', 'sent'))), fields=['queue', 'kind', 'run_after_at'], name='waiting_tasks_by_kind'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=models.Q(('started_at__isnull', False)), fields=['kind', '-started_at'], name='tasks_by_kind_and_start'),
        ),
    ]
