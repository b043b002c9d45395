// Knows whether the form holds what is not saved: says so in the bar, and asks before the page is
// left. Compares with what the form held at first, so that typing and taking back is no change.

import { asItCame, held, isSame, takeFromEditors } from "./held-form.js";

class UnsavedGuard extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.words = document.querySelector("[data-unsaved-words]");
    // A form that came back with faults was never saved.
    this.isLost = this.hasAttribute("data-not-saved");
    for (const name of ["input", "change", "body-change"])
      this.form.addEventListener(name, () => this.lookSoon());
    this.form.addEventListener("submit", (event) => {
      const isLook = event.submitter?.hasAttribute("formtarget");
      this.isLeaving = !isLook && !event.defaultPrevented;
    });
    window.addEventListener("beforeunload", (event) => {
      takeFromEditors();
      this.look();
      if (this.isUnsaved && !this.isLeaving) event.preventDefault();
    });
    window.addEventListener("pageshow", () => (this.isLeaving = false));
    // An untouched editor may spell its text in another way: that is no change of the writer's.
    this.form.addEventListener("body-ready", (event) => this.rebase(event.target.name));
    // As the page came: a text that was typed while it still loaded is not saved either.
    this.first = asItCame(this.form);
    window.addEventListener("load", () => this.look());
  }

  rebase(name) {
    this.first[name] = held(this.form)[name];
  }

  lookSoon() {
    this.isLeaving = false;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.look(), 200);
  }

  look() {
    this.isUnsaved = this.isLost || !isSame(held(this.form), this.first);
    this.form.toggleAttribute("data-unsaved", this.isUnsaved);
    if (this.words && this.words.hidden === this.isUnsaved) this.words.hidden = !this.isUnsaved;
  }
}

customElements.define("unsaved-guard", UnsavedGuard);
