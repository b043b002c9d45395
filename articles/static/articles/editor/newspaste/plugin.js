// Puts pasted headings and links into the newsroom's forms, and says in words what pasting left out.
// The clipboard's own text is read as a document that loads and runs nothing, and compared with what
// was let through.

(() => {
  const PLAIN = /^(|inherit|initial|transparent|none|white|black|windowtext|auto|#0{3}|#0{6}|#f{3}|#f{6}|rgba?\((0, ?0, ?0|255, ?255, ?255)(, ?[01])?\))$/i;
  const read = (html) => new DOMParser().parseFromString(html, "text/html");
  const styled = (page, says) => [...page.querySelectorAll("[style]")].filter(says).length;
  const isColoured = ({ style }) => !PLAIN.test(style.color) || !PLAIN.test(style.backgroundColor);
  const hidden = "style, script, title, [style*='mso-element:comment'], [style*='mso-list:Ignore' i], .MsoCommentReference";
  const INLINE = new Set("A ABBR B CITE CODE DEL EM FONT I INS KBD MARK Q S SMALL SPAN STRONG SUB SUP TIME U".split(" "));

  // What stands in two blocks is two words, whether or not the clipboard has a space in between.
  function textOf(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    const text = [...node.childNodes].map(textOf).join("");
    return INLINE.has(node.nodeName) ? text : ` ${text} `;
  }

  function words(page) {
    page.body.querySelectorAll(hidden).forEach((each) => each.remove());
    return (textOf(page.body).match(/[\p{L}\p{N}]+/gu) ?? []).length;
  }

  const COUNTED = {
    // One that is kept is a figure already; the editor's own signs are none.
    pictures: (page) => page.querySelectorAll("img, svg, figure[data-image]").length,
    media: (page) => page.querySelectorAll("iframe, video, audio, object, embed").length,
    comments: (page) => page.querySelectorAll("[style*='mso-element:comment']:not([style*='comment-list'])").length,
    footnotes: (page) => page.querySelectorAll("[style*='mso-footnote-id'][href*='#_ftn']:not([href*='#_ftnref'])").length,
    tables: (page) => page.querySelectorAll("table").length,
    forms: (page) => page.querySelectorAll("input, select, textarea").length,
    formulas: (page) => page.querySelectorAll("math").length,
    words,
  };
  const SAID = {
    colours: (page) => styled(page, isColoured) > 0,
    alignment: (page) => styled(page, ({ style }) => /center|right|justify/.test(style.textAlign)) > 0,
    underlining: (page) => styled(page, ({ localName, style }) => localName !== "a" && /underline/.test(style.textDecoration)) > 0,
  };

  function leftOut(came, kept, names) {
    const found = [];
    for (const [name, count] of Object.entries(COUNTED)) {
      const lost = count(came) - (name === "footnotes" ? 0 : count(kept));
      if (lost > 0) found.push(`${names[name]} (${lost})`);
    }
    for (const [name, says] of Object.entries(SAID)) {
      const isKept = name === "underlining" && kept.querySelector("u");
      if (says(came) && !isKept) found.push(names[name]);
    }
    return found;
  }

  // A story has headings of two levels; the first is its headline's.
  const LEVELS = { H1: "h2", H4: "h3", H5: "h3", H6: "h3" };

  function renamed(heading) {
    const made = heading.ownerDocument.createElement(LEVELS[heading.nodeName]);
    for (const { name, value } of heading.attributes) made.setAttribute(name, value);
    made.append(...heading.childNodes);
    heading.replaceWith(made);
  }

  // Google Docs leads every link past its own counter.
  function unwrapped(link) {
    const [, query] = link.getAttribute("href").match(/^https?:\/\/(?:www\.)?google\.[a-z.]+\/url\?(.*)$/i) ?? [];
    const given = new URLSearchParams(query);
    const target = given.get("q") ?? given.get("url") ?? "";
    if (!/^https?:\/\//i.test(target)) return;
    link.setAttribute("href", target);
    link.removeAttribute("data-cke-saved-href");
  }

  function tidied(html) {
    const page = read(html);
    page.querySelectorAll("h1, h4, h5, h6").forEach(renamed);
    page.querySelectorAll("a[href]").forEach(unwrapped);
    // Their other ends, the notes at the foot of a page, are plain text here.
    page.querySelectorAll("a:is([href*='#_ftn'], [href*='#_edn'])").forEach((link) => link.replaceWith(...link.childNodes));
    return page.body.innerHTML;
  }

  function tidy({ data }, editor) {
    const isOurs = data.dataTransfer.getTransferType(editor) !== CKEDITOR.DATA_TRANSFER_EXTERNAL;
    if (!isOurs && /<h[1456]|\/url\?|#_(ftn|edn)/i.test(data.dataValue)) data.dataValue = tidied(data.dataValue);
  }

  // What the editor's own filter will let through.
  function filtered(editor, html) {
    const fragment = CKEDITOR.htmlParser.fragment.fromHtml(html);
    editor.activeFilter.applyTo(fragment, true);
    const writer = new CKEDITOR.htmlParser.basicWriter();
    fragment.writeHtml(writer);
    return read(writer.getHtml(true));
  }

  // Word puts comments at the end of the page, as if they were a part of the text.
  const COMMENTS = /<div[^>]*mso-element:\s*comment-list[\s\S]*?(?=<div[^>]*mso-element:\s*(?:foot|end)note-list|<!--EndFragment|<\/body|$)/gi;

  // Also called when a filter hands on what it was given, which is what came only the first time.
  function withoutComments({ dataTransfer }, came) {
    if (!dataTransfer || came.has(dataTransfer)) return;
    const raw = dataTransfer.getData("text/html", true) ?? "";
    came.set(dataTransfer, raw);
    const cut = raw.replace(COMMENTS, "");
    if (cut !== raw) dataTransfer.setData("text/html", cut);
  }

  CKEDITOR.plugins.add("newspaste", {
    init(editor) {
      const came = new WeakMap();
      editor.on("paste", ({ data }) => withoutComments(data, came), null, null, 1);
      // After the filters for Word and Google Docs.
      editor.on("paste", (event) => tidy(event, editor), null, null, 4);
      editor.on(
        "paste",
        ({ data }) => {
          const raw = came.get(data.dataTransfer) ?? "";
          const isOurs = raw.includes("data-cke-widget-data");
          const found = raw && !isOurs ? leftOut(read(raw), filtered(editor, data.dataValue), editor.newsWords) : [];
          const said = found.length ? `${editor.newsWords.leftOut} ${found.join(", ")}.` : "";
          editor.newsSay(data.newsForeign ? `${said} ${editor.newsWords.foreign}` : said);
        },
        null,
        null,
        // After the filters, just before it is put in.
        999,
      );
    },
  });
})();
