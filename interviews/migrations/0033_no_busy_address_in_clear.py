from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("interviews", "0032_busy_addresses_can_be_sealed")]

    operations = [
        migrations.RemoveConstraint("busysource", "one_busy_source_per_person_and_address"),
        migrations.RemoveField("busysource", "address"),
        migrations.AddConstraint(
            "busysource",
            models.UniqueConstraint(
                fields=["person", "address_sha256"],
                condition=~Q(address_sha256=""),
                name="one_busy_source_per_person_and_address",
            ),
        ),
        migrations.AddConstraint(
            "busysource",
            models.CheckConstraint(
                condition=Q(sealed__isnull=True, address_sha256="", key_name="")
                | (Q(sealed__isnull=False) & ~Q(address_sha256="") & ~Q(key_name="")),
                name="a_busy_address_is_sealed_and_has_a_hash",
            ),
        ),
    ]
