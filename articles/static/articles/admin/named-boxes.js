// Select2 draws boxes of its own over a field's select and gives them no name: the label's words go
// to them, so that whoever listens to the page knows which box it is. Stands at the end of a page and
// looks after what stands beside it. What is chosen in them jQuery alone would know: it is told to
// every script.

class NamedBoxes extends HTMLElement {
  connectedCallback() {
    this.watching = new MutationObserver(() => this.name());
    this.watching.observe(this.parentElement, { childList: true, subtree: true });
    this.name();
    const { jQuery } = window.django || {};
    jQuery?.(document).on("change", "select", ({ target, originalEvent }) => {
      if (!originalEvent) target.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  disconnectedCallback() {
    this.watching.disconnect();
  }

  name() {
    for (const box of this.parentElement.querySelectorAll(".select2:not([data-named])")) {
      const label = document.querySelector(`label[for="${box.previousElementSibling?.id}"]`);
      const parts = box.querySelectorAll(".select2-selection, [role=textbox], [role=searchbox], input");
      if (!label || !parts.length) continue;
      const words = label.textContent.trim();
      for (const part of parts) {
        const value = part.getAttribute("aria-labelledby");
        if (value) label.id ||= `${label.htmlFor}_label`;
        if (value) part.setAttribute("aria-labelledby", `${label.id} ${value}`);
        else part.setAttribute("aria-label", words);
      }
      box.dataset.named = "";
    }
  }
}

customElements.define("named-boxes", NamedBoxes);
