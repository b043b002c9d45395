// Embeds and cards of our stories: <figure data-embed="https://…"> and <figure data-story="UID"> as
// docs/body.md has them. What an address becomes and what a story is called the desk says.

(() => {
  const WAIT_MS = 250;
  const AT_ONCE = 8;
  // Encoded, in one line of a request; servers take 4,094 bytes.
  const MOST_LETTERS = 3000;
  const figures = () => CKEDITOR.plugins.get("newsfigures").shared;
  const encode = (text) => CKEDITOR.tools.htmlEncode(text);
  const encodeValue = (text) => CKEDITOR.tools.htmlEncodeAttr(text);
  const make = (name, values, ...children) => {
    const made = Object.assign(document.createElement(name), values);
    made.append(...children);
    return made;
  };

  // What the desk said of an address or a uid: undefined before it has answered, null where it knows
  // none. Those of a whole text are asked for together.
  class Known {
    constructor(ask, isFull, tell) {
      Object.assign(this, { ask, isFull, tell, known: new Map(), wanted: new Set() });
    }

    get(key) {
      if (!this.known.has(key)) {
        if (!this.wanted.size) setTimeout(() => this.fetch());
        this.wanted.add(key);
      }
      return this.known.get(key);
    }

    async fetch() {
      const keys = [...this.wanted];
      this.wanted.clear();
      while (keys.length) {
        const some = [keys.shift()];
        while (keys.length && !this.isFull([...some, keys[0]])) some.push(keys.shift());
        const found = await this.ask(some).catch(() => null);
        some.forEach((key) => found && this.known.set(key, found.get(key) ?? null));
      }
      this.tell();
    }
  }

  async function fetchJson(address, query) {
    const answer = await fetch(`${address}?${query}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  }

  const queryOf = (addresses) => new URLSearchParams(addresses.map((address) => ["address", address]));

  async function askEmbeds(box, addresses) {
    const { embeds } = await fetchJson(box.dataset.tell, queryOf(addresses));
    return new Map(addresses.map((address, place) => [address, embeds[place]]));
  }

  async function askStories(box, uids) {
    const { stories } = await fetchJson(box.dataset.search, new URLSearchParams({ uids: uids.join(",") }));
    return new Map(stories.map((story) => [story.uid, story]));
  }

  // The stored form and what stands in the text ---------------------------------------------------------

  function upcastEmbed(figure, data) {
    if (figure.name !== "figure" || !figure.attributes["data-embed"]) return false;
    data.attributes = figures().chosen(figure.attributes);
    const transcripts = new CKEDITOR.htmlParser.element("div");
    figure.children.filter(({ name }) => name === "aside").forEach((aside) => transcripts.add(aside));
    data.inner = figures().inside(transcripts);
    return figures().captionSpace(figure);
  }

  function upcastCard(figure, data) {
    const { attributes } = figure;
    if (figure.name !== "figure" || !attributes["data-story"] || attributes["data-image"] || attributes["data-embed"]) return false;
    data.attributes = figures().chosen(attributes);
    data.inner = figures().inside(figure);
    figure.children = [];
    figure.add(new CKEDITOR.htmlParser.element("span", { class: "news-pictures" }));
    return figure;
  }

  function downcast(figure) {
    figures().stored(this, figure, { ...this.data.attributes }, []);
    if (this.data.inner) CKEDITOR.htmlParser.fragment.fromHtml(this.data.inner).children.forEach((child) => figure.add(child));
    return figure;
  }

  const STYLE =
    ":host { display: block; padding: 0.75rem 1rem; background: var(--tint); font: 1rem/1.4 var(--sans); }" +
    "p { margin: 0; overflow-wrap: anywhere; } .kind { font-size: 0.8125rem; } .name { font-weight: 700; }" +
    "img { display: block; inline-size: 100%; max-block-size: 16rem; object-fit: contain; margin-block-end: 0.5rem; }";

  function show(widget, ...children) {
    const host = widget.element.findOne("> .news-pictures")?.$;
    if (!host) return;
    const shadow = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    shadow.replaceChildren(make("style", { textContent: STYLE }), ...children);
  }

  const line = (className, textContent, values = {}) => make("p", { className, textContent, dir: "auto", ...values });

  function showEmbed(editor, widget, words) {
    const { attributes, inner } = widget.data;
    const poster = attributes["data-image"] && editor.newsPictures.get(attributes["data-image"]);
    show(
      widget,
      ...(poster?.src ? [make("img", { src: poster.src, alt: attributes["data-alt"] ?? poster.alt })] : []),
      line("kind", [words.embed, ...(inner ? [words.transcript] : [])].join(" · ")),
      line("name", editor.newsEmbeds.get(attributes["data-embed"])?.name ?? ""),
      line("address", attributes["data-embed"], { dir: "ltr" }),
    );
  }

  function showCard(editor, widget, words) {
    const story = editor.newsStories.get(widget.data.attributes["data-story"]);
    const name = story === null ? line("name", words.gone) : line("name", story?.headline ?? "", { lang: story?.language ?? "" });
    show(widget, line("kind", [words.card, ...(story ? [story.state] : [])].join(" · ")), name);
  }

  // What is typed ------------------------------------------------------------------------------------------

  // Providers hand out addresses, or code with an address in it.
  function addressIn(typed) {
    const text = typed.trim();
    if (text.startsWith("<")) return inCode(new DOMParser().parseFromString(text, "text/html"));
    const whole = /^[a-z][a-z\d+.-]*:/i.test(text) ? text.replace(/^http:/i, "https:") : text && `https://${text.replace(/^\/\//, "")}`;
    // Other letters than a browser would send.
    return /[^\x21-\x7e]/.test(whole) && URL.canParse(whole) ? new URL(whole).href : whole;
  }

  function inCode(page) {
    const frame = page.querySelector("iframe[src]")?.getAttribute("src");
    const quote = page.querySelector("blockquote[cite]")?.getAttribute("cite") ?? page.querySelector("[data-instgrm-permalink]")?.dataset.instgrmPermalink;
    const found = frame ?? quote ?? [...page.querySelectorAll("a[href]")].at(-1)?.getAttribute("href");
    return found && !found.startsWith("<") ? addressIn(found) : "";
  }

  const wordsOf = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent.replace(/\u200b/g, "").trim();

  // A transcript's words, a paragraph a line apart; what was left alone keeps its links and letters.
  function linesOf(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    page.querySelectorAll("br").forEach((each) => each.replaceWith("\n"));
    const blocks = [...page.querySelectorAll("p, h2, h3, h4, li, dt, dd, pre")];
    return (blocks.length ? blocks : [page.body]).map(({ textContent }) => textContent.trim()).filter(Boolean).join("\n\n");
  }

  function transcriptOf(text) {
    const lines = text.split(/\n\s*\n/).map((each) => each.trim()).filter(Boolean);
    const paragraphs = lines.map((each) => `<p>${each.split(/\s*\n\s*/).map(encode).join("<br>")}</p>`);
    return lines.length ? `<aside data-kind="transcript">${paragraphs.join("")}</aside>` : "";
  }

  function htmlOf({ attributes, caption = "", inner = "" }) {
    const said = Object.entries(attributes).map(([name, value]) => ` ${name}="${encodeValue(value)}"`);
    return `<figure${said.join("")}>${caption && `<figcaption>${caption}</figcaption>`}${inner}</figure>`;
  }

  class EmbedBox {
    constructor(editor, { box, parts }) {
      Object.assign(this, { editor, box, parts });
      parts.address.addEventListener("input", () => this.tellSoon());
      parts.address.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault();
        this.apply();
      });
      parts.apply.addEventListener("click", () => this.apply());
      parts.choose.addEventListener("click", () => this.choose());
      parts.clear.addEventListener("click", () => {
        this.setPoster("");
        parts.choose.focus();
      });
      parts.remove.addEventListener("click", () => this.leave(() => editor.widgets.del(this.widget)));
    }

    open(widget = null) {
      const { parts } = this;
      const { attributes = {}, inner = "" } = widget?.data ?? {};
      Object.assign(this, { widget, attributes, inner, asked: null });
      this.captionHtml = widget?.editables.caption?.getData() ?? "";
      parts.address.value = attributes["data-embed"] ?? "";
      parts.caption.value = this.caption = wordsOf(this.captionHtml);
      parts.transcript.value = this.transcript = linesOf(inner);
      parts.remove.hidden = !widget;
      this.setPoster(attributes["data-image"] ?? "");
      this.say({});
      this.box.showModal();
      parts.address.focus();
      if (parts.address.value) this.tell();
    }

    setPoster(uid) {
      const { poster, clear, choose } = this.parts;
      this.poster = uid;
      const picture = uid && this.editor.newsPictures.get(uid);
      poster.src = picture?.src || "data:,";
      poster.alt = picture?.alt ?? "";
      poster.hidden = !picture?.src;
      clear.hidden = !uid;
      choose.textContent = uid ? choose.dataset.other : choose.dataset.first;
    }

    async choose() {
      const [picture] = await this.editor.newsChoose({ many: false });
      if (picture) this.setPoster(picture.uid);
      this.parts.choose.focus();
    }

    say({ fault = "", says = "" }) {
      const { address, fault: faults, says: line } = this.parts;
      faults.textContent = fault && faults.dataset[fault];
      line.textContent = says;
      if (fault) address.setAttribute("aria-invalid", "true");
      else address.removeAttribute("aria-invalid");
    }

    tellSoon() {
      clearTimeout(this.timer);
      this.asked = null;
      this.say({});
      this.timer = setTimeout(() => this.tell(), WAIT_MS);
    }

    // What the address becomes, or null; answers that come after a later question are late.
    async tell() {
      clearTimeout(this.timer);
      const asked = (this.asked = Symbol());
      const address = addressIn(this.parts.address.value);
      if (!address) return this.refuse(this.parts.address.value.trim() ? "address" : "empty");
      const found = await askEmbeds(this.box, [address]).catch(() => null);
      if (asked !== this.asked || !this.box.open) return null;
      const embed = found?.get(address);
      if (!embed?.stands) return this.refuse(embed ? "address" : "broken");
      this.say(embed);
      return embed;
    }

    refuse(fault) {
      this.say({ fault });
      return null;
    }

    async apply() {
      const embed = await this.tell();
      if (embed) this.leave(() => this.put(embed.address));
      else if (this.box.open) this.parts.address.focus();
    }

    leave(act) {
      this.box.close();
      this.editor.focus();
      act();
      this.editor.fire("change");
    }

    put(address) {
      const { parts, editor, widget } = this;
      const isSame = this.poster === (this.attributes["data-image"] ?? "");
      const ofPoster = isSame ? {} : { "data-alt": "", "data-decoration": "", "data-image": this.poster };
      const attributes = figures().chosen({ ...this.attributes, ...ofPoster, "data-embed": address });
      const inner = parts.transcript.value === this.transcript ? this.inner : transcriptOf(parts.transcript.value);
      const isSaid = parts.caption.value !== this.caption;
      const caption = isSaid ? encode(parts.caption.value.trim()) : this.captionHtml;
      if (!widget) return figures().put(editor, htmlOf({ attributes, caption, inner }));
      figures().step(editor, () => {
        if (isSaid) widget.editables.caption.setData(caption);
        widget.setData({ attributes, inner });
      });
      widget.focus();
    }
  }

  class CardBox {
    constructor(editor, { box, parts }) {
      const { Stories } = CKEDITOR.plugins.get("newslink");
      Object.assign(this, { editor, box, parts });
      this.stories = new Stories({ box, parts }, (story) => this.leave(() => this.put(story)));
      parts.remove.addEventListener("click", () => this.leave(() => editor.widgets.del(this.widget)));
    }

    open(widget = null) {
      this.widget = widget;
      this.parts.words.value = "";
      this.parts.remove.hidden = !widget;
      this.box.showModal();
      this.parts.words.focus();
      this.stories.search();
    }

    leave(act) {
      this.box.close();
      this.editor.focus();
      act();
      this.editor.fire("change");
    }

    put(story) {
      const { editor, widget } = this;
      editor.newsStories.known.set(story.uid, story);
      if (!widget) return figures().put(editor, htmlOf({ attributes: { "data-story": story.uid } }));
      const attributes = figures().chosen({ ...widget.data.attributes, "data-story": story.uid });
      figures().step(editor, () => widget.setData("attributes", attributes));
      widget.focus();
    }
  }

  CKEDITOR.plugins.add("newsembeds", {
    requires: "widget,newsfigures,newslink",
    init(editor) {
      const [embed, card] = [editor.newsBox("embed"), editor.newsBox("card")];
      if (!embed || !card || !editor.newsPictures) return;
      const words = embed.box.dataset;
      const redraw = () => Object.values(editor.widgets.instances).forEach((widget) => widget.newsRedraw?.());
      editor.newsEmbeds = new Known((some) => askEmbeds(embed.box, some), (some) => some.length > AT_ONCE || `${queryOf(some)}`.length > MOST_LETTERS, redraw);
      editor.newsStories = new Known((some) => askStories(card.box, some), (some) => some.length > AT_ONCE, redraw);
      editor.newsPictures.listeners.add(redraw);
      const add = (name, button, label, box, draw, definition) => {
        editor.widgets.add(name, {
          ...definition,
          downcast,
          getLabel: () => label,
          init() {
            this.newsRedraw = () => draw(editor, this, words);
            this.on("data", this.newsRedraw);
            const caption = this.editables.caption;
            caption?.setAttribute("aria-label", words.caption);
            if (caption) caption.$.dataset.ckeHint = words.caption;
          },
          edit: ({ sender }) => box.open(sender),
        });
        editor.addCommand(`${name}box`, {
          exec() {
            const { focused } = editor.widgets;
            box.open(focused?.name === name ? focused : null);
          },
        });
        editor.ui.addButton(button, { label, command: `${name}box`, icon: `${this.path}${name}.svg`, toolbar: "blocks" });
      };
      const editables = { caption: { selector: "figure > figcaption", allowedContent: figures().CAPTION } };
      add("newsembed", "NewsEmbed", words.embed, new EmbedBox(editor, embed), showEmbed, { upcast: upcastEmbed, editables });
      add("newscard", "NewsCard", words.card, new CardBox(editor, card), showCard, { upcast: upcastCard });
    },
  });
})();
