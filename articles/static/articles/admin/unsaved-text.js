// Keeps what is typed: in this browser at every pause, and at the desk a moment after the typing
// stops, on and on while it goes on, and when the page is left. Says in words where the text is. What
// an earlier window left in the browser alone is brought to the desk, which offers it.

import { copiesOf, keyOf, remove, write } from "./kept-copies.js";
import { ask, whoIsThere } from "./desk-line.js";
import { asItCame, held, isSame, pairs, takeFromEditors } from "./held-form.js";

const PAUSE_MS = 500;
const REST_MS = 1_000;
// While somebody types without a rest.
const LONGEST_MS = 5_000;
const AGAIN_MS = [3_000, 6_000, 12_000, 24_000, 48_000, 60_000];
// For a text on its way, before a save that was pressed follows it.
const LONGEST_WAIT_MS = 3_000;
// A page that is left may send so much and no more.
const MOST_ON_LEAVING = 60_000;
const WRONG = new Set(["alone", "lost", "cut", "refused", "signedOut", "signedOutLost"]);

class UnsavedText extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    const { uid, window: name } = this.form.elements;
    this.key = keyOf(this.dataset.user, uid.value, name.value);
    this.line = "done";
    // What the desk has. A form that came back with faults is not known to be there.
    const isFaulty = this.form.querySelector(".faults");
    this.kept = isFaulty ? {} : asItCame(this.form);
    if (isFaulty) this.typed();
    this.listen();
  }

  listen() {
    for (const name of ["input", "change", "body-change"]) this.form.addEventListener(name, () => this.typed());
    // An untouched editor may spell its text in another way: that is no change of the writer's.
    this.form.addEventListener("body-ready", ({ target }) => this.isTouched || (this.kept[target.name] = held(this.form)[target.name]));
    this.form.addEventListener("submit", (event) => this.press(event), { capture: true });
    document.addEventListener("desk-line", ({ detail }) => this.hear(detail));
    document.addEventListener("visibilitychange", () => document.hidden && this.leave());
    window.addEventListener("pagehide", () => this.leave());
    document.getElementById("logout-form")?.addEventListener("submit", () => this.logOut());
    window.addEventListener("blur", () => this.keep());
    window.addEventListener("online", () => this.keep() || this.look());
    window.addEventListener("pageshow", () => (this.isSent = this.isLoggingOut = false));
    window.addEventListener("load", () => this.bring());
  }

  // While somebody types --------------------------------------------------------------------------

  typed() {
    this.isSent = this.isLoggingOut = false;
    this.isTouched = true;
    this.since ??= Date.now();
    clearTimeout(this.pausing);
    this.pausing = setTimeout(() => this.copy(), PAUSE_MS);
    // Not at every short pause of somebody who goes on: a long story is 70 kilobytes.
    const rest = Date.now() - this.sentAt < LONGEST_MS ? 2 * REST_MS : REST_MS;
    this.keepIn(Math.max(0, Math.min(rest, this.since + LONGEST_MS - Date.now())));
  }

  keepIn(milliseconds) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.keep() || this.line === "done" || this.look(), milliseconds);
  }

  get isNew() {
    takeFromEditors();
    return !isSame(held(this.form), this.kept);
  }

  copy() {
    clearTimeout(this.pausing);
    if (this.isLoggingOut || !this.isNew) return;
    this.hasCopy = this.hasAttribute("data-copies") && write(this.key, { keep: this.dataset.keep, pairs: pairs(this.form) });
    this.say();
  }

  // True where there is something to be kept.
  keep({ keepalive = false } = {}) {
    clearTimeout(this.waiting);
    if (this.isSent || !this.isNew) return false;
    if (!this.isBusy) this.send(held(this.form), pairs(this.form), keepalive);
    return true;
  }

  async send(text, sent, keepalive) {
    this.isBusy = true;
    this.since = null;
    this.sentAt = Date.now();
    this.say("busy");
    this.asking = ask(this.dataset.keep, sent, { keepalive });
    const { state, answer } = await this.asking;
    this.isBusy = false;
    if (state === "done") this.done(text, answer);
    else if (state === "refused") this.refuse(text, answer);
    else this.copy();
  }

  done(text, answer) {
    this.kept = text;
    this.keptAt = answer.state === "kept" ? answer.kept_at : "";
    this.sentence = "";
    if (!this.isNew) remove(this.key);
    else this.typed();
    this.meanwhile(answer.head);
    this.say();
  }

  // Asked again only after more was typed.
  refuse(text, answer) {
    this.kept = text;
    this.sentence = answer.sentence || this.dataset.refused;
    this.say();
  }

  // Who is told of it, and how, is the business of presence.
  meanwhile(head) {
    if (!head || head.window === this.form.elements.window.value || head.id === this.seen) return;
    this.seen = head.id;
    document.dispatchEvent(new Event("saved-elsewhere"));
  }

  // The line --------------------------------------------------------------------------------------

  hear(state) {
    const wasThere = this.line === "done";
    this.line = state === "refused" ? "done" : state;
    if (this.line === "done") this.came(wasThere);
    else this.went(wasThere);
    this.say();
  }

  came(wasThere) {
    this.tries = 0;
    if (!wasThere && !this.isBusy) this.keep();
  }

  went(wasThere) {
    if (wasThere) this.cutAt = Date.now();
    // Whoever is signed out is awaited elsewhere.
    if (this.line === "signed-out") return;
    const wait = AGAIN_MS[Math.min(this.tries ?? 0, AGAIN_MS.length - 1)];
    this.tries = (this.tries ?? 0) + 1;
    this.keepIn(wait);
  }

  // Leaving ---------------------------------------------------------------------------------------

  leave() {
    if (this.isSent) return;
    this.copy();
    const size = new URLSearchParams(pairs(this.form)).toString().length;
    this.keep({ keepalive: size < MOST_ON_LEAVING });
  }

  // Who logs out leaves no copy behind, whatever the page does on its way out.
  logOut() {
    this.keep({ keepalive: true });
    this.isLoggingOut = true;
  }

  // A press that would be lost is held back; one that goes its way leaves a copy behind until the
  // next page knows that it arrived.
  press(event) {
    if (event.submitter?.hasAttribute("formtarget")) return;
    this.copy();
    if (this.isBusy && this.holds(event)) return;
    const line = navigator.onLine ? this.line : "cut";
    if (line === "done") {
      clearTimeout(this.waiting);
      this.isSent = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    document.querySelector("signed-out")?.open(line);
    this.look();
  }

  // What is on its way to the desk would arrive behind the save, and stand there as a text that was
  // never saved: it goes first, as long as somebody who pressed Save can be let wait.
  holds(event) {
    if (this.isOverdue) return false;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!this.isHolding) this.pressAgain(event.submitter);
    return true;
  }

  async pressAgain(submitter) {
    this.isHolding = true;
    await Promise.race([this.asking, new Promise((done) => setTimeout(done, LONGEST_WAIT_MS))]);
    this.isHolding = false;
    this.isOverdue = this.isBusy;
    this.form.requestSubmit(submitter);
    this.isOverdue = false;
  }

  async look() {
    const { state } = await whoIsThere();
    document.dispatchEvent(new CustomEvent("desk-line", { detail: state }));
  }

  // What an earlier window left -------------------------------------------------------------------

  async bring() {
    let isBrought = false;
    for (const [key, copy] of copiesOf(this.dataset.user)) {
      if (key === this.key || !this.isOfHere(key, copy)) continue;
      const { state, answer } = await ask(copy.keep, [...copy.pairs, ["_typed_at", copy.at]]);
      if (state === "done") remove(key);
      isBrought ||= answer?.state === "kept";
    }
    if (isBrought) this.offer();
  }

  // Of this story; or, on the page of a new one, of any that was never saved.
  isOfHere(key, copy) {
    const isOfStory = key.startsWith(keyOf(this.dataset.user, this.form.elements.uid.value, ""));
    const isOfNew = copy.keep === this.dataset.keep && !this.form.elements.base.value;
    return copy.pairs && (isOfStory || isOfNew);
  }

  // As the desk itself offers it.
  async offer() {
    const response = await fetch(location.href).catch(() => null);
    if (!response?.ok || response.redirected) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const [here, there] = [document, page].map((one) => one.querySelector("[data-unsaved-offers]"));
    if (here && there) here.replaceChildren(...there.childNodes);
  }

  // Words -----------------------------------------------------------------------------------------

  say(moment) {
    const key = moment ?? this.state;
    const time = { time: this.line === "done" ? this.keptAt : this.clock(this.cutAt) };
    const words = [key === "refused" ? this.sentence : put(this.dataset[key] ?? "", time)];
    // That there is no second copy matters while there is something to be lost.
    if (key === "kept" && this.hasCopy === false && this.hasAttribute("data-copies")) words.push(this.dataset.noCopy);
    const line = document.querySelector("[data-kept-words]");
    line.textContent = words.join(" · ");
    line.classList.toggle("is-wrong", WRONG.has(key));
    if (!moment) this.announce(key, words.join(" · "));
  }

  get state() {
    if (this.line === "signed-out") return this.isNew ? (this.hasCopy ? "signedOut" : "signedOutLost") : "";
    if (this.line === "cut") return this.isNew ? (this.hasCopy ? "alone" : "lost") : "cut";
    if (this.sentence) return "refused";
    return this.keptAt ? "kept" : "";
  }

  // Aloud once, and not at every round; what is wrong at once.
  announce(key, words) {
    if (key === this.announced) return;
    this.announced = key;
    // That somebody is signed out has its own notice.
    const isAlarm = WRONG.has(key) && key !== "signedOut";
    document.querySelector("[data-kept-alarm]").textContent = isAlarm ? words : "";
    document.querySelector("[data-kept-said]").textContent = isAlarm ? "" : words;
  }

  clock(moment) {
    return new Date(moment).toLocaleTimeString(document.documentElement.lang || [], { timeStyle: "short", hourCycle: "h23", timeZone: this.dataset.zone });
  }
}

function put(words, values) {
  return words.replace(/%\((\w+)\)s/g, (all, name) => values[name] ?? "");
}

customElements.define("unsaved-text", UnsavedText);
