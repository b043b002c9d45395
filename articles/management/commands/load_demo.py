"""manage.py load_demo: a small believable paper to try the newsroom on, and load on request."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from articles.demo import accounts, generating, paper


class Command(BaseCommand):
    help = "Loads the demo paper and its accounts (once), and generated stories if asked to."

    def add_arguments(self, parser):
        parser.add_argument(
            "--articles", type=int, default=0, help="Add so many generated stories."
        )
        parser.add_argument("--seed", type=int, default=1, help="Same seed, same stories.")

    def handle(self, articles, seed, **options):
        if accounts.public_hosts():
            raise CommandError(
                "The demo is for 127.0.0.1 alone, and ALLOWED_HOSTS names "
                f"{', '.join(accounts.public_hosts())}."
            )
        now = timezone.now()
        try:
            passwords = accounts.make(settings.BASE_DIR / ".demo-accounts")
        except ValueError as fault:
            raise CommandError(str(fault)) from fault
        chief = get_user_model().objects.get(username="chief")
        if not paper.is_loaded():
            stories = paper.load(by=chief, now=now)
            count = len(paper.stories())
            for _slug in tqdm(stories, total=count, desc="Stories", disable=None):
                pass
            accounts.give_drafts_to_the_reporter(by=chief)
        with tqdm(total=articles, unit="story", desc="Generated", disable=not articles) as bar:
            for size in generating.generate(articles, by=chief, now=now, seed=seed):
                bar.update(size)
        self._say(passwords)

    def _say(self, passwords: dict[str, str]) -> None:
        self.stdout.write("The demo paper is loaded. Accounts (for this machine alone):")
        for name, password in passwords.items():
            role = accounts.PEOPLE[name] or "everything, people included"
            self.stdout.write(f"  {name:<9} {password}   {role}")
        self.stdout.write(f"Readers: {settings.SITE_URL}/   Desk: {settings.SITE_URL}/admin/")
