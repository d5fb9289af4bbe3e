// Brings into sight what the page tells about somebody who was chosen: it may open below the screen, later, and in parts.
const PATIENCE = 5000; // milliseconds
const DRAWN = 120; // pixels: less is an empty frame
const TAKES_OVER = ["wheel", "touchmove", "keydown", "pointerdown"]; // whoever moves the page decides where it stands

export function bring(key) {
  const until = performance.now() + PATIENCE;
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
  const block = matchMedia("(max-width: 640px)").matches ? "start" : "nearest"; // a phone shows little of it otherwise
  const taken = new AbortController();
  let height = DRAWN;
  for (const event of TAKES_OVER) addEventListener(event, () => taken.abort(), { signal: taken.signal, passive: true });
  const look = () => {
    const told = document.querySelector(`.st-key-${CSS.escape(key)}`);
    if (told?.offsetHeight > height) {
      height = told.offsetHeight;
      told.scrollIntoView({ block, behavior });
    }
    if (performance.now() > until) taken.abort();
    if (!taken.signal.aborted) requestAnimationFrame(look);
  };
  look();
}
