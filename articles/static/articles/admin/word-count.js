// How long the body is: words, minutes to read, and against the length that the desk has room for.
// Counts as the server does: runs between white space and dashes that hold a letter or a digit.

const INLINE = new Set(
  "A ABBR B CITE CODE DEL EM I INS KBD MARK Q S SMALL SPAN STRONG SUB SUP TIME U".split(" "),
);

class WordCount extends HTMLElement {
  connectedCallback() {
    this.body = document.getElementById(this.getAttribute("for"));
    this.target = document.getElementById(this.dataset.target);
    if (!this.body) return;
    for (const name of ["input", "body-change"]) this.body.addEventListener(name, () => this.count());
    this.target?.addEventListener("input", () => this.count());
    this.count();
  }

  count() {
    const words = wordsIn(this.body.value);
    const minutes = words ? Math.max(1, Math.round(words / Number(this.dataset.perMinute))) : 0;
    const target = Number(this.target?.value) || 0;
    this.put("words", target ? `${words} / ${target}` : words);
    this.put("minutes", minutes);
    this.querySelector(".count-bar").hidden = !target;
    const share = target ? Math.min(1, words / target) : 0;
    this.querySelector(".count-bar span").style.inlineSize = `${100 * share}%`;
    this.classList.toggle("count-over", target > 0 && words > target * 1.1);
  }

  put(name, value) {
    this.querySelector(`[data-count="${name}"]`).textContent = value;
  }
}

function wordsIn(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  body.querySelectorAll('aside:is([data-kind="pull-quote"], [data-kind="transcript"])').forEach((box) => box.remove());
  return textOf(body).split(/[\s/–—]+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function textOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  const text = [...node.childNodes].map(textOf).join("");
  return INLINE.has(node.nodeName) ? text : ` ${text} `;
}

customElements.define("word-count", WordCount);
