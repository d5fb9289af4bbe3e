// Plays a chain of stages, one scene after another. Nothing moves by itself before somebody presses Play.
import { element } from "./heads.js";

const PACE = 1600; // milliseconds a stage

export class Stages {
  constructor(box, paint) {
    this.box = box;
    this.paint = paint;
    this.place = 0;
    this.stages = [];
    this.buttons = ["back", "play", "next"].map((name) => element("button", { type: "button", class: name }));
    this.title = element("span", { class: "title", role: "status" });
    this.count = element("span", { class: "count" });
    box.append(...this.buttons, element("span", {}, this.title, this.count));
    const [back, play, next] = this.buttons;
    back.textContent = "‹";
    next.textContent = "›";
    back.onclick = () => this.go(this.place - 1);
    next.onclick = () => this.go(this.place + 1);
    play.onclick = () => (this.timer ? this.stop() : this.start());
  }

  set(stages, words) {
    this.stages = stages;
    this.words = words;
    this.box.hidden = !stages.length;
    this.place = Math.min(this.place, Math.max(0, stages.length - 1));
    this.buttons.forEach((button) => button.setAttribute("aria-label", words[button.className]));
    if (stages.length) this.name();
  }

  name() {
    this.title.textContent = this.stages[this.place].title;
    this.count.textContent = `${this.place + 1}/${this.stages.length}`;
    this.buttons[0].disabled = !this.place;
    this.buttons[2].disabled = this.place === this.stages.length - 1;
    this.buttons[1].textContent = this.timer ? "❚❚" : "▶";
    this.buttons[1].setAttribute("aria-label", this.timer ? this.words.pause : this.words.play);
  }

  go(place) {
    this.stop();
    this.step(place);
  }

  step(place) {
    this.place = Math.max(0, Math.min(place, this.stages.length - 1));
    this.name();
    this.paint(this.stages[this.place]);
  }

  start() {
    if (this.place === this.stages.length - 1) this.step(0);
    this.timer = setInterval(() => {
      this.step(this.place + 1);
      if (this.place === this.stages.length - 1) this.stop();
    }, PACE);
    this.name();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = undefined;
    if (this.stages.length) this.name();
  }
}
