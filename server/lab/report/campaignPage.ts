/** A campaign as one page: its nights in a row, how each rose and ended, what it changed and handed on. */
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import type { SimulateReport } from '../simulate.ts';
import { clock, escapeText, fact, page } from './page.ts';
import type { SessionData } from './session.ts';
import type { SessionSummary } from './summary.ts';

export interface CampaignNight {
  readonly scenario: CompiledScenario;
  readonly report: SimulateReport;
  readonly summary: SessionSummary;
  /** one value a second, 0..1 */
  readonly curves: { readonly intensity: readonly number[]; readonly legitimacy: readonly number[] };
  /** folder of its own page, beside this one */
  readonly folder: string;
}

/** The two curves that tell a night from another. */
export function curvesOf({ values }: SessionData): CampaignNight['curves'] {
  return { intensity: values.group_intensity, legitimacy: values.legitimacy };
}

export function campaignPage(nights: readonly CampaignNight[]): string {
  const last = nights.at(-1);
  const carried = last?.summary.carried;
  const longest = Math.max(1, ...nights.map((n) => n.curves.intensity.length));
  const body = [
    '<h1>A campaign</h1>',
    `<p class="quiet">${nights.length} nights in a row, seed ${escapeText(last?.report.seed.replace(/^\w+:/, '') ?? '')}. Each began with what the one before it handed on.</p>`,
    `<div class="facts">${[
      fact(String(nights.filter((n) => n.report.ending === 'dawn').length), 'dawns'),
      fact(String(carried?.threads.count ?? 0), 'threads in the sky of the city'),
      fact(String(carried?.threads.gold ?? 0), 'of them gold'),
      fact(String(carried?.clauses.length ?? 0), 'clauses in force'),
      fact((carried?.trust ?? 0).toFixed(2), 'trust in the guide'),
    ].join('')}</div>`,
    '<h2>Its nights</h2>',
    '<p class="quiet"><span class="key iris"></span>intensity of the group <span class="key clay"></span>legitimacy of Dream Governance, both 0 to 1</p>',
    ...nights.map((night, i) => nightCard(night, nights[i - 1], i + 1, longest)),
    '<h2>Wounds of the city</h2>',
    `<div class="card">${woundsOf(nights)}</div>`,
  ].join('\n');
  return page('A campaign', body, `<style>${STYLE}</style>`);
}

const STYLE = `.night{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1.1fr);gap:.4rem 1.6rem}.night h3{font:500 1.15rem/1.3 'Fraunces',Georgia,serif;margin:0}
.night p{margin:.2rem 0}.night svg{display:block;width:100%;height:92px}.key{display:inline-block;width:1.1rem;height:.2rem;border-radius:2px;margin:0 .4rem .2rem 0;background:var(--iris)}.key.clay{background:var(--clay);margin-left:1rem}
.night ul{margin:.3rem 0 0;padding-left:1.1rem}@media(max-width:640px){.night{grid-template-columns:minmax(0,1fr)}}`;

function nightCard(night: CampaignNight, before: CampaignNight | undefined, number: number, longest: number): string {
  const { scenario, report, summary, folder, curves } = night;
  const { explained, carried, title } = summary;
  const had = new Set(before?.summary.carried.clauses.map((c) => c.id));
  const fresh = carried.clauses.filter((c) => !had.has(c.id));
  const all = scenario.storylets.length + scenario.dialogues.length;
  const told = [
    `<h3>${number}. <a href="${encodeURI(folder)}/index.html">${escapeText(scenario.title)}</a></h3>`,
    title === '' ? '' : `<p class="title">${escapeText(title)}</p>`,
    `<p><b>${escapeText(report.ending || 'no ending')}</b>${explained ? `: ${escapeText(explained.causes.join(', '))}.` : ''}</p>`,
    explained ? `<p class="quiet">${escapeText(explained.turn)}</p>` : '',
    `<p class="quiet">${Object.keys(summary.storylets).length} of ${all} storylets and talks were met.</p>`,
  ];
  const changed =
    fresh.length === 0
      ? '<p class="quiet">The charter stayed as it was.</p>'
      : `<p>New in the charter</p><ul>${fresh.map((c) => `<li>${escapeText(c.says)}</li>`).join('')}</ul>`;
  const ends = `<p class="quiet">${clock(curves.intensity.length)}; legitimacy ${(curves.legitimacy[0] ?? 0).toFixed(2)} at dusk, ${summary.legitimacy.toFixed(2)} at the end</p>`;
  return `<div class="card night"><div>${told.join('')}</div><div>${drawing(curves, longest)}${ends}${changed}</div></div>`;
}

const [WIDE, TALL] = [600, 92];
/** Points of a drawn curve at most; each is the mean of its seconds. */
const POINTS = 150;

/** Both curves over the longest night, so that nights can be laid beside each other. */
function drawing({ intensity, legitimacy }: CampaignNight['curves'], longest: number): string {
  const line = (values: readonly number[], colour: string): string => {
    const each = Math.max(1, Math.ceil(longest / POINTS));
    const points: string[] = [];
    for (let from = 0; from < values.length; from += each) {
      const part = values.slice(from, from + each);
      const mean = part.reduce((a, b) => a + b, 0) / part.length;
      points.push(`${(((from + part.length / 2) / longest) * WIDE).toFixed(1)},${((1 - mean) * (TALL - 4) + 2).toFixed(1)}`);
    }
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="2" stroke-linejoin="round" vector-effect="non-scaling-stroke"/>`;
  };
  const level = (y: number): string =>
    `<line x1="0" x2="${WIDE}" y1="${y}" y2="${y}" stroke="var(--line)" vector-effect="non-scaling-stroke"/>`;
  return `<svg viewBox="0 0 ${WIDE} ${TALL}" preserveAspectRatio="none" role="img" aria-label="intensity and legitimacy over the night">${[2, TALL / 2, TALL - 2].map(level).join('')}${line(intensity, 'var(--iris)')}${line(legitimacy, 'var(--clay)')}</svg>`;
}

/** How open each wound was after each night; a night that does not know one leaves it as it was. */
function woundsOf(nights: readonly CampaignNight[]): string {
  const names = new Map(nights.flatMap((n) => n.scenario.wounds.map((w) => [w.id, w.name] as const)));
  const rows = [...names].map(([id, name]) => {
    const cells = nights.map((n) => n.summary.carried.wounds.find((w) => w.id === id)?.open.toFixed(2) ?? '–');
    return `<tr><td>${escapeText(name)}</td>${cells.map((c) => `<td>${c}</td>`).join('')}</tr>`;
  });
  return `<table><thead><tr><th>open, 0 to 1, after night</th>${nights.map((_, i) => `<th>${i + 1}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
