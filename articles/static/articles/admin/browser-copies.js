// Copies of what is typed, in this browser, for the time until the desk has it: one for each person,
// story and window. They go when the desk has saved the text, when their writer logs out, after
// seven days, and when somebody else signs in here. Stands on every page of the desk.

const NAME = "desk-copy:";
const LONGEST_MS = 7 * 24 * 60 * 60 * 1000;

export const keyOf = (user, story, window) => `${NAME}${user}:${story}:${window}`;

// False where the browser keeps nothing: it is full, or was told not to.
export function write(key, copy) {
  try {
    localStorage.setItem(key, JSON.stringify({ ...copy, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

export function remove(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

// Key → copy, of one person.
export function copiesOf(user) {
  return new Map(keys(`${NAME}${user}:`).map((key) => [key, read(key)]));
}

class BrowserCopies extends HTMLElement {
  connectedCallback() {
    const own = `${NAME}${this.dataset.user}:`;
    for (const key of keys(NAME)) {
      const { at } = read(key);
      if (!key.startsWith(own) || !(Date.now() - at < LONGEST_MS)) remove(key);
    }
    document.getElementById("logout-form")?.addEventListener("submit", () => keys(own).forEach(remove));
  }
}

function keys(start) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start));
  } catch {
    return [];
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

customElements.define("browser-copies", BrowserCopies);
