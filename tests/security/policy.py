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
candidates:task-list | GET | login login login 403 403 403 403 403 ok login
candidates:task-list | POST | login login login 405 405 405 405 405 405 login
candidates:task-retry | GET | login login login 405 405 405 405 405 405 login
candidates:task-retry | POST | login login login 403 403 403 403 403 ok login
candidates:task-release | GET | login login login 405 405 405 405 405 405 login
candidates:task-release | POST | login login login 403 403 403 403 403 ok login
candidates:task-drop | GET | login login login 405 405 405 405 405 405 login
candidates:task-drop | POST | login login login 403 403 403 403 403 ok login
candidates:notice-list | GET | login login login ok ok ok ok ok ok login
candidates:notice-list | POST | login login login 405 405 405 405 405 405 login
candidates:notice-read-all | GET | login login login 405 405 405 405 405 405 login
candidates:notice-read-all | POST | login login login ok ok ok ok ok ok login
candidates:notice-open | GET | login login login 405 405 405 405 405 405 login
candidates:notice-open | POST | login login login ok 404 404 404 404 404 login
candidates:opening-list | GET | login login login ok ok ok ok ok ok login
candidates:opening-list | POST | login login login 405 405 405 405 405 405 login
candidates:opening-create | GET | login login login ok 403 403 403 ok ok login
candidates:opening-create | POST | login login login ok 403 403 403 ok ok login
candidates:opening-page | GET | login login login ok ok 404 404 404 ok login
candidates:opening-page | POST | login login login 405 405 405 405 405 405 login
candidates:opening-change | GET | login login login ok 403 404 404 404 ok login
candidates:opening-change | POST | login login login ok 403 404 404 404 ok login
candidates:opening-state | GET | login login login 405 405 405 405 405 405 login
candidates:opening-state | POST | login login login ok 403 404 404 404 ok login
candidates:member-add | GET | login login login 405 405 405 405 405 405 login
candidates:member-add | POST | login login login ok 403 404 404 404 ok login
candidates:member-remove | GET | login login login 405 405 405 405 405 405 login
candidates:member-remove | POST | login login login ok 403 404 404 404 ok login
candidates:search | GET | login login login ok ok ok ok ok ok login
candidates:search | POST | login login login 405 405 405 405 405 405 login
candidates:candidate-page | GET | login login login ok ok 404 404 404 ok login
candidates:candidate-page | POST | login login login 405 405 405 405 405 405 login
candidates:pipeline-board | GET | login login login ok ok 404 404 404 ok login
candidates:pipeline-board | POST | login login login 405 405 405 405 405 405 login
candidates:pipeline-table | GET | login login login ok ok 404 404 404 ok login
candidates:pipeline-table | POST | login login login 405 405 405 405 405 405 login
candidates:pipeline-bulk | GET | login login login 405 405 405 405 405 405 login
candidates:pipeline-bulk | POST | login login login ok ok 404 404 404 ok login
candidates:application-page | GET | login login login ok ok 404 404 404 ok login
candidates:application-page | POST | login login login 405 405 405 405 405 405 login
candidates:application-move | GET | login login login ok ok 404 404 404 ok login
candidates:application-move | POST | login login login ok ok 404 404 404 ok login
candidates:application-reopen | GET | login login login 405 405 405 405 405 405 login
candidates:application-reopen | POST | login login login ok ok 404 404 404 ok login
candidates:document-add | GET | login login login 405 405 405 405 405 405 login
candidates:document-add | POST | login login login ok ok 404 404 404 ok login
candidates:document | GET | login login login ok ok 404 404 404 ok login
candidates:document | POST | login login login 405 405 405 405 405 405 login
candidates:message-list | GET | login login login ok ok ok ok ok ok login
candidates:message-list | POST | login login login 405 405 405 405 405 405 login
candidates:message-release | GET | login login login 405 405 405 405 405 405 login
candidates:message-release | POST | login login login ok ok ok ok ok ok login
candidates:message-discard | GET | login login login 405 405 405 405 405 405 login
candidates:message-discard | POST | login login login ok ok ok ok ok ok login
candidates:message-template-list | GET | login login login 403 403 403 403 403 ok login
candidates:message-template-list | POST | login login login 405 405 405 405 405 405 login
candidates:message-template-edit | GET | login login login 403 403 403 403 403 ok login
candidates:message-template-edit | POST | login login login 403 403 403 403 403 ok login
candidates:message-template-reset | GET | login login login 405 405 405 405 405 405 login
candidates:message-template-reset | POST | login login login 403 403 403 403 403 ok login
candidates:message-page | GET | login login login ok ok 404 404 404 ok login
candidates:message-page | POST | login login login 405 405 405 405 405 405 login
candidates:message-edit | GET | login login login ok 403 404 404 404 ok login
candidates:message-edit | POST | login login login ok 403 404 404 404 ok login
candidates:careers-list | GET | ok ok ok ok ok ok ok ok ok ok
candidates:careers-list | POST | 405 405 405 405 405 405 405 405 405 405
candidates:careers-opening | GET | ok ok ok ok ok ok ok ok ok ok
candidates:careers-opening | POST | 405 405 405 405 405 405 405 405 405 405
candidates:careers-apply | GET | ok ok ok ok ok ok ok ok ok ok
candidates:careers-apply | POST | ok ok ok ok ok ok ok ok ok ok
candidates:careers-thanks | GET | ok ok ok ok ok ok ok ok ok ok
candidates:careers-thanks | POST | 405 405 405 405 405 405 405 405 405 405
candidates:portal-home | GET | again ok ok again again again again again again again
candidates:portal-home | POST | 405 405 405 405 405 405 405 405 405 405
candidates:portal-enter | GET | ok ok ok ok ok ok ok ok ok ok
candidates:portal-enter | POST | ok ok ok ok ok ok ok ok ok ok
candidates:portal-leave | GET | 405 405 405 405 405 405 405 405 405 405
candidates:portal-leave | POST | ok ok ok ok ok ok ok ok ok ok
candidates:portal-again | GET | ok ok ok ok ok ok ok ok ok ok
candidates:portal-again | POST | ok ok ok ok ok ok ok ok ok ok
candidates:portal-withdraw | GET | again ok 404 again again again again again again again
candidates:portal-withdraw | POST | again ok 404 again again again again again again again
interviews:competency-list | GET | login login login ok ok ok ok ok ok login
interviews:competency-list | POST | login login login 405 405 405 405 405 405 login
interviews:competency-create | GET | login login login ok 403 403 403 ok ok login
interviews:competency-create | POST | login login login ok 403 403 403 ok ok login
interviews:competency-change | GET | login login login ok 403 403 403 ok ok login
interviews:competency-change | POST | login login login ok 403 403 403 ok ok login
interviews:competency-retire | GET | login login login 405 405 405 405 405 405 login
interviews:competency-retire | POST | login login login ok 403 403 403 ok ok login
interviews:competency-restore | GET | login login login 405 405 405 405 405 405 login
interviews:competency-restore | POST | login login login ok 403 403 403 ok ok login
interviews:plan-page | GET | login login login ok ok 404 404 404 ok login
interviews:plan-page | POST | login login login 405 405 405 405 405 405 login
interviews:plan-choose | GET | login login login ok 403 404 404 404 ok login
interviews:plan-choose | POST | login login login ok 403 404 404 404 ok login
interviews:plan-change | GET | login login login ok 403 404 404 404 ok login
interviews:plan-change | POST | login login login ok 403 404 404 404 ok login
interviews:plan-activate | GET | login login login 405 405 405 405 405 405 login
interviews:plan-activate | POST | login login login ok 403 404 404 404 ok login
interviews:plan-new-version | GET | login login login 405 405 405 405 405 405 login
interviews:plan-new-version | POST | login login login ok 403 404 404 404 ok login
interviews:plan-discard | GET | login login login 405 405 405 405 405 405 login
interviews:plan-discard | POST | login login login ok 403 404 404 404 ok login
interviews:stage-add | GET | login login login 405 405 405 405 405 405 login
interviews:stage-add | POST | login login login ok 403 404 404 404 ok login
interviews:stage-change | GET | login login login ok 403 404 404 404 ok login
interviews:stage-change | POST | login login login ok 403 404 404 404 ok login
interviews:stage-move | GET | login login login 405 405 405 405 405 405 login
interviews:stage-move | POST | login login login ok 403 404 404 404 ok login
interviews:stage-remove | GET | login login login 405 405 405 405 405 405 login
interviews:stage-remove | POST | login login login ok 403 404 404 404 ok login
interviews:criterion-add | GET | login login login ok 403 404 404 404 ok login
interviews:criterion-add | POST | login login login ok 403 404 404 404 ok login
interviews:criterion-change | GET | login login login ok 403 404 404 404 ok login
interviews:criterion-change | POST | login login login ok 403 404 404 404 ok login
interviews:criterion-remove | GET | login login login 405 405 405 405 405 405 login
interviews:criterion-remove | POST | login login login ok 403 404 404 404 ok login
interviews:day-list | GET | login login login ok ok ok ok ok ok login
interviews:day-list | POST | login login login 405 405 405 405 405 405 login
interviews:opening-days | GET | login login login ok ok 404 404 404 ok login
interviews:opening-days | POST | login login login 405 405 405 405 405 405 login
interviews:day-create | GET | login login login ok 403 404 404 404 ok login
interviews:day-create | POST | login login login ok 403 404 404 404 ok login
interviews:day-page | GET | login login login ok ok ok 404 404 ok login
interviews:day-page | POST | login login login 405 405 405 405 405 405 login
interviews:day-live | GET | login login login ok ok ok 404 404 ok login
interviews:day-live | POST | login login login 405 405 405 405 405 405 login
interviews:day-candidates | GET | login login login ok 403 403 404 404 ok login
interviews:day-candidates | POST | login login login ok 403 403 404 404 ok login
interviews:day-fill | GET | login login login ok 403 403 404 404 ok login
interviews:day-fill | POST | login login login ok 403 403 404 404 ok login
interviews:day-publish | GET | login login login 405 405 405 405 405 405 login
interviews:day-publish | POST | login login login ok 403 403 404 404 ok login
interviews:day-unpublish | GET | login login login 405 405 405 405 405 405 login
interviews:day-unpublish | POST | login login login ok 403 403 404 404 ok login
interviews:day-finish | GET | login login login ok 403 403 404 404 ok login
interviews:day-finish | POST | login login login ok 403 403 404 404 ok login
interviews:day-cancel | GET | login login login ok 403 403 404 404 ok login
interviews:day-cancel | POST | login login login ok 403 403 404 404 ok login
interviews:station-change | GET | login login login ok 403 403 404 404 ok login
interviews:station-change | POST | login login login ok 403 403 404 404 ok login
interviews:session-create | GET | login login login ok 403 403 404 404 ok login
interviews:session-create | POST | login login login ok 403 403 404 404 ok login
interviews:session-change | GET | login login login ok 403 403 404 404 ok login
interviews:session-change | POST | login login login ok 403 403 404 404 ok login
interviews:session-cancel | GET | login login login 405 405 405 405 405 405 login
interviews:session-cancel | POST | login login login ok 403 403 404 404 ok login
interviews:session-start | GET | login login login 405 405 405 405 405 405 login
interviews:session-start | POST | login login login ok 403 403 404 404 ok login
interviews:session-end | GET | login login login 405 405 405 405 405 405 login
interviews:session-end | POST | login login login ok 403 403 404 404 ok login
interviews:session-undo-start | GET | login login login 405 405 405 405 405 405 login
interviews:session-undo-start | POST | login login login ok 403 403 404 404 ok login
interviews:session-undo-end | GET | login login login 405 405 405 405 405 405 login
interviews:session-undo-end | POST | login login login ok 403 403 404 404 ok login
interviews:attendance-check-in | GET | login login login 405 405 405 405 405 405 login
interviews:attendance-check-in | POST | login login login ok 403 403 404 404 ok login
interviews:attendance-undo | GET | login login login 405 405 405 405 405 405 login
interviews:attendance-undo | POST | login login login ok 403 403 404 404 ok login
interviews:attendance-no-show | GET | login login login 405 405 405 405 405 405 login
interviews:attendance-no-show | POST | login login login ok 403 403 404 404 ok login
interviews:attendance-remove | GET | login login login 405 405 405 405 405 405 login
interviews:attendance-remove | POST | login login login ok 403 403 404 404 ok login
interviews:room-list | GET | login login login ok 403 403 403 ok ok login
interviews:room-list | POST | login login login 405 405 405 405 405 405 login
interviews:room-create | GET | login login login ok 403 403 403 ok ok login
interviews:room-create | POST | login login login ok 403 403 403 ok ok login
interviews:room-change | GET | login login login ok 403 403 403 ok ok login
interviews:room-change | POST | login login login ok 403 403 403 ok ok login
interviews:room-retire | GET | login login login 405 405 405 405 405 405 login
interviews:room-retire | POST | login login login ok 403 403 403 ok ok login
interviews:my-day | GET | login login login ok ok ok ok ok ok login
interviews:my-day | POST | login login login 405 405 405 405 405 405 login
interviews:scorecard-page | GET | login login login 404 404 ok 404 404 404 login
interviews:scorecard-page | POST | login login login 404 404 ok 404 404 404 login
interviews:rating-save | GET | login login login 405 405 405 405 405 405 login
interviews:rating-save | POST | login login login 404 404 ok 404 404 404 login
interviews:scorecard-lock | GET | login login login 405 405 405 405 405 405 login
interviews:scorecard-lock | POST | login login login 404 404 ok 404 404 404 login
interviews:red-flag-raise | GET | login login login 405 405 405 405 405 405 login
interviews:red-flag-raise | POST | login login login 404 404 ok 404 404 404 login
interviews:scorecard-impression | GET | login login login 405 405 405 405 405 405 login
interviews:scorecard-impression | POST | login login login 404 404 ok 404 404 404 login
interviews:scorecard-document | GET | login login login 404 404 ok 404 404 404 login
interviews:scorecard-document | POST | login login login 405 405 405 405 405 405 login
interviews:rating-revise | GET | login login login 405 405 405 405 405 405 login
interviews:rating-revise | POST | login login login 404 404 ok 404 404 404 login
interviews:conflict-declare | GET | login login login 404 404 ok 404 404 404 login
interviews:conflict-declare | POST | login login login 404 404 ok 404 404 404 login
interviews:scorecard-reassign | GET | login login login ok 403 404 404 404 ok login
interviews:scorecard-reassign | POST | login login login ok 403 404 404 404 ok login
interviews:marks-reveal | GET | login login login ok 403 404 404 404 ok login
interviews:marks-reveal | POST | login login login ok 403 404 404 404 ok login
interviews:red-flag-stop | GET | login login login 405 405 405 405 405 405 login
interviews:red-flag-stop | POST | login login login ok ok 403 404 404 ok login
interviews:red-flag-answer | GET | login login login ok ok ok 404 404 ok login
interviews:red-flag-answer | POST | login login login ok ok 403 404 404 ok login
interviews:marker-assign | GET | login login login ok 403 404 404 404 ok login
interviews:marker-assign | POST | login login login ok 403 404 404 404 ok login
hiring:people-list | GET | login login login 403 403 403 403 403 ok login
hiring:people-list | POST | login login login 405 405 405 405 405 405 login
hiring:person-create | GET | login login login 403 403 403 403 403 ok login
hiring:person-create | POST | login login login 403 403 403 403 403 ok login
hiring:person-change | GET | login login login 403 403 403 403 403 ok login
hiring:person-change | POST | login login login 403 403 403 403 403 ok login
hiring:person-invite | GET | login login login 405 405 405 405 405 405 login
hiring:person-invite | POST | login login login 403 403 403 403 403 ok login
hiring:profile | GET | login login login ok ok ok ok ok ok login
hiring:profile | POST | login login login ok ok ok ok ok ok login
hiring:theme | GET | login login login 405 405 405 405 405 405 login
hiring:theme | POST | login login login ok ok ok ok ok ok login
hiring:home | GET | login login login ok ok ok ok ok ok login
hiring:home | POST | login login login 405 405 405 405 405 405 login
hiring:funnel | GET | login login login ok ok ok ok ok ok login
hiring:funnel | POST | login login login 405 405 405 405 405 405 login
hiring:opening-funnel | GET | login login login ok ok 404 404 404 ok login
hiring:opening-funnel | POST | login login login 405 405 405 405 405 405 login
hiring:decision-list | GET | login login login ok ok ok ok ok ok login
hiring:decision-list | POST | login login login 405 405 405 405 405 405 login
hiring:decision-approve | GET | login login login 405 405 405 405 405 405 login
hiring:decision-approve | POST | login login login 403 403 404 404 404 ok login
hiring:decision-revoke | GET | login login login 405 405 405 405 405 405 login
hiring:decision-revoke | POST | login login login 403 ok 404 404 404 403 login
hiring:decision-page | GET | login login login ok ok 404 404 404 ok login
hiring:decision-page | POST | login login login 405 405 405 405 405 405 login
hiring:decision-make | GET | login login login 405 405 405 405 405 405 login
hiring:decision-make | POST | login login login 403 ok 404 404 404 403 login
hiring:offer-list | GET | login login login ok ok ok ok ok ok login
hiring:offer-list | POST | login login login 405 405 405 405 405 405 login
hiring:offer-make | GET | login login login ok ok 404 404 404 ok login
hiring:offer-make | POST | login login login ok ok 404 404 404 ok login
hiring:offer-page | GET | login login login ok ok 404 404 404 ok login
hiring:offer-page | POST | login login login 405 405 405 405 405 405 login
hiring:offer-change | GET | login login login ok ok 404 404 404 ok login
hiring:offer-change | POST | login login login ok ok 404 404 404 ok login
hiring:offer-ask | GET | login login login 405 405 405 405 405 405 login
hiring:offer-ask | POST | login login login ok ok 404 404 404 ok login
hiring:offer-approve | GET | login login login 405 405 405 405 405 405 login
hiring:offer-approve | POST | login login login ok ok 404 404 404 ok login
hiring:offer-back | GET | login login login 405 405 405 405 405 405 login
hiring:offer-back | POST | login login login ok ok 404 404 404 ok login
hiring:offer-withdraw | GET | login login login 405 405 405 405 405 405 login
hiring:offer-withdraw | POST | login login login ok ok 404 404 404 ok login
hiring:offer-template-list | GET | login login login ok 403 403 403 ok ok login
hiring:offer-template-list | POST | login login login 405 405 405 405 405 405 login
hiring:offer-template-add | GET | login login login ok 403 403 403 ok ok login
hiring:offer-template-add | POST | login login login ok 403 403 403 ok ok login
hiring:offer-template-change | GET | login login login ok 403 403 403 ok ok login
hiring:offer-template-change | POST | login login login ok 403 403 403 ok ok login
hiring:offer-template-retire | GET | login login login 405 405 405 405 405 405 login
hiring:offer-template-retire | POST | login login login ok 403 403 403 ok ok login
hiring:own-offer | GET | again ok 404 again again again again again again again
hiring:own-offer | POST | 405 405 405 405 405 405 405 405 405 405
hiring:own-offer-accept | GET | 405 405 405 405 405 405 405 405 405 405
hiring:own-offer-accept | POST | again ok 404 again again again again again again again
hiring:own-offer-decline | GET | 405 405 405 405 405 405 405 405 405 405
hiring:own-offer-decline | POST | again ok 404 again again again again again again again
hiring:application-hired | GET | login login login 405 405 405 405 405 405 login
hiring:application-hired | POST | login login login ok ok 404 404 404 403 login
hiring:report-ask | GET | login login login 405 405 405 405 405 405 login
hiring:report-ask | POST | login login login ok ok 404 404 404 ok login
hiring:report-page | GET | login login login ok 404 404 404 404 404 login
hiring:report-page | POST | login login login 405 405 405 405 405 405 login
hiring:report-file | GET | login login login ok 404 404 404 404 404 login
hiring:report-file | POST | login login login 405 405 405 405 405 405 login
account_login | GET | ok ok ok ok ok ok ok ok ok ok
account_login | POST | ok ok ok ok ok ok ok ok ok ok
account_logout | GET | ok ok ok ok ok ok ok ok ok ok
account_logout | POST | ok ok ok ok ok ok ok ok ok ok
account_change_password | GET | login login login ok ok ok ok ok ok login
account_change_password | POST | login login login ok ok ok ok ok ok login
account_reset_password | GET | ok ok ok ok ok ok ok ok ok ok
account_reset_password | POST | ok ok ok ok ok ok ok ok ok ok
account_reset_password_done | GET | ok ok ok ok ok ok ok ok ok ok
account_reset_password_done | POST | 405 405 405 405 405 405 405 405 405 405
account_reset_password_from_key | GET | ok ok ok ok ok ok ok ok ok ok
account_reset_password_from_key | POST | ok ok ok ok ok ok ok ok ok ok
account_reset_password_from_key_done | GET | ok ok ok ok ok ok ok ok ok ok
account_reset_password_from_key_done | POST | 405 405 405 405 405 405 405 405 405 405
"""

POLICY: dict[tuple[str, str], tuple[str, ...]] = {}
for line in TABLE.strip().splitlines():
    if line.strip():
        name, method, answers = (part.strip() for part in line.split("|"))
        POLICY[name, method] = tuple(answers.split())
        assert len(POLICY[name, method]) == len(PERSONAS), line
