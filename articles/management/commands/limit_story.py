"""manage.py limit_story: names who alone may see a story, or lifts the limit, on record.

The way back in when nobody who is named works here any more: nobody at the desk can do it then.
"""

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from articles import limiting
from articles.errors import Refused
from articles.models import Article


class Command(BaseCommand):
    help = "Limits a story to named people, in place of those named before, or lifts the limit."

    def add_arguments(self, parser):
        parser.add_argument("uid", help="the story's uid")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--name", nargs="+", metavar="USER", help="who alone may see it")
        what.add_argument("--lift", action="store_true", help="let every role reach it again")

    def handle(self, *, uid: str, name: list[str] | None, lift: bool, **options):
        try:
            article = Article.objects.get(uid=uid)
        except (Article.DoesNotExist, ValidationError) as fault:
            raise CommandError(f"No story has the uid {uid}.") from fault
        if lift:
            limiting.lift(article, by=None)
            self.stdout.write("The limit is lifted.")
            return
        people = list(get_user_model().objects.filter(username__in=name))
        unknown = sorted(set(name) - {user.get_username() for user in people})
        if unknown:
            raise CommandError(f"Nobody signs in as {', '.join(unknown)}.")
        try:
            limiting.limit(article, people, by=None)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("Only the people named see it now.")
