// What stands elsewhere, in a frame on our page: loaded when a reader presses the button and never
// before. Without this script there are the picture and the link, which stay.

// What a player or a map needs; no frame may lead our page away, open a form of ours or a download.
const MAY = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation";

class NewsEmbed extends HTMLElement {
  connectedCallback() {
    if (this.button) return;
    this.stage = this.querySelector(".embed-stage");
    this.button = document.createElement("button");
    Object.assign(this.button, { type: "button", className: "embed-show", textContent: this.dataset.show });
    this.said = document.createElement("p");
    Object.assign(this.said, { className: "embed-said", textContent: this.dataset.said });
    this.button.addEventListener("click", () => this.show(), { once: true });
    this.stage.append(this.button);
    this.stage.after(this.said);
  }

  show() {
    const frame = document.createElement("iframe");
    const title = this.closest("figure").querySelector("figcaption")?.textContent.trim() ?? "";
    frame.title = title ? `${this.dataset.title}: ${title}` : this.dataset.title;
    frame.setAttribute("sandbox", MAY);
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.loading = "lazy";
    frame.src = this.dataset.frame;
    this.stage.replaceChildren(frame);
    this.said.remove();
    frame.focus();
  }
}

customElements.define("news-embed", NewsEmbed);
