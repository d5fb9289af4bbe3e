// The launcher of a SCORM 1.2 package. It runs on the learning system's origin, opens the app in a window of its own, and
// reports what the app answers. It trusts an answer that comes from the configured origin, out of the window that it
// opened, for the nonce that it drew, with the signature of the package's key.
import settings from "./settings.js";

const { words } = settings;
const nonce = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const address = settings.app + nonce;
const begun = Date.now();
const state = document.getElementById("state");
let api = null;
let opened = null;
let reported = "";

// Run-Time Environment, section 3.3.6.1: the API is in a window above this one, or above the one that opened it.
function findAPI(start) {
  let place = start;
  for (let steps = 0; steps <= 7; steps += 1) {
    try {
      if (place.API) return place.API;
      if (!place.parent || place.parent === place) return null;
      place = place.parent;
    } catch {
      return null; // a window of another origin
    }
  }
  return null;
}

function call(name, ...values) {
  const answer = api[name](...values);
  const error = Number(api.LMSGetLastError?.() ?? 0);
  if (error && error !== 101) throw new Error(`${name}: ${error}`);
  return answer;
}

function start() {
  api = findAPI(window) ?? (window.opener ? findAPI(window.opener) : null);
  if (!api) return say("no_api");
  try {
    call("LMSInitialize", "");
    const known = call("LMSGetValue", "cmi.core.lesson_status");
    if (known === "passed" || known === "completed") return say("passed");
    if (!known || known === "not attempted") {
      call("LMSSetValue", "cmi.core.lesson_status", "incomplete");
      call("LMSCommit", "");
    }
    say("ready");
  } catch {
    say("system");
  }
}

function say(key) {
  state.textContent = words[key];
}

function open() {
  opened = window.open(address, "equipoise");
  if (!opened) {
    document.querySelector("details").open = true;
    return say("window");
  }
  say("waiting");
  setInterval(ask, 1000);
}

// Ask again and again: the learner may leave the page that answers and come back to it.
function ask() {
  if (opened && !opened.closed) opened.postMessage({ kind: "equipoise.ask", nonce }, settings.origin);
}

async function hear(event) {
  if (event.origin !== settings.origin || event.source !== opened) return;
  const told = event.data;
  if (told?.kind !== "equipoise.answer" || told.nonce !== nonce || typeof told.signature !== "string") return;
  const { right, of, status } = told;
  if ((await sign(right, of, status)) === told.signature) report(right, of, status);
}

async function typed(event) {
  event.preventDefault();
  const text = document.getElementById("code").value.toUpperCase().replace(/[^A-Z0-9]/g, "");
  const parts = /^(\d)(\d)([A-Z2-7]{12})$/.exec(text);
  const [right, of] = parts ? [Number(parts[1]), Number(parts[2])] : [0, 0];
  if (parts && letters(await sign(right, of, "passed")) === parts[3]) report(right, of, "passed");
  else say("wrong_code");
}

async function sign(right, of, status) {
  if (!crypto.subtle) {
    say("insecure");
    return "";
  }
  const raw = Uint8Array.from(settings.key.match(/../g), (pair) => parseInt(pair, 16));
  const key = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const said = new TextEncoder().encode(`${settings.path} ${right} ${of} ${status} ${nonce}`);
  const bytes = new Uint8Array(await crypto.subtle.sign("HMAC", key, said));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Base 32 (RFC 4648) of the first 60 bits.
function letters(signature) {
  const bits = [...signature.slice(0, 15)].map((digit) => parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
  return bits.match(/.{5}/g).map((five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[parseInt(five, 2)]).join("");
}

function report(right, of, status) {
  const now = `${right} ${of} ${status}`;
  if (now === reported || !api || reported.endsWith("passed")) return;
  try {
    call("LMSSetValue", "cmi.core.score.min", "0");
    call("LMSSetValue", "cmi.core.score.max", "100");
    call("LMSSetValue", "cmi.core.score.raw", String(Math.round((100 * right) / of)));
    call("LMSSetValue", "cmi.core.lesson_status", status);
    call("LMSCommit", "");
    reported = now;
    say(status === "passed" ? "passed" : "waiting");
  } catch {
    say("system");
  }
}

function finish() {
  if (!api) return;
  const seconds = Math.round((Date.now() - begun) / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const parts = [hours, minutes, seconds % 60].map((part) => String(part).padStart(2, "0"));
  try {
    api.LMSSetValue("cmi.core.session_time", parts.join(":"));
    api.LMSFinish("");
  } catch {
    // the system has gone already
  }
  api = null;
}

document.getElementById("open").addEventListener("click", open);
document.getElementById("typed").addEventListener("submit", typed);
Object.assign(document.getElementById("link"), { href: address, textContent: address });
window.addEventListener("message", hear);
window.addEventListener("pagehide", finish);
start();
