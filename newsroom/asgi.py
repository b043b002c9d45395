"""The application, for ASGI servers. The newsroom itself is synchronous: WSGI is the usual way."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

application = get_asgi_application()
