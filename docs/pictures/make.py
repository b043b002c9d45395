"""Takes the pictures of docs/editors.md and the README at a running demo, with a system's Chromium.

    make demo PORT=8123          (in another window; it prints the accounts)
    .venv/bin/python docs/pictures/make.py http://127.0.0.1:8123 editor PASSWORD

An editor's account, and a database that holds the demo alone: what stands on the desk is in the
pictures. It leaves one draft of a story there, which the next run takes up again.
"""

import shutil
import sys
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
DESK, PHONE = (1366, 900), (390, 844)
MOST_BYTES = 120_000

STORIES = "/admin/articles/article/"
HEADLINE = "Rope works to open a walk along the quay"
TEXT = (
    "The old rope works on Lantern Quay will open a walk along the water in spring, "
    "Keldavar Town Council said on Monday. "
)
ORDER = (
    "Walkers have asked for a path along the water for eleven years, and signed a petition.",
    "The ferry to Skarrow keeps its landing at the end of the quay.",
    "Whether there will be lamps is to be decided in March, when the rails have come out.",
)
MOVED = (ORDER[2], *ORDER[:2])


class Asked(NamedTuple):
    site: str
    name: str
    password: str


def main() -> None:
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    # No parser of options: the demo's passwords may begin with a dash.
    asked = Asked(*sys.argv[1:])
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = sign_in(browser, asked, DESK)
        story = begin(page)
        take_the_day(page)
        take_a_live_story(page)
        take_the_way_of(page, story)
        take_two_texts(page, story)
        take_a_comparison(page, story)
        take_the_phone(sign_in(browser, asked, PHONE))
        browser.close()


def sign_in(browser, asked: Asked, size: tuple[int, int]) -> Page:
    width, height = size
    context = browser.new_context(
        base_url=asked.site,
        viewport={"width": width, "height": height},
        color_scheme="light",
        reduced_motion="reduce",
        locale="en-GB",
        is_mobile=size is PHONE,
        has_touch=size is PHONE,
    )
    page = context.new_page()
    page.goto("/admin/")
    page.get_by_label("Name or e-mail address").fill(asked.name)
    page.get_by_label("Password", exact=True).fill(asked.password)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("heading", name="The desk").wait_for()
    return page


def begin(page: Page) -> str:
    """The address of the draft that the pictures are of: that of an earlier run, or a new one."""
    page.goto(f"{STORIES}?q=rope+works+walk")
    found = page.get_by_role("link", name=HEADLINE)
    if found.count():
        found.first.click()
    else:
        page.goto("/admin/")
        page.get_by_label("Headline").fill(HEADLINE)
        page.get_by_label("Section").select_option(label="Town")
        page.get_by_role("button", name="Write").click()
    page.wait_for_url("**/change/")
    story = page.url
    page.reload()
    editor(page).fill(TEXT)
    save(page)
    return story


def take_the_day(page: Page) -> None:
    page.goto("/admin/")
    keep(page, "desk-first-page", height=760)
    page.goto(STORIES)
    keep(page, "desk-list", height=790)


def take_a_live_story(page: Page) -> None:
    page.goto(f"{STORIES}?q=skarrow+ferry+forty")
    page.get_by_role("link", name="Skarrow ferry to sail").first.click()
    editor(page).wait_for()
    keep(page, "desk")
    page.get_by_role("button", name="Preview").click()
    page.get_by_text("As typed, nothing of it saved.").wait_for()
    page.get_by_role("radio", name="Tablet").check()
    keep(page, "desk-preview", height=780)


def take_the_way_of(page: Page, story: str) -> None:
    page.goto(story)
    editor(page).click()
    page.keyboard.press("Control+End")
    page.locator(".cke_button__link").click()
    page.get_by_label("To a story of ours").fill("ferry")
    page.get_by_role("button", name="Skarrow ferry to sail").wait_for()
    # Before it is asked, the box offers the newest stories.
    page.locator(".editor-stories li").nth(1).wait_for(state="detached")
    keep(page, "desk-link", around="dialog.editor-box[open]")
    page.goto(story.replace("/change/", "/publish/"))
    page.locator(".outcome").wait_for()
    keep(page, "desk-publish", height=860)


def take_two_texts(page: Page, story: str) -> None:
    """Two windows of one story save it; settled again, so that nothing waits."""
    paragraphs = [
        "The walk is to open in spring and costs 4.2 million florins, the town council said.",
        "Walkers have asked for it for eleven years.",
        "The ferry to Skarrow keeps its landing at the end of the quay.",
    ]
    page.goto(story)
    type_paragraphs(page, paragraphs)
    save(page)
    page.goto(story)
    other = page.context.new_page()
    other.goto(story)
    editor(page).wait_for()
    type_paragraphs(other, [paragraphs[0].replace("spring", "May"), *paragraphs[1:]])
    save(other)
    theirs = [paragraphs[0].replace("in spring", "in June"), *paragraphs[1:]]
    type_paragraphs(page, [*theirs[:2], theirs[2].replace("its landing", "both landings")])
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("heading", name="Two texts of one story").wait_for()
    keep(page, "desk-two-texts", height=900)
    page.get_by_label("The refused text").first.check()
    page.get_by_role("button", name="Save this text").click()
    page.get_by_text("The two texts are one again.").wait_for()


def take_a_comparison(page: Page, story: str) -> None:
    page.goto(story)
    type_paragraphs(page, ["The walk opens in June, and costs 4.7 million florins.", *ORDER])
    save(page)
    page.goto(story)
    type_paragraphs(page, ["The walk opens in May, and costs 4.7 million florins.", *MOVED])
    save(page)
    page.goto(story.replace("/change/", "/compare/"))
    keep(page, "desk-compare", height=860)
    page.goto(story)
    type_paragraphs(page, [TEXT])
    save(page)


def take_the_phone(page: Page) -> None:
    page.goto(f"{STORIES}?q=skarrow+ferry+forty")
    page.get_by_role("link", name="Skarrow ferry to sail").first.click()
    editor(page).wait_for()
    keep(page, "desk-phone")


def editor(page: Page):
    return page.frame_locator(".rich-text iframe").locator("body")


def type_paragraphs(page: Page, paragraphs) -> None:
    editor(page).click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    for number, words in enumerate(paragraphs):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.insert_text(words)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Readers see no change until you publish.").wait_for()


def keep(page: Page, name: str, *, height: int = 0, around: str = "") -> None:
    """The window, cut below `height`, or what stands in an element with a margin around it."""
    page.wait_for_load_state("networkidle")
    # Nobody points at anything, and no cursor blinks.
    page.mouse.move(0, 0)
    size = page.viewport_size
    clip = {"x": 0, "y": 0, "width": size["width"], "height": height or size["height"]}
    if around:
        box, margin = page.locator(around).bounding_box(), 48
        clip = {
            "x": box["x"] - margin,
            "y": box["y"] - margin,
            "width": box["width"] + 2 * margin,
            "height": box["height"] + 2 * margin,
        }
    taken = Image.open(BytesIO(page.screenshot(clip=clip))).convert("RGB")
    file = HERE / f"{name}.jpg"
    taken.save(file, quality=80, optimize=True, progressive=True)
    bytes_kept = file.stat().st_size
    print(f"{file.name}  {taken.width} × {taken.height}  {bytes_kept // 1000} kB")
    if bytes_kept > MOST_BYTES:
        raise SystemExit(f"{file.name} is larger than {MOST_BYTES // 1000} kB.")


if __name__ == "__main__":
    main()
