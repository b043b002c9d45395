// The box of links: to a story of ours, kept by its uid, or to an address that is checked first.
// Takes the place of the build's own dialog.

(() => {
  const WAIT_MS = 250;
  const HOST = /^(localhost|[\p{L}\p{N}]([\p{L}\p{N}-]*\.)+[\p{L}]{2,}|[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*\.xn--[a-z0-9]+|\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:]+\])(:\d+)?$/iu;

  function hostOf(address) {
    return address.replace(/^https?:\/\//i, "").split(/[/?#]/, 1)[0].replace(/^[^@]*@/, "");
  }

  // {address} that may stand, {fault} a reason why not, or both: put right, to be looked at again.
  function checked(typed) {
    const address = typed.trim();
    if (!address) return { fault: "empty" };
    if (/\s/.test(address)) return { fault: "spaces" };
    if (/^(\/(?![/\\])|#)/.test(address)) return { address };
    if (/^tel:[+\d(]/i.test(address) || /^mailto:[^@]+@[^@]+\.[^@]+$/i.test(address)) return { address };
    if (/^[^@:/]+@[^@:/]+\.[^@:/]+$/.test(address)) return { address: `mailto:${address}`, fault: "mail" };
    const ending = address.replace(/[.,;:!]+$/, "");
    if (ending !== address) return { address: ending, fault: "ending" };
    return checkedSite(address);
  }

  function checkedSite(address) {
    if (/^https?:\/\/[^/]/i.test(address)) return HOST.test(hostOf(address)) ? { address } : { fault: "host" };
    const mistyped = address.replace(/^h+t+p*s?[:;.,]?\/+(?=[^/])|^h+t+p+s?[:;,](?=[^/])/i, "");
    const rest = mistyped.replace(/^\/\//, "");
    if (!HOST.test(hostOf(rest))) return { fault: /^[a-z][a-z0-9+.-]*:/i.test(address) ? "scheme" : "host" };
    return { address: `https://${rest}`, fault: mistyped === address ? "missing" : "mistyped" };
  }

  function row(story, choose) {
    const [item, button, headline, about] = ["li", "button", "strong", "span"].map((name) => document.createElement(name));
    button.type = "button";
    headline.textContent = story.headline;
    headline.lang = story.language;
    headline.dir = "auto";
    about.textContent = `${story.state} · ${story.date}`;
    about.className = `state state-${story.state_key}`;
    button.append(headline, about);
    button.addEventListener("click", () => choose(story));
    item.append(button);
    return item;
  }

  // A search among our stories: what is typed in `words` is found in `stories`, told in `count`.
  class Stories {
    constructor({ box, parts }, choose) {
      Object.assign(this, { box, parts, choose, asked: 0 });
      parts.words.addEventListener("input", () => this.searchSoon());
      parts.words.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault();
        this.chooseFirst();
      });
    }

    searchSoon() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.search(), WAIT_MS);
    }

    async ask(name, value) {
      const query = new URLSearchParams({ [name]: value });
      const answer = await fetch(`${this.box.dataset.search}?${query}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      return (await answer.json()).stories;
    }

    // Answers that come after a later question are late.
    async search() {
      clearTimeout(this.timer);
      const number = (this.asked += 1);
      const { count, stories, words } = this.parts;
      try {
        const found = await this.ask("q", words.value);
        if (number !== this.asked) return;
        stories.replaceChildren(...found.map((story) => row(story, this.choose)));
        count.textContent = found.length ? `${count.dataset.some} ${found.length}` : count.dataset.none;
        count.classList.toggle("visually-hidden", found.length > 0);
      } catch {
        count.textContent = count.dataset.broken;
        count.classList.remove("visually-hidden");
      }
    }

    async chooseFirst() {
      await this.search();
      this.parts.stories.querySelector("button")?.focus();
    }
  }

  class Box {
    constructor(editor, { box, parts }) {
      Object.assign(this, { editor, box, parts, link: null });
      this.stories = new Stories({ box, parts }, (story) => this.toStory(story));
      parts.apply.addEventListener("click", () => this.applyAddress());
      parts.remove.addEventListener("click", () => this.change(() => this.editor.execCommand("unlink")));
      parts.address.addEventListener("input", () => this.say(""));
      parts.address.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault();
        this.applyAddress();
      });
    }

    open() {
      const { editor, parts } = this;
      this.link = CKEDITOR.plugins.link.getSelectedLink(editor);
      const href = this.link?.data("cke-saved-href") ?? "";
      parts.address.value = this.link?.data("story") ? "" : href;
      parts.words.value = this.link?.data("story") && href.length > 1 ? href : "";
      parts.remove.hidden = !this.link;
      this.say("");
      this.box.showModal();
      (parts.address.value ? parts.address : parts.words).focus();
      this.stories.search();
    }

    say(fault) {
      const { address, fault: line } = this.parts;
      line.textContent = fault ? line.dataset[fault] : "";
      address.toggleAttribute("aria-invalid", Boolean(fault));
      if (fault) address.setAttribute("aria-invalid", "true");
    }

    async applyAddress() {
      const { address, fault } = checked(this.parts.address.value);
      if (address) this.parts.address.value = address;
      this.say(fault ?? "");
      if (fault) return this.parts.address.focus();
      // An address of ours is kept by the story behind it, wherever it was copied from.
      const number = (this.stories.asked += 1);
      const isPage = /^(https?:|\/)/i.test(address);
      const [story] = isPage ? await this.stories.ask("address", address).catch(() => []) : [];
      // Pressed twice, or the box was closed meanwhile.
      if (number !== this.stories.asked || !this.box.open) return;
      if (story) this.toStory(story);
      else this.put({ href: address }, address);
    }

    toStory(story) {
      this.put({ href: story.path || "#", "data-story": story.uid }, story.headline);
    }

    change(act) {
      this.box.close();
      this.editor.focus();
      this.editor.fire("saveSnapshot");
      act();
      this.editor.fire("saveSnapshot");
    }

    put(attributes, words) {
      this.change(() => {
        const all = { ...attributes, "data-cke-saved-href": attributes.href };
        if (this.link) {
          this.link.removeAttribute("data-story");
          this.link.setAttributes(all);
        } else if (this.editor.getSelection().getRanges()[0]?.collapsed ?? true) {
          const link = new CKEDITOR.dom.element("a", this.editor.document);
          link.setAttributes(all);
          link.setText(words);
          this.editor.insertElement(link);
        } else {
          const style = new CKEDITOR.style({ element: "a", attributes: all });
          style.type = CKEDITOR.STYLE_INLINE;
          this.editor.applyStyle(style);
        }
      });
    }
  }

  CKEDITOR.plugins.add("newslink", {
    // For the boxes of other plugins.
    Stories,
    afterInit(editor) {
      const found = editor.newsBox("link");
      const command = editor.getCommand("link");
      if (!found || !command) return;
      const box = new Box(editor, found);
      command.exec = () => box.open() ?? true;
      editor.on("doubleclick", (event) => {
        if (event.data.dialog !== "link") return;
        event.data.dialog = null;
        event.data.element.is("a") && event.data.element.isReadOnly() === false && box.open();
      }, null, null, 30);
    },
  });
})();
