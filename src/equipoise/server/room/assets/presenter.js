// What the projector and the desk can do beside what a phone can: open by a secret, keys, full screen, the crowd.
export default async function presenter({ path, once }) {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select, .crowd-here")) return;
    const button = document.querySelector(`button[data-keys~="${CSS.escape(event.key)}"]`);
    if (button && !button.disabled) { event.preventDefault(); button.click(); }
  });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-act=full]")) fullScreen(); });
  const secret = location.hash.slice(1);
  if (secret) {
    // It is handed in once, and does not stay where others could read it on the screen.
    history.replaceState(null, "", location.pathname);
    await once(`${path}/enter`, `key=${encodeURIComponent(secret)}`);
  }
  return (part) => part.querySelectorAll(".crowd-here").forEach(crowd);
}

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.();
}

async function crowd(place) {
  const { default: draw } = await import(new URL("crowd/crowd.js", import.meta.url));
  const inner = place.shadowRoot ?? place.attachShadow({ mode: "open" });
  const href = new URL("crowd/crowd.css", import.meta.url);
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  const parentElement = document.createElement("div");
  inner.replaceChildren(style, parentElement);
  draw({ parentElement, data: JSON.parse(place.dataset.crowd), setTriggerValue() {} });
}
