"""The audit as the desk shows it."""

from articles.models import AuditRow

AUDIT = "/admin/articles/auditrow/"


def page_of(row: AuditRow) -> str:
    return f"{AUDIT}{row.pk}/change/"


def shown(client, **asked) -> list[AuditRow]:
    """The rows of the list, newest first."""
    response = client.get(AUDIT, asked)
    assert response.status_code == 200, response.status_code
    return list(response.context["cl"].result_list)


def acts(client, **asked) -> list[str]:
    return [row.act for row in shown(client, **asked)]
