// Fields that belong together: a box and a slider for one number, and places of which each is given once.
addEventListener("input", ({ target }) => {
  const pair = target.closest("[data-pair]");
  if (pair) for (const twin of pair.querySelectorAll("input")) if (twin !== target) twin.value = target.value;
  const places = target.closest("[data-swap]")?.querySelectorAll("select");
  if (!places) return;
  const taken = [...places].find((one) => one !== target && one.value === target.value && one.value);
  if (taken) taken.value = target.dataset.was ?? "";
  for (const one of places) one.dataset.was = one.value;
}, true);
addEventListener("focusin", ({ target }) => { if (target.matches("[data-swap] select")) target.dataset.was = target.value; });
