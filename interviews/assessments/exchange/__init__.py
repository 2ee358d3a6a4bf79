"""The bank in the formats of others: CSV, YAML, QTI 3. Pure thinking."""
