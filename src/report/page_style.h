#pragma once

namespace bench {

/// The style sheet of a page: text and pictures in the reader's own colours,
/// tables that scroll by themselves where they are wider than the screen.
inline constexpr const char* kPageStyle = R"css(
:root {
  color-scheme: light dark;
  --ink: #1b1f24; --paper: #ffffff; --quiet: #56606b; --grid: #d0d4d9;
  --panel: #f4f6f8; --link: #0b5cad; --alarm: #8a3b00; --alarm-paper: #fff4e8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6e8eb; --paper: #14171a; --quiet: #a6aeb8; --grid: #3a4048;
    --panel: #1e2226; --link: #7db7f5; --alarm: #ffb27a; --alarm-paper: #2c2119;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; color: var(--ink); background: var(--paper);
  font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere;
}
header, main, footer { max-width: 50rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
h1 { font-size: clamp(1.25rem, 1rem + 1.8vw, 1.6rem); line-height: 1.3; margin: .25rem 0 1rem; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2.25rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
p { margin: .5rem 0; }
.title, figcaption, footer { color: var(--quiet); }
.title { margin: 0; font-size: .95rem; }
.alarms {
  margin: 0 0 1.5rem; padding: .6rem 1rem; list-style: none;
  color: var(--alarm); background: var(--alarm-paper);
  border-left: .3rem solid var(--alarm);
}
.alarms li { margin: .2rem 0; }
figure { margin: 1rem 0; }
figure svg { display: block; width: 100%; min-width: 36rem; height: auto; }
figcaption { font-size: .9rem; }
/* A shadow at the edge behind which there is more. */
.scroll {
  overflow-x: auto;
  background:
    linear-gradient(to right, var(--paper) 40%, transparent) left / 3rem 100%,
    linear-gradient(to left, var(--paper) 40%, transparent) right / 3rem 100%,
    linear-gradient(to right, var(--grid), transparent) left / 1rem 100%,
    linear-gradient(to left, var(--grid), transparent) right / 1rem 100%;
  background-repeat: no-repeat;
  background-attachment: local, local, scroll, scroll;
}
.scroll:focus-visible, summary:focus-visible { outline: .15rem solid var(--link); }
table { border-collapse: collapse; font-size: .9rem;
  font-variant-numeric: tabular-nums; overflow-wrap: normal; }
th, td { padding: .3rem .6rem; text-align: right;
  border-bottom: 1px solid var(--grid); vertical-align: top; }
th { font-weight: 600; }
td, thead th { white-space: nowrap; }
.left { text-align: left; }
td.left, tbody th { white-space: normal; min-width: 9rem; max-width: 24rem;
  overflow-wrap: anywhere; }
summary { cursor: pointer; color: var(--link); font-size: .9rem; }
pre { padding: .75rem 1rem; background: var(--panel); white-space: pre-wrap; }
code { font-family: ui-monospace, monospace; font-size: .9rem; }
footer { padding-top: 2rem; padding-bottom: 3rem; font-size: .9rem; }
@media (max-width: 40rem) {
  th, td { padding: .3rem .4rem; }
  td.left, tbody th { min-width: 7rem; }
}
@media print {
  body { font-size: 10pt; }
  header, main, footer { max-width: none; padding: 0; }
  figure svg { min-width: 0; }
  figure, table { break-inside: avoid; }
  h2 { break-after: avoid; }
  .scroll { overflow: visible; background: none; }
}
)css";

}  // namespace bench
