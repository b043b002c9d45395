// Many pictures at once: dropped on the page or chosen, sent one by one with the form they stand in,
// each with its progress and an answer of its own. Without this script the form sends all together.

class PictureDrop extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.input = this.form.querySelector("input[type=file]");
    this.place = this.querySelector(".picture-drop-place");
    this.list = this.querySelector(".new-pictures");
    this.status = this.querySelector(".picture-drop-status");
    this.waiting = [];
    this.done = 0;
    this.place.hidden = false;
    this.input.addEventListener("change", () => this.takeChosen());
    for (const name of ["dragenter", "dragover"])
      this.place.addEventListener(name, (event) => this.over(event, true));
    this.place.addEventListener("dragleave", (event) => this.over(event, false));
    this.place.addEventListener("drop", (event) => this.drop(event));
    // Beside the place a browser would open the file and leave the page.
    for (const name of ["dragover", "drop"])
      window.addEventListener(name, (event) => this.holdsFiles(event) && event.preventDefault());
    window.addEventListener("beforeunload", (event) => this.waiting.length && event.preventDefault());
  }

  holdsFiles(event) {
    return event.dataTransfer?.types.includes("Files");
  }

  over(event, isOver) {
    if (!this.holdsFiles(event)) return;
    event.preventDefault();
    this.place.classList.toggle("picture-drop-over", isOver);
  }

  drop(event) {
    this.over(event, false);
    this.take([...event.dataTransfer.files]);
  }

  takeChosen() {
    const files = [...this.input.files];
    // What was sent by itself is not sent again with the form.
    this.input.value = "";
    this.take(files);
  }

  take(files) {
    const isIdle = !this.waiting.length;
    for (const file of files) this.waiting.push({ file, row: this.row(file) });
    if (isIdle) this.next();
  }

  row(file) {
    const row = document.createElement("li");
    const name = document.createElement("bdi");
    name.textContent = file.name;
    const state = document.createElement("span");
    state.textContent = ` · ${this.dataset.waits}`;
    row.append(name, state);
    this.list.append(row);
    return row;
  }

  async next() {
    while (this.waiting.length) {
      const { file, row } = this.waiting[0];
      if (file.size > Number(this.dataset.most)) this.say(row, this.dataset.large);
      else await this.send(file, row);
      this.waiting.shift();
      this.done += 1;
      this.status.textContent = `${this.dataset.done} ${this.done} / ${this.done + this.waiting.length}`;
    }
  }

  say(row, sentence) {
    row.querySelector("progress")?.remove();
    row.querySelector("span").textContent = ` · ${sentence}`;
  }

  send(file, row) {
    const form = new FormData(this.form);
    form.delete(this.input.name);
    form.append(this.input.name, file);
    form.append("row", "1");
    const bar = document.createElement("progress");
    bar.setAttribute("aria-label", file.name);
    row.querySelector("span").textContent = "";
    row.append(bar);
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) [bar.max, bar.value] = [event.total, event.loaded];
      });
      // All has arrived; how long the rest takes nobody knows.
      request.upload.addEventListener("load", () => bar.removeAttribute("value"));
      request.addEventListener("loadend", () => {
        this.answer(row, request);
        resolve();
      });
      request.open("POST", this.form.action);
      request.send(form);
    });
  }

  // An answer that is no row is a page to sign in, or of a fault.
  answer(row, request) {
    const parsed = new DOMParser().parseFromString(request.responseText || "", "text/html");
    const found = request.status === 200 && parsed.querySelector("body > .new-picture");
    if (found) row.replaceChildren(document.importNode(found, true));
    else this.say(row, this.dataset.failed);
  }
}

customElements.define("picture-drop", PictureDrop);
