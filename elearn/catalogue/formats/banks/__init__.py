"""Banks of questions of other systems: GIFT and Moodle XML, to our questions and back.

A question is here a plain document, as it stands in the YAML of a pack. Whatever cannot be carried
over is a warning that says what was done instead; what cannot be read is a fault, and then nothing
is written. Both are in English, like the command line that alone shows them.
"""

from elearn.catalogue.formats.banks.gift_reader import read_gift
from elearn.catalogue.formats.banks.gift_writer import write_gift
from elearn.catalogue.formats.banks.moodle_reader import read_moodle
from elearn.catalogue.formats.banks.moodle_writer import write_moodle
from elearn.catalogue.formats.banks.pool import as_pool, questions_in

__all__ = [
    "as_pool",
    "questions_in",
    "read_gift",
    "read_moodle",
    "write_gift",
    "write_moodle",
]
