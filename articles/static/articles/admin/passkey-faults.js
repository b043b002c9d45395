// The browser's answer in place of a passkey, said in a sentence. allauth's script asks for the
// passkey and tells of a failure by an event; without this element it would tell the console alone.

class PasskeyFaults extends HTMLElement {
  connectedCallback() {
    this.hear = (event) => {
      event.preventDefault();
      this.say(event.detail.exception.name);
    };
    document.addEventListener("allauth.error", this.hear);
  }

  disconnectedCallback() {
    document.removeEventListener("allauth.error", this.hear);
  }

  say(name) {
    // Over plain http, or at an old browser's, there is nothing to ask.
    const fault = window.PublicKeyCredential ? name : "SecurityError";
    const sentences = [...this.querySelectorAll("template")];
    const sentence = sentences.find((each) => each.dataset.of === fault) ?? sentences.at(-1);
    const line = document.createElement("p");
    line.className = "errornote";
    line.append(sentence.content.cloneNode(true));
    this.querySelector("[role=alert]").replaceChildren(line);
  }
}

customElements.define("passkey-faults", PasskeyFaults);
