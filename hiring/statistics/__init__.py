"""Numbers with what they are worth. Plain Python: no Django, no query, no clock."""
