"""CKEDITOR_CONFIGS for the settings: what the editor shows, lets through and never loads.

Plain data, so that the settings can import it before any app is ready. The server's own list in
articles/richtext/ decides what is stored; the filter here only spares editors surprises.
"""

from django.templatetags.static import static
from django.utils.functional import lazy

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
    "stylescombo",
)

_ALLOWED_CONTENT = (
    "p h2 h3 h4 strong b em i u s sub sup small mark br hr ul li dl dt dd cite code "
    "pre kbd ins del caption thead tbody tfoot tr figure figcaption aside span table;"
    "a[!href,title,hreflang]; ol[start,reversed]; blockquote[cite]; q[cite]; abbr[title];"
    "time[datetime]; th[scope,colspan,rowspan]; td[colspan,rowspan]; *[lang,dir]"
)

CKEDITOR_CONFIGS = {
    "newsroom": {
        "toolbar": [
            ["Format", "Bold", "Italic"],
            ["Link", "Unlink"],
            ["NumberedList", "BulletedList", "Blockquote", "Table", "SpecialChar"],
            ["RemoveFormat", "Find", "Replace"],
            ["Undo", "Redo", "Maximize"],
        ],
        "format_tags": "p;h2;h3;h4",
        "removePlugins": ",".join(REMOVED_PLUGINS),
        "allowedContent": _ALLOWED_CONTENT,
        "disallowedContent": "script style *[on*]",
        "contentsCss": [_static("articles/editor/ckeditor-contents.css")],
        # The build's own config.js and styles.js only hold examples.
        "customConfig": "",
        "stylesSet": False,
        "width": "100%",
        "height": 480,
        "entities": False,
        "fillEmptyBlocks": False,
        "disableNativeSpellChecker": False,
        "linkShowAdvancedTab": False,
        "linkShowTargetTab": False,
        # The upstream default asks a foreign server for its newest version.
        "versionCheck": False,
    }
}
