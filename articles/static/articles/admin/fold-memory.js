// Remembers for this browser which folds of the page are open. One with a fault in it stays open.

class FoldMemory extends HTMLElement {
  connectedCallback() {
    const kept = read();
    for (const fold of document.querySelectorAll("details[data-fold]")) {
      const name = fold.dataset.fold;
      if (name in kept && !fold.querySelector(".errors")) fold.open = kept[name];
      fold.addEventListener("toggle", () => write({ ...read(), [name]: fold.open }));
    }
  }
}

const KEY = "desk-folds";

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) || {};
  } catch {
    return {};
  }
}

function write(kept) {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing folds as the page says.
  }
}

customElements.define("fold-memory", FoldMemory);
