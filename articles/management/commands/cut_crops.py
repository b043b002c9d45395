"""manage.py cut_crops: the former name of make_renditions, for those who call it so."""

from articles.management.commands import make_renditions


class Command(make_renditions.Command):
    help = "The former name of make_renditions."
