/** One session as one page: its curves, its acts and storylets on a time line, where people were, what was woven, and what the gate did. */
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import type { SimulateReport } from '../simulate.ts';
import { clock, escapeText, fact, page } from './page.ts';
import { CELL, type Column, type SessionData } from './session.ts';
import type { SessionSummary } from './summary.ts';

/** uPlot's own files, to be written into the page. */
export interface ChartFiles {
  readonly script: string;
  readonly style: string;
}

interface Chart {
  readonly title: string;
  readonly about: string;
  readonly lines: readonly { readonly name: string; readonly colour: string; readonly values: readonly (number | null)[] }[];
}

const COLOURS = ['#6b5bb0', '#c98a2b', '#2a8a86', '#b4533c', '#7d8f4e', '#a9799f'] as const;
/** Colours of the cloths, as the page paints them. */
const CLOTHS: Readonly<Record<string, string>> = {
  clay: '#c4694f',
  honey: '#dfa54a',
  sage: '#8fa77a',
  teal: '#3f8f8d',
  iris: '#7567b8',
  mauve: '#a9799f',
  stone: '#9a948c',
  bark: '#7a5c48',
};

export function sessionPage(
  scenario: CompiledScenario,
  report: SimulateReport,
  data: SessionData,
  summary: SessionSummary,
  files: ChartFiles,
): string {
  const last = data.seconds.at(-1) ?? 1;
  const failed = data.verdicts.filter((v) => !v.holds);
  const charts = chartsOf(data);
  const body = [
    `<h1>${escapeText(scenario.title)}</h1>`,
    `<p class="quiet">${escapeText(scenario.summary)} Seed ${escapeText(report.seed.replace(/^\w+:/, ''))}, digest <code>${report.digest}</code>.</p>`,
    `<div class="facts">${[
      fact(clock(last), 'dreamt'),
      fact(String(report.citizens), 'simulated citizens'),
      fact(report.ending === '' ? 'none yet' : report.ending, 'ending'),
      fact(String(data.values.soothed.at(-1) ?? 0), 'shadows soothed'),
      fact(String(data.threads.length), 'threads in the sky'),
      fact(failed.length === 0 ? 'all hold' : `${failed.length} fail`, 'expectations'),
    ].join('')}</div>`,
    summary.explained ? `<div class="card">${endingOf(summary.explained, summary.title)}</div>` : '',
    summary.soothing.tried > 0 ? `<p class="quiet">${soothingOf(summary.soothing)}</p>` : '',
    '<h2>The night</h2>',
    // the same line twice: letters keep their size where there is little room
    `<div class="card"><div class="on-wide">${timeline(scenario, data, last, 1000)}</div><div class="on-phone">${timeline(scenario, data, last, 340)}${actsOf(data)}</div></div>`,
    '<h2>Curves</h2>',
    ...charts.map(
      (c, i) =>
        `<div class="card"><b>${escapeText(c.title)}</b> <span class="quiet">${escapeText(c.about)}</span><div class="chart" id="c${i}"></div></div>`,
    ),
    data.verdicts.length === 0 ? '' : `<h2>Expectations</h2><div class="card">${verdictsOf(data)}</div>`,
    '<h2>Where people were</h2>',
    `<div class="card">${heatMap(scenario, data)}</div>`,
    '<h2>The cloth</h2>',
    `<div class="card">${tapestry(data)}</div>`,
    '<h2>What the gate did</h2>',
    `<div class="card">${rules(data)}</div>`,
    `<script>${LOCALE}${files.script}</script><script>const charts=${json(charts)},seconds=${json(data.seconds)};${DRAW}</script>`,
  ].join('\n');
  return page(`${scenario.title}, seed ${report.seed}`, body, `<style>${files.style}${UPLOT}</style>`);
}

/** What became of the night's one shared skill. */
const soothingOf = ({ tried, done, likely }: SessionSummary['soothing']): string =>
  `Hands came to ${tried} ${tried === 1 ? 'shadow' : 'shadows'}; ${done} ${done === 1 ? 'was' : 'were'} soothed within three minutes. That they have learned to soothe: ${Math.round(100 * likely)} % likely.`;

function endingOf({ ending, causes, turn }: NonNullable<SessionSummary['explained']>, title: string): string {
  const called = title === '' ? '' : `<p class="title">${escapeText(title)}</p>`;
  const whys = causes.map((c) => escapeText(c)).join(', ');
  return `${called}<b>${ending === 'dawn' ? 'It ended in a dawn' : ending === 'restless' ? 'It stayed a restless night' : 'It broke'}</b>: ${whys}. <span class="quiet">${escapeText(turn)}</span>`;
}

/** JSON that cannot close its script. */
const json = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

const UPLOT = `.uplot{width:100%!important;font:inherit}.u-legend{font-size:.85rem;color:var(--soft)}.chart{min-height:190px}.u-legend :is(th,td){border:0;padding-right:.3rem}`;

/** A browser whose language is no language (LANG=C) would stop the chart library at its first line. */
const LOCALE = `try{Intl.getCanonicalLocales(navigator.language)}catch{Object.defineProperty(navigator,'language',{value:'en'})};`;

/** In the page: every chart shares the time axis and the cursor. */
const DRAW = `
const soft=getComputedStyle(document.documentElement).getPropertyValue('--soft'),line=getComputedStyle(document.documentElement).getPropertyValue('--line');
const at=s=>Math.floor(s/60)+':'+String(Math.floor(s%60)).padStart(2,'0');
const axis={stroke:soft,grid:{stroke:line,width:1},ticks:{show:false}};
const plots=charts.map((c,i)=>{const el=document.getElementById('c'+i);
return new uPlot({width:el.clientWidth,height:190,cursor:{sync:{key:'night'}},scales:{x:{time:false}},legend:{live:true},
axes:[{...axis,incrs:[30,60,120,300,600,1200],values:(u,v)=>v.map(at)},{...axis,size:44}],
series:[{label:'time',value:(u,v)=>v==null?'':at(v)},...c.lines.map(l=>({label:l.name,stroke:l.colour,width:1.6,spanGaps:false,value:(u,v)=>v==null?'':String(Math.round(v*1000)/1000)}))]},
[seconds,...c.lines.map(l=>l.values)],el)});
addEventListener('resize',()=>plots.forEach((p,i)=>p.setSize({width:document.getElementById('c'+i).clientWidth,height:190})));`;

function chartsOf(data: SessionData): Chart[] {
  const of = (title: string, about: string, ...columns: readonly (readonly [Column, string])[]): Chart => ({
    title,
    about,
    lines: columns.map(([c, name], i) => ({
      name,
      colour: COLOURS[i % COLOURS.length] as string,
      values: data.values[c].map((v) => Number(v.toFixed(4))),
    })),
  });
  const charts = [
    of(
      'Feeling',
      'means of all, -1 to 1; the intensity of the group, 0 to 1',
      ['arousal', 'arousal'],
      ['valence', 'valence'],
      ['group_intensity', 'intensity'],
    ),
    of('Together', 'people who breathe in tune, pairs hand in hand', ['in_tune', 'in tune'], ['hands', 'hands'], ['dreaming', 'dreaming']),
    of(
      'Story',
      'shadows that stand, shadows soothed, threads woven',
      ['shadows', 'shadows'],
      ['soothed', 'soothed'],
      ['threads', 'threads'],
    ),
    of(
      'The city and its guide',
      'legitimacy of Dream Governance, how open the wound of the night is, suspicion of the guide, honesty of the jukebox; 0 to 1',
      ['legitimacy', 'legitimacy'],
      ['wound', 'wound'],
      ['suspicion', 'suspicion'],
      ['integrity', 'integrity'],
    ),
  ];
  const curves = Object.entries(data.curves).filter(([, c]) => c.length > 0);
  if (curves.length > 0) {
    charts.push({
      title: 'How far from failing',
      about: "robustness of each expectation at each second, the worst of all it is asked of; in shares of the signal's range",
      lines: curves.map(([name, curve], i) => {
        const by = new Map(curve.map(([tick, v]) => [tick / 20, v]));
        // far above 1 says nothing more and would flatten the rest
        return {
          name,
          colour: COLOURS[i % COLOURS.length] as string,
          values: data.seconds.map((s) => (by.has(s) ? Math.min(1, Number((by.get(s) as number).toFixed(4))) : null)),
        };
      }),
    });
  }
  return charts;
}

const LANES: readonly (readonly [kind: string, label: string, colour: string])[] = [
  ['storylet', 'storylets', 'var(--iris)'],
  ['shadow', 'shadows form', 'var(--clay)'],
  ['soothed', 'soothed', 'var(--teal)'],
  ['thread', 'threads', 'var(--honey)'],
  ['card', 'stop cards', 'var(--ink)'],
];

/** `wide`: units across; one is about a pixel. */
function timeline(scenario: CompiledScenario, { marks }: SessionData, last: number, wide: number): string {
  const narrow = wide < 600;
  const left = narrow ? 84 : 96;
  const x = (s: number): number => left + (s / last) * (wide - left - 8);
  const acts = marks.filter((m) => m.kind === 'act');
  const parts: string[] = [];
  acts.forEach((m, i) => {
    const to = acts[i + 1]?.second ?? last;
    const w = Math.max(2, x(to) - x(m.second) - 2);
    const tint = 14 + (i % 2) * 12;
    parts.push(
      `<rect x="${x(m.second).toFixed(1)}" y="4" width="${w.toFixed(1)}" height="26" rx="8" style="fill:color-mix(in srgb,var(--iris) ${tint}%,transparent)"><title>${escapeText(m.name)} ${clock(m.second)}</title></rect>`,
    );
    if (w > 12 + 7 * m.name.length) parts.push(`<text x="${(x(m.second) + 9).toFixed(1)}" y="21">${escapeText(m.name)}</text>`);
  });
  parts.push('<text x="0" y="21">acts</text>');
  LANES.forEach(([kind, label, colour], lane) => {
    const y = 48 + lane * 22;
    parts.push(`<text x="0" y="${y + 4}">${label}</text><line x1="${left}" x2="${wide - 8}" y1="${y}" y2="${y}" stroke="var(--line)"/>`);
    for (const m of marks.filter((one) => one.kind === kind)) {
      parts.push(
        `<circle cx="${x(m.second).toFixed(1)}" cy="${y}" r="${narrow ? 3 : 4.5}" fill="${colour}" fill-opacity="${narrow ? 0.55 : 0.75}"><title>${escapeText(m.name)} ${clock(m.second)}</title></circle>`,
      );
    }
  });
  const base = 48 + LANES.length * 22;
  for (let s = 0; s <= last - (narrow ? 60 : 0); s += narrow ? 300 : 120)
    parts.push(`<text x="${x(s).toFixed(1)}" y="${base + 8}" text-anchor="middle">${clock(s)}</text>`);
  const none = acts.length === 0 ? `<p class="quiet">${escapeText(scenario.title)} opened no act.</p>` : '';
  return `${none}<svg viewBox="0 0 ${wide} ${base + 16}" width="100%" role="img" aria-label="acts, storylets, shadows and threads on a time line">${parts.join('')}</svg>`;
}

/** The acts in words, for where their names find no room. */
function actsOf({ marks }: SessionData): string {
  const acts = marks.filter((m) => m.kind === 'act');
  return `<p class="quiet">${acts.map((m) => `${clock(m.second)} ${escapeText(m.name)}`).join('<br>')}</p>`;
}

function verdictsOf({ verdicts }: SessionData): string {
  return `<table><thead><tr><th></th><th>expectation</th><th>robustness</th><th>nearest to failing</th></tr></thead><tbody>${verdicts
    .map((v) => {
      const state = v.holds ? (v.open ? 'open' : 'holds') : 'fails';
      return `<tr><td class="${state}">${state}</td><td>${escapeText(v.says)}<br><span class="quiet">${escapeText(v.id)}</span></td><td>${v.robustness.toFixed(3)}</td><td>${clock(v.tick / 20)}${v.who === '' ? '' : `, ${escapeText(v.who)}`}</td></tr>`;
    })
    .join('')}</tbody></table>`;
}

function heatMap(scenario: CompiledScenario, { heat }: SessionData): string {
  const xs = scenario.regions.flatMap((r) => [r.x - r.rx, r.x + r.rx]);
  const ys = scenario.regions.flatMap((r) => [r.y - r.ry, r.y + r.ry]);
  const [x0, x1, y0, y1] = [Math.min(...xs) - 2, Math.max(...xs) + 2, Math.min(...ys) - 2, Math.max(...ys) + 2];
  const most = Math.max(1, ...heat.values());
  const islands = scenario.regions.map(
    (r) =>
      `<ellipse cx="${r.x}" cy="${r.y}" rx="${r.rx}" ry="${r.ry}" style="fill:color-mix(in srgb,var(--honey) 16%,transparent)" stroke="var(--line)" stroke-width=".2"/>`,
  );
  const bridges = scenario.bridges.map(
    (b) =>
      `<line x1="${b.ax}" y1="${b.ay}" x2="${b.bx}" y2="${b.by}" stroke="var(--line)" stroke-width="${(b.halfWidth * 1.2).toFixed(2)}" stroke-linecap="round"/>`,
  );
  const cells = [...heat].map(([key, n]) => {
    const [cx = 0, cy = 0] = key.split(',').map(Number);
    // a square root, so that the quiet places are seen beside the busy ones
    return `<circle cx="${cx * CELL + CELL / 2}" cy="${cy * CELL + CELL / 2}" r="${CELL * 0.62}" fill="var(--iris)" fill-opacity="${(0.85 * Math.sqrt(n / most)).toFixed(3)}"><title>${n} person-seconds</title></circle>`;
  });
  const names = scenario.symbols.map(
    (s) =>
      `<circle cx="${s.x}" cy="${s.y}" r=".45" fill="var(--ink)"/><text x="${s.x + 0.8}" y="${s.y + 0.5}" style="font-size:2px;fill:var(--ink)">${escapeText(s.name)}</text>`,
  );
  return `<svg viewBox="${x0} ${y0} ${x1 - x0} ${y1 - y0}" width="100%" style="max-height:44rem" role="img" aria-label="map with heat of where people were">${[...bridges, ...islands, ...cells, ...names].join('')}</svg>`;
}

function tapestry({ threads }: SessionData): string {
  if (threads.length === 0) return '<p class="quiet">Nothing was woven.</p>';
  const list = [...threads].sort((a, b) => a.place - b.place);
  return `<div style="display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));gap:4px">${list
    .map(
      (t) =>
        `<div style="background:${CLOTHS[t.cloth] ?? CLOTHS.stone};color:#fffdf8;border-radius:6px;padding:.6rem .7rem;min-height:4.2rem;font-size:.88rem;background-image:repeating-linear-gradient(90deg,#ffffff14 0 2px,transparent 2px 6px),repeating-linear-gradient(0deg,#00000012 0 2px,transparent 2px 6px)">${escapeText(t.words === '' ? '·' : t.words)}<br><span style="opacity:.75;font-size:.78rem">${escapeText(t.theme)}</span></div>`,
    )
    .join('')}</div>`;
}

function rules({ rules: all }: SessionData): string {
  const rows = Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1));
  if (rows.length === 0) return '<p class="quiet">No effect reached it.</p>';
  const outcomes = ['allowed', 'softened', 'substituted', 'refused'];
  return `<table><thead><tr><th>rule</th>${outcomes.map((o) => `<th>${o}</th>`).join('')}</tr></thead><tbody>${rows
    .map(([rule, by]) => `<tr><td><code>${escapeText(rule)}</code></td>${outcomes.map((o) => `<td>${by[o] ?? '–'}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>`;
}
