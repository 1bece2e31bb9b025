"""The WSGI entry point, for gunicorn and `flask --app wsgi`."""

from marketplace.app import create_app
from marketplace.config import Config

app = create_app(Config.from_environ())
