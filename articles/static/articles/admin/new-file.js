// The file that was chosen, in sight beside the one whose place it takes. Nothing is sent for it.

class NewFile extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input[type=file]");
    input.addEventListener("change", () => this.show(input.files[0]));
  }

  show(file) {
    const figure = this.querySelector("figure:last-of-type");
    figure.hidden = !file;
    if (!file) return;
    const reader = new FileReader();
    reader.addEventListener("load", () => (figure.querySelector("img").src = reader.result));
    reader.readAsDataURL(file);
  }
}

customElements.define("new-file", NewFile);
