/** Our own looks, not the vendor's: nobody should take this console for the real one. */
export const style = `
:root { color-scheme: light dark; --ink: #1c2430; --paper: #fbfaf7; --line: #d9d5cc; --soft: #f0ede5; --accent: #2f5d50; --on-accent: #fff; --warn: #8a3b12; --warn-paper: #fdf1e7; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e4de; --paper: #171a1d; --line: #383d42; --soft: #22272b; --accent: #7fbfa8; --on-accent: #10201a; --warn: #f0a878; --warn-paper: #33231a; } }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
.banner { padding: .4rem 1rem; background: var(--accent); color: var(--on-accent); display: flex; flex-wrap: wrap; gap: .2rem 1.5rem; }
.banner strong { font-weight: 650; }
.banner a { color: inherit; }
.frame { display: grid; grid-template-columns: 15rem minmax(0, 1fr); min-height: calc(100vh - 2.5rem); }
nav.menu { padding: 1rem; border-right: 1px solid var(--line); background: var(--soft); }
nav.menu h2 { font-size: .8rem; margin: 1rem 0 .2rem; text-transform: uppercase; letter-spacing: .05em; opacity: .75; }
nav.menu ul { list-style: none; margin: 0; padding: 0; }
nav.menu a { display: block; padding: .25rem .5rem; border-radius: .3rem; color: inherit; text-decoration: none; }
nav.menu a:hover, nav.menu a[aria-current] { background: var(--line); }
main { padding: 1.2rem 1.6rem 3rem; max-width: 64rem; }
h1 { font-size: 1.4rem; margin: 0 0 .8rem; }
.path { margin: 0; font-size: .85rem; opacity: .75; }
.tabs, .tools { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0 0 1rem; align-items: center; }
.tabs a { padding: .3rem .8rem; border-bottom: 3px solid transparent; color: inherit; text-decoration: none; }
.tabs a[aria-current] { border-color: var(--accent); font-weight: 600; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1rem; }
th, td { text-align: left; padding: .45rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: break-word; }
th { font-size: .85rem; white-space: nowrap; }
form.sheet { border: 1px solid var(--line); border-radius: .5rem; padding: 1rem 1.2rem; margin: 0 0 1rem; }
form.inline { display: inline; }
label { display: block; font-weight: 600; margin: .7rem 0 .15rem; }
label.tick { font-weight: 400; display: flex; gap: .5rem; align-items: baseline; margin: .2rem 0; }
fieldset { border: 1px solid var(--line); border-radius: .4rem; margin: .8rem 0; }
legend { font-weight: 600; padding: 0 .4rem; }
main a { color: var(--accent); }
main a.button.main { color: var(--on-accent); }
form.sheet > button { margin-top: .9rem; }
input[type=text], input[type=password], textarea, select { display: block; }
input[type=text], input[type=password], input[type=email], select, textarea { width: 100%; max-width: 32rem; font: inherit; padding: .35rem .5rem; border: 1px solid var(--line); border-radius: .3rem; background: var(--paper); color: inherit; }
select[multiple] { min-height: 12rem; }
button, a.button { font: inherit; padding: .35rem .9rem; border: 1px solid var(--accent); border-radius: .3rem; background: var(--paper); color: var(--accent); cursor: pointer; text-decoration: none; display: inline-block; }
button.main, a.button.main { background: var(--accent); color: var(--on-accent); }
.help { font-size: .85rem; opacity: .8; margin: .1rem 0 0; }
.refusal { border-left: 4px solid var(--warn); background: var(--warn-paper); padding: .6rem 1rem; margin: 0 0 1rem; }
.note { border-left: 4px solid var(--accent); background: var(--soft); padding: .6rem 1rem; margin: 0 0 1rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); gap: 1rem; }
.card { border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; }
.card h2 { font-size: 1.05rem; margin: 0 0 .3rem; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .3rem 1rem; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; }
code { font-family: ui-monospace, monospace; }
ol.steps { display: flex; gap: 1.5rem; padding: 0; margin: 0 0 1rem; list-style: none; }
ol.steps li[aria-current] { font-weight: 700; border-bottom: 3px solid var(--accent); }
ul.tree { list-style: none; padding-left: 1.1rem; margin: 0; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
@media (max-width: 44rem) { .frame { grid-template-columns: 1fr; } nav.menu { border-right: 0; border-bottom: 1px solid var(--line); } }
`;
