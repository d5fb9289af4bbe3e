// When somebody has touched the page and then nobody does for a while, it goes back to its start: as it was opened, with
// nobody chosen. All that the visitor did is gone with it.
const TOUCHES = ["pointerdown", "keydown", "wheel", "touchstart", "input"];
const opened = new URL(location.href);
let seconds, timer;

function touched() {
  clearTimeout(timer);
  timer = setTimeout(() => location.replace(opened.href), 1000 * seconds);
}

export default function ({ data }) {
  opened.searchParams.delete(data.person);
  if (seconds === undefined) for (const touch of TOUCHES) addEventListener(touch, touched, { capture: true, passive: true });
  seconds = data.seconds;
}
