"""The template library: four ways of hiring for customer service, ready to be made one's own.

Weights are percents and sum to 100; gates stand at “minimally acceptable” and are few, because
every further hurdle multiplies the error of the ones before it; the bar is set before the Day.
"""

from interviews.plans.library.five_traits import FIVE_TRAITS
from interviews.plans.library.service_day import SERVICE_DAY
from interviews.plans.library.shapes import PlanTemplate, StageTemplate
from interviews.plans.library.two_hours import TWO_HOURS
from interviews.plans.library.values_first import VALUES_FIRST

__all__ = ["TEMPLATES", "PlanTemplate", "StageTemplate"]

TEMPLATES: dict[str, PlanTemplate] = {
    template.code: template for template in (SERVICE_DAY, VALUES_FIRST, FIVE_TRAITS, TWO_HOURS)
}
