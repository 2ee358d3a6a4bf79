from django.db import migrations

# whoever was hired before hires were kept: the first day is the accepted offer's, else the hire's
_FILL = """
    INSERT INTO hiring_hire (application_id, starts_on, leaving, leaving_words, version, supervisor_id)
    SELECT a.id,
        coalesce(
            (SELECT o.starts_on FROM hiring_offer o
                WHERE o.application_id = a.id AND o.state = 'accepted' ORDER BY o.id DESC LIMIT 1),
            (a.state_since_at AT TIME ZONE 'UTC')::date
        ),
        '', '', 1,
        (SELECT m.user_id FROM candidates_openingmember m
            JOIN hiring_user u ON u.id = m.user_id AND u.is_active
            WHERE m.opening_id = a.opening_id AND m.part = 'hiring_manager'
            ORDER BY m.id LIMIT 1)
    FROM candidates_application a
    WHERE a.state = 'hired' AND NOT EXISTS (SELECT 1 FROM hiring_hire h WHERE h.application_id = a.id)
"""


class Migration(migrations.Migration):
    dependencies = [("hiring", "0014_what_became_of_hires")]
    operations = [migrations.RunSQL(_FILL, migrations.RunSQL.noop)]
