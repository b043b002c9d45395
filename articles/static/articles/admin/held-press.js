// A press that would be lost, because nobody is signed in any more, somebody else is, or the line is
// cut, is held back: what was typed stays in the page, and a dialog says what to do. A page that was
// signed in to again goes on by itself. Stands in the form, before press-once.

import { whoIsThere } from "./desk-line.js";

class HeldPress extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.form.addEventListener("submit", (event) => this.hold(event), { capture: true });
  }

  hold(event) {
    if (this.isThere || event.submitter?.hasAttribute("formtarget")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!this.isAsking) this.askFirst(event.submitter);
  }

  async askFirst(submitter) {
    this.isAsking = true;
    const { state } = await whoIsThere();
    this.isAsking = false;
    document.dispatchEvent(new CustomEvent("desk-line", { detail: state }));
    if (state !== "done") return document.querySelector("signed-out").open(state);
    // Sent as it was pressed, and now every other listener of the form hears of it.
    this.isThere = true;
    this.form.requestSubmit(submitter);
    this.isThere = false;
  }
}

customElements.define("held-press", HeldPress);
