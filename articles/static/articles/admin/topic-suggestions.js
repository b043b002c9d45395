// Topics whose names stand in the text: asked for when the writer pauses, chosen by a press.

class TopicSuggestions extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.select = document.getElementById(this.getAttribute("for"));
    this.list = this.querySelector("ul");
    if (!this.select) return;
    for (const name of ["input", "change", "body-change"])
      this.form.addEventListener(name, (event) => {
        if (!this.contains(event.target)) this.askSoon();
      });
    this.list.addEventListener("click", (event) => this.take(event.target.closest("button")));
    this.askSoon();
  }

  askSoon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.ask(), 1200);
  }

  async ask() {
    const asked = new FormData();
    for (const name of ["headline", "standfirst", "body"])
      asked.append(name, this.form.elements[name]?.value || "");
    asked.append("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    const told = JSON.stringify([...asked]);
    if (told !== this.told) this.found = await post(this.dataset.address, asked);
    this.told = told;
    this.show();
  }

  show() {
    const chosen = new Set([...this.select.selectedOptions].map((option) => option.value));
    const left = (this.found || []).filter((topic) => !chosen.has(String(topic.key)));
    this.hidden = left.length === 0;
    this.list.replaceChildren(...left.map(item));
  }

  take(button) {
    if (!button) return;
    const { key, name } = button.dataset;
    let option = [...this.select.options].find((one) => one.value === key);
    if (!option) this.select.append((option = new Option(name, key)));
    option.selected = true;
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
    this.show();
    (this.list.querySelector("button") || this.select.parentElement.querySelector("input"))?.focus();
  }
}

function item(topic) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "chip", textContent: `+ ${topic.name}` });
  Object.assign(button.dataset, { key: topic.key, name: topic.name });
  const entry = document.createElement("li");
  entry.append(button);
  return entry;
}

async function post(address, body) {
  try {
    const answer = await fetch(address, { method: "POST", body });
    return answer.ok ? (await answer.json()).topics : [];
  } catch {
    return [];
  }
}

customElements.define("topic-suggestions", TopicSuggestions);
