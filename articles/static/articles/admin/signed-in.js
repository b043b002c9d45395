// Tells the windows in which somebody writes that they are signed in again.

class SignedIn extends HTMLElement {
  connectedCallback() {
    new BroadcastChannel("desk").postMessage("signed-in");
  }
}

customElements.define("signed-in", SignedIn);
