// Keeps a page as its room is: asks what is new, fills it in, and sends what somebody answers or steers.
const { path, more, words: said } = document.body.dataset;
const words = JSON.parse(said), received = {}, memory = {};
let { tag, key } = document.body.dataset;
let ahead = document.body.dataset.now - Date.now() / 1000; // of the server's clock
let quick = "&quick"; // until it is known that there is a connection
let asking, answered = Date.now(), pressed, sending = false, extra = () => {}, wake = () => {};
const by = (id) => document.getElementById(id);
const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

// What outlives a reload; where a browser forbids that, nothing does.
const named = (what) => `equipoise ${path} ${what}`;
function remember(what, text) {
  try { text === null ? localStorage.removeItem(named(what)) : localStorage.setItem(named(what), text); } catch { memory[what] = text; }
}
function remembered(what) {
  try { return localStorage.getItem(named(what)); } catch { return memory[what] ?? null; }
}
function forget() {
  try { for (const each of Object.keys(localStorage)) if (each.startsWith(named(""))) localStorage.removeItem(each); } catch { /* nothing is kept */ }
}

// Asking: one request waits until something is new.
async function listen() {
  for (let failed = 0; tag !== "gone"; ) {
    const mine = (asking = new AbortController()), late = setTimeout(() => mine.abort(), 30000);
    try {
      const answer = await fetch(`${path}/state?after=${encodeURIComponent(tag)}${quick}`, { headers: { Accept: "application/json" }, signal: mine.signal });
      if (answer.status >= 500) throw answer;
      failed = 0;
      answered = Date.now();
      connected(true);
      if (answer.status !== 204) take(answer.status, await answer.json());
      if (answer.status === 403) return; // the link has to be opened again
      if (answer.status >= 400) await pause(5);
      flush();
    } catch {
      if (!mine.meant) {
        connected(false);
        await Promise.race([pause(Math.min(8, 0.5 * 2 ** failed++) * (0.7 + 0.6 * Math.random())), new Promise((done) => { wake = done; })]);
      }
    }
    clearTimeout(late);
  }
  forget();
}
function again(meant) {
  if (asking) asking.meant = meant;
  asking?.abort();
  wake();
}
addEventListener("online", () => again(true));
addEventListener("offline", () => { connected(false); asking?.abort(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden && Date.now() - answered > 25000) again(true); });

function connected(is) {
  const line = is ? words.connected : remembered("unsent") ? words.kept : words.lost;
  quick = is ? "" : "&quick";
  document.body.classList.toggle("lost", !is);
  if (by("line").textContent !== line) by("line").textContent = line;
}
function take(status, told) {
  if (told.parts) fill(told);
  if (status === 404 || status === 410) tag = "gone";
  if (told.said) tell(told.said, status);
}
// What is refused is shown, what is done is seen in the page; both are read out.
function tell(text, status) {
  by("said").textContent = text;
  by("said").className = status < 400 ? "" : "no";
  clearTimeout(tell.later);
  tell.later = setTimeout(() => { by("said").textContent = by("said").className = ""; }, 8000);
}

// Filling in: only parts that are new, and never over what somebody is typing.
function fill(told) {
  ahead = told.now - Date.now() / 1000;
  const typing = told.key === key && document.querySelector("[data-answer][data-typed]");
  for (const [id, markup] of Object.entries(told.parts)) {
    const part = by(id);
    if (!part || (typing && part.contains(typing))) continue;
    if (received[id] !== markup) replace(part, markup);
    received[id] = markup;
  }
  document.body.classList.toggle("arrived", told.key !== key);
  if (told.key !== key) scrollTo(0, 0);
  ({ tag, key } = told);
}
function replace(part, markup) {
  const at = document.activeElement, inside = part.contains(at) && at !== part;
  const opened = [...part.querySelectorAll("details[open]")].map((each) => each.id);
  part.innerHTML = markup;
  for (const id of opened) if (by(id)) by(id).open = true;
  if (inside) (by(at.id) ?? by("do-next") ?? by("main")).focus({ preventScroll: true });
  furnish(part);
}
function furnish(part) {
  for (const form of part.querySelectorAll("[data-answer]")) restore(form);
  const clock = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" };
  for (const time of part.querySelectorAll("time")) time.textContent = new Date(time.dateTime).toLocaleString(document.documentElement.lang, clock);
  extra(part);
}

// What somebody has typed and not sent comes back after a reload.
const fields = (form) => new URLSearchParams(new FormData(form)).toString();
const draft = (form) => `typed ${form.getAttribute("action")}`;
function restore(form) {
  const typed = remembered(draft(form)), given = new URLSearchParams(typed ?? "");
  if (typed !== null) form.dataset.typed = "";
  for (const field of form.elements) {
    if (typed !== null && field.name && field.type !== "hidden") {
      if (field.type === "radio" || field.type === "checkbox") field.checked = given.getAll(field.name).includes(field.value);
      else if (given.has(field.name)) field.value = given.get(field.name);
    }
    mirror(field);
  }
}
// A range shows its number beside it.
function mirror(field) {
  const output = field.type === "range" && field.closest(".field")?.querySelector("output");
  if (output) output.textContent = field.value + (output.dataset.unit ?? "");
}
document.addEventListener("input", ({ target }) => {
  mirror(target);
  if (!target.form?.matches("[data-answer]")) return;
  target.form.dataset.typed = "";
  remember(draft(target.form), fields(target.form));
});

// Sending.
const post = (address, body) => fetch(address, { method: "POST", body, headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" } });
document.addEventListener("click", ({ target }) => { pressed = target.closest("button"); }, true);
document.addEventListener("submit", (event) => {
  const form = event.target, address = form.getAttribute("action");
  if (!form.dataset.send) return;
  event.preventDefault();
  if (form.dataset.send === "answer") {
    remember("unsent", JSON.stringify({ address, body: fields(form), draft: draft(form) }));
    flush();
  } else once(address, fields(form) + (pressed?.form === form && pressed.name ? `&${pressed.name}=${encodeURIComponent(pressed.value)}` : ""));
});
async function once(address, body) {
  try {
    const answer = await post(address, body);
    take(answer.status, await answer.json());
    connected(true);
    if (answer.ok) again(true); // who asks is somebody now
  } catch { connected(false); }
}
async function flush() {
  const unsent = JSON.parse(remembered("unsent"));
  if (!unsent || sending) return;
  sending = true;
  try {
    const answer = await post(unsent.address, unsent.body);
    if (answer.status >= 500) throw answer;
    const told = await answer.json(), form = document.querySelector("[data-typed]");
    remember("unsent", null);
    if (answer.ok) {
      remember(unsent.draft, null);
      delete form?.dataset.typed;
      delete received.main;
    }
    connected(true);
    take(answer.status, told);
  } catch {
    connected(false);
    setTimeout(flush, 2000 + 2000 * Math.random());
  }
  sending = false;
}

// The result on a phone, for who cannot see the screen.
document.addEventListener("toggle", async ({ target }) => {
  if (!target.open || !target.dataset.load || target.children[1]) return;
  const shown = target.appendChild(document.createElement("div")), answer = await fetch(target.dataset.load);
  if (answer.ok) shown.innerHTML = await answer.text();
}, true);

setInterval(() => {
  for (const timer of document.querySelectorAll("[data-until]")) {
    const left = Math.ceil(timer.dataset.until - Date.now() / 1000 - ahead);
    const text = left > 0 ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : words.time_up;
    timer.classList.toggle("over", left <= 0);
    if (timer.textContent !== text) timer.textContent = text;
  }
}, 250);

// The projector and the desk can do more.
async function start() {
  if (more) extra = await (await import(more)).default({ path, once });
  furnish(document.body);
  listen();
}
start();
