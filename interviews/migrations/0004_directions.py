from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0003_scorecards")]

    operations = [
        migrations.AddField(
            model_name="day",
            name="directions",
            field=models.TextField(blank=True, db_default="", verbose_name="how to get there"),
        ),
    ]
