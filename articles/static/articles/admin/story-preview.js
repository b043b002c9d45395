// The preview of what is typed, saved or not. The page's form is posted into a frame that runs
// nothing and belongs to nobody: large over the page, or beside the text on a wide screen, where it
// follows the typing. Without this script the button opens the same page in a window of its own.

const WIDE = window.matchMedia("(min-width: 90rem)");
const KEPT = "story-preview";
// Two looks at the form that find the same text, so far apart, are a pause in typing.
const PAUSE_MS = 900;

class StoryPreview extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.button = this.form?.querySelector("button[data-preview]");
    this.dialog = this.querySelector("dialog");
    if (!this.button || !this.dialog) return;
    this.address = this.button.getAttribute("formaction");
    this.stage = this.querySelector(".story-preview-stage");
    this.recall();
    this.button.addEventListener("click", (event) => this.pressed(event));
    this.dialog.addEventListener("click", (event) => this.act(event.target.closest("[data-act]")));
    this.dialog.addEventListener("change", (event) => this.choose(event.target));
    this.dialog.addEventListener("keydown", (event) => this.key(event));
    this.dialog.addEventListener("close", () => clearInterval(this.looking));
    WIDE.addEventListener("change", () => this.dialog.open && this.lay());
    new ResizeObserver(() => this.fit()).observe(this.stage);
  }

  // What is pressed ------------------------------------------------------------------------------

  pressed(event) {
    if (this.isSending) return;
    event.preventDefault();
    if (this.dialog.open) this.refresh();
    else this.open();
  }

  act(button) {
    const act = button?.dataset.act;
    if (act === "close") this.dialog.close();
    if (act === "refresh") this.refresh();
    if (act === "print") this.send("_blank", { show: "print" });
    if (act === "beside") this.beside(button.getAttribute("aria-pressed") !== "true");
  }

  choose(radio) {
    this.keep();
    if (radio.name === "story-preview-width") this.fit();
    else this.refresh();
  }

  key(event) {
    // A dialog that is not modal does not know this key by itself.
    if (event.key === "Escape" && !this.dialog.matches(":modal")) {
      event.preventDefault();
      this.dialog.close();
    }
    // In a field, this key would press the page's first button.
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
  }

  // Where it lies --------------------------------------------------------------------------------

  open() {
    this.lay();
    this.refresh();
  }

  lay() {
    const isBeside = WIDE.matches && this.isWishedBeside;
    if (this.dialog.open) this.dialog.close();
    this.dialog.toggleAttribute("data-beside", isBeside);
    this.querySelector("[data-act=beside]").setAttribute("aria-pressed", String(isBeside));
    if (isBeside) this.dialog.show();
    else this.dialog.showModal();
    if (isBeside) this.looking = setInterval(() => this.look(), PAUSE_MS);
    this.fit();
  }

  beside(wish) {
    this.isWishedBeside = wish;
    this.keep();
    this.lay();
    this.querySelector("[data-act=beside]").focus();
  }

  fit() {
    const width = Number(this.chosen("width"));
    const scale = Math.min(1, this.stage.clientWidth / width) || 1;
    this.stage.style.setProperty("--frame-width", `${width}px`);
    this.stage.style.setProperty("--frame-scale", scale);
  }

  // What is typed --------------------------------------------------------------------------------

  typed() {
    for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) {
      if (this.form.contains(editor.element?.$)) editor.updateElement();
    }
    const entries = [...new FormData(this.form)].filter(([, value]) => typeof value === "string");
    return new URLSearchParams(entries).toString();
  }

  look() {
    if (document.hidden || this.isBusy) return;
    const now = this.typed();
    if (now !== this.shown && now === this.lastSeen) this.refresh();
    this.lastSeen = now;
  }

  // The block of the body that is written in, so that the preview shows the same place.
  place() {
    for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) {
      const here = editor.mode === "wysiwyg" && editor.getSelection()?.getStartElement();
      const block = here && [...editor.editable().$.children].findIndex((one) => one.contains(here.$));
      if (block > 0) return block;
    }
    return null;
  }

  // What is shown --------------------------------------------------------------------------------

  async refresh() {
    const round = (this.round = (this.round ?? 0) + 1);
    this.isBusy = true;
    this.shown = this.typed();
    this.say("busy");
    const faults = await this.faults();
    if (round !== this.round || !this.dialog.open) return;
    this.isBusy = false;
    if (!faults) {
      this.say("failed");
      return;
    }
    this.querySelector(".story-preview-faults").replaceChildren(...faults);
    this.load();
  }

  // The sentences on what cannot be shown; null where there is no answer to be had.
  async faults() {
    try {
      const answer = await fetch(`${this.address}?show=faults`, {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: this.shown,
      });
      if (!answer.ok || answer.redirected) return null;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      return [...page.body.children].map((one) => document.importNode(one, true));
    } catch {
      return null;
    }
  }

  // A new frame for each look: the old one stays in sight until it is there, and a step back in the
  // browser leads to where the reader of this page came from.
  load() {
    const frames = [...this.stage.querySelectorAll("iframe")];
    const next = frames[0].cloneNode();
    for (const frame of frames.slice(1)) frame.remove();
    // A browser remembers the name that a frame first had: each has one of its own.
    next.name = `story-preview-${this.round}`;
    next.classList.add("is-coming");
    this.stage.append(next);
    next.addEventListener("load", () => {
      for (const frame of this.stage.querySelectorAll("iframe")) if (frame !== next) frame.remove();
      next.classList.remove("is-coming");
      this.say("done");
    });
    const choices = { show: this.chosen("show"), theme: this.chosen("theme"), framed: "1" };
    const place = choices.show === "article" ? this.place() : null;
    this.send(next.name, place ? { ...choices, at: place } : choices);
  }

  send(target, query) {
    const { button, address } = this;
    const before = button.getAttribute("formtarget");
    this.typed();
    button.setAttribute("formtarget", target);
    button.setAttribute("formaction", `${address}?${new URLSearchParams(query)}${query.at ? "#here" : ""}`);
    this.isSending = true;
    this.form.requestSubmit(button);
    this.isSending = false;
    button.setAttribute("formtarget", before);
    button.setAttribute("formaction", address);
  }

  say(key) {
    const place = this.querySelector(".story-preview-said");
    place.textContent = place.dataset[key];
    place.classList.toggle("is-failed", key === "failed");
    this.stage.setAttribute("aria-busy", String(key === "busy"));
  }

  // What is remembered ---------------------------------------------------------------------------

  chosen(name) {
    return this.querySelector(`[name=story-preview-${name}]:checked`).value;
  }

  keep() {
    const kept = { width: this.chosen("width"), theme: this.chosen("theme"), beside: this.isWishedBeside };
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(kept));
    } catch {
      // A browser that keeps nothing for us begins anew every time.
    }
  }

  recall() {
    let kept = {};
    try {
      kept = JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
    } catch {
      // As above.
    }
    this.isWishedBeside = kept.beside ?? true;
    const isNarrow = window.innerWidth < 640 || WIDE.matches;
    this.check("width", kept.width ?? (isNarrow ? "390" : "1280"));
    this.check("theme", kept.theme ?? (this.isDark() ? "dark" : "light"));
  }

  // As the desk is: by its own switch, or by the system's wish.
  isDark() {
    const scheme = getComputedStyle(this).colorScheme;
    const wish = window.matchMedia("(prefers-color-scheme: dark)").matches;
    return scheme === "dark" || (scheme !== "light" && wish);
  }

  check(name, value) {
    for (const radio of this.querySelectorAll(`[name=story-preview-${name}]`)) {
      if (radio.value === value) radio.checked = true;
    }
  }
}

customElements.define("story-preview", StoryPreview);
