/** The look of a page of its own: no fonts to load, light and dark, from 320 pixels up, on paper. */
export const STYLE = `:root {
  color-scheme: light dark;
  --paper: #fcfcfa; --ink: #17191e; --soft: #555962; --line: #d9d9d3;
  --accent: #1f3fb4; --delta: #b03a0c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #131519; --ink: #eceae4; --soft: #a9adb6; --line: #31353d;
    --accent: #a3b8ff; --delta: #ff9d70;
  }
}
body { margin: 0; background: var(--paper); color: var(--ink); }
main { max-width: 62rem; margin: 0 auto; padding: 2rem 1.125rem 4rem; }
.indicial { font: 1.0625rem/1.5 Charter, "Bitstream Charter", "Source Serif 4", Georgia, serif; }
.indicial h1 { font-size: 1.5rem; line-height: 1.3; font-weight: 600; margin: 0 0 1.5rem; }
.indicial h2 { font-size: 1.25rem; font-weight: 600; margin: 2.5rem 0 1rem; padding-top: 1.5rem;
  border-top: 1px solid var(--line); }
.indicial .part { font-size: 1.5rem; }
.indicial h3 { font-size: 1rem; font-weight: 600; margin: 0; }
.indicial math { font-size: 1.05em; }
.indicial math[display="block"] { display: inline math; math-style: normal; margin: 0; }
.indicial dl { margin: 0; }
.indicial dl > div { display: grid; grid-template-columns: 6.5rem 1fr; column-gap: 1rem;
  margin-bottom: .375rem; }
.indicial dt { color: var(--soft); grid-column: 1; }
.indicial dd { margin: 0; grid-column: 2; min-width: 0; }
.indicial .soft, .indicial .rule { color: var(--soft); }
.indicial .result math { font-size: 1.375em; }
.indicial .shape { margin-left: 1rem; }
.indicial .rule { font-weight: 400; font-style: italic; margin-left: .5rem; }
.indicial ol { list-style: none; counter-reset: step; margin: 0; padding: 0; display: grid;
  grid-template-columns: 1.75rem max-content minmax(0, 1fr); row-gap: 1.25rem; }
.indicial dl + ol { margin-top: 1rem; }
.indicial li { counter-increment: step; display: grid; grid-column: 1 / -1;
  grid-template-columns: subgrid; align-items: baseline; }
.indicial li::before { content: counter(step); color: var(--soft); grid-row: 1; grid-column: 1;
  font-variant-numeric: tabular-nums; }
.indicial h3, .indicial .reason { grid-column: 2 / -1; }
.indicial .line { grid-column: 2 / -1; display: grid; grid-template-columns: subgrid;
  align-items: baseline; margin: .375rem 0; }
.indicial .left { text-align: right; padding-right: .35em; }
.indicial .right { display: flex; flex-wrap: wrap; align-items: baseline; gap: .375rem 0; }
.indicial .line math { font-size: 1.25em; }
.indicial .scroll, .indicial p, .indicial h1, .indicial .part, .indicial dd {
  overflow-x: auto; overflow-y: hidden; }
.indicial dd .scroll { display: inline-block; max-width: 100%; vertical-align: top; }
.indicial .reason p { margin: 0; color: var(--soft); max-width: 44rem; }
.indicial details { margin-top: .375rem; }
.indicial summary { color: var(--soft); cursor: pointer; max-width: 44rem; }
.indicial details ol { margin: .75rem 0 0; }
.indicial .reason .delta { color: var(--delta); }
.indicial .scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; }
.indicial figure { margin: 0; }
.indicial figure svg { max-width: 100%; height: auto; }
.indicial figcaption { color: var(--soft); max-width: 44rem; }
.indicial code { font-family: ui-monospace, "Source Code Pro", monospace; overflow-wrap: anywhere; }
@media (max-width: 48rem) {
  .indicial dl > div { display: block; margin-bottom: .75rem; }
  .indicial ol { grid-template-columns: 1.875rem minmax(0, 1fr); }
  .indicial .line { display: flex; flex-wrap: wrap; gap: .375rem 0; padding-bottom: .25rem; }
  .indicial .right { display: contents; }
  .indicial .left { padding-right: 0; }
}
@media print {
  .indicial dl + ol { margin-top: 1rem; }
.indicial li { break-inside: avoid; }
}
`;
