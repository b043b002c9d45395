"""{% picture %}: one picture of a page, with the files from which a browser takes one."""

from django import template

from articles.composing import Picture

register = template.Library()

# Of three dots to a pixel nobody sees the third: such a phone takes the file of two.
_PHONE = "(min-resolution: 2.5dppx) 67vw, 100vw"
# How wide a picture is, by its place on the page (article.css, figures.css).
_SIZES = {
    "lead": f"(min-width: 72rem) 54rem, (min-width: 44rem) 40rem, {_PHONE}",
    "text": f"(min-width: 44rem) 40rem, {_PHONE}",
    "wide": f"(min-width: 72rem) 48rem, (min-width: 44rem) 41rem, {_PHONE}",
    "start": f"(min-width: 44rem) 19rem, {_PHONE}",
    "end": f"(min-width: 44rem) 19rem, {_PHONE}",
    "gallery": f"(min-width: 44rem) 20rem, (min-width: 30rem) 50vw, {_PHONE}",
}


@register.inclusion_tag("articles/_picture.html")
def picture(
    shown: Picture,
    *,
    shape: str = "",
    narrow: str = "",
    place: str = "",
    sizes: str = "",
    alt: str = "",
    first: bool = False,
) -> dict:
    """A <picture> in its own shape, or as cut to `shape`; on phones as cut to `narrow`, if said.

    How wide it is say `sizes`, or else its place. It loads when a reader comes near; the first,
    which readers see at once, before all else.
    """
    has_narrow = narrow != shape and any(each.shape == narrow for each in shown.shapes)
    return {
        "picture": shown.in_shape(shape),
        "narrow": shown.in_shape(narrow) if has_narrow else None,
        "sizes": sizes or _SIZES.get(place, _SIZES["text"]),
        "alt": alt,
        "first": first,
    }
