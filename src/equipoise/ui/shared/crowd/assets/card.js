// The card beside the person whom somebody points at: a larger head, who it is, and one reason.
import { element } from "./heads.js";

export class Card {
  constructor(root) {
    this.root = root;
    this.box = element("div", { class: "card", hidden: "", "aria-hidden": "true" });
    root.append(this.box);
  }

  show(option, view, { above = false } = {}) {
    this.option = option;
    this.view = view;
    this.above = above;
    this.refresh();
    this.box.hidden = false;
    this.place();
  }

  refresh() {
    if (!this.option) return;
    const picture = this.option.querySelector("svg").cloneNode(true);
    const holder = element("div", { class: this.option.className.replace("marked", "").replace(/^p\b/, "") }, picture);
    const words = element("div", {}, element("b", {}, this.view.who(this.option.place)), element("span", {}, this.view.why(this.option.place)));
    this.box.replaceChildren(holder, words);
  }

  // Below the person, or above where a finger or the end of the page is; never over the edge.
  place() {
    const root = this.root.getBoundingClientRect(), one = this.option.getBoundingClientRect();
    const left = Math.min(Math.max(0, one.left + one.width / 2 - root.left - this.box.offsetWidth / 2), root.width - this.box.offsetWidth);
    const below = !this.above && one.bottom + this.box.offsetHeight + 10 < innerHeight;
    this.box.style.left = `${left}px`;
    this.box.style.top = `${below ? one.bottom - root.top + 6 : one.top - root.top - this.box.offsetHeight - 6}px`;
  }

  hide() {
    this.option = undefined;
    this.box.hidden = true;
  }
}
