"""Who is to be asked, and what everybody together said."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, Sum

from candidates.applications.models import Application, State
from candidates.messages.models import Message
from candidates.openings.models import Opening
from candidates.portal.standing import TOLD_BY
from hiring.statistics.shares import Between, Share, difference, share_of
from hiring.voices.models import Answer, AnswerCount, Asked, AskedCount
from interviews.days.models import Attendance, SessionSeat
from interviews.plans.models import Plan, Stage
from interviews.recordings.models import Recording
from interviews.scorecards.models import Scorecard
from interviews.sittings.models import Sitting
from interviews.stages import registry as stage_kinds
from interviews.stages.cover_letter import CoverLetter

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from candidates.layout.viewer import Viewer
    from hiring.voices.models import AnswerQuerySet

TAPPED_FOR: Final = dt.timedelta(days=14)
ASKED_AFTER: Final = dt.timedelta(days=2)  # so that the answer itself comes first
ASKED_WITHIN: Final = dt.timedelta(days=45)
SUPPRESSED_BELOW: Final = 5
SHOWN_WORDS: Final = 60
Ending = Answer.Ending


def to_be_asked(at: dt.datetime, most: int) -> QuerySet[Application]:
    """Return applications whose hire or decline was told some days ago and who were not asked."""
    told = Message.objects.filter(
        application=OuterRef("pk"),
        code__in={code for state in Ending.values for code in TOLD_BY[State(state)]},
        state=Message.State.SENT,
        sent_at__lte=at - ASKED_AFTER,
    )
    asked = Asked.objects.filter(application=OuterRef("pk"), stage=None)
    found = Application.objects.filter(
        Exists(told), ~Exists(asked),
        state__in=Ending.values,
        state_since_at__gt=at - ASKED_WITHIN, state_since_at__lte=at - ASKED_AFTER,
    )  # fmt: skip
    return found.select_related("candidate", "opening").order_by("pk")[:most]


def stages_to_tap(application: Application, at: dt.datetime) -> list[Stage]:
    """Return the stages that a candidate has been through lately and not said a word about; one
    query.

    Sessions count once they are over and the candidate was there, or was marked. What is done at
    home counts once it is handed in: a test or a case, a letter, a voice.
    """
    said = Asked.objects.filter(application=application, stage__isnull=False)
    been = _met(application, at) | _sat(application, at) | _sent(application, at)
    stages = Stage.objects.filter(been).exclude(pk__in=said.values("stage_id"))
    return list(stages.order_by("position", "pk"))


def _met(application: Application, at: dt.datetime) -> Q:
    seats = SessionSeat.objects.filter(
        application=application,
        cancelled_at__isnull=True,
        during__endswith__lte=at,
        during__endswith__gt=at - TAPPED_FOR,
    )
    came = Attendance.objects.filter(
        application=application,
        day=OuterRef("session__station__day"),
        arrived_at__isnull=False,
    )
    marked = Scorecard.objects.locked().filter(application=application, session=OuterRef("session"))
    seats = seats.filter(Exists(came) | Exists(marked))
    return Q(pk__in=seats.values("session__station__stage_id"))


def _sat(application: Application, at: dt.datetime) -> Q:
    sittings = Sitting.objects.counting().filter(
        application=application,
        ending__in=(Sitting.Ending.FINISHED, Sitting.Ending.TIME),
        ended_at__lte=at,
        ended_at__gt=at - TAPPED_FOR,
    )
    return Q(pk__in=sittings.values("stage_id"))


def _sent(application: Application, at: dt.datetime) -> Q:
    """The stages of the running plan at home whose work came by another way than a sitting."""
    here = Q(plan__opening=application.opening_id, plan__state=Plan.State.ACTIVE, on_day=False)
    voices = Recording.objects.filter(
        application=application, received_at__lte=at, received_at__gt=at - TAPPED_FOR
    )
    kinds = [code for code, _label in stage_kinds.choices() if stage_kinds.get(code).by_ear]
    sent = Exists(voices) & Q(kind__in=kinds)
    if application.cover_letter.strip() and application.applied_at > at - TAPPED_FOR:
        sent |= Q(kind=CoverLetter.code)
    return here & sent


def owes_survey(application: Application) -> bool:
    """Tell whether the candidate was asked after the decision and has not answered; one query."""
    open_ones = Asked.objects.filter(application=application, stage=None, answered=False)
    return open_ones.exists()


@dataclass(frozen=True)
class Group:
    """What those who were hired, or those who were not, said. Of fewer than five, nothing."""

    ending: Answer.Ending
    asked: int
    answered: Share | None  # of those asked
    recommends: Share | None
    felt: tuple[int, ...]  # how many chose each of the five words
    good: Share | None  # good or very good
    wishes: tuple[str, ...]  # what should change
    praise: tuple[str, ...]

    @property
    def is_hidden(self) -> bool:
        """Tell whether there are too few to say anything without saying who."""
        return self.recommends is None


@dataclass(frozen=True)
class StageVoice:
    """How one kind of stage was for whoever tapped."""

    title: str
    taps: int
    felt: tuple[int, ...]
    good: Share | None

    @property
    def is_hidden(self) -> bool:
        return self.good is None


@dataclass(frozen=True)
class Month:
    """The share of yes in one month, among the declined."""

    month: dt.date
    recommends: Share


@dataclass(frozen=True)
class Voices:
    """Everything on the page."""

    hired: Group
    declined: Group
    gap: Between | None  # hired less declined, of the shares of yes
    stages: tuple[StageVoice, ...]
    months: tuple[Month, ...]

    @property
    def groups(self) -> tuple[Group, Group]:
        return self.declined, self.hired

    @property
    def has_words(self) -> bool:
        return not (self.declined.is_hidden and self.hired.is_hidden)


def pooled(counts: dict[int, int]) -> set[int]:
    """Return the openings that may be added up: all with enough answers, and those with fewer
    only if they are enough together, so that nobody gets at them by subtraction."""
    small = {key for key, count in counts.items() if count < SUPPRESSED_BELOW}
    if sum(counts[key] for key in small) >= SUPPRESSED_BELOW:
        return set(counts)
    return set(counts) - small


def voices_of(user: Viewer, opening_ids: Sequence[int], *, with_words: bool = True) -> Voices:
    """Return what candidates of these openings said, of those the user decides for; eleven queries,
    and seven without what was written.

    Hired and declined are never added up, so that neither can be told from the sum.
    """
    mine = Opening.objects.decided_by(user).filter(pk__in=opening_ids)
    ids = list(mine.values_list("pk", flat=True))
    surveys, asked = Answer.objects.filter(opening__in=ids).surveys(), _asked(ids)
    rows, months = _counted(ids)
    hired, declined = (
        _group(surveys.filter(ending=ending) if with_words else None, rows, asked, ending)
        for ending in Ending
    )
    gap = None
    if hired.recommends and declined.recommends:
        gap = difference(hired.recommends, declined.recommends)
    return Voices(hired, declined, gap, tuple(_stages(ids)), tuple(_months(months)))


# what was counted when it was mixed, and what is not mixed yet, counted now
_COUNTED: Final = """
    SELECT ending, CASE WHEN in_month IS NULL THEN opening_id END, felt, recommends, in_month,
        sum(amount)::bigint
    FROM (
        SELECT opening_id, ending, felt, recommends, in_month, amount FROM hiring_answercount
        WHERE stage_id IS NULL AND opening_id = ANY(%(openings)s)
        UNION ALL
        SELECT opening_id, ending, felt, recommends, in_month, count(*) FROM hiring_answer
        WHERE NOT is_mixed AND stage_id IS NULL AND opening_id = ANY(%(openings)s)
        GROUP BY GROUPING SETS (
            (opening_id, ending, felt, recommends), (opening_id, ending, in_month, recommends)
        )
    ) counted
    GROUP BY 1, 2, 3, 4, 5
"""
Row = tuple[str, int, int, bool, int]
Months = dict[dt.date, dict[bool, int]]


def _counted(opening_ids: Sequence[int]) -> tuple[list[Row], Months]:
    """Count the surveys by ending, opening, word and recommendation, and those of the declined by
    month and recommendation; one query."""
    rows: list[Row] = []
    months: Months = defaultdict(lambda: defaultdict(int))
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, {"openings": list(opening_ids)})
        for ending, opening, felt, yes, month, amount in cursor.fetchall():
            if month is None:
                rows.append((ending, opening, felt, yes, amount))
            elif ending == Ending.DECLINED:
                months[month][yes] += amount
    return rows, months


def _group(
    surveys: AnswerQuerySet | None,
    rows: Sequence[Row],
    everybody_asked: Mapping[str, int],
    ending: Answer.Ending,
) -> Group:
    """Sum the rows of one ending up: opening, word, recommendation, and how many said so."""
    asked = everybody_asked.get(ending, 0)
    own = [row[1:] for row in rows if row[0] == ending]
    by_opening: dict[int, int] = defaultdict(int)
    for opening, _felt, _yes, amount in own:
        by_opening[opening] += amount
    kept = pooled(by_opening)
    said = [(felt, yes, amount) for opening, felt, yes, amount in own if opening in kept]
    total, shown = sum(by_opening.values()), sum(amount for _felt, _yes, amount in said)
    answered = share_of(min(total, asked), asked) if asked >= SUPPRESSED_BELOW else None
    if shown < SUPPRESSED_BELOW:
        return Group(ending, asked, None, None, (), None, (), ())
    felt = [0] * 5
    for value, _yes, amount in said:
        felt[value - 1] += amount
    yes = sum(amount for _felt, recommends, amount in said if recommends)
    return Group(
        ending=ending,
        asked=asked,
        answered=answered,
        recommends=share_of(yes, shown),
        felt=tuple(felt),
        good=share_of(felt[3] + felt[4], shown),
        wishes=_words(surveys, kept, recommends=False),
        praise=_words(surveys, kept, recommends=True),
    )


def _words(surveys: AnswerQuerySet | None, kept: set[int], *, recommends: bool) -> tuple[str, ...]:
    """Return what was written, in the order of an id of chance; one query."""
    if surveys is None:
        return ()
    found = surveys.filter(opening__in=kept, recommends=recommends).exclude(words="")
    return tuple(found.order_by("pk").values_list("words", flat=True)[:SHOWN_WORDS])


def _asked(opening_ids: Sequence[int]) -> dict[str, int]:
    """Count who was asked after the decision, by how it ended: those who are counted already, and
    the others; two queries."""
    kept = AskedCount.objects.filter(opening__in=opening_ids).values_list("ending")
    fresh = Asked.objects.filter(
        stage__isnull=True, is_counted=False, application__opening__in=opening_ids
    ).values_list("ending")
    asked: dict[str, int] = defaultdict(int)
    for rows in (kept.annotate(Sum("amount")), fresh.annotate(Count("pk"))):
        for ending, amount in rows.order_by():
            asked[ending] += amount
    return asked


def _stages(opening_ids: Sequence[int]) -> list[StageVoice]:
    """Add taps up by the title of their stage: versions of a plan are one; two queries."""
    taps = {"opening__in": opening_ids, "stage__isnull": False}
    counted = AnswerCount.objects.filter(**taps).values_list("stage__title", "opening_id", "felt")
    fresh = Answer.objects.filter(**taps, is_mixed=False).values_list(
        "stage__title", "opening_id", "felt"
    )
    rows = sorted(
        [*counted.annotate(Sum("amount")).order_by(), *fresh.annotate(Count("pk")).order_by()],
        key=lambda row: row[0],
    )
    by_title: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0] * 5))
    for title, opening, felt, amount in rows:
        by_title[title][opening][felt - 1] += amount
    voices = []
    for title, openings in by_title.items():
        kept = pooled({opening: sum(felt) for opening, felt in openings.items()})
        felt = tuple(sum(each) for each in zip(*(openings[o] for o in kept), strict=True))
        taps = sum(felt)
        good = share_of(felt[3] + felt[4], taps) if taps >= SUPPRESSED_BELOW else None
        voices.append(StageVoice(title, taps, felt if good else (), good))
    return voices


def _months(months: Months) -> list[Month]:
    """Return the share of yes among the declined, by month; months of fewer than five and one
    that could be told by subtraction from them are left out."""
    counts = {month: (said[True], sum(said.values())) for month, said in sorted(months.items())}
    kept = [month for month, (_yes, of) in counts.items() if of >= SUPPRESSED_BELOW]
    left = sum(of for month, (_yes, of) in counts.items() if month not in kept)
    if 0 < left < SUPPRESSED_BELOW:
        return []
    return [
        Month(month, share) for month in kept if (share := share_of(*counts[month])) is not None
    ]
