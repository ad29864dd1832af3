// The report page's style: self-contained, light and dark as the reader's system,
// black on white in print.
// Thread: any (no state).

export const REPORT_STYLE = `
:root { color-scheme: light dark; --page: #fff; --box: #f3f4f6; --line: #d6dae1; --text: #16181d;
  --muted: #525a68; --accent: #b4630a; --curve: #1d62b8; --soft: #9db9dd; --good: #1b7a48;
  --careful: #8a6500; --wrong: #b3311f; }
@media (prefers-color-scheme: dark) { :root { --page: #14161a; --box: #1b1e25; --line: #333845;
  --text: #e9ecf2; --muted: #a3aab8; --accent: #f2a33c; --curve: #7db4ff; --soft: #3c567c;
  --good: #5ec88c; --careful: #e8c34a; --wrong: #f07a6a; } }
@media print { :root { color-scheme: light; --page: #fff; --box: #fff; --line: #bbb; --text: #000;
  --muted: #444; --accent: #8a4b00; --curve: #124a94; --soft: #9db9dd; --good: #14633a;
  --careful: #6b4e00; --wrong: #93210f; } main { padding: 0 !important; }
  figure, tr, .figures > div { break-inside: avoid; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 14px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 1040px; margin: 0 auto; padding: 28px 20px 48px; }
h1 { font-size: 22px; line-height: 1.25; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 15px; margin: 32px 0 10px; }
p { margin: 6px 0; max-width: 75ch; }
.muted, small, figcaption span { color: var(--muted); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); gap: 10px;
  margin: 18px 0 0; }
.figures > div { padding: 10px 12px; border: 1px solid var(--line); border-radius: 8px;
  background: var(--box); }
.figures b { display: block; font-size: 22px; line-height: 1.2; }
.figures.others { grid-template-columns: repeat(4, 1fr); }
.figures.others b { font-size: 15px; font-weight: 600; }
.figures small { display: block; font-size: 12px; }
.note { margin: 18px 0 0; padding: 10px 14px; border-left: 4px solid var(--good);
  background: var(--box); max-width: none; }
.note.missed { border-color: var(--wrong); }
.note ul { margin: 4px 0 0; padding-left: 18px; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(440px, 100%), 1fr));
  gap: 20px; }
figure { margin: 0; }
figcaption { font-weight: 600; margin-bottom: 4px; }
figcaption span { font-weight: 400; }
svg { display: block; width: 100%; height: auto; background: var(--box);
  border: 1px solid var(--line); border-radius: 8px; }
svg text { font: 12.5px system-ui, sans-serif; fill: var(--muted); }
svg .grid { stroke: var(--line); stroke-width: 1; }
svg path { fill: none; stroke: var(--curve); stroke-width: 1.6; stroke-linejoin: round;
  stroke-linecap: round; }
svg path.behind { stroke: var(--soft); stroke-width: 1; }
svg .bar { fill: var(--curve); }
svg .mark { stroke: var(--accent); stroke-width: 1.4; stroke-dasharray: 5 4; }
svg .mark-label { fill: var(--accent); paint-order: stroke; stroke: var(--box); stroke-width: 5px; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: 7px 10px 7px 0;
  border-top: 1px solid var(--line); }
thead th { border-top: 0; font-weight: 500; color: var(--muted); }
td.number, th.number { text-align: right; white-space: nowrap; padding-right: 18px; }
.verdict { white-space: nowrap; font-weight: 600; }
.pass { color: var(--good); } .warn { color: var(--careful); } .fail { color: var(--wrong); }
footer { margin-top: 32px; padding-top: 10px; border-top: 1px solid var(--line);
  color: var(--muted); font-size: 12px; }
@media (max-width: 600px) {
  main { padding: 18px 14px 36px; }
  .figures, .figures.others { grid-template-columns: repeat(2, 1fr); }
  table, tbody, tr, td, tbody th { display: block; }
  thead { display: none; }
  tr { padding: 8px 0; border-top: 1px solid var(--line); }
  tbody th, td { padding: 1px 0; border: 0; }
  td.number { text-align: left; }
  td.number::before { content: attr(data-label) " "; color: var(--muted); }
}
`;
