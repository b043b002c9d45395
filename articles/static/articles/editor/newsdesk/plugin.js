// What ties the editor to the page around it: theme, language, keys, a word when the text changed,
// and our boxes, which other plugins open by `editor.newsBox(name)`.

(() => {
  const WAIT_MS = 300;
  const root = document.documentElement;
  const area = (editor) => editor.element.$;

  // Boxes stand at the end of the page: in the story's form they would be a part of it. Plugins begin in
  // the order in which their files came, so whoever needs a box before init() asks for them first.
  function boxes(editor) {
    if (editor.newsBox) return;
    const source = area(editor).closest(".rich-text")?.querySelector(".editor-boxes");
    const found = {};
    for (const box of source ? source.content.cloneNode(true).querySelectorAll("dialog") : []) {
      const parts = {};
      for (const part of box.querySelectorAll("[data-part]")) parts[part.dataset.part] = part;
      parts.cancel.addEventListener("click", () => box.close());
      box.addEventListener("close", () => editor.focus());
      document.body.append(box);
      found[box.dataset.box] = { box, parts };
    }
    editor.newsBox = (name) => found[name];
    editor.on("destroy", () => Object.values(found).forEach(({ box }) => box.remove()));
  }

  // Aloud, the editor is what its field is called, not the name of a field in a form.
  function takeName(editor) {
    const name = area(editor).labels?.[0]?.textContent.trim().replace(/:$/, "");
    if (!name) return;
    editor.title = editor.applicationTitle = name;
    const call = () => (editor.window?.getFrame() ?? editor.editable())?.$.setAttribute("aria-label", name);
    editor.on("contentDom", call);
    editor.on("mode", call);
  }

  const isMaximized = (editor) => editor.getCommand("maximize")?.state === CKEDITOR.TRISTATE_ON;

  // What is said stands in the toolbar, which stays in sight in a long text.
  function say(editor) {
    const notice = area(editor).closest(".rich-text")?.querySelector(".editor-notice");
    const [line, close] = notice?.children ?? [];
    editor.newsWords = line?.dataset ?? {};
    editor.newsSay = (text) => {
      if (!line || line.textContent === text) return;
      line.textContent = text;
      // The maximised text has the height that the toolbar leaves.
      if (isMaximized(editor)) window.dispatchEvent(new Event("resize"));
    };
    close?.addEventListener("click", () => {
      editor.newsSay("");
      editor.focus();
    });
    editor.on("uiReady", () => notice && editor.ui.space("top")?.$.append(notice));
  }

  function followTheme(editor) {
    const copy = () => {
      // The mode is named only after the first document is there.
      const inner = editor.mode !== "source" && editor.document?.$.documentElement;
      if (inner) inner.dataset.theme = root.dataset.theme || "auto";
    };
    const watching = new MutationObserver(copy);
    watching.observe(root, { attributes: true, attributeFilter: ["data-theme"] });
    editor.on("contentDom", copy);
    editor.on("destroy", () => watching.disconnect());
  }

  function followLanguage(editor) {
    const { language, direction } = area(editor).form?.elements ?? {};
    const copy = () => {
      const lang = language?.value || editor.config.contentsLanguage;
      const isRtl = editor.config.newsRightToLeft.includes(lang.split("-")[0]);
      const dir = direction?.value || (isRtl ? "rtl" : "ltr");
      editor.newsLanguage = lang;
      const inner = editor.mode !== "source" && editor.document ? [editor.document.$.documentElement, editor.editable().$] : [];
      for (const element of [area(editor), ...inner]) Object.assign(element, { lang, dir });
    };
    editor.on("contentDom", copy);
    for (const field of [language, direction]) field?.addEventListener?.("change", copy);
  }

  function tellOfChanges(editor) {
    let timer;
    let known = null;
    const tell = () => {
      clearTimeout(timer);
      const text = editor.getData();
      if (text === known) return;
      known = text;
      area(editor).value = text;
      area(editor).dispatchEvent(new CustomEvent("body-change", { bubbles: true }));
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(tell, WAIT_MS);
    };
    // What an untouched text is sent as: the page counts only what differs from it as a change.
    editor.on("instanceReady", () => {
      area(editor).value = known = editor.getData();
      area(editor).dispatchEvent(new CustomEvent("body-ready", { bubbles: true }));
    });
    editor.on("change", soon);
    editor.on("mode", () => editor.mode === "source" && editor.editable().$.addEventListener("input", soon));
    editor.on("destroy", () => clearTimeout(timer));
  }

  // On a keyboard of another script a letter is known by its place.
  function nameOf({ key, code }) {
    const isOther = !/^[a-z]$/i.test(key) && /^Key[A-Z]$/.test(code);
    return (isOther ? code.slice(3) : key).toLowerCase();
  }

  // The page's own keys, pressed while writing: to save, to publish, to go somewhere, and to leave
  // its full screen.
  function isForPage(editor, event) {
    const { ctrlKey, metaKey, altKey, isComposing } = event;
    const name = nameOf(event);
    if (name === "escape") return root.classList.contains("is-writing") && !isComposing && !isMaximized(editor);
    return (ctrlKey || metaKey) && !altKey && ["s", "k", "p", ".", "enter"].includes(name);
  }

  // With words chosen, or in a link, Ctrl+K is about a link, as it is wherever people write.
  function isForLink(editor, event) {
    if (nameOf(event) !== "k" || event.shiftKey || editor.readOnly) return false;
    const [range] = editor.getSelection()?.getRanges() ?? [];
    return Boolean(range && (!range.collapsed || CKEDITOR.plugins.link.getSelectedLink(editor)));
  }

  // A box that the page opened gives the caret back to the text that it was opened from, unless what
  // was done in the box has put it somewhere else.
  function takeCaretBack(editor) {
    const dialog = document.querySelector("dialog[open]");
    const back = () => {
      const here = document.activeElement;
      const isLost = here === document.body || dialog.contains(here) || here === editor.window.getFrame()?.$;
      if (isLost) editor.focus();
    };
    dialog?.addEventListener("close", back, { once: true });
  }

  function passKeyOn(editor, event) {
    if (!isForPage(editor, event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isForLink(editor, event)) return editor.execCommand("link");
    const { key, code, ctrlKey, metaKey, shiftKey } = event;
    const keys = { key, code, ctrlKey, metaKey, shiftKey, bubbles: true, cancelable: true };
    document.dispatchEvent(new KeyboardEvent("keydown", keys));
    takeCaretBack(editor);
  }

  // The browser's menu holds its spelling; the editor's own is needed in tables alone.
  function leaveMenuToBrowser(event) {
    if (!event.target.closest?.("table")) event.stopPropagation();
  }

  // A header row is what makes a table of words readable by ear; no look is set by hand.
  function plainTables({ data }) {
    if (data.name === "table") data.definition.getContents("info").get("selHeaders").default = "row";
  }

  // The editor puts text into its page before its filter has seen it, and a browser fetches a picture
  // and runs a handler as soon as there is an element for it. So what can act is taken out beforehand,
  // in a document that loads and runs nothing; a text with nothing of that kind stays as it is.
  const ACTING =
    "img, picture, source, svg, math, video, audio, track, iframe, frame, frameset, object, embed, applet, " +
    "script, style, link, meta, base, noscript, noembed, noframes, template, title, textarea, input, button, " +
    "select, form, xmp, plaintext, marquee, keygen, isindex, details, image, bgsound";
  const ACTS = /^(on|src|style|background|poster|data$|action|formaction|ping|xlink|xmlns|is$|data-cke-(?!saved|bookmark|eol|filler))/i;

  function inert(html) {
    const page = new DOMParser().parseFromString(`<body>${html}`, "text/html");
    const acting = [...page.querySelectorAll(ACTING)].filter((each) => each !== page.head);
    const set = [...page.querySelectorAll("*")].flatMap((each) => [...each.attributes]).filter(({ name, value }) => ACTS.test(name) || /^[\s\x00-\x20]*(java|vb|live)script/i.test(value));
    if (!acting.length && !set.length && !/<[!?]|<\/?body/i.test(html)) return html;
    acting.forEach((each) => each.remove());
    set.forEach((each) => each.ownerElement?.removeAttribute(each.name));
    const comments = page.createTreeWalker(page.body, NodeFilter.SHOW_COMMENT);
    const found = [];
    while (comments.nextNode()) found.push(comments.currentNode);
    found.forEach((each) => each.remove());
    return page.body.innerHTML;
  }

  CKEDITOR.plugins.add("newsdesk", {
    boxes,
    beforeInit(editor) {
      boxes(editor);
      takeName(editor);
      say(editor);
    },
    init(editor) {
      editor.on("toHtml", ({ data }) => (data.dataValue = inert(data.dataValue)), null, null, 1);
      followTheme(editor);
      followLanguage(editor);
      tellOfChanges(editor);
      editor.on("contentDom", () => {
        editor.document.$.addEventListener("keydown", (event) => passKeyOn(editor, event), true);
        editor.document.$.addEventListener("contextmenu", leaveMenuToBrowser, true);
      });
      CKEDITOR.on("dialogDefinition", plainTables);
    },
  });
})();
