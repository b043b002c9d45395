// The list of stories by keyboard: j and k go from story to story, Enter opens the one that has the
// focus (it is a link), x ticks it. A box that ticks the whole page, and how many are ticked, in words
// that stand in the page. Without scripts everything is reached by Tab.

class StoryRows extends HTMLElement {
  connectedCallback() {
    this.ticks = [...this.querySelectorAll("[name=story]")];
    this.links = [...this.querySelectorAll("th[scope=row] a")];
    this.all = this.querySelector(".story-all");
    this.said = this.querySelector(".story-chosen");
    this.onKey = (event) => this.press(event);
    document.addEventListener("keydown", this.onKey);
    this.addEventListener("change", (event) => this.count(event.target));
    window.addEventListener("pageshow", () => this.count());
    if (this.all) this.all.hidden = false;
    this.count();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.onKey);
  }

  press(event) {
    const isTyping = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (isTyping || event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    if (event.key === "j" || event.key === "k") this.go(event.key === "j" ? 1 : -1, event);
    if (event.key === "x") this.tick(event);
  }

  here() {
    const row = document.activeElement?.closest("tr");
    return row ? this.links.findIndex((link) => row.contains(link)) : -1;
  }

  go(step, event) {
    const place = this.here();
    const next = place < 0 ? 0 : place + step;
    if (!this.links[next]) return;
    this.links[next].focus();
    event.preventDefault();
  }

  tick(event) {
    const box = this.links[this.here()]?.closest("tr").querySelector("[name=story]");
    if (!box) return;
    box.click();
    event.preventDefault();
  }

  count(changed) {
    if (!this.all) return;
    const whole = this.all.querySelector("input");
    if (changed === whole) for (const box of this.ticks) box.checked = whole.checked;
    const number = this.ticks.filter((box) => box.checked).length;
    whole.checked = number === this.ticks.length;
    whole.indeterminate = number > 0 && !whole.checked;
    this.said.textContent = number ? `${this.dataset.chosen} ${number}` : "";
  }
}

customElements.define("story-rows", StoryRows);
