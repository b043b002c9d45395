#!/usr/bin/env python
"""Django's command line for the newsroom."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        from django.conf import settings
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed here. Run `make demo` (or `make install`) first.")
    try:
        # A wrong setting is said in its own sentence, before any command trips over it.
        settings.configured or settings.INSTALLED_APPS  # noqa: B018
    except ImproperlyConfigured as fault:
        sys.exit(f"The newsroom is not configured: {fault}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
