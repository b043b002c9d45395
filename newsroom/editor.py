"""The editor: what it shows, lets through and never loads, and the policy of its pages.

Plain data, so that the settings can import it before any app is ready. The server's own list in
articles/richtext/ decides what is stored; the filter here only spares editors surprises.
"""

from django.conf import settings
from django.templatetags.static import static
from django.utils.functional import lazy

from newsroom.csp import CSP

_static = lazy(static, str)

# Of the build: plugins that send the text elsewhere, open pages of their own or make what
# articles/richtext/ drops. newsroom/staticfiles.py keeps their files off the server as well.
REMOVED_PLUGINS = (
    "exportpdf",
    "scayt",
    "wsc",
    "preview",
    "print",
    "save",
    "newpage",
    "templates",
    "iframe",
    "flash",
    "embed",
    "embedbase",
    "autoembed",
    "embedsemantic",
    "codesnippetgeshi",
    "docprops",
    "forms",
    "htmlwriter",  # Indents and breaks lines, so that a save without a change would be one.
    "smiley",
    "about",
    "image",
    "uploadimage",
    "uploadwidget",
    "colorbutton",
    "colordialog",
    "copyformatting",
    "dialogadvtab",
    "div",
    "font",
    "justify",
    "language",
    "liststyle",
    "pagebreak",
    "showblocks",
    "specialchar",  # Ours knows languages, names its signs and fits a phone.
    "resize",  # The area grows with its text.
    "elementspath",
    "stylescombo",
)

_ALLOWED_CONTENT = (
    "p h2 h3 h4 strong b em i u s sub sup small mark br hr ul li dl dt dd cite code "
    "pre kbd ins del caption thead tbody tfoot tr figure figcaption aside span table;"
    "a[!href,title,hreflang,data-story]; aside[data-kind]; ol[start,reversed]; "
    "figure[data-kind,data-image,data-align,data-alt,data-decoration,data-embed,data-story,"
    "data-document]; "
    "blockquote[cite]; q[cite]; abbr[title]; time[datetime]; "
    "th[scope,colspan,rowspan]; td[colspan,rowspan]; *[lang,dir]"
)

# Ours, one folder each in articles/static/articles/editor/. "autogrow" is of the build.
OWN_PLUGINS = (
    "newsdesk",
    "newsblocks",
    "newslink",
    "newssigns",
    "newslibrary",
    "newsuploads",
    "newsfigures",
    "newsembeds",
    "newsdocuments",
    "newspaste",
)

CKEDITOR_CONFIGS = {
    "newsroom": {
        "toolbar": [
            ["Format", "Bold", "Italic"],
            ["Link", "Unlink"],
            ["NumberedList", "BulletedList"],
            ["NewsPicture", "NewsEmbed", "NewsCard", "NewsDocument", "Table"],
            ["NewsQuote", "NewsPullQuote", "NewsFactBox"],
            ["NewsSigns", "RemoveFormat"],
            ["Find", "Replace"],
            ["Undo", "Redo", "Maximize"],
            # Taken away by the widget for whoever may not see it.
            ["Source"],
        ],
        # A heading of the fourth level is kept where an old text has one; new ones need two.
        "format_tags": "p;h2;h3",
        "removePlugins": ",".join(REMOVED_PLUGINS),
        "extraPlugins": ",".join(["autogrow", *OWN_PLUGINS]),
        "external_plugin_resources": [
            (name, _static(f"articles/editor/{name}/plugin.js"), "") for name in OWN_PLUGINS
        ],
        "allowedContent": _ALLOWED_CONTENT,
        "disallowedContent": "script style *[on*]",
        "contentsCss": [_static("articles/editor/ckeditor-contents.css")],
        # The build's own config.js and styles.js only hold examples.
        "customConfig": "",
        "stylesSet": False,
        "width": "100%",
        "height": 400,
        "autoGrow_onStartup": True,
        "autoGrow_minHeight": 400,
        "autoGrow_bottomSpace": 48,
        "newsRightToLeft": ["ar", "fa", "he", "ur"],
        "entities": False,
        "fillEmptyBlocks": False,
        "disableNativeSpellChecker": False,
        # Straight to the browser's own menu, which holds its spelling.
        "browserContextMenuOnCtrl": True,
        # Pictures go into our library (newsuploads), never into the text as bytes.
        "clipboard_handleImages": False,
        "linkShowAdvancedTab": False,
        "linkShowTargetTab": False,
        # The upstream default asks a foreign server for its newest version.
        "versionCheck": False,
    }
}

# CKEditor 4 writes inline handlers and styles; pages with it, and no others, allow them
# (decision 0002).
_POLICY = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "font-src": [CSP.SELF],
    # A picture that is pasted may be a blob of the browser's: it is read and sent to the library.
    "connect-src": [CSP.SELF, "blob:"],
    "frame-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}


def editor_policy() -> dict[str, list[str]]:
    """Pictures come from where those of all pages come from, and fresh ones from the browser."""
    return _POLICY | {"img-src": [*settings.SECURE_CSP["img-src"], "blob:"]}
