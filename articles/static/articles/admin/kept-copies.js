// Copies of what is typed, in this browser, for the time until the desk has it: one for each person,
// story and window. They go as soon as the desk has the text.

const NAME = "desk-copy:";

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

// Of everybody who wrote in this browser.
export function allCopies() {
  return new Map(keys(NAME).map((key) => [key, read(key)]));
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
