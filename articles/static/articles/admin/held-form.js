// What a form holds, as name → values: now, and as it came; the last letters in an editor included.

// Fields that are no part of what somebody writes.
const ASIDE = /^(_|csrfmiddlewaretoken$|story-preview-)/;

// The last letters are in the editor alone, until it tells of them.
export function takeFromEditors() {
  for (const editor of Object.values(window.CKEDITOR?.instances || {}))
    if (editor.status === "ready" && editor.checkDirty()) editor.updateElement();
}

export function held(form) {
  return collect(new FormData(form));
}

// As it would be sent, with the empty ones: names and roles of a byline stand in pairs.
export function pairs(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !ASIDE.test(name));
}

export function asItCame(form) {
  return collect([...form.elements].flatMap(valuesAtFirst));
}

export function isSame(one, other) {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => JSON.stringify(one[name] || []) === JSON.stringify(other[name] || []));
}

// Name → values; rows that are empty come and go without a change.
function collect(entries) {
  const found = {};
  for (const [name, value] of entries)
    if (value !== "" && !ASIDE.test(name)) found[name] = [...(found[name] || []), value.replace(/\r\n/g, "\n")];
  return found;
}

function valuesAtFirst(field) {
  if (!field.name || field.disabled || field.matches("button, fieldset, [type=submit], [type=file]")) return [];
  if (field.matches("[type=checkbox], [type=radio]")) return field.defaultChecked ? [[field.name, field.value]] : [];
  if (!field.options) return [[field.name, field.defaultValue]];
  const chosen = [...field.options].filter((option) => option.defaultSelected);
  const shown = chosen.length || field.multiple ? chosen : [...field.options].slice(0, 1);
  return shown.map((option) => [field.name, option.value]);
}
