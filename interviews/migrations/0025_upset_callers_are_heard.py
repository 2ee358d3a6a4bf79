"""An upset caller's lines may be spoken, and are answered one by one: limits hold for each line."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SHORTEST = 10  # seconds


def share_the_time_out(apps, _editor):
    """Give each line its share of what was one limit for all lines together."""
    for each in apps.get_model("interviews", "Exercise").objects.filter(kind="caller"):
        lines = max(1, sum(bool(line.strip()) for line in each.prompt.splitlines()))
        each.answer_seconds = max(SHORTEST, -(-each.answer_seconds // lines))
        each.save(update_fields=["answer_seconds"])


class Migration(migrations.Migration):
    dependencies = [
        ("candidates", "0007_files_may_be_sound"),
        ("interviews", "0024_extra_days"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="recording",
            name="turns",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveIntegerField(), blank=True, default=list, size=None
            ),
        ),
        migrations.CreateModel(
            name="LineSound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=300)),
                (
                    "is_synthetic",
                    models.BooleanField(default=False, verbose_name="spoken by a synthesizer"),
                ),
                ("milliseconds", models.PositiveIntegerField()),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="candidates.storedfile",
                    ),
                ),
                (
                    "opening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="line_sounds",
                        to="candidates.opening",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("opening", "words"), name="one_sound_per_line_of_an_upset_caller"
                    )
                ],
            },
        ),
        migrations.RunPython(share_the_time_out, migrations.RunPython.noop),
    ]
