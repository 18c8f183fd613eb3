"""What the start pages show, composed from the queries of the features below."""

from elearn.home.queries.desk import DeskVersion, LanguageState, desk
from elearn.home.queries.overview import Overview, overview
from elearn.home.queries.training import Training, training

__all__ = [
    "DeskVersion",
    "LanguageState",
    "Overview",
    "Training",
    "desk",
    "overview",
    "training",
]
