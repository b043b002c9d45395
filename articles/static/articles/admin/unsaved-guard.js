// Knows whether the form holds what is not saved: says so in the bar, and asks before the page is
// left. Compares with what the form held at first, so that typing and taking back is no change.

class UnsavedGuard extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.words = document.querySelector("[data-unsaved-words]");
    // A form that came back with faults was never saved.
    this.isLost = this.hasAttribute("data-not-saved");
    for (const name of ["input", "change", "body-change"])
      this.form.addEventListener(name, () => this.lookSoon());
    this.form.addEventListener("submit", (event) => {
      const isLook = event.submitter?.hasAttribute("formtarget");
      this.isLeaving = !isLook && !event.defaultPrevented;
    });
    window.addEventListener("beforeunload", (event) => {
      this.takeFromEditors();
      this.look();
      if (this.isUnsaved && !this.isLeaving) event.preventDefault();
    });
    window.addEventListener("pageshow", () => (this.isLeaving = false));
    // An untouched editor may spell its text in another way: that is no change of the writer's.
    this.form.addEventListener("body-ready", (event) => this.rebase(event.target.name));
    // As the page came: a text that was typed while it still loaded is not saved either.
    this.first = collect([...this.form.elements].flatMap(asItCame));
    window.addEventListener("load", () => this.look());
  }

  // The last letters are in the editor alone, until it tells of them.
  takeFromEditors() {
    for (const editor of Object.values(window.CKEDITOR?.instances || {}))
      if (editor.status === "ready" && editor.checkDirty()) editor.updateElement();
  }

  rebase(name) {
    this.first[name] = this.held()[name];
  }

  held() {
    return collect(new FormData(this.form));
  }

  lookSoon() {
    this.isLeaving = false;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.look(), 200);
  }

  look() {
    this.isUnsaved = this.isLost || !isSame(this.held(), this.first);
    this.form.toggleAttribute("data-unsaved", this.isUnsaved);
    if (this.words && this.words.hidden === this.isUnsaved) this.words.hidden = !this.isUnsaved;
  }
}

// Name → values; rows that are empty come and go without a change.
function collect(entries) {
  const found = {};
  for (const [name, value] of entries)
    if (value !== "" && !name.startsWith("_")) found[name] = [...(found[name] || []), value.replace(/\r\n/g, "\n")];
  return found;
}

function asItCame(field) {
  if (!field.name || field.disabled || field.matches("button, fieldset, [type=submit], [type=file]")) return [];
  if (field.matches("[type=checkbox], [type=radio]")) return field.defaultChecked ? [[field.name, field.value]] : [];
  if (!field.options) return [[field.name, field.defaultValue]];
  const chosen = [...field.options].filter((option) => option.defaultSelected);
  const shown = chosen.length || field.multiple ? chosen : [...field.options].slice(0, 1);
  return shown.map((option) => [field.name, option.value]);
}

function isSame(one, other) {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => JSON.stringify(one[name] || []) === JSON.stringify(other[name] || []));
}

customElements.define("unsaved-guard", UnsavedGuard);
