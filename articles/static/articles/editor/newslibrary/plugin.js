// The library in a box: `editor.newsChoose({ many })` promises the pictures that were chosen, [] where
// none was; `editor.newsPictures` knows what pictures look like, by their uids. What it is made of
// (Known, SearchBox) serves other plugins' rows as well: `CKEDITOR.plugins.get("newslibrary").parts`.

(() => {
  const WAIT_MS = 250;
  // As many as the desk answers at once.
  const AT_ONCE = 80;

  // What the rows of a text are, by their uids. Those of a whole text are asked for together; `named`
  // is what the desk calls them in its answer.
  class Known {
    constructor(address, named) {
      Object.assign(this, { address, named, known: new Map(), wanted: new Set(), listeners: new Set() });
    }

    add(rows) {
      for (const row of rows) this.known.set(row.uid, row);
    }

    // A row, null where the library has none, undefined until it has answered.
    get(uid) {
      if (!this.known.has(uid)) this.want(uid);
      return this.known.get(uid);
    }

    want(uid) {
      if (!this.wanted.size) setTimeout(() => this.ask([...this.wanted]));
      this.wanted.add(uid);
    }

    async ask(uids) {
      this.wanted.clear();
      for (let at = 0; at < uids.length; at += AT_ONCE) {
        const some = uids.slice(at, at + AT_ONCE);
        const found = await fetchJson(`${this.address}?uids=${some.join(",")}`);
        if (!found) continue;
        for (const uid of some) this.known.set(uid, null);
        this.add(found[this.named]);
      }
      for (const listener of this.listeners) listener();
    }
  }

  async function fetchJson(address) {
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  const make = (tag, values) => Object.assign(document.createElement(tag), values);

  // A box that searches as its words are typed, shows what was found in `list`, and takes files in.
  class SearchBox {
    constructor({ box, parts }, named, list) {
      Object.assign(this, { box, parts, named, list });
      parts.words.addEventListener("input", () => this.searchSoon());
      parts.words.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault();
        this.search().then(() => list.querySelector("button")?.focus());
      });
      parts.more.addEventListener("click", () => this.search(this.last));
      parts.files.addEventListener("change", () => {
        const files = [...parts.files.files];
        parts.files.value = "";
        this.upload(files);
      });
      for (const name of ["dragover", "drop"]) box.addEventListener(name, (event) => this.drop(event));
    }

    show() {
      this.parts.words.value = "";
      this.parts.answers.replaceChildren();
      this.box.showModal();
      this.parts.words.focus();
      this.search();
    }

    searchSoon() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.search(), WAIT_MS);
    }

    // Answers that come after a later question are late.
    async search(before = "") {
      clearTimeout(this.timer);
      const asked = (this.asked = Symbol());
      const { more, status, words } = this.parts;
      const found = await fetchJson(`${this.box.dataset.address}?${new URLSearchParams({ q: words.value, before })}`);
      if (asked !== this.asked) return;
      if (!before) this.list.replaceChildren();
      const rows = found?.[this.named] ?? [];
      const items = rows.map((row) => this.item(row));
      this.list.append(...items);
      this.last = rows.at(-1)?.key;
      more.hidden = !found?.more;
      if (before) items[0]?.firstChild.focus();
      const count = this.list.children.length;
      status.textContent = !found ? status.dataset.failed : count ? `${status.dataset.found} ${count}` : status.dataset.none;
      this.searched?.();
    }

    drop(event) {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      if (event.type === "drop") this.upload([...event.dataTransfer.files]);
    }

    // A line for what becomes of a file.
    row(file) {
      const line = make("li", {});
      const bar = make("progress", { max: 1 });
      bar.setAttribute("aria-label", file.name);
      line.append(make("bdi", { textContent: file.name }), " ", bar);
      this.parts.answers.append(line);
      return { file, line, bar };
    }
  }

  class PictureBox extends SearchBox {
    constructor(editor, found) {
      super(found, "pictures", found.parts.grid);
      Object.assign(this, { editor, chosen: [] });
      this.parts.apply.addEventListener("click", () => this.done(this.chosen));
      this.list.addEventListener("keydown", walk);
      this.box.addEventListener("close", () => this.finish([]));
    }

    open({ many }) {
      Object.assign(this, { many, chosen: [] });
      this.show();
      this.mark();
      return new Promise((resolve) => (this.finish = resolve));
    }

    searched() {
      this.mark();
    }

    done(pictures) {
      this.editor.newsPictures.add(pictures);
      this.finish(pictures);
      this.box.close();
    }

    item(picture) {
      const button = make("button", { type: "button", className: "picture-option" });
      button.dataset.uid = picture.uid;
      button.append(
        make("img", { src: picture.src || "data:,", alt: picture.alt, loading: "lazy" }),
        make("span", { className: "picture-name", textContent: picture.name }),
        make("span", { className: "picture-credit", textContent: picture.credit }),
      );
      button.addEventListener("click", () => this.press(picture));
      button.addEventListener("dblclick", () => this.done([picture]));
      const item = make("li", {});
      item.append(button);
      return item;
    }

    press(picture) {
      const others = this.chosen.filter(({ uid }) => uid !== picture.uid);
      const wasChosen = others.length < this.chosen.length;
      this.chosen = wasChosen ? others : [...(this.many ? others : []), picture];
      this.mark();
    }

    // In the order in which they were chosen.
    mark() {
      const { apply, grid } = this.parts;
      for (const button of grid.querySelectorAll("button")) {
        const place = this.chosen.findIndex(({ uid }) => uid === button.dataset.uid) + 1;
        button.setAttribute("aria-pressed", String(place > 0));
        button.dataset.place = place || "";
      }
      const { one, several } = apply.dataset;
      apply.textContent = this.chosen.length > 1 ? `${several} (${this.chosen.length})` : one;
      apply.disabled = !this.chosen.length;
    }

    // One after the other; each is answered on a line of its own, and chosen where it was taken.
    async upload(files) {
      const rows = files.map((file) => this.row(file));
      for (const { file, line, bar } of rows) {
        bar.value = 0;
        const { picture, refusal } = await this.editor.newsUpload(file, (share) => (bar.value = share));
        bar.remove();
        line.append(` · ${refusal ?? this.parts.answers.dataset.taken}`);
        line.classList.toggle("is-refused", Boolean(refusal));
        if (!picture || !this.box.open) continue;
        this.parts.grid.querySelector(`[data-uid="${picture.uid}"]`)?.parentElement.remove();
        this.parts.grid.prepend(this.item(picture));
        if (!this.chosen.some(({ uid }) => uid === picture.uid)) this.press(picture);
        else this.mark();
      }
    }
  }

  // Arrows walk through the pictures, up and down by the width of a row.
  function walk(event) {
    const all = [...event.currentTarget.querySelectorAll("button")];
    const here = all.indexOf(document.activeElement);
    const row = all.filter((each) => each.getBoundingClientRect().top === all[0].getBoundingClientRect().top).length;
    const forward = getComputedStyle(event.currentTarget).direction === "rtl" ? -1 : 1;
    const next = all[here + { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: row, ArrowUp: -row }[event.key]];
    if (here < 0 || !next) return;
    event.preventDefault();
    next.focus();
  }

  CKEDITOR.plugins.add("newslibrary", {
    requires: "newsdesk",
    parts: { Known, SearchBox, fetchJson },
    // Before any other plugin's init(), whichever file came first: without pictures they would show none.
    beforeInit(editor) {
      CKEDITOR.plugins.get("newsdesk").boxes(editor);
      const found = editor.newsBox("library");
      if (!found) return;
      editor.newsPictures = new Known(found.box.dataset.address, "pictures");
      const box = new PictureBox(editor, found);
      editor.newsChoose = (how) => box.open(how);
    },
  });
})();
