from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hiring', '0002_decisions_and_reports'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(condition=models.Q(('effective_at__isnull', True), ('is_override', True), ('revoked_at__isnull', True)), fields=['application'], name='overrides_that_wait'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(condition=models.Q(models.Q(models.Q(('advice', 'none'), _negated=True), ('is_override', True), _connector='OR'), ('revoked_at__isnull', True)), fields=['application', 'decided_by', 'is_override'], name='decisions_with_advice'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('approved_by__isnull', True)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), ('is_override', True)), _connector='OR'), name='an_approval_has_a_person_a_time_and_an_override'),
        ),
    ]
