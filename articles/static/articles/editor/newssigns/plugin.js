// A box of signs that the story's language needs and keyboards lack.

(() => {
  const VISIBLE = { "\u00a0": "␣", "\u2011": "‑", "\u200c": "ZWNJ", "\u200e": "LRM", "\u200f": "RLM" };

  function button(sign, name, { box, parts, put }) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = VISIBLE[sign] ?? sign;
    made.setAttribute("aria-label", name);
    made.title = name;
    made.addEventListener("focus", () => (parts.name.textContent = name));
    made.addEventListener("pointerenter", () => (parts.name.textContent = name));
    made.addEventListener("click", () => {
      box.close();
      put(sign);
    });
    return made;
  }

  // Arrows walk through the signs, up and down by the width of a row.
  function walk(event) {
    const all = [...event.currentTarget.children];
    const here = all.indexOf(document.activeElement);
    const row = all.filter((each) => each.offsetTop === all[0].offsetTop).length;
    const forward = getComputedStyle(event.currentTarget).direction === "rtl" ? -1 : 1;
    const steps = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: row, ArrowUp: -row };
    const next = all[here + steps[event.key]];
    if (here < 0 || !next) return;
    event.preventDefault();
    next.focus();
  }

  CKEDITOR.plugins.add("newssigns", {
    init(editor) {
      const { box, parts } = editor.newsBox("signs") ?? {};
      if (!box) return;
      parts.signs.addEventListener("keydown", walk);
      const put = (sign) => {
        editor.focus();
        editor.insertText(sign);
      };
      editor.addCommand("newssigns", {
        exec() {
          const signs = editor.config.newsSigns[editor.newsLanguage] ?? Object.values(editor.config.newsSigns)[0];
          parts.signs.replaceChildren(...signs.map(([sign, name]) => button(sign, name, { box, parts, put })));
          box.showModal();
          parts.signs.firstElementChild.focus();
        },
      });
      editor.ui.addButton("NewsSigns", { label: box.dataset.signs, command: "newssigns", icon: `${this.path}signs.svg`, toolbar: "insert" });
    },
  });
})();
