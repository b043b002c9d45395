// Rows of a name and a role become chips: typed one after the other with Enter, moved by buttons or
// Alt with the arrows, taken out by a press. One empty row is always left to type in.

class BylineChips extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ol");
    this.template = this.querySelector("template");
    this.status = this.querySelector("[role=status]");
    this.pattern = this.list.lastElementChild.cloneNode(true);
    for (const row of this.rows) this.dress(row);
    this.tidy();
    this.addEventListener("input", () => this.tidy());
    this.addEventListener("keydown", (event) => this.press(event));
    this.addEventListener("click", (event) => {
      const button = event.target.closest("[data-does]");
      if (button) this[button.dataset.does](button.closest("li"), button.dataset.does);
    });
  }

  get rows() {
    return [...this.list.children];
  }

  dress(row) {
    row.append(this.template.content.cloneNode(true));
  }

  // Every row that is filled is a chip; of those that are not, the last one stays.
  tidy() {
    const empty = this.rows.filter((row) => !nameOf(row) && !row.contains(document.activeElement));
    const isTyping = this.rows.some((row) => !nameOf(row) && row.contains(document.activeElement));
    for (const row of isTyping ? empty : empty.slice(0, -1)) row.remove();
    if (!this.rows.some((row) => !nameOf(row))) this.addRow();
    for (const [place, row] of this.rows.entries()) {
      row.classList.toggle("byline-filled", nameOf(row) !== "");
      for (const field of row.querySelectorAll("input"))
        field.setAttribute("aria-label", `${field.getAttribute("aria-label").replace(/\d+$/, "")}${place + 1}`);
      for (const button of row.querySelectorAll("button")) {
        const words = button.getAttribute("title").replace(/ \(.*/, "");
        button.setAttribute("aria-label", `${words}: ${nameOf(row)}`);
      }
    }
  }

  addRow() {
    const row = this.pattern.cloneNode(true);
    for (const field of row.querySelectorAll("input")) {
      field.value = "";
      field.removeAttribute("id");
    }
    this.dress(row);
    this.list.append(row);
    return row;
  }

  press(event) {
    const row = event.target.closest("li");
    if (!row || event.isComposing) return;
    if (event.altKey && event.key === "ArrowUp") this.up(row);
    else if (event.altKey && event.key === "ArrowDown") this.down(row);
    else if (event.key === "Enter" && event.target.matches("input")) this.next(row);
    else return;
    event.preventDefault();
  }

  next(row) {
    this.tidy();
    (row.nextElementSibling || this.list.lastElementChild).querySelector("input").focus();
  }

  up(row, does) {
    if (nameOf(row) && row.previousElementSibling) this.moved(row, () => row.previousElementSibling.before(row), does);
  }

  down(row, does) {
    const next = row.nextElementSibling;
    if (nameOf(row) && next && nameOf(next)) this.moved(row, () => next.after(row), does);
  }

  moved(row, move, does) {
    move();
    row.querySelector(does ? `[data-does="${does}"]` : "input").focus();
    this.changed();
    const names = this.rows.filter(nameOf);
    this.say(this.dataset.place, nameOf(row), names.indexOf(row) + 1, names.length);
  }

  out(row) {
    const name = nameOf(row);
    const next = row.nextElementSibling || row.previousElementSibling;
    row.remove();
    (next || this.addRow()).querySelector("input").focus();
    this.changed();
    this.say(this.dataset.gone, name);
  }

  changed() {
    this.tidy();
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }

  say(words, name, place, count) {
    const said = { name, place, count };
    this.status.textContent = words.replace(/%\((\w+)\)s/g, (_all, key) => said[key]);
  }
}

function nameOf(row) {
  return row.querySelector("input").value.trim();
}

customElements.define("byline-chips", BylineChips);
