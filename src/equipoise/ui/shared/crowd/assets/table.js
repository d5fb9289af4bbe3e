// The same in words: one row a person.
import { element } from "./heads.js";

export function fillTable(table, view) {
  const { words, people } = view.data;
  const titles = element("tr", {}, ...words.columns.map((title) => element("th", { scope: "col" }, title)));
  const rows = people.map((person, place) => {
    const state = words.states[view.scene.lit[place]];
    const cells = [person.age, state, view.why(place)].map((text) => element("td", {}, String(text)));
    return element("tr", {}, element("th", { scope: "row" }, person.name), ...cells);
  });
  table.replaceChildren(element("caption", { class: "summary" }, view.scene.summary), element("thead", {}, titles), element("tbody", {}, ...rows));
}
