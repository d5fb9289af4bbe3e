// Draws the crowd. The people are built once; later runs of the page only change classes and words.
import { bring } from "./bring.js";
import { Card } from "./card.js";
import { moveByKey } from "./keys.js";
import { arrange } from "./groups.js";
import { Stages } from "./stages.js";
import { fillTable } from "./table.js";
import { Numbers } from "./numbers.js";
import { Plane } from "./map.js";
import { element, head, isDark, loadParts, sample } from "./heads.js";

const PARTS = await loadParts();
const SKELETON = `
  <svg class="parts" aria-hidden="true"></svg>
  <div class="numbers" role="group" hidden></div>
  <div class="map" hidden></div>
  <div class="crowd">
  <p class="summary" role="status"></p>
  <div class="play" hidden></div>
  <div class="people" role="listbox"></div>
  <div class="foot"><div class="key"></div><details class="words"><summary></summary><div class="scroll" tabindex="0"><table></table></div></details></div>
  </div>`;
const STATES = ["", "lit", "lit new", "was"]; // how a person stands now, and before: see payload.py
const views = new WeakMap();

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  let view = views.get(parentElement);
  if (!view) {
    view = new View(parentElement);
    views.set(parentElement, view);
  }
  view.tell = setTriggerValue;
  view.show(data);
  return () => view.rest();
}

class View {
  constructor(parent) {
    const view = element("div", { class: "view" });
    view.innerHTML = SKELETON;
    parent.append(view);
    this.view = view;
    this.root = view.querySelector(".crowd");
    this.list = this.root.querySelector(".people");
    this.summary = this.root.querySelector(".summary");
    this.key = this.root.querySelector(".key");
    this.words = this.root.querySelector(".words");
    view.querySelector(".parts").innerHTML = PARTS;
    this.plane = new Plane(view.querySelector(".map"));
    this.numbers = new Numbers(view.querySelector(".numbers"), {
      choose: (scene) => this.choose(scene),
      preview: (count) => this.preview(count),
      guess: (count) => this.tell("guess", count),
      ask: (name) => this.tell("ask", name),
    });
    this.card = new Card(this.root);
    this.stages = new Stages(this.root.querySelector(".play"), (stage) => this.paint(stage));
    this.listen();
  }

  show(data) {
    const dark = isDark(this.root);
    if (this.world !== data.world || this.dark !== dark) this.build(data, dark);
    this.data = data;
    this.root.dataset.columns = data.columns;
    this.root.toggleAttribute("data-still", !data.follow);
    this.list.setAttribute("aria-label", data.words.label);
    this.words.querySelector("summary").textContent = data.words.table;
    this.mark(data.marked);
    this.plane.show(data.map);
    this.stages.set(data.stages, data.words);
    if (data.stages.length) return this.paint(data.stages[this.stages.place]);
    if (this.moment !== data.moment) this.chosen = data.chosen;
    this.moment = data.moment;
    this.preview(null);
    this.choose(this.chosen);
    this.numbers.show(data.numbers, data.words);
    this.numbers.choose(this.chosen);
  }

  // Show one of the scenes: what a number counts.
  choose(scene) {
    this.chosen = scene;
    this.paint(this.data.scenes[scene]);
    this.numbers.choose(scene);
  }

  // Show how many people a guess would be; who they are is nobody's guess, so they stand scattered.
  preview(count) {
    this.root.toggleAttribute("data-guess", count !== null);
    this.people.forEach((option, place) => option.classList.toggle("guess", count !== null && ((place * 37) % 100) < count));
  }

  build(data, dark) {
    this.world = data.world;
    this.dark = dark;
    this.people = data.people.map((person, place) => {
      const option = element("div", { class: "p", role: "option", tabindex: place ? -1 : 0, "aria-selected": false });
      option.append(head(person, data, dark));
      option.style.setProperty("--wait", `${((place * 37) % 100) * 4}ms`);
      option.place = place;
      option.sign = option.querySelector(".mark");
      return option;
    });
    this.arranged = undefined;
  }

  // Show one scene: who is lit, and why.
  paint(scene) {
    this.scene = scene;
    this.root.dataset.tone = scene.tone;
    this.root.dataset.folds = scene.folds;
    const split = JSON.stringify([this.data.split?.name ?? "", this.world]);
    if (split !== this.arranged) arrange(this.list, this.people, this.data.split);
    this.arranged = split;
    this.people.forEach((option, place) => {
      const state = STATES[scene.lit[place]];
      const looks = ["p", state, ...["marked", "guess"].filter((name) => option.classList.contains(name))].join(" ").replace("  ", " ");
      if (option.className !== looks) option.className = looks;
      if (option.mark !== scene.mark) option.sign.setAttribute("href", `#mark-${(option.mark = scene.mark)}`);
      const said = this.said(place);
      if (option.said !== said) option.setAttribute("aria-label", (option.said = said));
    });
    this.count();
    if (this.summary.textContent !== scene.summary) this.summary.textContent = scene.summary;
    this.key.replaceChildren(...scene.key.map((entry) => sample(entry, scene.mark)));
    this.card.refresh();
    if (this.words.open) this.tabulate();
  }

  count() {
    for (const group of this.list.querySelectorAll(".group")) {
      const members = [...group.querySelectorAll(".p")];
      const lit = members.filter((option) => option.classList.contains("lit")).length;
      group.querySelector("small").textContent = this.data.words.of.replace("{lit}", lit).replace("{n}", members.length);
    }
  }

  mark(person) {
    const place = this.data.people.findIndex((one) => one.id === person);
    this.root.toggleAttribute("data-marked", place >= 0);
    this.people.forEach((option) => {
      option.classList.toggle("marked", option.place === place);
      option.setAttribute("aria-selected", option.place === place);
    });
  }

  who(place) {
    const person = this.data.people[place];
    return this.data.words.person.replace("{name}", person.name).replace("{age}", person.age);
  }

  why(place) {
    return this.scene.reasons[this.scene.why[place]];
  }

  said(place) {
    return `${this.who(place)}: ${this.why(place)}`;
  }

  tabulate() {
    fillTable(this.words.querySelector("table"), this);
  }

  // One listener each, on what stays: the people come and go below it.
  listen() {
    const option = (event) => event.target.closest?.(".p");
    const point = (event) => { const one = option(event); if (one) this.card.show(one, this); };
    this.list.addEventListener("pointerover", point);
    this.list.addEventListener("focusin", point);
    this.list.addEventListener("pointerleave", () => this.card.hide());
    this.list.addEventListener("pointermove", (event) => { if (event.pointerType === "touch") this.slide(event); });
    this.list.addEventListener("focusout", () => this.card.hide());
    this.list.addEventListener("click", (event) => { const one = option(event); if (one) this.pick(one); });
    this.list.addEventListener("keydown", (event) => {
      const one = option(event);
      if (!one) return;
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); this.pick(one); }
      else if (event.key === "Escape") this.card.hide();
      else moveByKey(event, one, this.list);
    });
    this.words.addEventListener("toggle", () => { if (this.words.open) this.tabulate(); });
  }

  // A finger is wider than a person: whoever slides it sideways goes from one to the next, and reads above the finger.
  slide({ clientX, clientY }) {
    const under = this.list.getRootNode().elementFromPoint(clientX, clientY)?.closest(".p");
    if (under && under !== this.card.option) this.card.show(under, this, { above: true });
  }

  pick(option) {
    for (const one of this.people) one.tabIndex = one === option ? 0 : -1;
    this.card.show(option, this);
    if (!this.data.follow) return;
    this.mark(this.data.people[option.place].id);
    this.tell("follow", this.data.people[option.place].id);
    if (this.data.told_in) bring(this.data.told_in);
  }

  rest() {
    this.stages.stop();
    this.card.hide();
  }
}
