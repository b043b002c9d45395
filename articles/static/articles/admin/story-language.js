// The words of a story stand in its language: spelling and direction of its boxes follow what is
// chosen, before anything is saved.

class StoryLanguage extends HTMLElement {
  connectedCallback() {
    const { language, direction } = this.closest("form").elements;
    const toTheLeft = new Set(this.dataset.rightToLeft.split(" "));
    const follow = () => {
      const written = toTheLeft.has(language.value) ? "rtl" : "ltr";
      for (const field of document.querySelectorAll("[data-story-words]"))
        Object.assign(field, { lang: language.value, dir: direction.value || written });
    };
    for (const field of [language, direction]) field?.addEventListener("change", follow);
  }
}

customElements.define("story-language", StoryLanguage);
