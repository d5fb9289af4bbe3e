// The map beside the numbers: one measure across, another one up, always on the same axes, so that a move is a move.
import { element } from "./heads.js";

const SVG = "http://www.w3.org/2000/svg";

export class Plane {
  constructor(root) {
    this.root = root;
  }

  show(map) {
    this.root.hidden = !map;
    if (!map) return;
    if (this.titles !== map.title) this.build(map);
    this.field.setAttribute("aria-label", map.alt);
    this.legend.textContent = map.legend;
    this.lines.innerHTML = lines(map);
    const now = new Set(map.places.map((place) => place.id));
    for (const [id, mark] of this.marks) if (!now.has(id)) this.marks.delete(id), mark.remove();
    map.places.forEach((place) => this.mark(place, map));
  }

  build(map) {
    this.titles = map.title;
    this.marks = new Map();
    this.field = element("div", { class: "field", role: "group" });
    this.lines = document.createElementNS(SVG, "svg");
    for (const [name, value] of [["viewBox", "0 0 100 100"], ["preserveAspectRatio", "none"], ["aria-hidden", "true"]]) this.lines.setAttribute(name, value);
    this.legend = element("div", { class: "legend" });
    const [across, up] = [element("div", { class: "across" }, map.across), element("div", { class: "up" }, map.up)];
    this.field.append(this.lines, element("div", { class: "best", "aria-hidden": "true" }, map.best), ...ticks(map));
    this.root.replaceChildren(element("div", { class: "title" }, map.title), element("div", { class: "frame" }, up, this.field, across), this.legend);
  }

  mark(place, map) {
    let mark = this.marks.get(place.id);
    if (!mark) {
      mark = element("span", { tabindex: 0, role: "img" }, element("i"), element("b"), element("em", { "aria-hidden": "true" }));
      this.marks.set(place.id, mark);
      this.field.append(mark);
    }
    const [x, y] = at(place, map);
    const side = x > 66 ? "left" : "right";
    mark.className = `place ${place.kind} ${side}${y < 20 ? " low" : ""}`;
    mark.style.left = `${x}%`;
    mark.style.bottom = `${y}%`;
    mark.style.setProperty("--alike", `${place.alike}%`);
    mark.setAttribute("aria-label", place.tip);
    mark.children[1].textContent = place.label;
    mark.children[2].textContent = place.tip;
  }
}

function at(place, map) {
  return [100 * place.x / map.ends[0], 100 * place.y / map.ends[1]].map((share) => Math.max(0, Math.min(100, share)));
}

function lines(map) {
  const drawn = map.trail.map(([x, y]) => at({ x, y }, map)).map(([x, y]) => `${x.toFixed(2)},${(100 - y).toFixed(2)}`);
  const [now] = map.places;
  const [left, low] = at({ x: now.low[0], y: now.low[1] }, map);
  const [right, high] = at({ x: now.high[0], y: now.high[1] }, map);
  const [x, y] = at(now, map);
  const cross = `M${left} ${100 - y}H${right}M${x} ${100 - low}V${100 - high}`;
  const grid = map.ticks[0].map((tick) => `M${100 * tick / map.ends[0]} 0V100`).concat(map.ticks[1].map((tick) => `M0 ${100 - 100 * tick / map.ends[1]}H100`));
  return `<path class="grid" d="${grid.join("")}"/><polyline class="trail" points="${drawn.join(" ")}"/><path class="sure" d="${cross}"/>`;
}

function ticks(map) {
  const tick = (place, axis) => {
    const made = element("span", { class: `tick ${axis ? "upward" : "sideward"}`, "aria-hidden": "true" }, String(place));
    made.style[axis ? "bottom" : "left"] = `${100 * place / map.ends[axis]}%`;
    return made;
  };
  return map.ticks.flatMap((places, axis) => places.map((place) => tick(place, axis)));
}
