// Puts the people into one block or into one block a group; they walk to their new places.
import { element } from "./heads.js";

export function arrange(list, people, split) {
  const before = people.map((option) => option.isConnected && option.getBoundingClientRect());
  if (!split) {
    list.replaceChildren(element("div", { class: "row", role: "presentation" }, ...people));
  } else {
    list.replaceChildren(...split.labels.map((label, place) => block(label, people.filter((option) => split.of[option.place] === place))));
  }
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) people.forEach((option, place) => walk(option, before[place]));
}

function block(label, members) {
  const name = element("div", { class: "name", "aria-hidden": "true" }, label, element("small"));
  return element("div", { class: "group", role: "group", "aria-label": label }, name, element("div", { class: "row", role: "presentation" }, ...members));
}

function walk(option, from) {
  if (!from) return;
  const to = option.getBoundingClientRect();
  const path = `translate(${from.left - to.left}px, ${from.top - to.top}px)`;
  option.animate([{ transform: path }, { transform: "none" }], { duration: 600, easing: "cubic-bezier(.3, 0, .2, 1)" });
}
