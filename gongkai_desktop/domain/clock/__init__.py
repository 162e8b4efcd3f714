"""The statutory clock (期限): derived from dated events, never stored."""

from gongkai_desktop.domain.clock.cases import evaluate_case
from gongkai_desktop.domain.clock.deadline import Deadline, Excluded
from gongkai_desktop.domain.clock.evaluate import evaluate
from gongkai_desktop.domain.clock.explain import CountedDay, explain
from gongkai_desktop.domain.clock.rules import ClockRules, RuleBook

__all__ = [
    "ClockRules",
    "CountedDay",
    "Deadline",
    "Excluded",
    "RuleBook",
    "evaluate",
    "evaluate_case",
    "explain",
]
