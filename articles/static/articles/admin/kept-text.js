// What is typed is kept in this tab until it is saved. Where a save never arrived (the session had
// ended, the line was down, the tab was loaded anew), the text is offered back; nobody else who signs
// in here sees it. Put back, it stands on the revision that it was typed on, so that a colleague's
// newer text is met as a conflict and never overwritten.

const NAME = "desk-kept:";

class KeptText extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.key = NAME + location.pathname;
    // What an earlier page left, and nobody has settled yet; never what this page keeps itself.
    this.found = read(this.key);
    for (const name of ["input", "change", "body-change"])
      this.form.addEventListener(name, () => this.keepSoon());
    this.form.addEventListener("submit", (event) => {
      if (!event.submitter?.hasAttribute("formtarget")) this.keep(true);
    });
    document.getElementById("logout-form")?.addEventListener("submit", forgetAll);
    this.querySelector("[data-does=back]").addEventListener("click", () => this.putBack());
    this.querySelector("[data-does=away]").addEventListener("click", () => this.drop());
    this.form.addEventListener("body-ready", () => this.offer());
    window.addEventListener("load", () => this.offer());
  }

  get base() {
    return this.form.elements.base.value;
  }

  // Texts alone: rows that are chosen are few and soon chosen again.
  get fields() {
    const isText = (field) => field.name && field.matches("textarea, input[type=text], input[type=number]");
    return [...this.form.elements].filter((field) => isText(field) && !field.name.startsWith("bylines"));
  }

  async offer() {
    const kept = this.found;
    if (!kept || this.isBusy || !this.hidden) return;
    this.isBusy = true;
    const isOthers = kept.user !== this.dataset.user;
    const isThere = isOthers || (kept.sent && (await this.wasSaved(kept))) || !this.differing(kept).length;
    this.isBusy = false;
    if (isOthers) forgetAll();
    if (isThere) return this.settle();
    this.hidden = false;
    this.querySelector("time").textContent = new Date(kept.at).toLocaleTimeString([], { timeStyle: "short" });
  }

  // A save makes a new base; the first one makes the story itself, which is asked for by its uid.
  async wasSaved(kept) {
    if (kept.base) return kept.base !== this.base;
    const headers = { Accept: "application/json" };
    const answer = await fetch(`${this.dataset.find}?q=${kept.uid}`, { headers }).catch(() => null);
    return Boolean(answer?.ok && (await answer.json()).hits.some((hit) => hit.state));
  }

  differing(kept) {
    return this.fields.filter((field) => (kept.texts[field.name] ?? field.value) !== field.value);
  }

  putBack() {
    const kept = this.found;
    this.form.elements.base.value = kept.base;
    for (const field of this.differing(kept)) {
      field.value = kept.texts[field.name];
      window.CKEDITOR?.instances[field.id]?.setData(field.value);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.found = null;
    this.close();
  }

  drop() {
    this.settle();
    this.close();
  }

  settle() {
    this.found = null;
    write(this.key, null);
  }

  close() {
    this.hidden = true;
    document.getElementById("id_headline")?.focus();
  }

  keepSoon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.keep(false), 500);
  }

  keep(sent) {
    // What waits to be put back is not written over by what is typed beside it.
    if (this.found) return;
    clearTimeout(this.waiting);
    const texts = Object.fromEntries(this.fields.map((field) => [field.name, field.value]));
    const uid = this.form.elements.uid.value;
    write(this.key, { user: this.dataset.user, base: this.base, uid, at: Date.now(), sent, texts });
  }
}

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing offers nothing back.
  }
}

function forgetAll() {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(NAME)) sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

customElements.define("kept-text", KeptText);
