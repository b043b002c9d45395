"""Many pictures dropped at once, each with its progress and an answer of its own."""

from articles.models import Image
from tests import base
from tests.browser.conftest import faults
from tests.images.pictures import encoded, jpeg, plain, told_jpeg

# As a browser hands over what is dropped on a page.
_DROP = """(place, files) => {
  const all = new DataTransfer();
  for (const [name, bytes] of files) all.items.add(new File([new Uint8Array(bytes)], name));
  const how = { dataTransfer: all, bubbles: true, cancelable: true };
  for (const kind of ["dragenter", "dragover", "drop"])
    place.dispatchEvent(new DragEvent(kind, how));
}"""


def test_pictures_are_dropped_and_each_is_answered(person):
    one = person(width=390)
    page = one.sign_in(base.person("reporter"))
    page.goto(f"{one.site}/admin/articles/image/add/")
    page.get_by_label("credit").fill("Bay Press")
    files = {
        "boats.jpg": told_jpeg(),
        "letter.jpg": b"%PDF-1.7",
        "red.jpg": jpeg(),
        "again.png": encoded(plain(), "PNG"),
    }
    dropped = [[name, list(data)] for name, data in files.items()]
    page.locator(".picture-drop-place").evaluate(_DROP, dropped)
    page.get_by_text("Files dealt with: 4 / 4").wait_for()
    rows = page.locator(".new-pictures > li")
    said = [rows.nth(number).inner_text() for number in range(4)]
    assert "Taken in." in said[0]
    assert "Boats at rest" in said[0]
    assert "or it is damaged." in said[1]
    assert "Taken in." in said[2]
    assert Image.objects.count() >= 2
    assert set(Image.objects.values_list("credit", flat=True)) == {"Bay Press"}
    assert not faults(page)
    rows.first.get_by_role("link", name="Complete what is said of it").click()
    page.get_by_label("Caption").wait_for()
    assert page.get_by_label("Caption").input_value() == "Boats at rest"


def test_chosen_files_are_sent_at_once_and_too_large_ones_are_not(person):
    one = person()
    page = one.sign_in(base.person("reporter"))
    page.goto(f"{one.site}/admin/articles/image/add/")
    page.locator("picture-drop").evaluate("drop => (drop.dataset.most = 2000)")
    payload = [
        {"name": "large.jpg", "mimeType": "image/jpeg", "buffer": bytes(3000)},
        {"name": "red.jpg", "mimeType": "image/jpeg", "buffer": jpeg()},
    ]
    page.locator("input[type=file]").set_input_files(payload)
    page.get_by_text("Files dealt with: 2 / 2").wait_for()
    assert "The file is too large." in page.locator(".new-pictures > li").first.inner_text()
    assert Image.objects.count() == 1
