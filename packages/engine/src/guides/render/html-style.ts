/** The page's only style: no font, image or script comes from elsewhere. */
export const style = `
:root { color-scheme: light dark; --text: #1c2024; --soft: #5a6169; --page: #fff; --card: #f6f7f9; --line: #d7dbe0;
  --accent: #0b62c4; --wait: #e8f1fd; --wait-line: #0b62c4; --warn: #fff6e0; --warn-line: #b27a00; }
@media (prefers-color-scheme: dark) { :root { --text: #e7eaee; --soft: #a3abb5; --page: #14171b; --card: #1d2127;
  --line: #3a414a; --accent: #7ab7ff; --wait: #14283f; --wait-line: #7ab7ff; --warn: #2b2413; --warn-line: #e0aa3e; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main, header, footer { max-width: 46rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
footer { padding: 2rem 1.25rem 3rem; color: var(--soft); font-size: .875rem; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: .25rem 0 .75rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.25rem 0 .75rem; overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: .5rem 0; }
a { color: var(--accent); }
a:focus-visible, input:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
ul, ol { margin: .5rem 0; padding-left: 1.5rem; }
li { margin: .25rem 0; }
code { font: .9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--card); border: 1px solid var(--line);
  border-radius: 4px; padding: .05em .3em; overflow-wrap: anywhere; }
pre { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .75rem 1rem; margin: .75rem 0; white-space: pre-wrap; }
pre code { background: none; border: 0; padding: 0; }
.made { color: var(--soft); font-size: .875rem; letter-spacing: .02em; margin: 0; }
.skip { position: absolute; left: -100rem; } .skip:focus { left: 1rem; top: 1rem; background: var(--page); padding: .5rem; }
.step { border-top: 1px solid var(--line); padding-top: .25rem; margin-top: 2rem; }
.step > h2 { margin-top: 1rem; }
.where { color: var(--soft); }
.boxes { list-style: none; padding: 0; }
.boxes label, .done { display: flex; gap: .65rem; align-items: baseline; padding: .2rem 0; cursor: pointer; }
.boxes input, .done input { flex: none; width: 1.1rem; height: 1.1rem; margin: 0; translate: 0 .15rem; accent-color: var(--accent); }
.why { color: var(--soft); display: block; font-size: .9rem; }
.done { font-weight: 600; margin-top: 1rem; width: max-content; }
table { border-collapse: collapse; width: 100%; margin: .75rem 0; }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; width: 38%; }
td { overflow-wrap: anywhere; }
.own { font-style: italic; }
.wait, .warn, .note { border-left: 4px solid; padding: .5rem .9rem; margin: .75rem 0; border-radius: 0 6px 6px 0; }
.wait { background: var(--wait); border-color: var(--wait-line); }
.warn { background: var(--warn); border-color: var(--warn-line); }
.note { background: var(--card); border-color: var(--accent); }
.warn h3 { margin: 0; } .warn ul, .note ul { padding-left: 1.1rem; margin: .2rem 0; }
.wait code, .warn code { background: none; }
.differ { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .25rem 1rem .5rem; margin: .75rem 0; font-size: .9375rem; }
.differ h3 { margin-top: .6rem; }
.checks { color: var(--soft); font-size: .875rem; }
@media (max-width: 30rem) { th, td { display: block; width: auto; padding-right: 0; } th { border: 0; padding-bottom: 0; } }
@media print { :root { color-scheme: light; --text: #000; --soft: #333; --page: #fff; --card: #fff; --line: #999; --accent: #000;
    --wait: #fff; --wait-line: #000; --warn: #fff; --warn-line: #000; }
  body { font-size: 10.5pt; } main, header, footer { max-width: none; } .skip, nav { display: none; }
  h2, h3 { break-after: avoid; } .wait, .warn, .differ, pre, tr, .boxes li { break-inside: avoid; } }
`;
