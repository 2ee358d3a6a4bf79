"""What is typed about plans, people's hours and their skills."""

from interviews.planner.forms.moving import PlaceForm
from interviews.planner.forms.people import ExceptionForm, SkillsForm, WeekForm
from interviews.planner.forms.plan import PlanForm
from interviews.planner.forms.trouble import TroubleForm

__all__ = ["ExceptionForm", "PlaceForm", "PlanForm", "SkillsForm", "TroubleForm", "WeekForm"]
