// Says again and again that the story stands open here, and tells what the desk answers: who else
// has it open, who took it over, who saved meanwhile. All words are the desk's. Where no answer
// comes it stays quiet and asks again later; nothing is ever locked.

import { ask } from "./desk-line.js";

const FIRST = 1_000;
const OFTEN = 20_000;
const SELDOM = 60_000;

class StoryPresence extends HTMLElement {
  connectedCallback() {
    this.form = document.querySelector("input[name=window]").form;
    this.words = this.querySelector(".presence-words");
    this.taking = this.querySelector(".presence-taking");
    this.said = [...this.words.children].map((line) => line.textContent);
    this.taking.addEventListener("submit", (event) => this.takeOver(event));
    this.addEventListener("click", (event) => {
      if (event.target.closest("[data-does=go-on]")) this.goOn();
    });
    document.addEventListener("visibilitychange", () => this.beat());
    document.addEventListener("saved-elsewhere", () => this.beat());
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) this.comeBack();
    });
    // Unsaved text came or went.
    new MutationObserver(() => this.beat()).observe(this.form, { attributeFilter: ["data-unsaved"] });
    // Whoever came here from a page of the same story has left that one by then.
    this.beatIn(FIRST);
  }

  async beat() {
    clearTimeout(this.waiting);
    this.isDue = this.isAsking;
    // A page that is left still hears that it goes out of sight: it must not come back by that.
    if (this.isAsking || this.hasLeft) return;
    this.isAsking = true;
    const isAnswered = await this.ask(this.dataset.say);
    this.isAsking = false;
    if (this.hasLeft) return;
    if (this.isDue) this.beat();
    else this.beatIn(document.hidden || !isAnswered ? SELDOM : OFTEN);
  }

  // A little early or late, so that pages opened together do not ask together for ever.
  beatIn(pause) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.beat(), pause * (0.9 + Math.random() * 0.2));
  }

  async takeOver(event) {
    event.preventDefault();
    if (await this.ask(this.taking.action)) this.words.focus();
  }

  async goOn() {
    if (await this.ask(this.dataset.say, { goes_on: "1" })) this.words.focus();
  }

  async ask(url, more = {}) {
    const { window: name, base } = this.form.elements;
    const unsaved = this.form.hasAttribute("data-unsaved") ? "1" : "";
    const fields = { window: name.value, base: base.value, unsaved, ...more };
    const { state, answer } = await ask(url, Object.entries(fields));
    if (state === "done") this.tell(answer);
    return state === "done";
  }

  tell({ done, others, may_take_over, taken, saved }) {
    // The next beat may come at once, and what was done has to be read.
    if (done) [this.done, this.doneUntil] = [done, Date.now() + OFTEN / 2];
    this.sayOthers(Date.now() < this.doneUntil ? [this.done, ...others] : others);
    this.taking.hidden = !may_take_over;
    this.show("taken", taken);
    this.show("saved", saved);
  }

  // Only what is new is put there, or a screen reader would read it out at every beat.
  sayOthers(sentences) {
    if (JSON.stringify(sentences) === JSON.stringify(this.said)) return;
    this.said = sentences;
    this.words.replaceChildren(...sentences.map(paragraph));
  }

  show(name, words) {
    const place = document.querySelector(`[data-tells=${name}]`);
    if ((place.querySelector("[data-words]")?.textContent ?? "") === words) return;
    const filled = this.querySelector(`template[data-of=${name}]`).content.cloneNode(true);
    filled.querySelector("[data-words]").textContent = words;
    place.replaceChildren(...(words ? [filled] : []));
  }

  leave() {
    this.hasLeft = true;
    clearTimeout(this.waiting);
    const token = this.taking.elements.csrfmiddlewaretoken.value;
    const fields = { window: this.form.elements.window.value, csrfmiddlewaretoken: token };
    navigator.sendBeacon(this.dataset.leave, new URLSearchParams(fields));
  }

  comeBack() {
    this.hasLeft = false;
    this.beat();
  }
}

function paragraph(text) {
  const line = document.createElement("p");
  line.textContent = text;
  return line;
}

customElements.define("story-presence", StoryPresence);
