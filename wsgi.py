"""The entry for gunicorn: `gunicorn wsgi:app`."""

import sys

from elearn.app import create_app
from elearn.settings import SettingsError

try:
    app = create_app()
except SettingsError as error:
    sys.exit(str(error))
