// How the page of a report looks. No `>`, `<` or `&`: it stands in markup.
#pragma once

namespace aws::scenario {

inline constexpr const char* kStyle = R"(
:root {
  color-scheme: light dark;
  --page: #fbfaf8; --card: #ffffff; --ink: #1d2129; --soft: #5c6470; --line: #e2e0db; --band: #f1efea;
  --good: #0b7a55; --calm: #2f6fd0; --bad: #c22f3d; --warn: #a86400; --odd: #8443b8; --on: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171c; --card: #1b1f26; --ink: #e7e9ed; --soft: #9aa3b0; --line: #2e343e; --band: #262c37;
    --good: #3cc794; --calm: #74a9ff; --bad: #ff7582; --warn: #eaa63c; --odd: #c596ee; --on: #10131a;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1280px; margin: 0 auto; padding: 32px 24px 48px; }
h1 { margin: 0; font-size: 30px; line-height: 1.2; letter-spacing: -0.01em; }
h2 { margin: 40px 0 12px; font-size: 19px; }
p { margin: 6px 0; }
code, .id { font-family: ui-monospace, monospace; font-size: 13px; overflow-wrap: anywhere; }
.what { color: var(--soft); }
.ok { color: var(--good); }
.wrong { color: var(--bad); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 24px 0 0; }
.tiles div { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px; }
.tiles dt { color: var(--soft); font-size: 13px; }
.tiles dd { margin: 0; font-size: 24px; font-weight: 600; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
figure { margin: 0; padding: 18px; }
figcaption { color: var(--soft); font-size: 13px; margin-top: 10px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
caption { text-align: left; padding: 12px 16px 8px; color: var(--soft); font-size: 13px; }
th, td { text-align: left; vertical-align: top; padding: 8px 16px; border-top: 1px solid var(--line); }
thead th { color: var(--soft); font: 500 13px system-ui, sans-serif; white-space: nowrap; }
tbody th { font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.verdict { font-weight: 700; white-space: nowrap; }
.wide + .wide { margin-top: 12px; }
details { margin-top: 16px; }
summary { cursor: pointer; font-weight: 600; padding: 4px 0 12px; }
footer { margin-top: 40px; color: var(--soft); font-size: 13px; }
.timeline { display: block; width: 100%; min-width: 1000px; height: auto; font: 12px system-ui, sans-serif; }
.timeline text { fill: var(--ink); }
.timeline .heading { fill: var(--soft); font-weight: 600; }
.timeline .stage { font-weight: 600; }
.timeline .wrong { fill: var(--bad); }
.timeline .label { paint-order: stroke; stroke: var(--card); stroke-width: 3px; stroke-linejoin: round; }
.timeline .on-healthy, .timeline .on-unhealthy { fill: var(--on); font-weight: 600; font-size: 11px; }
.timeline .on-healthy { stroke: var(--good); }
.timeline .on-unhealthy { stroke: var(--bad); }
.timeline .before { text-anchor: end; }
.timeline .tick-label { text-anchor: middle; fill: var(--soft); }
.band { fill: var(--band); }
.other-band { fill: none; }
.leader, .rule, .moment, .tick { fill: none; stroke: var(--line); }
.leader { stroke: var(--soft); opacity: 0.6; }
.tick { stroke: var(--soft); }
.moment { stroke: var(--soft); stroke-dasharray: 1 3; }
.change { fill: var(--ink); }
.mark { fill: none; stroke-width: 1.4; }
.dot { stroke-width: 4.2; stroke-linecap: round; }
.real { stroke: var(--good); }
.static { fill: var(--calm); }
.error { stroke: var(--bad); }
.other { fill: var(--odd); }
.none { stroke: var(--soft); }
.bar { fill: var(--soft); stroke-width: 1; }
.healthy { fill: var(--good); stroke: var(--good); }
.bar.experiment { fill: none; stroke: var(--bad); stroke-dasharray: 4 2; }
.bar.unhealthy { fill: url(#hatching); stroke: var(--bad); }
.unhealthy { fill: var(--bad); }
.hatch { stroke: var(--card); stroke-width: 2; opacity: 0.45; }
.initial { fill: var(--card); stroke: var(--calm); stroke-dasharray: 3 2; }
.draining { fill: var(--warn); stroke: var(--warn); }
.gone { fill: var(--soft); stroke: none; }
)";

}  // namespace aws::scenario
