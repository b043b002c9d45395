// A picture is pressed where its focal point is, and a crop of each shape drawn by hand. All of it
// stands in the number boxes of the form, which alone are sent; what each crop shows is drawn here.

const STEP = 0.01;
const LEAST = 0.05;
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

class PictureCuts extends HTMLElement {
  connectedCallback() {
    this.stage = this.querySelector(".picture-cuts-stage");
    this.size = [Number(this.dataset.width), Number(this.dataset.height)];
    this.focus_x = this.querySelector("[name=focal_x]");
    this.focus_y = this.querySelector("[name=focal_y]");
    this.point = this.mark("picture-cuts-point");
    this.frame = this.mark("picture-cuts-frame");
    for (const part of this.querySelectorAll(".picture-cuts-help, .picture-cuts-modes, .picture-cuts-shown"))
      part.hidden = false;
    this.stage.tabIndex = 0;
    this.stage.setAttribute("role", "application");
    this.stage.setAttribute("aria-label", this.stage.dataset.label);
    this.stage.addEventListener("pointerdown", (event) => this.press(event));
    this.stage.addEventListener("pointermove", (event) => this.drag(event));
    this.stage.addEventListener("pointerup", (event) => this.lift(event));
    this.stage.addEventListener("dragstart", (event) => event.preventDefault());
    this.stage.addEventListener("keydown", (event) => this.key(event));
    this.addEventListener("input", () => this.draw());
    this.addEventListener("click", (event) => this.reset(event.target.dataset.reset));
    this.draw();
  }

  mark(name) {
    const mark = document.createElement("span");
    mark.className = name;
    this.stage.append(mark);
    return mark;
  }

  get shape() {
    return this.querySelector(".picture-cuts-modes input:checked").dataset.shape;
  }

  get focus() {
    return [within(Number(this.focus_x.value || 0.5)), within(Number(this.focus_y.value || 0.5))];
  }

  boxes(shape) {
    return [...this.querySelectorAll(`[data-boxes="${shape}"] input`)];
  }

  byHand(shape) {
    const boxes = this.boxes(shape);
    if (boxes.some((box) => box.value === "")) return null;
    const [left, top, right, bottom] = boxes.map((box) => within(box.value / 100));
    return left < right && top < bottom ? [left, top, right, bottom] : null;
  }

  // Width to height of a shape in shares of the picture; NaN is any.
  ratio(shape) {
    const ratio = parseFloat(this.querySelector(`li[data-shape="${shape}"]`).dataset.ratio);
    return (ratio * this.size[1]) / this.size[0];
  }

  get drawn() {
    return this.byHand(this.shape) || this.cut(this.shape);
  }

  // As the files are cut: what is drawn by hand counts as far as it lies in the frame.
  cut(shape) {
    const frame = this.byHand("free") || [0, 0, 1, 1];
    const ratio = this.ratio(shape);
    if (Number.isNaN(ratio)) return frame;
    const drawn = this.byHand(shape);
    if (!drawn) return fitted(frame, ratio, this.focus);
    const [left, top, right, bottom] = shared(drawn, frame);
    return fitted([left, top, right, bottom], ratio, [(left + right) / 2, (top + bottom) / 2]);
  }

  at(event) {
    const area = this.stage.getBoundingClientRect();
    return [within((event.clientX - area.left) / area.width), within((event.clientY - area.top) / area.height)];
  }

  press(event) {
    if (event.button) return;
    event.preventDefault();
    this.stage.focus();
    this.stage.setPointerCapture(event.pointerId);
    this.from = this.at(event);
    if (this.shape === "focus" && !isFinger(event)) this.setFocus(this.from);
  }

  // A finger that moves scrolls the page: only one that is lifted where it lay has pressed.
  lift(event) {
    if (this.shape === "focus" && isFinger(event)) this.setFocus(this.from);
  }

  drag(event) {
    if (!this.stage.hasPointerCapture(event.pointerId)) return;
    const to = this.at(event);
    if (this.shape !== "focus") this.pull(to);
    else if (!isFinger(event)) this.setFocus(to);
  }

  // From where it was pressed, in the shape and never out of the picture.
  pull([x, y]) {
    const [left, top] = this.from;
    const ratio = this.ratio(this.shape);
    const [toEnd, down] = [x >= left, y >= top];
    let [width, height] = [Math.abs(x - left), Math.abs(y - top)];
    if (!Number.isNaN(ratio)) {
      width = Math.min(Math.max(width, height * ratio), toEnd ? 1 - left : left, ratio * (down ? 1 - top : top));
      height = width / ratio;
    }
    if (width < LEAST || height < LEAST) return;
    const [start, above] = [toEnd ? left : left - width, down ? top : top - height];
    this.setCut([start, above, start + width, above + height]);
  }

  key(event) {
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    const [x, y] = move.map((each) => each * STEP);
    if (this.shape === "focus") this.setFocus([within(this.focus[0] + x), within(this.focus[1] + y)]);
    else if (event.shiftKey) this.grow(x - y);
    else this.shift(x, y);
  }

  shift(x, y) {
    const [left, top, right, bottom] = this.drawn;
    const across = Math.min(Math.max(x, -left), 1 - right);
    const down = Math.min(Math.max(y, -top), 1 - bottom);
    this.setCut([left + across, top + down, right + across, bottom + down]);
  }

  // Around its upper corner at the left.
  grow(by) {
    const [left, top, right, bottom] = this.drawn;
    const ratio = (right - left) / (bottom - top);
    const width = Math.min(right - left + by, 1 - left, ratio * (1 - top));
    if (Math.min(width, width / ratio) < LEAST) return;
    this.setCut([left, top, left + width, top + width / ratio]);
  }

  setFocus([x, y]) {
    this.focus_x.value = x.toFixed(3);
    this.focus_y.value = y.toFixed(3);
    this.tell(this.focus_x);
  }

  setCut(edges) {
    const boxes = this.boxes(this.shape);
    boxes.forEach((box, place) => (box.value = (100 * within(edges[place])).toFixed(2)));
    this.tell(boxes[0]);
  }

  reset(shape) {
    if (!shape) return;
    for (const box of this.boxes(shape)) box.value = "";
    this.tell(this.focus_x);
    this.stage.focus();
  }

  // What guards unsaved words hears of it as of typing; the page is drawn anew by it too.
  tell(box) {
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  draw() {
    const [x, y] = this.focus;
    Object.assign(this.point.style, { left: `${100 * x}%`, top: `${100 * y}%` });
    this.frame.hidden = this.shape === "focus";
    this.stage.style.touchAction = this.frame.hidden ? "pan-y" : "none";
    if (!this.frame.hidden) place(this.frame, this.cut(this.shape));
    for (const item of this.querySelectorAll("li[data-shape]")) this.show(item);
  }

  show(item) {
    const [left, top, right, bottom] = this.cut(item.dataset.shape);
    const [width, height] = [right - left, bottom - top];
    const image = item.querySelector("img");
    item.querySelector(".picture-cuts-shape").style.aspectRatio = `${width * this.size[0]} / ${height * this.size[1]}`;
    Object.assign(image.style, {
      width: `${100 / width}%`,
      height: `${100 / height}%`,
      left: `${(-100 * left) / width}%`,
      top: `${(-100 * top) / height}%`,
    });
    item.querySelector("button").hidden = !this.byHand(item.dataset.shape);
  }
}

function isFinger(event) {
  return event.pointerType === "touch";
}

function within(share) {
  return Math.min(1, Math.max(0, share));
}

// What both boxes show; the frame where that is nothing.
function shared(box, frame) {
  const both = box.map((edge, side) => (side < 2 ? Math.max : Math.min)(edge, frame[side]));
  return both[0] < both[2] && both[1] < both[3] ? both : frame;
}

// As much of the box as has this ratio; the point lies in it where it lies in the box.
function fitted([left, top, right, bottom], ratio, [x, y]) {
  const width = Math.min(right - left, (bottom - top) * ratio);
  const height = width / ratio;
  const start = left + within((x - left) / (right - left)) * (right - left - width);
  const above = top + within((y - top) / (bottom - top)) * (bottom - top - height);
  return [start, above, start + width, above + height];
}

function place(mark, [left, top, right, bottom]) {
  Object.assign(mark.style, {
    left: `${100 * left}%`,
    top: `${100 * top}%`,
    width: `${100 * (right - left)}%`,
    height: `${100 * (bottom - top)}%`,
  });
}

customElements.define("picture-cuts", PictureCuts);
