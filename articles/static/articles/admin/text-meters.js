// How long a text is against the room that it has in each place: "52 / 60", and a word where it is
// too long. A place may show another field's text instead, where that is filled.

class TextMeters extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.getAttribute("for"));
    if (!this.field) return;
    this.meters = [...this.querySelectorAll("[data-limit]")].map((item) => ({
      item,
      count: item.querySelector(".meter-count"),
      bar: item.appendChild(document.createElement("span")),
      limit: Number(item.dataset.limit),
      instead: document.getElementById(item.dataset.instead),
    }));
    for (const { bar } of this.meters) {
      bar.className = "meter-bar";
      bar.append(document.createElement("span"));
    }
    for (const field of new Set([this.field, ...this.meters.map((meter) => meter.instead)]))
      field?.addEventListener("input", () => this.measure());
    this.measure();
  }

  measure() {
    for (const { item, count, bar, limit, instead } of this.meters) {
      const length = lengthOf(instead?.value) || lengthOf(this.field.value);
      const long = length > limit;
      item.classList.toggle("meter-long", long);
      count.textContent = `${length} / ${limit}${long ? ` – ${this.dataset.long}` : ""}`;
      bar.firstChild.style.inlineSize = `${Math.min(100, (100 * length) / limit)}%`;
    }
  }
}

// Characters as readers count them: an emoji or a letter with its accent is one.
const segments = window.Intl?.Segmenter ? new Intl.Segmenter() : null;

function lengthOf(text) {
  const words = (text || "").trim().replace(/\s+/g, " ");
  return segments ? [...segments.segment(words)].length : [...words].length;
}

customElements.define("text-meters", TextMeters);
