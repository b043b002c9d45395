"""Pictures, embeds and cards on the pages that set two texts side by side."""

import pytest

from articles.admin.article.figures import Figures
from tests.base import queries
from tests.factories import make_article, make_image, make_live

pytestmark = pytest.mark.django_db


def test_a_figure_is_shown_small_and_named():
    one, other = make_image(caption="Boat", alt="B"), make_image(caption="Quay", alt="Q")
    bodies = [f'<figure data-image="{image.uid}"></figure>' for image in (one, other)]
    with queries() as asked:
        [row] = Figures(*bodies).compare(*bodies)
    assert len(asked) == 2
    assert row.kind == "changed"
    assert f"Now: “{other}”. Before: “{one}”." in row.after
    assert other.free_files()[0].file.url in row.after
    assert 'class="figure-preview"' in row.before


def test_what_is_gone_and_what_is_hidden_is_said_so_and_costs_nothing_else():
    draft, live = make_article(headline="Leak").uid, make_live(headline="<Ferry>").article.uid
    body = (
        f'<figure data-story="{draft}"></figure><figure data-story="{live}"></figure>'
        f'<figure data-image="{draft}"></figure>'
    )
    shown = "".join(row.after for row in Figures(body).compare(body, body))
    assert "Leak" not in shown
    assert "A story that readers do not see" in shown
    assert "&lt;Ferry&gt;" in shown and "<Ferry>" not in shown
    assert "A picture that is gone since" in shown


def test_a_text_without_figures_costs_no_query():
    with queries() as asked:
        Figures("<p>One.</p>").compare("<p>One.</p>", "<p>Two.</p>")
    assert not asked
