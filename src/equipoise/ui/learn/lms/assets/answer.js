// Answers a learning system's launcher that asks for the learner's result. Who may ask, and what is answered, comes from
// the server; anybody else hears nothing.
const answers = new WeakMap();

export default function ({ parentElement, data }) {
  let answer = answers.get(parentElement);
  if (!answer) answers.set(parentElement, (answer = new Answer()));
  answer.data = data;
  window.addEventListener("message", answer.hear); // adding the same listener again does nothing
  return () => window.removeEventListener("message", answer.hear);
}

class Answer {
  constructor() {
    this.hear = (event) => {
      const { origins, nonce, result } = this.data;
      if (!origins.includes(event.origin) || event.data?.kind !== "equipoise.ask" || event.data.nonce !== nonce) return;
      event.source?.postMessage({ kind: "equipoise.answer", nonce, ...result }, event.origin);
    };
  }
}
