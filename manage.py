#!/usr/bin/env python
"""Django's command line for the newsroom."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed here. Run `make demo` (or `make install`) first.")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
