"""The app: wires receivers, checks and guards."""

from allauth.account.apps import AccountConfig
from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("newsroom")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # The registry must be full before these can be imported.
        from articles import checks, receivers  # noqa: F401

        pre_migrate.connect(receivers.lay_guards_aside, sender=self)
        post_migrate.connect(receivers.install_guards, sender=self)


class DeskConfig(AdminConfig):
    """Django's admin with our own site; stands in INSTALLED_APPS in its place."""

    default_site = "newsroom.desk.Desk"


class EntranceConfig(AccountConfig):
    """allauth's accounts. Its own start insists on its middleware for every request of the site;
    articles.middleware.DeskAccounts is the same for the desk's alone.
    """

    def ready(self):
        from allauth.account import checks  # noqa: F401
