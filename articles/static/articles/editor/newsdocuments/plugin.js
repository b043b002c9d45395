// Documents in the text: <figure data-document="UID"> as docs/body.md has it, shown with what it is
// called. What is shown stands in a shadow, so that neither the text that is stored nor a step back
// knows of it. New PDFs are taken in from the same box that searches the library.

(() => {
  const shared = () => CKEDITOR.plugins.get("newsfigures").shared;

  const make = (tag, values, ...children) => {
    const made = Object.assign(document.createElement(tag), values);
    made.append(...children);
    return made;
  };

  // The box ------------------------------------------------------------------------------------------

  const boxOf = ({ SearchBox, fetchJson }) => class extends SearchBox {
    constructor(documents, found) {
      super(found, "documents", found.parts.documents);
      this.documents = documents;
    }

    open(choose) {
      this.choose = choose;
      this.show();
    }

    item(found) {
      const button = make("button", { type: "button" }, make("bdi", { textContent: found.title }), make("small", { textContent: `${found.about} · ${found.added}` }));
      button.addEventListener("click", () => {
        this.documents.add([found]);
        this.box.close();
        this.choose(found);
      });
      const item = make("li", {}, button);
      item.dataset.uid = found.uid;
      return item;
    }

    // One after the other; each is answered on a line of its own, and stands first where it was taken.
    async upload(files) {
      const rows = files.map((file) => this.row(file));
      for (const { file, line, bar } of rows) {
        const { uid, said, isRefused } = await this.send(file);
        bar.remove();
        line.append(`· ${said}`);
        line.classList.toggle("is-refused", isRefused);
        if (uid) await this.putFirst(uid);
      }
    }

    async putFirst(uid) {
      const found = await fetchJson(`${this.box.dataset.address}?uids=${uid}`);
      for (const each of found?.documents ?? []) {
        this.list.querySelector(`[data-uid="${each.uid}"]`)?.remove();
        this.list.prepend(this.item(each));
      }
    }

    // Through the page that adds documents, as one file of many.
    async send(file) {
      const { add, failed, forbidden } = this.box.dataset;
      const form = new FormData();
      form.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
      form.append("row", "1");
      form.append("upload", file, file.name || "document.pdf");
      try {
        const answer = await fetch(add, { method: "POST", body: form });
        if (answer.status === 403) return { said: forbidden, isRefused: true };
        const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
        const row = page.querySelector("body > .new-picture");
        const said = row?.querySelector(".new-picture-said")?.textContent.trim() || failed;
        return { uid: row?.dataset.uid, said, isRefused: !row?.dataset.uid };
      } catch {
        return { said: failed, isRefused: true };
      }
    }
  };

  // The widget ---------------------------------------------------------------------------------------

  function upcast(figure, data) {
    if (figure.name !== "figure" || !figure.attributes["data-document"]) return false;
    data.attributes = shared().chosen(figure.attributes);
    return shared().captionSpace(figure);
  }

  function downcast(figure) {
    return shared().stored(this, figure, { ...this.data.attributes }, []);
  }

  const STYLE =
    ":host { padding: 0.75rem 1rem; border-inline-start: 3px solid var(--accent); background: var(--tint); font: 1rem/1.4 var(--sans); }" +
    "bdi, small { display: block; } bdi { font-weight: 600; } small { color: var(--muted); font-size: 0.875rem; }";

  function show(editor, widget, words) {
    const host = widget.element?.findOne("> .news-pictures")?.$;
    if (!host) return;
    const found = editor.newsDocuments.get(widget.data.attributes["data-document"]);
    const shadow = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    const title = make("bdi", { textContent: found === null ? words.gone : (found?.title ?? "") });
    shadow.replaceChildren(make("style", { textContent: STYLE }), title, make("small", { textContent: found?.about ?? "" }));
  }

  const ours = (editor) => Object.values(editor.widgets.instances).filter(({ name }) => name === "newsdocument");

  function change(editor, widget, uid) {
    shared().step(editor, () => widget.setData("attributes", { ...widget.data.attributes, "data-document": uid }));
    editor.fire("change");
    widget.focus();
  }

  CKEDITOR.plugins.add("newsdocuments", {
    requires: "widget,newslibrary,newsfigures",
    init(editor) {
      const found = editor.newsBox("documents");
      if (!found || !editor.newsPictures) return;
      const words = found.box.dataset;
      const parts = CKEDITOR.plugins.get("newslibrary").parts;
      editor.newsDocuments = new parts.Known(words.address, "documents");
      editor.newsDocuments.listeners.add(() => ours(editor).forEach((widget) => show(editor, widget, words)));
      const box = new (boxOf(parts))(editor.newsDocuments, found);
      editor.widgets.add("newsdocument", {
        upcast,
        downcast,
        editables: { caption: { selector: "figure > figcaption", allowedContent: shared().CAPTION } },
        getLabel: () => words.document,
        init() {
          const { caption } = this.editables;
          caption?.setAttribute("aria-label", words.caption);
          if (caption) caption.$.dataset.ckeHint = words.caption;
          this.on("data", () => {
            this.element.setAttribute("data-document", this.data.attributes["data-document"]);
            show(editor, this, words);
          });
        },
        edit() {
          box.open(({ uid }) => change(editor, this, uid));
        },
      });
      editor.addCommand("newsdocumentbox", {
        exec() {
          const { focused } = editor.widgets;
          if (focused?.name === "newsdocument") return focused.edit();
          box.open(({ uid }) => shared().put(editor, `<figure data-document="${uid}"></figure>`));
        },
      });
      editor.ui.addButton("NewsDocument", { label: words.document, command: "newsdocumentbox", icon: `${this.path}newsdocument.svg`, toolbar: "blocks" });
    },
  });
})();
