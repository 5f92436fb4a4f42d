/** The looks of the report: by day, by night, and on paper. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #fbfaf7; --ink: #22262b; --dim: #5d6670; --line: #dedbd3; --card: #ffffff;
  --ok: #1f7a4d; --empty: #8a6d00; --failed: #b3261e; --skipped: #6b7280; --a: #2456a6; --b: #b4540a; --on-bar: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --paper: #15181c; --ink: #e6e4df; --dim: #a2a9b1; --line: #333a42; --card: #1d2126;
  --ok: #4cc38a; --empty: #e3b341; --failed: #ff8078; --skipped: #9aa3ad; --a: #7fb0ff; --b: #ffb072; --on-bar: #10131a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
main { max-width: 1060px; margin: 0 auto; padding: 32px 24px 64px; }
h1 { font-size: 26px; margin: 0 0 4px; } h2 { font-size: 18px; margin: 40px 0 12px; }
p { margin: 4px 0; } .dim { color: var(--dim); } code, pre { font: 13px/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
.verdict { display: inline-block; padding: 2px 10px; border-radius: 99px; border: 1px solid currentColor; font-weight: 600; }
.ok { color: var(--ok); } .empty { color: var(--empty); } .failed { color: var(--failed); } .skipped { color: var(--skipped); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 20px 0; padding: 0; }
.facts div { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px; }
.facts dt { color: var(--dim); font-size: 13px; } .facts dd { margin: 0; font-size: 20px; font-variant-numeric: tabular-nums; }
figure { margin: 0 0 20px; } figcaption { font-weight: 600; margin-bottom: 4px; }
.key { font-weight: 400; color: var(--dim); margin-left: 14px; } .key::before { content: ""; display: inline-block; width: 12px; height: 3px;
  margin-right: 6px; vertical-align: middle; background: currentColor; } .key.a::before { color: var(--a); } .key.b::before { color: var(--b); }
svg { display: block; width: 100%; height: auto; } svg text { fill: var(--ink); font-size: 12px; } svg .tick { fill: var(--dim); font-size: 11px; }
svg .label { font-size: 11px; fill: var(--dim); } svg .label.in { fill: var(--on-bar); }
svg .grid { stroke: var(--line); } svg .limit { stroke: var(--failed); stroke-dasharray: 5 4; }
svg .line { fill: none; stroke-width: 2; } svg .line.a { stroke: var(--a); } svg .line.b { stroke: var(--b); }
svg .area { opacity: .16; } svg .area.a { fill: var(--a); } svg .area.b { fill: var(--b); }
svg .bar { fill: currentColor; } svg .range { opacity: .5; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; background: var(--card); border: 1px solid var(--line); }
caption { text-align: left; color: var(--dim); padding: 0 0 6px; } th, td { padding: 6px 10px; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { color: var(--dim); font-weight: 600; font-size: 13px; } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tbody th { font-weight: 500; } .advice { border-left: 3px solid var(--failed); background: var(--card); padding: 10px 14px; margin: 0 0 14px; }
.advice h3 { margin: 0 0 4px; font-size: 15px; } .advice dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 14px; margin: 6px 0 0; }
.advice dt { color: var(--dim); } .advice dd { margin: 0; overflow-wrap: anywhere; } details { margin: 8px 0; } summary { cursor: pointer; }
pre { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 12px; overflow: auto; white-space: pre-wrap; }
@media print { :root { color-scheme: light; --paper: #fff; --ink: #000; --dim: #444; --line: #bbb; --card: #fff; --ok: #14532d; --empty: #6b5500;
  --failed: #8b1a13; --skipped: #444; --a: #173f80; --b: #7a3905; --on-bar: #fff; }
  body { font-size: 11px; } main { max-width: none; padding: 0; } h2 { margin-top: 24px; } figure, tr, .advice, .facts div { break-inside: avoid; }
  svg .bar { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`
