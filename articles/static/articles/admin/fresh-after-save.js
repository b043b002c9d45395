// A step back from the preview can bring the page back as it was before its save. Saved again from
// there, a text would be in conflict with itself: the page is loaded anew instead. A page that was
// left without saving stays as it is, with all that was typed; a look at what is typed saves nothing.

class FreshAfterSave extends HTMLElement {
  connectedCallback() {
    this.closest("form").addEventListener("submit", (event) => {
      if (event.submitter?.name !== "_typed" && !event.defaultPrevented) this.wasSent = true;
    });
    window.addEventListener("pageshow", (event) => {
      if (event.persisted && this.wasSent) window.location.reload();
    });
  }
}

customElements.define("fresh-after-save", FreshAfterSave);
