// Says at once that nobody is signed in any more, or somebody else is, and leads to the door in a new
// tab; then finds out by itself that the writer is back. A press on Save that would be lost, because
// of that or because the connection is cut, opens a dialog instead.

import { whoIsThere } from "./desk-line.js";

const AGAIN_MS = 15_000;

class SignedOut extends HTMLElement {
  connectedCallback() {
    this.notice = this.querySelector("[data-part=notice]");
    this.dialog = this.querySelector("dialog");
    this.querySelector("[data-does=close]").addEventListener("click", () => this.dialog.close());
    document.addEventListener("desk-line", ({ detail }) => this.hear(detail));
    new BroadcastChannel("desk").addEventListener("message", () => this.look());
    window.addEventListener("focus", () => this.look());
  }

  hear(state) {
    if (state === "signed-out") this.show();
    if (state === "done") this.hide();
  }

  show() {
    if (!this.notice.hidden) return;
    this.notice.hidden = false;
    this.asking = setInterval(() => this.look(), AGAIN_MS);
    this.look();
  }

  hide() {
    clearInterval(this.asking);
    this.notice.hidden = true;
    if (this.dialog.open) this.about("back");
  }

  // Whether the writer is back.
  async look() {
    if (this.notice.hidden) return;
    const { state, other } = await whoIsThere();
    this.name(other);
    if (state === "done") document.dispatchEvent(new CustomEvent("desk-line", { detail: "done" }));
  }

  name(other) {
    for (const words of this.querySelectorAll("[data-part=words]")) words.hidden = Boolean(other);
    for (const words of this.querySelectorAll("[data-part=other]")) {
      words.hidden = !other;
      words.textContent = words.dataset.words.replace("%(other)s", other ?? "");
    }
  }

  // For a press on Save; `state` is that of the line.
  open(state) {
    this.about(state);
    if (!this.dialog.open) this.dialog.showModal();
  }

  about(state) {
    for (const part of this.dialog.querySelectorAll("[data-about]")) part.hidden = part.dataset.about !== state;
  }
}

customElements.define("signed-out", SignedOut);
