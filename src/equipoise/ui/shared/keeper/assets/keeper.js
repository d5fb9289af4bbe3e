// Keeps a learner's progress in this browser (localStorage), and tells the page what is kept there.
// The text is signed by the server, which checks whatever comes back; here it is only a text.
const ITEM = "equipoise.progress";
const keepers = new WeakMap();

export default function ({ parentElement, data, setStateValue }) {
  let keeper = keepers.get(parentElement);
  if (!keeper) keepers.set(parentElement, (keeper = new Keeper()));
  keeper.tell = (report) => setStateValue("report", report);
  keeper.show(data);
  return () => keeper.rest();
}

class Keeper {
  constructor() {
    this.heard = (event) => {
      if (event.key === ITEM || event.key === null) this.report(this.read(), event.newValue === null);
    };
  }

  show(data) {
    window.addEventListener("storage", this.heard); // another tab wrote; adding the same listener again does nothing
    const now = this.read();
    if (!data.reported) this.report(now, false);
    else if (data.write === null || data.write === (now ?? "")) return;
    else if (now === null || now === data.seen || now === this.written) this.write(data.write);
    else this.report(now, false); // somebody else wrote meanwhile: first both are put together
  }

  read() {
    try {
      return window.localStorage.getItem(ITEM);
    } catch {
      this.refused = true;
      return null;
    }
  }

  write(text) {
    try {
      if (text) window.localStorage.setItem(ITEM, text);
      else window.localStorage.removeItem(ITEM);
      this.written = text;
    } catch {
      this.refused = true;
      this.report(null, false);
    }
  }

  report(text, cleared) {
    this.tell({ text, cleared, refused: this.refused === true, turn: Date.now() });
  }

  rest() {
    window.removeEventListener("storage", this.heard);
  }
}
