// Arrow keys go from person to person; only one of them is a stop of the Tab key.
export function moveByKey(event, option, list) {
  const people = [...list.querySelectorAll(".p")];
  const place = people.indexOf(option);
  const columns = Number(getComputedStyle(list).getPropertyValue("--columns")) || 10;
  const steps = { ArrowRight: place + 1, ArrowLeft: place - 1, ArrowDown: place + columns, ArrowUp: place - columns, Home: 0, End: people.length - 1 };
  const next = people[steps[event.key]];
  if (!(event.key in steps)) return;
  event.preventDefault();
  if (!next) return;
  option.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
