"""The WSGI entry point, for gunicorn and `flask --app wsgi`."""

import gc

# All that is imported and built here stays: to look it through for waste, again and again while it
# grows, takes a fifth of the start.
gc.disable()

from marketplace.app import create_app  # noqa: E402
from marketplace.config import Config  # noqa: E402

app = create_app(Config.from_environ())

gc.freeze()
gc.enable()
