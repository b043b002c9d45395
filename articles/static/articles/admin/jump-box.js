// The box that goes anywhere: opened by Ctrl+K, Command+K or / from any page of the desk. Asks as one
// types; the last question's answer is the one that is shown, and that Enter waits for.

const PAUSE_MS = 120;
const SLASH = "desk.slash";

class JumpBox extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.form = this.querySelector("form");
    this.query = this.querySelector("[role=combobox]");
    this.list = this.querySelector("[role=listbox]");
    this.said = this.querySelector("[role=status]");
    this.slash = this.querySelector("[type=checkbox]");
    this.slash.checked = localStorage.getItem(SLASH) !== "off";
    this.onKey = (event) => this.hear(event);
    document.addEventListener("keydown", this.onKey);
    this.querySelector(".jump-open").addEventListener("click", (event) => this.open(event));
    this.querySelector(".jump-close").addEventListener("click", () => this.dialog.close());
    this.slash.addEventListener("change", () => localStorage.setItem(SLASH, this.slash.checked ? "on" : "off"));
    this.query.addEventListener("input", () => this.ask());
    this.query.addEventListener("keydown", (event) => this.walk(event));
    this.form.addEventListener("submit", (event) => this.go(event));
    this.list.addEventListener("click", (event) => this.follow(event.target.closest("[role=option]"), event));
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
    this.dialog.addEventListener("close", () => this.forget());
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.onKey);
  }

  hear(event) {
    if (event.isComposing || event.altKey) return;
    const isCombined = (event.ctrlKey || event.metaKey) && !event.shiftKey && (event.key.toLowerCase() === "k" || event.code === "KeyK");
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && this.slash.checked;
    if (isCombined || (isSlash && !this.isTyping(event.target))) this.open(event);
  }

  isTyping(target) {
    return target.isContentEditable || target.closest?.("input, textarea, select, dialog, [role=textbox]");
  }

  open(event) {
    if (event.type === "click" && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    if (this.dialog.open) return;
    this.dialog.showModal();
    this.query.select();
    this.ask(0);
  }

  forget() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.query.value = "";
    this.show([]);
    this.say("");
  }

  ask(pause = PAUSE_MS) {
    clearTimeout(this.timer);
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    this.answer = new Promise((answered) => {
      this.timer = setTimeout(() => this.fetch(asking).then(answered), pause);
    });
  }

  async fetch(asking) {
    const address = `${this.form.action}?q=${encodeURIComponent(this.query.value)}`;
    try {
      const headers = { Accept: "application/json" };
      const response = await fetch(address, { headers, signal: asking.signal });
      const answer = await response.json();
      if (asking.signal.aborted) return;
      this.hasFailed = false;
      this.show(answer.hits);
      this.say(answer.said);
    } catch {
      if (asking.signal.aborted) return;
      this.hasFailed = true;
      this.show([]);
      this.say(this.querySelector(".jump-fault").textContent);
    }
  }

  say(words) {
    this.said.textContent = words;
  }

  show(hits) {
    this.list.replaceChildren(...hits.map((hit, place) => this.option(hit, place)));
    this.list.hidden = !hits.length;
    this.query.setAttribute("aria-expanded", String(hits.length > 0));
    this.choose(0);
  }

  option(hit, place) {
    const option = this.querySelector("template").content.firstElementChild.cloneNode(true);
    const [state, note] = option.querySelectorAll(".jump-note > span");
    option.id = `jump-hit-${place}`;
    option.dataset.url = hit.url;
    option.querySelector(".jump-title").textContent = hit.title;
    note.textContent = hit.note;
    if (hit.state) state.classList.add(`state-${hit.state}`);
    if (hit.state) state.textContent = hit.state_words;
    else state.remove();
    return option;
  }

  choose(place) {
    this.place = place;
    for (const option of this.list.children) option.setAttribute("aria-selected", "false");
    const chosen = this.list.children[place];
    if (!chosen) return this.query.removeAttribute("aria-activedescendant");
    chosen.setAttribute("aria-selected", "true");
    chosen.scrollIntoView({ block: "nearest" });
    this.query.setAttribute("aria-activedescendant", chosen.id);
  }

  walk(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    const number = this.list.children.length;
    if (!(event.key in steps) || !number) return;
    event.preventDefault();
    this.choose((this.place + steps[event.key] + number) % number);
  }

  async go(event) {
    event.preventDefault();
    let asked;
    // Whoever types on while Enter waits is answered for what stands there at the end.
    do await (asked = this.answer);
    while (asked !== this.answer);
    if (this.hasFailed) this.form.submit();
    else if (this.dialog.open) this.follow(this.list.children[this.place], event);
  }

  follow(option, event) {
    if (!option) return;
    if (event.ctrlKey || event.metaKey) window.open(option.dataset.url, "_blank", "noopener");
    else window.location.assign(option.dataset.url);
  }
}

customElements.define("jump-box", JumpBox);
