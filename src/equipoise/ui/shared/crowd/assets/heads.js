// Heads out of the parts in parts.svg.
const SVG = "http://www.w3.org/2000/svg";
export const BOX = "0 -4 48 56";

let parts;

export async function loadParts() {
  const answer = await fetch(new URL("parts.svg", import.meta.url));
  if (!answer.ok) throw new Error(`parts.svg: ${answer.status}`);
  parts = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
  return parts.innerHTML;
}

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function shape(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

// The clothes and the neck are elements; what is behind them and before them are pictures, which cost little to paint anew.
export function head(person, data, dark) {
  const names = person.parts.map((place) => data.parts[place]);
  const coat = names.findIndex((name) => name.startsWith("coat-"));
  const colours = ["skin", "shade", "hair", "wool"].map((part, place) => `--${part}:${data.colours[person.colours[place]]}`).join(";");
  const svg = shape("svg", { viewBox: BOX, style: colours, "aria-hidden": "true" });
  svg.append(shape("circle", { class: "ring", cx: 24, cy: 20, r: 21 }));
  if (coat) svg.append(picture(names.slice(0, coat), colours, dark));
  svg.append(...[...part(names[coat]).children].map((one) => document.importNode(one)), picture(names.slice(coat + 1), colours, dark));
  svg.append(shape("use", { class: "mark", href: "" }));
  return svg;
}

const part = (name) => parts.querySelector(`#${name}`);

// On a dark page, a light edge around the whole head: dark hair and skin would fade into the page.
const EDGE = "stroke:#fff;stroke-width:2.6;stroke-linejoin:round;opacity:.6";

function picture(names, colours, dark) {
  const shapes = names.map((name) => part(name).innerHTML).join("");
  const edge = dark ? `<g style="${EDGE}">${shapes}</g>` : "";
  const drawn = `<svg xmlns="${SVG}" viewBox="${BOX}" style="${colours}">${parts.querySelector("style").outerHTML}${edge}${shapes}</svg>`;
  return shape("image", { x: 0, y: -4, width: 48, height: 56, href: `data:image/svg+xml,${encodeURIComponent(drawn)}` });
}

// An entry of the key: how somebody looks in this state, and what that means; or words alone.
export function sample(entry, mark) {
  const made = element("span", { class: `sample ${entry.state}` });
  if (entry.state === "lit") {
    made.append(shape("svg", { viewBox: "31.5 -4.5 17 17", "aria-hidden": "true" }));
    made.firstChild.append(shape("use", { class: "mark", href: `#mark-${mark}` }));
  } else if (entry.state) {
    made.append(shape("svg", { viewBox: "-4 -8 56 56", "aria-hidden": "true" }));
    made.firstChild.append(shape("circle", { class: "ring", cx: 24, cy: 20, r: 21 }));
  }
  made.append(element("span", {}, entry.text));
  return made;
}

// Whether the page is dark, by the colour of its ground: "#11171e".
export function isDark(root) {
  const [red, green, blue] = (getComputedStyle(root).getPropertyValue("--st-background-color").trim().match(/[\da-f]{2}/gi) ?? []).map((part) => parseInt(part, 16));
  return 0.3 * red + 0.6 * green + 0.1 * blue < 110;
}
