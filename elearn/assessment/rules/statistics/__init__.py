"""Classical item statistics, in constant memory however many answers there are."""

from elearn.assessment.rules.statistics.dif import Differential, Stratum, mantel_haenszel
from elearn.assessment.rules.statistics.gain import Gain, Pairs, t_quantile
from elearn.assessment.rules.statistics.groups import GROUPS, Bounds, bounds
from elearn.assessment.rules.statistics.item import LEAST, ItemTally, flags
from elearn.assessment.rules.statistics.moments import CoMoments, Moments
from elearn.assessment.rules.statistics.reliability import Reliability, reliability
from elearn.assessment.rules.statistics.times import Times

__all__ = [
    "GROUPS",
    "LEAST",
    "Bounds",
    "CoMoments",
    "Differential",
    "Gain",
    "ItemTally",
    "Moments",
    "Pairs",
    "Reliability",
    "Stratum",
    "Times",
    "bounds",
    "flags",
    "mantel_haenszel",
    "reliability",
    "t_quantile",
]
