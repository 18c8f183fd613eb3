"""Measure what the service costs, beside the limit of the same machine in the same run.

    python benchmarks/run.py [case …] [--database sqlite|postgresql] [--seconds N]

It exits with 0 whatever it finds: measuring is no test.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import (
    compliance,
    crowd,
    item_statistics,
    lesson_page,
    mandates,
    report_csv,
    save_answer,
    search,
    start,
    start_attempt,
)
from benchmarks.figures import Figure, Options, table
from benchmarks.ground import databases

CASES = {
    "lesson_page": lesson_page.measure,
    "save_answer": save_answer.measure,
    "crowd": crowd.measure,
    "start_attempt": start_attempt.measure,
    "item_statistics": item_statistics.measure,
    "report_csv": report_csv.measure,
    "search": search.measure,
    "compliance": compliance.measure,
    "mandates": mandates.measure,
    "start": start.measure,
}


def main() -> None:
    """Measure the cases named, or all, and print the table."""
    options, cases = _arguments()
    begun = time.perf_counter()
    figures = []
    with databases(options.database) as templates:
        for name in cases:
            print(f"measuring {name} …", file=sys.stderr, flush=True)
            try:
                figures += CASES[name](options, templates)
            except Exception:  # noqa: BLE001  # the other cases are still worth measuring
                traceback.print_exc()
                figures.append(Figure(name, "could not be measured", met=False))
    print(f"\n{options.database}; medians; the machine was {_busy()}\n")
    print(table(figures))
    print(f"\nmeasured in {time.perf_counter() - begun:.0f} s")


def _busy() -> str:
    """Return how busy the machine was with everything, this run included."""
    return f"shared by {os.getloadavg()[1]:.1f} processes on {os.cpu_count()} processors"


def _arguments() -> tuple[Options, list[str]]:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", nargs="*", metavar="case", help=", ".join(CASES))
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seconds", type=float, default=4.0, help="of load for each service")
    given = parser.parse_args()
    unknown = set(given.cases) - set(CASES)
    if unknown:
        parser.error(f"no such case: {', '.join(sorted(unknown))}; there are {', '.join(CASES)}")
    return Options(given.database, given.seconds), given.cases or list(CASES)


if __name__ == "__main__":
    main()
