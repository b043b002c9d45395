"""How long a text takes to read: by its language, the same at the desk and on the page."""

import pytest

from articles import richtext
from articles.admin.article.writing import page as writing
from tests.factories import make_article, make_live


@pytest.mark.parametrize(
    ("words", "language", "minutes"),
    [(0, "en", 0), (1, "en", 1), (228, "en", 1), (1140, "en", 5), (1140, "ar", 8), (184, "xx", 1)],
)
def test_minutes_follow_the_language(words, language, minutes):
    assert richtext.reading_minutes(words, language) == minutes


def test_a_variety_of_a_language_is_read_like_it():
    assert richtext.words_per_minute("EN-GB") == richtext.words_per_minute("en") == 228


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
def test_the_page_and_the_desk_say_the_same(client):
    body = f"<p>{'word ' * 500}</p>"
    page = client.get(make_live(body=body, language="az").path).content.decode()
    at_desk = writing.around(make_article(body=body, language="az"), may_write=True)
    assert at_desk["minutes"] == 3
    assert at_desk["words_per_minute"] == 166
    assert 'class="byline-reading">3 ' in page


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
def test_a_story_without_words_says_nothing_of_minutes(client):
    assert "byline-reading" not in client.get(make_live(body="<p>–</p>").path).content.decode()
    one = client.get(make_live(body="<p>One</p>").path).content.decode()
    assert "1 minute to read" in one


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
@pytest.mark.parametrize(
    ("minutes", "said"), [(1, "دقيقة واحدة"), (2, "دقيقتان"), (3, "3 دقائق"), (11, "11 دقيقة")]
)
def test_arabic_says_one_and_two_in_words(client, minutes, said):
    body = f"<p>{'كلمة ' * (minutes * richtext.words_per_minute('ar') - 20)}</p>"
    page = client.get(make_live(body=body, language="ar").path).content.decode()
    assert f"مدة القراءة: {said}<" in page
