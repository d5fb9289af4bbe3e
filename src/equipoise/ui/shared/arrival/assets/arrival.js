// A new view begins at its top, and a phone's menu, which covers the page that was chosen, closes.
const PHONE = 768; // pixels: below this width, Streamlit puts its menu over the page, and remembers whether it was open
const CLOSE = "[data-testid=stSidebar][data-collapsed=false] [data-testid=stSidebarCollapseButton] button";
let seen; // outlives the element, which is built anew on another page

export default function ({ data }) {
  if (seen === data.view) return;
  if (seen !== undefined) document.querySelector("[data-testid=stMain]")?.scrollTo({ top: 0, behavior: "instant" });
  if (innerWidth < PHONE) document.querySelector(CLOSE)?.click();
  seen = data.view;
}
