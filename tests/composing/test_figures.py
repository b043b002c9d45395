"""Pictures in a text, as readers get them."""

import pytest

from articles import composing, richtext, uses
from articles.models import ImageUse
from tests.base import HOUR, NOON
from tests.factories import change, make_article, make_image, make_live

pytestmark = pytest.mark.django_db


def figure(image, caption="", **attributes) -> str:
    said = "".join(f' data-{name}="{value}"' for name, value in attributes.items())
    inner = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure data-image="{image.uid}"{said}>{inner}</figure>'


def body_of(version, now=NOON) -> str:
    return composing.page_of(version, now).body


def test_a_picture_stands_in_the_text_with_its_files_and_its_credit():
    image = make_image(alt="A boat", caption="The ferry", credit="Mara Teel")
    body = body_of(make_live(body=f"<p>One.</p>{figure(image, align='wide')}<p>Two.</p>"))
    assert '<figure class="text-figure is-wide">' in body
    assert image.free_files()[0].file.url in body
    assert 'alt="A boat"' in body
    assert "The ferry" in body
    assert "Mara Teel" in body
    assert str(image.uid) not in body


def test_what_is_said_of_this_use_goes_before_the_library():
    image = make_image(alt="A boat", caption="The ferry", credit="Mara Teel")
    body = body_of(make_live(body=figure(image, "The <em>new</em> one", alt="Bow")))
    assert 'alt="Bow"' in body
    assert "The <em>new</em> one" in body
    assert "The ferry" not in body
    assert "Mara Teel</bdi></figcaption>" in body
    assert 'alt=""' in body_of(make_live(body=figure(image, decoration="true")))


def test_a_picture_that_is_not_there_takes_its_caption_along():
    image = make_image()
    version = make_live(body=f"<p>One.</p>{figure(image, 'Gone')}<p>Two.</p>")
    image.not_for_web = True
    image.save()
    version.refresh_from_db()
    assert body_of(version) == "<p>One.</p><p>Two.</p>"
    gone = "00000000-0000-4000-8000-000000000000"
    gone = f'<figure data-image="{gone}"><figcaption>Gone</figcaption></figure>'
    assert "Gone" not in body_of(make_live(body=f"<p>One.</p>{gone}"))


def test_a_picture_goes_at_the_second_at_which_its_rights_end():
    image = make_image(rights_until=NOON + HOUR, alt="A boat")
    version = make_live(lead_image=image, body=f"<p>One.</p>{figure(image)}")
    before = composing.page_of(version, NOON)
    assert "A boat" in before.body_html
    assert before.picture
    assert "until" not in before.body
    after = composing.page_of(version, NOON + HOUR)
    assert after.picture is composing.card_of(version, NOON + HOUR).picture is None
    assert after.body == "<p>One.</p>"


def test_nobody_writes_the_mark_of_rights():
    assert richtext.clean("<p>a<!--until 0-->b<!--/until-->c</p>") == "<p>abc</p>"


def test_a_gallery_holds_its_pictures():
    one, two = make_image(alt="One"), make_image(alt="Two")
    inner = figure(one, "First") + figure(two)
    body = f'<figure data-kind="gallery">{inner}<figcaption>Both</figcaption></figure>'
    printed = body_of(make_live(body=body))
    assert printed.startswith('<figure class="gallery"><figure class="text-figure">')
    assert printed.count("<picture>") == 2
    assert printed.endswith("<figcaption>Both</figcaption></figure>")


def test_every_use_of_a_picture_is_known():
    lead, inside, later = make_image(), make_image(), make_image()
    article = make_article(lead_image=lead, body=figure(inside))
    assert set(uses.pictures_of(article.head.content)) == {lead.pk, inside.pk}
    change(article, lead_image=None, body=figure(inside) + figure(later))
    of_copy = ImageUse.objects.of_working_copies().values_list("image", flat=True)
    assert set(of_copy) == {inside.pk, later.pk}
    version = make_live(lead_image=lead, body=figure(lead) + figure(inside))
    assert set(version.image_uses.values_list("image", flat=True)) == {lead.pk, inside.pk}
