// A select of a few pictures becomes the whole library: the chosen one in sight, as a whole and as
// lists crop it around its focal point, and a dialog to search for another. The select stays what the
// form sends.

class PictureChooser extends HTMLElement {
  connectedCallback() {
    this.select = this.querySelector("select");
    this.dialog = this.querySelector("dialog");
    this.words = this.querySelector("input[type=search]");
    this.grid = this.querySelector(".picture-grid");
    this.now = this.querySelector(".picture-now");
    this.querySelector(".picture-select").classList.add("visually-hidden");
    this.select.tabIndex = -1;
    this.select.setAttribute("aria-hidden", "true");
    this.select.addEventListener("focus", () => this.part("choose").focus());
    this.nameGroup(document.querySelector(`label[for="${this.select.id}"]`));
    this.querySelector(".picture-buttons").hidden = false;
    this.addEventListener("click", (event) => this[event.target.closest("[data-does]")?.dataset.does]?.());
    this.select.addEventListener("change", () => this.look());
    this.words.addEventListener("input", () => this.searchSoon());
    this.words.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    const stored = this.now.querySelector("script");
    if (stored) this.crop(JSON.parse(stored.textContent));
  }

  // The field's name is that of all its parts now.
  nameGroup(label) {
    if (!label) return;
    label.id ||= `${this.select.id}_label`;
    this.setAttribute("role", "group");
    this.setAttribute("aria-labelledby", label.id);
  }

  part(does) {
    return this.querySelector(`[data-does="${does}"]`);
  }

  choose() {
    this.dialog.showModal();
    this.words.focus();
    this.search();
  }

  close() {
    this.dialog.close();
  }

  clear() {
    this.take(null);
    this.part("choose").focus();
  }

  more() {
    this.search(this.last);
  }

  searchSoon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.search(), 250);
  }

  async search(before = "") {
    const asked = (this.asked = Symbol());
    const query = new URLSearchParams({ q: this.words.value, before });
    const found = await fetchJson(`${this.dataset.address}?${query}`);
    if (asked !== this.asked) return;
    if (!before) this.grid.replaceChildren();
    const pictures = found?.pictures || [];
    const items = pictures.map((picture) => this.item(picture));
    this.grid.append(...items);
    this.last = pictures.at(-1)?.key;
    this.part("more").hidden = !found?.more;
    if (before) items[0]?.firstChild.focus();
    const count = this.grid.children.length;
    const said = count ? `${this.dataset.found} ${count}` : this.dataset.none;
    this.querySelector(".picture-status").textContent = found ? said : this.dataset.failed;
  }

  item(picture) {
    const button = make("button", { type: "button", className: "picture-option" });
    const image = make("img", { src: picture.src, alt: picture.alt, loading: "lazy" });
    const name = make("span", { className: "picture-name", textContent: picture.name });
    const credit = make("span", { className: "picture-credit", textContent: picture.credit });
    button.append(image, name, credit);
    if (picture.refused) button.append(make("span", { className: "picture-refused", textContent: picture.refused }));
    button.addEventListener("click", () => {
      this.take(picture);
      this.dialog.close();
    });
    const item = make("li", {});
    item.append(button);
    return item;
  }

  take(picture) {
    const key = picture ? String(picture.key) : "";
    if (![...this.select.options].some((option) => option.value === key))
      this.select.append(new Option(picture.name, key));
    this.select.value = key;
    this.shown = picture;
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // Another script may have chosen as well: Django's window for a new picture does.
  async look() {
    const key = this.select.value;
    if (key && String(this.shown?.key) !== key)
      this.shown = (await fetchJson(`${this.dataset.address}?key=${key}`))?.pictures[0];
    this.now.hidden = this.part("clear").hidden = !key;
    if (key && this.shown) this.show(this.shown);
  }

  show(picture) {
    this.now.querySelector(".picture-name").textContent = picture.name;
    this.now.querySelector(".picture-credit").textContent = picture.credit;
    this.now.querySelector(".picture-no-alt").hidden = picture.alt;
    this.now.querySelector(".picture-no-credit").hidden = picture.credit;
    this.now.querySelector(".picture-whole").alt = picture.alt;
    for (const image of this.now.querySelectorAll("img")) image.src = picture.src;
    this.crop(picture);
  }

  crop(picture) {
    this.shown = picture;
    for (const image of this.now.querySelectorAll(".picture-crops img"))
      image.style.objectPosition = `${100 * picture.x}% ${100 * picture.y}%`;
  }
}

function make(tag, values) {
  return Object.assign(document.createElement(tag), values);
}

async function fetchJson(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

customElements.define("picture-chooser", PictureChooser);
