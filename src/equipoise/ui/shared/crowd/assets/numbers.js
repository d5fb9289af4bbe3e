// The numbers above the crowd: each says how it stands, and chooses what the crowd shows.
import { element } from "./heads.js";

const ARROWS = { up: "↑", down: "↓", same: "" };

export class Numbers {
  constructor(root, on) {
    this.root = root;
    this.on = on; // choose(scene), guess(value), preview(value), ask(name)
    this.cards = new Map();
  }

  show(numbers, words) {
    this.root.hidden = !numbers.length;
    const names = numbers.map((one) => one.name).join();
    if (this.names !== names) this.build(numbers, words, names);
    numbers.forEach((number) => this.fill(this.cards.get(number.name), number, words));
  }

  build(numbers, words, names) {
    this.names = names;
    this.cards = new Map(numbers.map((number) => [number.name, this.card(number, words)]));
    this.root.setAttribute("aria-label", words.numbers);
    this.root.replaceChildren(...[...this.cards.values()].map((card) => card.box));
  }

  card(number, words) {
    const [label, value, change, sure] = ["label", "value", "change", "sure"].map((name) => element("span", { class: name }));
    value.dataset.number = number.name;
    const pick = number.scene === null ? element("div", { class: "pick" }) : element("button", { class: "pick", type: "button" });
    pick.append(label, value);
    const below = element("div", { class: "below" }, change, sure);
    const track = element("div", { class: "track", "aria-hidden": "true" }, ...["bar", "start", "guessed"].map((name) => element("i", { class: name })));
    const ask = element("button", { class: "ask", type: "button" }, element("span", { "aria-hidden": "true" }, "?"));
    const about = element("div", { class: "about", popover: "auto", tabindex: 0 });
    const box = element("div", { class: "number", role: "group" }, pick, ask, track, below, about);
    const card = { box, pick, label, value, change, sure, below, track, ask, about };
    if (number.scene !== null) pick.addEventListener("click", () => this.on.choose(card.scene));
    ask.addEventListener("click", () => {
      if (card.told) tell(about, card.told); // the same answer is not sent twice
      else about.replaceChildren(words.waiting);
      about.showPopover();
      this.on.ask(number.name);
    });
    return card;
  }

  fill(card, number, words) {
    card.scene = number.scene;
    put(card.label, number.label);
    put(card.value, number.value);
    put(card.sure, number.sure);
    card.box.setAttribute("aria-label", number.label);
    card.ask.setAttribute("aria-label", number.ask);
    card.change.className = `change ${number.tone}`;
    put(card.change, `${ARROWS[number.moved]} ${number.change}`.trim());
    card.track.hidden = number.share === null;
    for (const [name, share] of [["bar", number.share], ["start", number.start], ["guessed", number.guessed]]) {
      card.track.querySelector(`.${name}`).style.cssText = share === null ? "display:none" : `--at:${Math.min(100, share)}%`;
    }
    this.asked(card, number, words);
    card.told = number.told;
    if (number.told) tell(card.about, number.told);
  }

  // Turn the card into a question, or back.
  asked(card, number, words) {
    const open = card.box.querySelector(".question");
    if (!number.guessing) return open?.remove();
    if (open) return this.on.preview(Number(open.querySelector("input").value));
    const from = Math.round(number.share);
    const slider = element("input", { type: "range", min: 0, max: 100, value: from, "aria-label": words.guess });
    const shown = element("output", {}, words.guessed.replace("{n}", from));
    const [go, skip] = ["show", "skip"].map((name) => element("button", { type: "button", class: name }, words[name]));
    slider.addEventListener("input", () => {
      put(shown, words.guessed.replace("{n}", slider.value));
      this.on.preview(Number(slider.value));
    });
    go.addEventListener("click", () => this.on.guess(Number(slider.value)));
    skip.addEventListener("click", () => this.on.guess(-1));
    card.box.append(element("div", { class: "question" }, element("div", { class: "said" }, shown, skip, go), slider));
    this.on.choose(number.scene);
    this.on.preview(from);
  }

  choose(scene) {
    for (const card of this.cards.values()) {
      if (card.scene !== null) card.pick.setAttribute("aria-pressed", card.scene === scene);
    }
  }
}

function put(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

function tell(about, sections) {
  about.replaceChildren(...sections.flatMap((section) => [
    element("p", {}, element("b", {}, section.title), ` · ${section.tag}`),
    ...section.lines.map(([asked, told]) => element("p", {}, element("i", {}, asked), ` ${told}`)),
    ...(section.more ? [link(section.more)] : []),
  ]));
}

function link([asked, told, address]) {
  const to = element("a", { href: address, target: "_blank", rel: "noopener" }, told);
  return element("p", {}, element("i", {}, asked), " ", to);
}
