/** A suite as one page: what was expected and how near it came, what failed and how to see it again, who met which storylet. */
import type { Coverage, CoverageRow, Share } from '../test/coverage.ts';
import { failuresOf, rowsOf, type Suite } from '../test/suite.ts';
import type { NightShape } from '../test/sweep.ts';
import { clock, escapeText, fact, page } from './page.ts';

export function suitePage(
  suite: Suite,
  coverage: readonly Coverage[],
  rerun: (path: string, seed: string) => string,
  shapes: readonly NightShape[] = [],
): string {
  const failures = failuresOf(suite);
  const rows = rowsOf(suite);
  const endings = [...new Set(suite.nights.map((n) => n.ending || 'no ending'))].map(
    (e) => `${suite.nights.filter((n) => (n.ending || 'no ending') === e).length} ${e}`,
  );
  return page(
    failures.length === 0 ? 'Every expectation held' : `${failures.length} expectations failed`,
    [
      `<h1>${failures.length === 0 ? 'Every expectation held.' : failures.length === 1 ? 'One expectation failed.' : `${failures.length} expectations failed.`}</h1>`,
      `<p class="quiet">${escapeText(suite.entries.map((e) => e.scenario.title).join(', '))}. The same suite gives the same page, however many nights were dreamt at once: <code>${suite.hash}</code></p>`,
      `<div class="facts">${fact(String(suite.nights.length), 'nights')}${fact(String(suite.citizens), 'citizens a night')}${fact(String(suite.seeds.length), 'seeds')}${fact(endings.join(', '), 'endings')}</div>`,
      failures.length === 0 ? '' : '<h2>What failed</h2>',
      ...failures
        .slice(0, 60)
        .map(
          (f) =>
            `<div class="card"><b class="fails">${escapeText(f.says)}</b><br>${escapeText(f.scenario)}, seed ${escapeText(f.seed)}, at ${clock(f.second)}${f.who === '' ? '' : `, of ${escapeText(f.who)}`}, robustness ${f.robustness.toFixed(3)}<br><code>${escapeText(rerun(f.path, f.seed))}</code></div>`,
        ),
      ...(shapes.length === 0 ? [] : ['<h2>The shape of the nights</h2>', `<div class="card">${shapesTable(shapes)}</div>`]),
      '<h2>What was expected</h2>',
      `<p class="quiet">Robustness is how far it was from failing, in shares of the signal's range, in the night that came nearest.</p>`,
      `<div class="card"><table><thead><tr><th></th><th>expectation</th><th>nights</th><th>robustness</th><th></th><th>nearest to failing</th></tr></thead><tbody>${rows
        .map(
          (r) =>
            `<tr><td class="${r.failed > 0 ? 'fails' : r.open === r.nights ? 'open' : 'holds'}">${r.failed > 0 ? 'fails' : r.open === r.nights ? 'open' : 'holds'}</td><td>${escapeText(r.says)}<br><span class="quiet">${escapeText(r.scenario)} · ${escapeText(r.id)}</span></td><td>${r.nights - r.failed} of ${r.nights}</td><td>${r.least.toFixed(3)}</td><td>${bar(r.least)}</td><td>seed ${escapeText(r.seed)}, ${clock(r.second)}${r.who === '' ? '' : `, ${escapeText(r.who)}`}</td></tr>`,
        )
        .join('')}</tbody></table></div>`,
      ...coverage.filter((c) => c.rows.length > 0).map(coverageTable),
    ].join('\n'),
  );
}

/** How each night ends, its mean curve of intensity, and what nobody met. */
function shapesTable(shapes: readonly NightShape[]): string {
  const rows = shapes.map((s) => {
    const points = s.curve.map((v, i) => `${(2 + (i * 196) / (s.curve.length - 1)).toFixed(1)},${(46 - v * 44).toFixed(1)}`).join(' ');
    const line = `<svg width="200" height="48" role="img" aria-label="mean intensity, peak ${Math.max(...s.curve).toFixed(2)}"><path d="M2 46H198" stroke="var(--line)"/><polyline points="${points}" fill="none" stroke="var(--iris)" stroke-width="2"/></svg>`;
    const endings = ['dawn', 'restless', 'broken', 'none'].flatMap((e) => (s.endings[e] ? [`${s.endings[e]} ${e}`] : [])).join('<br>');
    return `<tr><td>${escapeText(s.scenario)}</td><td>${endings}</td><td>${line}</td><td class="${s.arches ? 'holds' : 'fails'}">${s.arches ? 'rises, peaks, falls' : 'no arch'}</td><td>${s.unreached.length === 0 ? 'all met' : `<span class="fails">${s.unreached.map(escapeText).join(', ')}</span>`}</td></tr>`;
  });
  return `<table><thead><tr><th>night</th><th>endings</th><th>intensity of the group</th><th></th><th>met by nobody</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

/** From -1 to 1, the middle is where it would fail. */
function bar(robustness: number): string {
  const v = Math.max(-1, Math.min(1, robustness));
  const [x, w] = v < 0 ? [60 + v * 60, -v * 60] : [60, v * 60];
  const colour = v < 0 ? 'var(--clay)' : 'var(--teal)';
  return `<svg width="120" height="14" role="img" aria-label="${robustness.toFixed(2)}"><rect x="0" y="6" width="120" height="2" rx="1" fill="var(--line)"/><rect x="${x.toFixed(1)}" y="3" width="${Math.max(1.5, w).toFixed(1)}" height="8" rx="3" fill="${colour}"/><rect x="59.5" y="0" width="1" height="14" fill="var(--soft)"/></svg>`;
}

function coverageTable({ scenario, rows }: Coverage): string {
  const names = (of: 'temper' | 'limits' | 'consents'): string[] => [...new Set(rows.flatMap((r) => Object.keys(r[of])))].sort();
  const [tempers, limits, consents] = [names('temper'), names('limits'), names('consents')];
  const heads = (list: readonly string[], of: string): string => list.map((n) => `<th title="${of}">${escapeText(n)}</th>`).join('');
  const cells = (r: CoverageRow, of: 'temper' | 'limits' | 'consents', list: readonly string[]): string =>
    list.map((n) => `<td>${cell(r[of][n])}</td>`).join('');
  const holesOf = (chance: boolean): string[] =>
    rows.flatMap((r) =>
      r.holes
        .filter((h) => h.chance === chance)
        .map((h) => `<tr><td><code>${escapeText(r.storylet)}</code></td><td>${escapeText(h.who)}</td><td>${escapeText(h.why)}</td></tr>`),
    );
  return `<h2>Who met what in ${escapeText(scenario)}</h2><p class="quiet">Share of the people of a kind who met a storylet or talk, over all nights. By temper, then by limits, then by what they agreed to.</p><div class="card"><table><thead><tr><th></th><th></th>${[
    ['temper', tempers],
    ['limits', limits],
    ['agreed to', consents],
  ]
    .map(([name, list]) => `<th colspan="${list?.length}">${name}</th>`)
    .join(
      '',
    )}</tr><tr><th>storylet</th><th>nights</th>${heads(tempers, 'temper')}${heads(limits, 'limits')}${heads(consents, 'consents')}</tr></thead><tbody>${rows
    .map(
      (r) =>
        `<tr><td><code>${escapeText(r.storylet)}</code></td><td>${cell(r.nights)}</td>${cells(r, 'temper', tempers)}${cells(r, 'limits', limits)}${cells(r, 'consents', consents)}</tr>`,
    )
    .join('')}</tbody></table></div>${listed(holesOf(false), holesOf(true))}`;
}

function listed(sure: readonly string[], chance: readonly string[]): string {
  if (sure.length + chance.length === 0) return '';
  const table = (rows: readonly string[]): string => `<div class="card"><table><tbody>${rows.join('')}</tbody></table></div>`;
  const few = `<details><summary class="quiet">${chance.length} more that so few people say nothing about; more seeds would tell</summary>${table(chance)}</details>`;
  return `<h2>Who never met what, and why</h2>${sure.length === 0 ? '' : table(sure)}${chance.length === 0 ? '' : few}`;
}

function cell(share: Share | undefined): string {
  if (!share || share.of === 0) return '<span class="cell quiet">–</span>';
  const part = share.met / share.of;
  return `<span class="cell" title="${share.met} of ${share.of}" style="background:color-mix(in srgb,var(--teal) ${Math.round(part * 70)}%,transparent)">${Math.round(part * 100)}%</span>`;
}
