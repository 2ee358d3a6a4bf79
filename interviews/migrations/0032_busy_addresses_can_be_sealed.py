from django.db import migrations, models

from candidates.layout.sealing import seal
from interviews.calendars.queries import hash_of


def seal_addresses(apps, schema_editor):
    """Seal the addresses that stand in clear."""
    for source in apps.get_model("interviews", "BusySource").objects.exclude(address=""):
        source.address_sha256 = hash_of(source.address)
        about = f"busy-source:{source.person_id}:{source.address_sha256}"
        source.sealed, source.key_name = seal(source.address, about=about)
        source.save(update_fields=["address_sha256", "sealed", "key_name"])


class Migration(migrations.Migration):
    dependencies = [("interviews", "0031_stages_say_which_form_and_what_a_retest_counts")]

    operations = [
        migrations.AddField(
            "busysource", "address_sha256", models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField("busysource", "sealed", models.BinaryField(blank=True, null=True)),
        migrations.AddField(
            "busysource", "key_name", models.CharField(blank=True, default="", max_length=8),
            preserve_default=False,
        ),
        migrations.RunPython(seal_addresses, migrations.RunPython.noop),
    ]
