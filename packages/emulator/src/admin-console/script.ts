import { createHash } from "node:crypto";

/**
 * All that needs a script, and nothing depends on it: copying, a right click that opens a row's menu, a tick at "All"
 * that ticks its levels, menus that close when one looks elsewhere.
 */
export const script = `
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = "Copied";
  });
}
for (const row of document.querySelectorAll("tr:has(.row-menu)")) {
  row.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    row.querySelector(".row-menu").open = true;
  });
}
for (const levels of document.querySelectorAll("[data-levels]")) {
  levels.addEventListener("change", ({ target }) => {
    const boxes = [...levels.querySelectorAll("input")];
    const all = boxes.find(({ value }) => value.endsWith("| All"));
    if (!all) return;
    if (target === all) for (const box of boxes) box.checked = all.checked;
    else all.checked = boxes.every((box) => box === all || box.checked);
  });
}
const menus = () => document.querySelectorAll(".row-menu[open], .drop[open]");
addEventListener("click", ({ target }) => {
  for (const menu of menus()) if (!menu.contains(target)) menu.open = false;
});
addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
`;

/** What the content security policy lets run, and nothing else. */
export const scriptHash = `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
