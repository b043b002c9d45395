// A menu that opens over the page closes like one: by Escape, which gives the focus back, and by a
// press anywhere else. Without scripts its summary opens and closes it.

class MenuBox extends HTMLElement {
  connectedCallback() {
    this.menu = this.querySelector("details");
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.menu.open) return;
      this.menu.open = false;
      this.menu.querySelector("summary").focus();
    });
    this.elsewhere = (event) => {
      if (!this.contains(event.target)) this.menu.open = false;
    };
    document.addEventListener("pointerdown", this.elsewhere);
    document.addEventListener("focusin", this.elsewhere);
  }

  disconnectedCallback() {
    document.removeEventListener("pointerdown", this.elsewhere);
    document.removeEventListener("focusin", this.elsewhere);
  }
}

customElements.define("menu-box", MenuBox);
