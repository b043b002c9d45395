// Quote with its source, pull quote and fact box: <blockquote> whose last paragraph is one <cite>,
// and <aside data-kind="…">.

(() => {
  const ENTER = 13;
  const DOWN = 40;
  const at = (editor) => editor.elementPath() ?? { contains: () => null, block: null };
  const quoteAt = (editor) => at(editor).contains("blockquote", false, true);
  const boxAt = (editor) => at(editor).contains((element) => element.is("aside") && element.data("kind"), false, true);

  const isElement = (node) => node.type === CKEDITOR.NODE_ELEMENT;
  // The editor keeps the caret in place by signs that have no width.
  const isEmpty = (element) => !element.getText().replace(/\u200b/g, "").trim();

  function caretTo(editor, element) {
    const range = editor.createRange();
    range.moveToElementEditEnd(element);
    editor.getSelection().selectRanges([range]);
  }

  // The last paragraph of a quote, if it is nothing but a source.
  function sourceOf(quote) {
    const last = quote?.getLast(isElement);
    const cite = last?.is("p") && last.getFirst();
    return cite && cite.is?.("cite") && last.getText() === cite.getText() ? last : null;
  }

  function setSource(editor, quote, words) {
    sourceOf(quote)?.remove();
    if (!words) return;
    const line = new CKEDITOR.dom.element("p", editor.document);
    const cite = new CKEDITOR.dom.element("cite", editor.document);
    cite.setText(words);
    line.append(cite);
    quote.append(line);
  }

  function addQuote(editor) {
    const { box, parts } = editor.newsBox("quote");
    const change = (act) => {
      box.close();
      editor.focus();
      editor.fire("saveSnapshot");
      act();
      editor.fire("saveSnapshot");
    };
    const apply = () =>
      change(() => {
        if (!quoteAt(editor)) editor.execCommand("blockquote");
        const quote = quoteAt(editor);
        if (quote) setSource(editor, quote, parts.source.value.trim());
      });
    parts.apply.addEventListener("click", apply);
    parts.source.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      apply();
    });
    parts.remove.addEventListener("click", () =>
      change(() => {
        setSource(editor, quoteAt(editor), "");
        editor.execCommand("blockquote");
      }),
    );
    editor.addCommand("newsquote", {
      context: "blockquote",
      contextSensitive: 1,
      refresh() {
        this.setState(quoteAt(editor) ? CKEDITOR.TRISTATE_ON : CKEDITOR.TRISTATE_OFF);
      },
      exec() {
        const quote = quoteAt(editor);
        parts.source.value = sourceOf(quote)?.getText() ?? "";
        parts.remove.hidden = !quote;
        box.showModal();
        parts.source.focus();
      },
    });
  }

  function unwrap(editor, box) {
    const first = box.getFirst();
    box.remove(true);
    if (first) caretTo(editor, first);
  }

  const wordsOf = (element) => element.textContent.replace(/\u200b/g, "").replace(/\s+/g, " ").trim();

  // Without its box, a pull quote of words that stand in the text would say them twice.
  function takeAway(editor, box) {
    const words = wordsOf(box.$);
    const others = [...editor.editable().$.children].filter((block) => block !== box.$);
    const isCopy = box.data("kind") === "pull-quote" && words && others.some((block) => wordsOf(block).includes(words));
    if (!isCopy) return unwrap(editor, box);
    const next = box.getNext(isElement) || addLineAfter(editor, box);
    box.remove();
    caretTo(editor, next);
  }

  // A pull quote takes the chosen words along, for they stand in the text as well.
  function insideOf(editor, kind) {
    const chosen = editor.getSelection().getSelectedText().trim();
    const tags = kind === "fact-box" ? ["h3", "p"] : ["p"];
    return tags.map((name, place) => {
      const element = new CKEDITOR.dom.element(name, editor.document);
      if (chosen && place === tags.length - 1) element.setText(chosen.replace(/\s+/g, " "));
      else element.appendBogus();
      return element;
    });
  }

  function topBlock(editor) {
    const { elements } = editor.elementPath();
    return elements[elements.length - 2] ?? null;
  }

  function addLineAfter(editor, box) {
    const line = new CKEDITOR.dom.element("p", editor.document);
    line.appendBogus();
    line.insertAfter(box);
    return line;
  }

  function insertBox(editor, kind) {
    const aside = new CKEDITOR.dom.element("aside", editor.document);
    aside.data("kind", kind);
    for (const child of insideOf(editor, kind)) aside.append(child);
    const before = topBlock(editor);
    if (!before) editor.editable().append(aside);
    else if (before.getText().trim()) aside.insertAfter(before);
    else aside.replace(before);
    if (!aside.getNext()) addLineAfter(editor, aside);
    caretTo(editor, aside.getFirst());
    aside.scrollIntoView();
  }

  function addBox(editor, name, kind) {
    editor.addCommand(name, {
      context: "aside",
      contextSensitive: 1,
      refresh() {
        const isIn = boxAt(editor)?.data("kind") === kind;
        this.setState(isIn ? CKEDITOR.TRISTATE_ON : CKEDITOR.TRISTATE_OFF);
      },
      exec() {
        editor.focus();
        const box = boxAt(editor);
        if (box?.data("kind") === kind) takeAway(editor, box);
        else if (box) box.data("kind", kind);
        else insertBox(editor, kind);
      },
    });
  }

  function leave(editor, event, act) {
    event.cancel();
    editor.fire("saveSnapshot");
    act();
    editor.fire("saveSnapshot");
  }

  // Enter on an empty last line steps out of the box, as it does out of a list; the line goes.
  function stepOut(editor, event) {
    const box = event.data.keyCode === ENTER && boxAt(editor);
    const { block } = at(editor);
    const isLast = box && block?.is("p") && box.equals(block.getParent()) && !block.getNext(isElement);
    if (!isLast || !isEmpty(block)) return;
    leave(editor, event, () => {
      if (!block.getPrevious(isElement)) return unwrap(editor, box);
      block.remove();
      const next = box.getNext(isElement);
      caretTo(editor, next?.is("p") && isEmpty(next) ? next : addLineAfter(editor, box));
    });
  }

  // Below a box that ends the text there is nothing that the arrow could go to.
  function stepDown(editor, event) {
    const box = event.data.keyCode === DOWN && boxAt(editor);
    if (!box || box.getNext(isElement)) return;
    const [range] = editor.getSelection().getRanges();
    if (!range?.collapsed || !range.checkBoundaryOfElement(box, CKEDITOR.END)) return;
    leave(editor, event, () => caretTo(editor, addLineAfter(editor, box)));
  }

  // The content's sheet says in an empty title or text what belongs there. The mark is the editor's
  // own kind, which never leaves it; a step back is not told of it either.
  const MARK = "data-cke-vacant";

  function markEmpty(editor) {
    if (editor.mode === "source" || !editor.editable()) return;
    for (const line of editor.editable().find("aside[data-kind] > h3, aside[data-kind] > p").toArray()) {
      line.$.toggleAttribute(MARK, isEmpty(line));
    }
  }

  function hint(editor, { factTitle, factText, pullText }) {
    const mark = () => markEmpty(editor);
    editor.on("contentDom", () => {
      const words = { "fact-title": factTitle, "fact-text": factText, "pull-text": pullText };
      const { style } = editor.document.$.documentElement;
      for (const [name, text] of Object.entries(words)) style.setProperty(`--${name}`, JSON.stringify(text));
      editor.document.$.addEventListener("input", mark);
      mark();
    });
    for (const name of ["change", "selectionChange"]) editor.on(name, mark);
    editor.on("getSnapshot", (event) => (event.data = event.data?.replaceAll?.(` ${MARK}=""`, "") ?? event.data), null, null, 999);
  }

  CKEDITOR.plugins.add("newsblocks", {
    init(editor) {
      const words = editor.newsBox("quote")?.box.dataset;
      if (!words) return;
      addQuote(editor);
      addBox(editor, "newspullquote", "pull-quote");
      addBox(editor, "newsfactbox", "fact-box");
      hint(editor, words);
      editor.on("key", (event) => stepOut(editor, event), null, null, 5);
      editor.on("key", (event) => stepDown(editor, event), null, null, 5);
      const add = (name, label) => {
        const command = name.toLowerCase();
        editor.ui.addButton(name, { label, command, icon: `${this.path}${command}.svg`, toolbar: "blocks" });
      };
      add("NewsQuote", words.quote);
      add("NewsPullQuote", words.pullQuote);
      add("NewsFactBox", words.factBox);
    },
  });
})();
