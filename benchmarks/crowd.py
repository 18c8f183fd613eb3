"""Two hundred learners answering at once, beside one who is alone with the service."""

from __future__ import annotations

from statistics import median, quantiles

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from benchmarks.figures import Figure, Options
from benchmarks.serve import Served
from tests.databases import Templates
from tests.journeys.crowd import Crowd, gather

LEARNERS = 200
PAUSE = 2.0
"""Seconds between two answers of one learner: quicker than anybody reads a question."""
MOST = 5


def measure(options: Options, templates: Templates) -> list[Figure]:
    """Return the figures of many learners at once."""
    templates.renew("demo")
    engine = create_engine(templates.url)
    with Session(engine) as session:
        members = gather(session, LEARNERS)
    with Served(templates.url) as served:
        alone = Crowd(served.port, members[:1], pause=0.01)
        alone.run(options.seconds)
        crowd = Crowd(served.port, members, pause=PAUSE)
        crowd.run(options.seconds * 5)
        with Session(engine) as session:
            lost = len(crowd.lost(session))
    engine.dispose()
    unloaded = median(alone.latencies)
    slow = quantiles(crowd.latencies, n=20)[-1]
    return [
        Figure(
            f"{LEARNERS} learners, an answer each {PAUSE:g} s: slowest of twenty",
            f"{slow * 1000:.1f} ms",
            f"{unloaded * 1000:.1f} ms alone",
            slow / unloaded,
            f"ratio ≤ {MOST}",
            slow <= MOST * unloaded,
        ),
        Figure(
            f"{LEARNERS} learners: errors, and acknowledged answers lost",
            f"{len(crowd.errors)} and {lost} of {len(crowd.latencies):,}",
            target="none",
            met=not crowd.errors and not lost,
        ),
    ]
