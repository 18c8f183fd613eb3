"""The command line of the catalogue: `elearn courses …` and `elearn local-texts …`."""

from elearn.catalogue.cli.courses import courses
from elearn.catalogue.cli.local import local_texts

commands = (courses, local_texts)
