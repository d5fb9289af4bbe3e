// Brings into sight what the page tells about somebody who was chosen; it may open below the screen, and a little later.
const PATIENCE = 5000; // milliseconds
const DRAWN = 120; // pixels: less is an empty frame

export function bring(key) {
  const until = performance.now() + PATIENCE;
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
  const block = matchMedia("(max-width: 640px)").matches ? "start" : "nearest"; // a phone shows little of it otherwise
  const look = () => {
    const told = document.querySelector(`.st-key-${CSS.escape(key)}`);
    if (told?.offsetHeight > DRAWN) told.scrollIntoView({ block, behavior });
    else if (performance.now() < until) requestAnimationFrame(look);
  };
  look();
}
