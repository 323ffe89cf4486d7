/** Our own looks, not the vendor's: nobody should take this console for the real one. */
export const style = `
:root { color-scheme: light dark; --ink: #1d2733; --quiet: #586271; --canvas: #f6f5f1; --paper: #ffffff; --line: #dbd7cd; --edge: #8b8f94; --accent: #1c5f4e; --on-accent: #ffffff; --tint: #e4efea; --warn: #98310f; --warn-paper: #fdeee4; --bar: #16382f; --on-bar: #f3f1ea; --mark: #e2a336; --focus: #a85a06; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e6e0; --quiet: #a9b1ba; --canvas: #14181b; --paper: #1c2125; --line: #343b41; --edge: #79828a; --accent: #7fcab0; --on-accent: #0d1f19; --tint: #20342e; --warn: #f3a67e; --warn-paper: #3a251b; --bar: #0f2720; --on-bar: #e8e6e0; --focus: #e2a336; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; font: 15px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; color: var(--ink); background: var(--canvas); }
h1 { font-size: 1.45rem; line-height: 1.25; margin: 0 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.08rem; margin: 0 0 .5rem; }
p { margin: 0 0 .8rem; max-width: 44rem; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: .2rem; }
header :focus-visible { outline-color: var(--mark); }
main:focus, nav:focus { outline: none; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.quiet { color: var(--quiet); }
.skip { position: absolute; left: -100rem; background: var(--paper); padding: .5rem 1rem; z-index: 9; }
.skip:focus { left: .5rem; top: .5rem; }

header { display: flex; flex-wrap: wrap; align-items: center; gap: .2rem 1.4rem; padding: .55rem 1.2rem; background: var(--bar); color: var(--on-bar); border-bottom: 5px solid; border-image: repeating-linear-gradient(135deg, var(--mark) 0 12px, var(--bar) 12px 24px) 5; }
header a { color: inherit; text-decoration: none; padding: .2rem 0; }
header a:hover { text-decoration: underline; }
header .tab { border: 1px solid currentColor; border-radius: .3rem; padding: .1rem .7rem; }
header .account { flex: 1 1 10rem; min-width: 0; line-height: 1.3; }
header .account span { display: inline-block; max-width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; vertical-align: bottom; }
header .quiet { color: inherit; opacity: .8; }
header .time { font-variant-numeric: tabular-nums; }

.frame { display: grid; grid-template-columns: 15.5rem minmax(0, 1fr); min-height: calc(100vh - 3rem); }
nav#menu { padding: .9rem .7rem; border-right: 1px solid var(--line); }
nav#menu summary { padding: .35rem .6rem; border-radius: .3rem; cursor: pointer; font-weight: 600; }
nav#menu summary::marker { color: var(--quiet); }
nav#menu ul { list-style: none; margin: 0 0 .5rem; padding: 0 0 0 1rem; }
nav#menu li a { display: block; padding: .28rem .6rem; border-radius: .3rem; color: inherit; text-decoration: none; }
nav#menu li a:hover, nav#menu summary:hover { background: var(--tint); }
nav#menu li a[aria-current] { background: var(--tint); font-weight: 600; box-shadow: inset 3px 0 var(--accent); }
nav#menu .close-menu { display: none; }
main { padding: 1.2rem 1.8rem 4rem; min-width: 0; max-width: 78rem; }
.path { margin: 0 0 .15rem; font-size: .85rem; color: var(--quiet); }

.tools { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0 0 1rem; align-items: center; max-width: none; }
.tabs { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: 0 0 1.1rem; border-bottom: 1px solid var(--line); }
.tabs a { padding: .4rem .1rem; margin-bottom: -1px; border-bottom: 3px solid transparent; color: inherit; text-decoration: none; }
.tabs a:hover { border-color: var(--line); }
.tabs a[aria-current] { border-color: var(--accent); font-weight: 600; }

.scroll { overflow-x: auto; background: var(--paper); border: 1px solid var(--line); border-radius: .45rem; margin: 0 0 1.2rem; }
.scroll:has(details[open] > div) { overflow: visible; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .5rem .8rem; vertical-align: top; }
tbody tr + tr > * { border-top: 1px solid var(--line); }
thead > tr > * { border-bottom: 1px solid var(--line); font-size: .82rem; color: var(--quiet); white-space: nowrap; font-weight: 600; }
tbody tr:hover { background: var(--tint); }
td:has(> .row-menu) { width: 3rem; text-align: right; }
td.nowrap, td time { white-space: nowrap; font-variant-numeric: tabular-nums; }
td button, td a.button { padding: .12rem .7rem; }
td .tools { margin: 0; flex-wrap: nowrap; gap: .4rem; }
.empty { background: var(--paper); border: 1px dashed var(--edge); border-radius: .45rem; padding: 1.1rem; color: var(--quiet); max-width: none; }
.state { display: inline-flex; align-items: baseline; gap: .4rem; white-space: nowrap; }
.state::before { content: ""; width: .55rem; height: .55rem; border-radius: 50%; background: var(--edge); }
.state.good::before { background: #2f9e6f; }
.state.warn::before { background: #d9662b; }

.sheet { background: var(--paper); border: 1px solid var(--line); border-radius: .45rem; padding: 1.1rem 1.3rem; margin: 0 0 1.2rem; max-width: 52rem; }
.scroll:has(+ .sheet), .empty:has(+ .sheet) { max-width: 52rem; }
.sheet > :last-child { margin-bottom: 0; }
form.inline { display: inline; }
form.search { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin: 0 0 1rem; }
.field { margin: 0 0 .9rem; max-width: 34rem; }
label, .label { display: block; font-weight: 600; margin: 0 0 .2rem; }
label.tick { font-weight: 400; display: flex; gap: .5rem; align-items: baseline; margin: .25rem 0; max-width: max-content; }
input[type=checkbox], input[type=radio] { accent-color: var(--accent); width: 1rem; height: 1rem; flex: none; transform: translateY(.12rem); margin: 0; }
input[type=text], input[type=password], input[type=search], select, textarea { width: 100%; font: inherit; padding: .4rem .6rem; border: 1px solid var(--edge); border-radius: .3rem; background: var(--paper); color: inherit; }
[aria-invalid] { border-color: var(--warn); box-shadow: 0 0 0 1px var(--warn); }
.help { font-size: .87rem; color: var(--quiet); margin: .2rem 0 .7rem; }
.field > .help { margin-bottom: 0; }
label.tick + .tools { margin-top: .9rem; }
.error { color: var(--warn); font-size: .9rem; margin: .2rem 0 0; font-weight: 600; }
fieldset { border: 1px solid var(--line); border-radius: .4rem; margin: 0 0 1rem; padding: .5rem .9rem .8rem; min-width: 0; }
legend { font-weight: 600; padding: 0 .4rem; }
.columns { columns: 17rem; column-gap: 1.5rem; }
.columns > * { break-inside: avoid; }
.lookup { display: flex; gap: .6rem; align-items: center; flex-wrap: wrap; }
.lookup output { min-width: 14rem; padding: .4rem .6rem; border: 1px solid var(--line); border-radius: .3rem; background: var(--canvas); }
.entry { display: grid; grid-template-columns: minmax(11rem, 1fr) minmax(0, 2fr); gap: .2rem 1rem; padding: .3rem 0; align-items: baseline; }
.entry + .entry { border-top: 1px solid var(--line); }
.entry > div { display: flex; flex-wrap: wrap; gap: 0 1.2rem; }
.entry label.tick { margin: .1rem 0; }

button, a.button { font: inherit; line-height: 1.35; padding: .38rem 1rem; border: 1px solid var(--accent); border-radius: .3rem; background: var(--paper); color: var(--accent); cursor: pointer; text-decoration: none; display: inline-block; }
button:hover, a.button:hover { background: var(--tint); }
button.main, a.button.main { background: var(--accent); color: var(--on-accent); }
button.main:hover, a.button.main:hover { filter: brightness(1.12); }
button.danger { border-color: var(--warn); color: var(--warn); }
button.link { border: 0; background: none; padding: 0; text-decoration: underline; text-align: left; overflow-wrap: anywhere; }
button.copy { font-size: .82rem; padding: .08rem .6rem; }
button[role=switch]::before { content: ""; display: inline-block; width: 1.7rem; height: .9rem; margin-right: .5rem; border-radius: 1rem; vertical-align: -.08rem; background: radial-gradient(circle at .45rem 50%, var(--paper) .32rem, var(--edge) .35rem); }
button[role=switch][aria-checked=true]::before { background: radial-gradient(circle at 1.25rem 50%, var(--paper) .32rem, var(--accent) .35rem); }

.refusal { border-left: 4px solid var(--warn); background: var(--warn-paper); padding: .7rem 1rem; margin: 0 0 1.1rem; max-width: 52rem; }
.note { border-left: 4px solid var(--accent); background: var(--tint); padding: .7rem 1rem; margin: 0 0 1.1rem; max-width: 52rem; display: flow-root; }
.note > :last-child { margin-bottom: 0; }
dialog.note { position: static; width: auto; color: inherit; border-width: 0 0 0 4px; }
.confirm > :last-child { margin-bottom: 0; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(21rem, 100%), 1fr)); max-width: 60rem; gap: 1rem; padding: 0; margin: 0 0 1.2rem; list-style: none; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: .45rem; padding: 1rem 1.2rem; display: flex; flex-direction: column; }
.card p:last-child { margin: auto 0 0; }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) minmax(0, 1fr); gap: .45rem 1.2rem; margin: 0 0 1rem; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
code { font: .9em ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
ol.steps { display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; padding: 0; margin: 0 0 1.1rem; list-style: none; counter-reset: step; color: var(--quiet); }
ol.steps li { counter-increment: step; padding-bottom: .2rem; }
ol.steps li::before { content: counter(step) ". "; }
ol.steps li[aria-current] { color: var(--ink); font-weight: 650; border-bottom: 3px solid var(--accent); }

.with-panel { display: grid; grid-template-columns: minmax(0, 1fr) minmax(20rem, 27rem); gap: 1.4rem; align-items: start; }
.panel { background: var(--paper); border: 1px solid var(--line); border-top: 4px solid var(--accent); border-radius: .45rem; padding: 1rem 1.2rem; }
.panel > header { all: unset; display: flex; justify-content: space-between; gap: 1rem; align-items: start; margin: 0 0 .6rem; }
.panel dl { grid-template-columns: 1fr; gap: 0; }
.panel dd { margin-bottom: .55rem; }
.close { font-size: 1.2rem; line-height: 1; padding: .2rem .5rem; text-decoration: none; color: inherit; }
.confirm { border: 2px solid var(--warn); background: var(--paper); border-radius: .45rem; padding: 1.1rem 1.3rem; margin: 0 0 1.2rem; max-width: 40rem; }

.row-menu, .drop { display: inline-block; position: relative; }
.row-menu > summary, .drop > summary { list-style: none; cursor: pointer; }
.row-menu > summary::-webkit-details-marker, .drop > summary::-webkit-details-marker { display: none; }
.row-menu > summary { padding: 0 .6rem; font-weight: 700; border-radius: .3rem; }
.row-menu > summary:hover { background: var(--line); }
.drop > summary { padding: .38rem 1rem; border: 1px solid var(--accent); border-radius: .3rem; color: var(--accent); background: var(--paper); }
.drop > summary::after { content: " ▾"; }
.row-menu > div, .drop > div { position: absolute; z-index: 3; min-width: 12rem; background: var(--paper); border: 1px solid var(--edge); border-radius: .4rem; padding: .3rem; box-shadow: 0 6px 20px #0004; text-align: left; }
.row-menu > div { right: 0; }
.row-menu > div a, .drop > div a { display: block; padding: .35rem .7rem; border-radius: .3rem; color: inherit; text-decoration: none; white-space: nowrap; }
.row-menu > div a:hover, .drop > div a:hover { background: var(--tint); }
details.section { background: var(--paper); border: 1px solid var(--line); border-radius: .45rem; margin: 0 0 .7rem; max-width: 52rem; }
details.section > summary { padding: .7rem 1.1rem; cursor: pointer; font-weight: 600; }
details.section > div { padding: 0 1.3rem 1rem; }
details.reveal > summary { cursor: pointer; list-style: none; display: inline-block; padding: .1rem .3rem; }
details.reveal > summary::-webkit-details-marker { display: none; }
.eye { display: inline-block; width: 1.6rem; height: 1rem; border: 2px solid currentColor; border-radius: 70% 30% / 60% 60%; background: radial-gradient(circle, currentColor .26rem, transparent .28rem); vertical-align: -.15rem; transform: rotate(0deg); border-radius: 100% / 100%; }
details.reveal:not([open]) > summary::after { content: " ••••••••••••"; color: var(--quiet); }

.tree ul { list-style: none; padding-left: 1.2rem; margin: 0; border-left: 1px solid var(--line); }
.tree > ul { padding-left: 0; border: 0; }
.tree li > div { display: flex; justify-content: space-between; gap: .5rem; align-items: center; padding: .1rem .5rem; border-radius: .3rem; }
.tree li > div:has([aria-current]) { background: var(--tint); }
.tree a { color: inherit; text-decoration: none; overflow-wrap: anywhere; }
.tree a[aria-current] { font-weight: 600; }
.tree button { padding: 0 .5rem; font-weight: 700; }
.groups { display: grid; grid-template-columns: minmax(13rem, 18rem) minmax(0, 1fr); gap: 1.6rem; align-items: start; }

@media (max-width: 76rem) { header { font-size: .9rem; column-gap: .9rem; } header .account { flex-basis: 7.5rem; } header .actor { margin-left: auto; } }
@media (max-width: 60rem) { .with-panel, .groups { grid-template-columns: minmax(0, 1fr); } .with-panel > .panel { order: -1; } }
@media (max-width: 46rem) {
  header { padding: .45rem .9rem; gap: 0 1rem; font-size: .9rem; }
  header .account, header .actor { display: none; }
  header .brand { flex: 1 0 100%; }
  header .time { margin-left: auto; }
  .frame { display: block; min-height: 0; }
  nav#menu { display: none; border-right: 0; border-bottom: 1px solid var(--line); }
  nav#menu:target { display: block; }
  nav#menu summary, nav#menu li a { padding: .55rem .6rem; }
  nav#menu .close-menu { display: inline-block; padding: .5rem .6rem; }
  main { padding: 1rem .9rem 3rem; }
  dl, .entry { grid-template-columns: minmax(0, 1fr); gap: 0; }
  dd { margin-bottom: .6rem; }
  .sheet { padding: .9rem; }
  thead { display: none; }
  tr, tbody, table { display: block; }
  tr { padding: .5rem .9rem; }
  tr + tr { border-top: 1px solid var(--line); }
  tbody tr + tr > * { border: 0; }
  td { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: .6rem; padding: .15rem 0; overflow-wrap: anywhere; }
  td::before { content: attr(data-head); color: var(--quiet); font-size: .87rem; }
  td:empty { display: none; }
  td > * { justify-self: start; }
  td:has(> .row-menu) { width: auto; text-align: left; }
  .row-menu > div { left: 0; right: auto; }
  button, a.button { padding-block: .5rem; }
}
`;
