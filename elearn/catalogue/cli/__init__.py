"""The command line of the catalogue: courses, local texts and programmes."""

from elearn.catalogue.cli.courses import courses
from elearn.catalogue.cli.local import local_texts
from elearn.catalogue.cli.programmes import programmes

commands = (courses, local_texts, programmes)
