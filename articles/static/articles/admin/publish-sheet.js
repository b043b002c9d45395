// The publish sheet by keyboard and by one press: Enter publishes what is ready, or what a word
// passes, Ctrl+Enter from any box; typing a day or a time chooses "at a moment"; what is typed is
// said in the sentence above the button. Which words stand where is the style sheet's, from what is
// chosen. Stands in the form.

const DAYS = [
  /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})$/,
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
  /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})$/,
];
const TIMES = [
  /^(?<hour>\d{1,2})[:.](?<minute>\d{1,2})(?:[:.](?<second>\d{1,2}))?$/,
  /^(?<hour>\d{1,2})(?<minute>\d{2})$/,
  /^(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})$/,
];

// The parts of a text that has one of the shapes, each in two digits at least, or nothing.
function parts(text, shapes) {
  const found = shapes.map((shape) => text.trim().match(shape)).find(Boolean);
  if (!found) return null;
  const pairs = Object.entries(found.groups);
  return Object.fromEntries(pairs.map(([name, digits]) => [name, (digits ?? "").padStart(2, "0")]));
}

class PublishSheet extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.press = this.form.querySelector(".outcome-press");
    this.date = this.form.querySelector("[name=at_0]");
    this.time = this.form.querySelector("[name=at_1]");
    this.form.addEventListener("keydown", (event) => this.send(event));
    if (this.date) this.listen();
    this.begin();
  }

  // Where the hands are wanted: at what went wrong, at the word that is missing, or at the press.
  begin() {
    const refusals = this.form.querySelector(".refusals");
    if (refusals) return refusals.focus();
    const next = "ready" in this.dataset ? this.press : this.form.querySelector("[name=word]");
    next?.focus({ preventScroll: true });
  }

  listen() {
    for (const box of [this.date, this.time]) {
      box.addEventListener("input", () => {
        this.choose();
        this.say();
      });
    }
    const atHand = this.form.querySelector(".at-hand");
    atHand.hidden = false;
    atHand.addEventListener("click", (event) => this.fill(event.target.closest("button")));
    this.say();
  }

  send(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !this.press) return;
    event.preventDefault();
    this.form.requestSubmit(this.press);
  }

  fill(button) {
    if (!button) return;
    this.date.value = button.dataset.date;
    this.time.value = button.dataset.time;
    this.choose();
    this.say();
  }

  choose() {
    this.form.querySelector("[name=when][value=at]").checked = true;
  }

  say() {
    const day = parts(this.date.value, DAYS);
    const time = parts(this.time.value, TIMES);
    const words = (day && time && this.moment(day, time)) || "…";
    for (const place of this.form.querySelectorAll(".outcome-moment")) place.textContent = words;
    if (day) this.showDay(`/${day.year}/${day.month}/${day.day}/`);
  }

  showDay(path) {
    for (const place of document.querySelectorAll(".outlook-day")) place.textContent = path;
  }

  // Like 25 February 2025 23:36 (UTC+04:00), as the server prints it; with seconds if there are any.
  moment({ year, month, day }, { hour, minute, second = "00" }) {
    const typed = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
    const name = this.dataset.months.split(" ")[month - 1];
    if (Number.isNaN(typed)) return "";
    const clock = second === "00" ? `${hour}:${minute}` : `${hour}:${minute}:${second}`;
    return `${Number(day)} ${name} ${Number(year)} ${clock} (${this.offset(typed)})`;
  }

  // `typed`: the newsroom's clock, read as if it were UTC's.
  offset(typed) {
    // Asked twice: the zone's offset at a moment is needed to know which moment it is.
    const minutes = this.minutes(typed - this.minutes(typed) * 60000);
    const two = (number) => String(Math.floor(number)).padStart(2, "0");
    const sign = minutes < 0 ? "-" : "+";
    return `UTC${sign}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
  }

  // Minutes east of UTC at a moment.
  minutes(moment) {
    const options = { timeZone: this.dataset.zone, hourCycle: "h23", year: "numeric", month: "2-digit",
      day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" };
    const shown = {};
    for (const { type, value } of new Intl.DateTimeFormat("en-US", options).formatToParts(moment)) {
      shown[type] = value;
    }
    const { year, month, day, hour, minute, second } = shown;
    const local = Date.UTC(year, month - 1, day, hour, minute, second);
    return Math.round((local - Math.floor(moment / 1000) * 1000) / 60000);
  }
}

customElements.define("publish-sheet", PublishSheet);
