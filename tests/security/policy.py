"""The policy table: who gets what, by URL and method.

ok: the page, a redirect after an action, or a sentence about what is wrong with the input;
login: sent to the login page; again: a stranger in the portal, sent to where one asks for a link;
404: as if it did not exist; 403: may see it but not do this.
"""

from __future__ import annotations

PERSONAS = (
    "anonymous",
    "kim",  # a candidate in the portal, looking at what is theirs
    "jonas",  # another candidate
    "rosa",  # recruiter of the opening
    "milan",  # hiring manager of the opening
    "ines",  # interviewer, assigned
    "viktor",  # interviewer of the opening, not assigned here
    "oskar",  # staff of another team
    "ada",  # administrator
    "gone",  # staff whose account was switched off
)

TABLE = """
"""

POLICY: dict[tuple[str, str], tuple[str, ...]] = {}
for line in TABLE.strip().splitlines():
    if line.strip():
        name, method, answers = (part.strip() for part in line.split("|"))
        POLICY[name, method] = tuple(answers.split())
        assert len(POLICY[name, method]) == len(PERSONAS), line
