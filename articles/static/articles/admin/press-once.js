// A form is sent once: a second press, while the first is on its way, does nothing. The server holds
// the same; this spares the wait for its answer. Stands inside the form.

// The browser tells nobody of an answer that never came (Stop, a dropped line): after so long the
// form may be sent again.
const LONGEST_WAIT_MS = 20_000;

class PressOnce extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.form.addEventListener("submit", (event) => this.send(event));
    // A step back brings the page as it was left: it may be sent again.
    window.addEventListener("pageshow", () => this.mark(false));
  }

  send(event) {
    if (this.form.hasAttribute("aria-busy")) event.preventDefault();
    else if (!event.defaultPrevented) this.mark(true);
  }

  mark(isBusy) {
    clearTimeout(this.timer);
    if (isBusy) this.timer = setTimeout(() => this.mark(false), LONGEST_WAIT_MS);
    this.form.toggleAttribute("aria-busy", isBusy);
    if (isBusy) this.form.setAttribute("aria-busy", "true");
    for (const button of this.form.querySelectorAll("[type=submit]")) {
      if (isBusy) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  }
}

customElements.define("press-once", PressOnce);
