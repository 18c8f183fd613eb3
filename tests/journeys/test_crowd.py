"""Two hundred learners answer at once, and the service is killed in the middle of it."""

from __future__ import annotations

import threading
import time

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from tests.databases import Templates
from tests.journeys.crowd import Crowd, gather
from tests.journeys.service import Service

LEARNERS = 200
ENOUGH = 400


def test_a_kill_in_the_middle_of_two_hundred_learners_loses_nothing_acknowledged(
    service: Service, templates: Templates
) -> None:
    engine = create_engine(templates.url)
    with Session(engine) as session:
        crowd = Crowd(service.port, gather(session, LEARNERS), pause=0.5)
    for _ in range(2):
        before = len(crowd.latencies)
        answering = threading.Thread(target=crowd.run, args=(60,))
        answering.start()
        while len(crowd.latencies) < before + ENOUGH:
            assert answering.is_alive()
            time.sleep(0.02)
        service.kill()
        answering.join()
        service.start()
    assert crowd.errors == []
    assert len(crowd.latencies) >= 2 * ENOUGH
    with Session(engine) as session:
        assert crowd.lost(session) == []
    engine.dispose()
