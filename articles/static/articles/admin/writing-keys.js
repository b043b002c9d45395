// The keys of the writing page, and writing on the full screen. Buttons name their own keys in
// data-key ("s", "Enter", "."): with Ctrl or Cmd they are pressed, from inside the editor as well.

const FOCUS = "desk-focus";

class WritingKeys extends HTMLElement {
  connectedCallback() {
    this.full = document.querySelector("[data-does=full-screen]");
    this.full?.addEventListener("click", () => this.toggle());
    if (this.full) this.full.hidden = false;
    document.addEventListener("keydown", (event) => this.press(event));
    this.closest("form").addEventListener("submit", () => keep(document.activeElement?.id));
    document.querySelector(".faults")?.focus();
    window.addEventListener("load", () => this.goOn());
  }

  press(event) {
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && this.isFull) this.toggle();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const button = document.querySelector(`[data-key="${CSS.escape(keyOf(event))}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  }

  // After a press that was done, to where the writer was or writes next.
  goOn() {
    const field = document.getElementById(kept());
    if (document.querySelector(".messagelist") && document.activeElement === document.body)
      (field || firstEmpty())?.focus({ preventScroll: !field });
  }

  get isFull() {
    return document.documentElement.classList.contains("is-writing");
  }

  toggle() {
    document.documentElement.classList.toggle("is-writing");
    this.full.setAttribute("aria-pressed", String(this.isFull));
    window.dispatchEvent(new Event("resize"));
  }
}

// The letter on the key: on a keyboard of another script it types another one.
function keyOf({ key, code }) {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key;
}

function firstEmpty() {
  const fields = ["id_headline", "id_standfirst"].map((id) => document.getElementById(id));
  return fields.find((field) => field && !field.value);
}

function keep(id) {
  try {
    sessionStorage.setItem(FOCUS, id || "");
  } catch {
    // A browser that keeps nothing begins at the top.
  }
}

function kept() {
  try {
    const id = sessionStorage.getItem(FOCUS);
    sessionStorage.removeItem(FOCUS);
    return id || "";
  } catch {
    return "";
  }
}

customElements.define("writing-keys", WritingKeys);
