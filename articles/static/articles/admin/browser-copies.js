// Copies of what was typed (kept-copies.js) go when their writer logs out, after seven days, and when
// somebody else signs in here. Stands on every page of the desk.

import { allCopies, copiesOf, remove } from "./kept-copies.js";

const LONGEST_MS = 7 * 24 * 60 * 60 * 1000;

class BrowserCopies extends HTMLElement {
  connectedCallback() {
    const { user } = this.dataset;
    const own = copiesOf(user);
    for (const [key, { at }] of allCopies()) if (!own.has(key) || !(Date.now() - at < LONGEST_MS)) remove(key);
    document.getElementById("logout-form")?.addEventListener("submit", () => [...copiesOf(user).keys()].forEach(remove));
  }
}

customElements.define("browser-copies", BrowserCopies);
