// Pictures and galleries in the text: <figure data-image="UID"> as docs/body.md has it, shown with what
// the library says of it. What is shown stands in a shadow, so that neither the text that is stored nor
// a step back knows of it.

(() => {
  const END = 35;
  const HOME = 36;
  const UP = 38;
  const DOWN = 40;
  // In the order of a cleaned text.
  const KEPT = ["data-align", "data-alt", "data-decoration", "data-document", "data-embed", "data-image", "data-story", "dir", "lang"];
  // Names that take attributes end a rule: what followed them would be left out without a word.
  const CAPTION = "a[!href,title,hreflang,data-story]; strong b em i u s sub sup small mark br cite code q; abbr[title]; span[lang,dir]";
  const { htmlParser } = CKEDITOR;

  const isFigure = (node, name) => node.name === "figure" && node.attributes[name] && !node.attributes["data-embed"];
  const chosen = (attributes) => Object.fromEntries(KEPT.filter((name) => attributes[name]).map((name) => [name, attributes[name]]));
  const childNamed = (element, name) => element.children.find((child) => child.name === name);
  const uidOf = (editor, attributes) => editor.newsPending.get(attributes["data-image"])?.uid ?? attributes["data-image"];
  const isWaiting = (editor, uid) => editor.newsPending.has(uid) && !editor.newsPending.get(uid).uid;

  function element(name, attributes = {}, html = "") {
    const made = new htmlParser.element(name, attributes);
    if (html) made.setHtml(html);
    return made;
  }

  // What stands in an element, without the marks that the editor has put in for its own use.
  function inside(node) {
    node?.forEach(({ attributes = {} }) => {
      for (const name of Object.keys(attributes)) if (name.startsWith("data-cke-")) delete attributes[name];
    });
    return node?.getHtml() ?? "";
  }

  // A picture of a gallery, as it is stored.
  function pictureElement(editor, { attributes, caption }) {
    const made = element("figure", { ...attributes, "data-image": uidOf(editor, attributes) });
    if (caption) made.add(element("figcaption", {}, caption));
    return made;
  }

  // Only where it is shown, and its caption, which is written in.
  function captionSpace(figure) {
    const caption = childNamed(figure, "figcaption") ?? element("figcaption");
    figure.children = [];
    figure.add(element("span", { class: "news-pictures" }));
    figure.add(caption);
    return figure;
  }

  function upcastPicture(figure, data) {
    if (!isFigure(figure, "data-image")) return false;
    data.attributes = chosen(figure.attributes);
    return captionSpace(figure);
  }

  function upcastGallery(figure, data) {
    if (figure.name !== "figure" || figure.attributes["data-kind"] !== "gallery") return false;
    data.pictures = figure.children
      .filter((child) => isFigure(child, "data-image"))
      .map((child) => ({ attributes: chosen(child.attributes), caption: inside(childNamed(child, "figcaption")) }));
    return captionSpace(figure);
  }

  // The caption without what the editor needs; none where it is empty.
  function captionOf(widget, figure) {
    const caption = childNamed(figure, "figcaption");
    const words = widget.editables.caption?.getData().replace(/(<br ?\/?>|&nbsp;|\u200b|\s)+$/gi, "") ?? "";
    if (!caption || !words.trim()) return null;
    const { lang, dir } = caption.attributes;
    caption.attributes = { ...(lang && { lang }), ...(dir && { dir }) };
    return caption;
  }

  function stored(widget, figure, attributes, pictures) {
    const caption = captionOf(widget, figure);
    figure.attributes = attributes;
    figure.children = [];
    pictures.forEach((picture) => figure.add(picture));
    if (caption) figure.add(caption);
    return figure;
  }

  const nothing = () => new htmlParser.text("");

  function downcastPicture(figure) {
    const uid = uidOf(this.editor, this.data.attributes);
    const made = stored(this, figure, { ...this.data.attributes, "data-image": uid }, []);
    return isWaiting(this.editor, uid) ? nothing() : made;
  }

  function downcastGallery(figure) {
    const pictures = this.data.pictures.map((picture) => pictureElement(this.editor, picture));
    return stored(this, figure, { "data-kind": "gallery" }, pictures);
  }

  // What is shown ----------------------------------------------------------------------------------

  const STYLE =
    ":host { display: grid; gap: 0.5rem; } :host([data-several]) { grid-template-columns: repeat(auto-fill, minmax(min(12rem, 100%), 1fr)); }" +
    "img { display: block; inline-size: 100%; block-size: auto; max-block-size: 24rem; object-fit: contain; background: var(--tint); }" +
    ":host([data-several]) img { aspect-ratio: 4 / 3; object-fit: cover; }" +
    "p { margin: 0; padding: 2rem 1rem; background: var(--tint); font: 1rem/1.4 var(--sans); } progress { inline-size: 100%; }";

  function shown(editor, attributes, words) {
    const { document } = editor.document.$.defaultView;
    const make = (name, values, ...children) => {
      const made = Object.assign(document.createElement(name), values);
      made.append(...children);
      return made;
    };
    const uid = uidOf(editor, attributes);
    const waiting = isWaiting(editor, uid) && editor.newsPending.get(uid);
    if (waiting) return make("p", {}, `${words.waits} `, make("bdi", { textContent: waiting.name }), make("progress", { max: 1, value: waiting.share }));
    const picture = editor.newsPictures.get(uid);
    if (picture?.src) return make("img", { src: picture.src, alt: attributes["data-alt"] ?? picture.alt });
    return make("p", { textContent: picture === null ? words.gone : (picture?.name ?? "") });
  }

  function show(editor, widget, words) {
    const host = widget.element.findOne("> .news-pictures")?.$;
    if (!host) return;
    const all = widget.data.pictures?.map(({ attributes }) => attributes) ?? [widget.data.attributes];
    const shadow = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    const style = host.ownerDocument.createElement("style");
    style.textContent = STYLE;
    shadow.replaceChildren(style, ...all.map((attributes) => shown(editor, attributes, words)));
  }

  const figures = (editor) => Object.values(editor.widgets.instances).filter(({ element }) => element.is("figure"));
  const ours = (editor) => Object.values(editor.widgets.instances).filter(({ name }) => /^news(picture|gallery)$/.test(name));

  // Putting in, moving, leaving ---------------------------------------------------------------------

  // While a figure is chosen, the selection stands in a box of the editor's own.
  const isBlock = (node) => node.type === CKEDITOR.NODE_ELEMENT && !node.data("cke-hidden-sel") && !node.data("cke-temp");

  function lineBeside(editor, wrapper, isAfter) {
    const line = new CKEDITOR.dom.element("p", editor.document);
    line.appendBogus();
    if (isAfter) line.insertAfter(wrapper);
    else line.insertBefore(wrapper);
    return line;
  }

  function step(editor, act) {
    editor.fire("saveSnapshot");
    act();
    editor.fire("saveSnapshot");
  }

  function caretTo(editor, line) {
    const range = editor.createRange();
    range.moveToElementEditStart(line);
    range.select();
  }

  // Behind the block with the caret; before it where it is empty, so that one can write on there.
  function put(editor, html) {
    editor.focus();
    // A caption lets no figure through: with the caret in one, the picture goes behind its figure.
    const start = editor.getSelection()?.getStartElement();
    const around = start && editor.widgets.getByElement(start);
    around?.focus();
    const elements = editor.elementPath()?.elements ?? [];
    const block = editor.widgets.focused?.wrapper ?? elements[elements.length - 2];
    const isEmpty = block && block.is("p") && !block.getText().replace(/\u200b/g, "").trim();
    step(editor, () => {
      const range = editor.createRange();
      if (block && isEmpty) range.setStartBefore(block);
      else if (block) range.setStartAfter(block);
      else range.moveToPosition(editor.editable(), CKEDITOR.POSITION_BEFORE_END);
      range.collapse(true);
      const known = new Set(figures(editor).map(({ id }) => id));
      editor.editable().insertHtmlIntoRange(html, range);
      const made = figures(editor).filter(({ id }) => !known.has(id));
      const last = editor.editable().getLast(isBlock);
      if (made.some(({ wrapper }) => wrapper.equals(last))) lineBeside(editor, last, true);
      made.at(-1)?.focus();
      made.at(-1)?.wrapper.scrollIntoView();
    });
    editor.fire("change");
  }

  function pictureHtml({ uid }) {
    return `<figure data-image="${uid}"></figure>`;
  }

  function htmlOf(pictures) {
    const inner = pictures.map(pictureHtml).join("");
    return pictures.length > 1 ? `<figure data-kind="gallery">${inner}</figure>` : inner;
  }

  // Past the first and the last of a text there is nothing that an arrow could go to; with Alt the
  // figure itself goes.
  function arrow(editor, widget, event) {
    const key = event.data.keyCode & 0xffff;
    if ((key === HOME || key === END) && event.data.keyCode & CKEDITOR.CTRL) return toEdge(editor, event, key === END);
    if (key !== UP && key !== DOWN) return;
    const { wrapper } = widget;
    const beside = key === DOWN ? wrapper.getNext(isBlock) : wrapper.getPrevious(isBlock);
    if (event.data.keyCode & CKEDITOR.ALT) {
      event.cancel();
      if (beside) step(editor, () => (key === DOWN ? wrapper.insertAfter(beside) : wrapper.insertBefore(beside)));
      widget.focus();
    } else if (!beside) {
      event.cancel();
      step(editor, () => caretTo(editor, lineBeside(editor, wrapper, key === DOWN)));
    }
  }

  function toEdge(editor, event, isEnd) {
    event.cancel();
    const edge = isEnd ? editor.editable().getLast(isBlock) : editor.editable().getFirst(isBlock);
    const line = edge.hasClass("cke_widget_wrapper") ? lineBeside(editor, edge, isEnd) : edge;
    const range = editor.createRange();
    if (isEnd) range.moveToElementEditEnd(line);
    else range.moveToElementEditStart(line);
    range.select();
  }

  // A click below a figure that ends the text means to write on.
  function writeOn(editor, event) {
    const last = editor.editable().getLast(isBlock)?.$;
    const isBelow = last?.matches(".cke_widget_wrapper") && event.clientY > last.getBoundingClientRect().bottom;
    if (!isBelow || last.contains(event.target)) return;
    event.preventDefault();
    step(editor, () => caretTo(editor, lineBeside(editor, new CKEDITOR.dom.element(last), true)));
    editor.focus();
  }

  // What is copied in the editor is its own markup; what is pasted is the stored form.
  function plain(data) {
    if (!data.dataValue.includes("data-cke-widget-data")) return;
    const page = new DOMParser().parseFromString(data.dataValue, "text/html");
    for (const figure of page.querySelectorAll("figure[data-cke-widget-data]")) {
      const said = readData(figure.getAttribute("data-cke-widget-data"));
      const made = said.pictures ? figureOf(page, { "data-kind": "gallery" }) : figureOf(page, said.attributes);
      for (const { attributes, caption } of said.pictures ?? []) made.append(figureOf(page, attributes, caption));
      const caption = figure.querySelector(":scope > figcaption");
      if (caption?.textContent.replace(/\u200b/g, "").trim()) made.append(figureOf(page, {}, caption.innerHTML, caption).lastChild);
      // What its box alone shows: a transcript.
      made.insertAdjacentHTML("beforeend", said.inner ?? "");
      (figure.closest("[data-cke-widget-wrapper]") ?? figure).replaceWith(made);
    }
    data.dataValue = page.body.innerHTML;
  }

  function readData(text) {
    try {
      return JSON.parse(decodeURIComponent(text)) ?? {};
    } catch {
      return {};
    }
  }

  function figureOf(page, attributes, caption = "") {
    const made = page.createElement("figure");
    for (const name of [...KEPT, "data-kind"]) if (attributes?.[name]) made.setAttribute(name, attributes[name]);
    if (!caption) return made;
    const line = page.createElement("figcaption");
    line.innerHTML = caption;
    made.append(line);
    return made;
  }

  // The boxes ----------------------------------------------------------------------------------------

  function openBox(editor, widget, { box, parts }, acts) {
    const leave = (act) => () => {
      box.close();
      act?.();
    };
    parts.apply.onclick = leave(() => step(editor, () => acts.apply()));
    parts.remove.onclick = leave(() => step(editor, () => editor.widgets.del(widget)));
    parts.other.onclick = async () => {
      box.close();
      const pictures = await editor.newsChoose({ many: acts.many });
      if (pictures.length) acts.other(pictures);
      else editor.focus();
    };
    box.onclose = () => {
      editor.fire("change");
      if (widget.wrapper) widget.focus();
    };
    box.showModal();
  }

  function editPicture(editor, widget) {
    const found = editor.newsBox("figure");
    const { parts } = found;
    const { attributes } = widget.data;
    const set = (changes) => widget.setData("attributes", chosen({ ...widget.data.attributes, ...changes }));
    for (const part of ["across", "wide", "start", "end"]) parts[part].checked = parts[part].value === (attributes["data-align"] ?? "");
    parts.alt.value = attributes["data-alt"] ?? "";
    parts.alt.placeholder = editor.newsPictures.get(uidOf(editor, attributes))?.alt ?? "";
    parts.decoration.checked = Boolean(attributes["data-decoration"]);
    const follow = () => (parts.alt.disabled = parts.decoration.checked);
    parts.decoration.onchange = follow;
    follow();
    openBox(editor, widget, found, {
      many: false,
      apply() {
        const isDecoration = parts.decoration.checked;
        set({
          "data-align": ["wide", "start", "end"].find((part) => parts[part].checked) ?? "",
          "data-alt": isDecoration ? "" : parts.alt.value.trim(),
          "data-decoration": isDecoration ? "true" : "",
        });
      },
      other: ([picture]) => step(editor, () => set({ "data-image": picture.uid, "data-alt": "", "data-decoration": "" })),
    });
    parts.alt.focus();
  }

  function editGallery(editor, widget, pictures = widget.data.pictures) {
    const found = editor.newsBox("gallery");
    const { box, parts } = found;
    parts.pictures.replaceChildren(...pictures.map((picture) => galleryRow(editor, picture, box.dataset)));
    const read = () => [...parts.pictures.children].map((row) => row.newsRead());
    openBox(editor, widget, found, {
      many: true,
      apply() {
        if (parts.pictures.children.length) widget.setData("pictures", read());
        else editor.widgets.del(widget);
      },
      other: (more) => editGallery(editor, widget, [...read(), ...more.map(({ uid }) => ({ attributes: { "data-image": uid }, caption: "" }))]),
    });
  }

  function galleryRow(editor, picture, words) {
    const make = (name, values, ...children) => {
      const made = Object.assign(document.createElement(name), values);
      made.append(...children);
      return made;
    };
    const known = editor.newsPictures.get(uidOf(editor, picture.attributes));
    const before = new DOMParser().parseFromString(picture.caption, "text/html").body.textContent;
    const caption = make("input", { type: "text", value: before, placeholder: known?.caption ?? "" });
    const alt = make("input", { type: "text", value: picture.attributes["data-alt"] ?? "", maxLength: 500, placeholder: known?.alt ?? "" });
    const decoration = make("input", { type: "checkbox", checked: Boolean(picture.attributes["data-decoration"]) });
    const button = (text, act) => {
      const made = make("button", { type: "button", className: "button", textContent: text });
      made.setAttribute("aria-label", `${text}: ${known?.name ?? ""}`);
      made.addEventListener("click", () => act(row, made));
      return made;
    };
    const row = make(
      "li",
      {},
      make("img", { src: known?.src || "data:,", alt: "" }),
      make("div", {}, make("label", {}, words.caption, caption), make("label", {}, words.alt, alt), make("label", {}, decoration, ` ${words.decoration}`)),
      make(
        "p",
        {},
        button(words.earlier, (item, pressed) => (item.previousElementSibling?.before(item), pressed.focus())),
        button(words.later, (item, pressed) => (item.nextElementSibling?.after(item), pressed.focus())),
        button(words.out, (item) => {
          const next = item.nextElementSibling ?? item.previousElementSibling;
          item.remove();
          next?.querySelector("button:last-of-type").focus();
        }),
      ),
    );
    row.newsRead = () => ({
      attributes: chosen({
        ...picture.attributes,
        "data-alt": decoration.checked ? "" : alt.value.trim(),
        "data-decoration": decoration.checked ? "true" : "",
      }),
      // Its links and letters stay where the words were left alone.
      caption: caption.value === before ? picture.caption : CKEDITOR.tools.htmlEncode(caption.value.trim()),
    });
    return row;
  }

  function follow(editor, widget, words) {
    const caption = widget.editables.caption;
    caption?.setAttribute("aria-label", words.ofCaption);
    if (caption) caption.$.dataset.ckeHint = words.ofCaption;
    widget.on("data", () => {
      for (const name of widget.data.attributes ? KEPT : []) {
        if (widget.data.attributes[name]) widget.element.setAttribute(name, widget.data.attributes[name]);
        else widget.element.removeAttribute(name);
      }
      show(editor, widget, words);
    });
  }

  // The uids of the library take the place of those that waited; what was refused goes.
  function settle(editor) {
    for (const widget of ours(editor)) {
      const uid = widget.data.attributes?.["data-image"];
      const waiting = editor.newsPending.get(uid);
      if (!waiting?.isDone) continue;
      editor.fire("lockSnapshot");
      if (waiting.uid) widget.setData("attributes", { ...widget.data.attributes, "data-image": waiting.uid });
      else editor.widgets.del(widget);
      editor.fire("unlockSnapshot");
    }
    editor.fire("change");
  }

  CKEDITOR.plugins.add("newsfigures", {
    requires: "widget,newslibrary,newsuploads",
    // For the figures of other plugins.
    shared: { CAPTION, captionSpace, chosen, inside, put, step, stored },
    init(editor) {
      const words = editor.newsBox("figure")?.box.dataset;
      if (!words || !editor.newsPictures) return;
      const add = (name, label, ofCaption, upcast, downcast, edit) =>
        editor.widgets.add(name, {
          upcast,
          downcast,
          editables: { caption: { selector: "figure > figcaption", allowedContent: CAPTION } },
          getLabel: () => label,
          init() {
            follow(editor, this, { ...words, ofCaption });
          },
          edit() {
            edit(editor, this);
          },
        });
      add("newspicture", words.picture, words.caption, upcastPicture, downcastPicture, editPicture);
      add("newsgallery", words.gallery, words.galleryCaption, upcastGallery, downcastGallery, editGallery);
      editor.newsShow = () => ours(editor).forEach((widget) => show(editor, widget, words));
      editor.newsSettle = () => settle(editor);
      editor.newsPutFigures = (html) => put(editor, html);
      editor.newsPictures.listeners.add(editor.newsShow);
      editor.on("paste", ({ data }) => plain(data), null, null, 1);
      // The editor looks at the caret five times a second: whoever leaves a figure and types on at once
      // would be heard by the figure still, and Enter would open its box.
      editor.on("key", () => editor.widgets.focused && editor.selectionChange(true), null, null, 1);
      editor.widgets.on("instanceCreated", ({ data: widget }) => {
        widget.on("key", (event) => arrow(editor, widget, event), null, null, 5);
      });
      editor.on("contentDom", () => editor.document.$.addEventListener("mousedown", (event) => writeOn(editor, event)));
      editor.addCommand("newspicturebox", {
        async exec() {
          const { focused } = editor.widgets;
          if (focused && ours(editor).includes(focused)) return focused.edit();
          const pictures = await editor.newsChoose({ many: true });
          if (pictures.length) put(editor, htmlOf(pictures));
        },
      });
      editor.ui.addButton("NewsPicture", { label: words.picture, command: "newspicturebox", icon: `${this.path}newspicture.svg`, toolbar: "blocks" });
    },
  });
})();
