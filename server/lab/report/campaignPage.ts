/** A campaign as one page: its nights in a row, how each ended, what it handed on. */
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import type { SimulateReport } from '../simulate.ts';
import { escapeText, fact, page } from './page.ts';
import type { SessionSummary } from './summary.ts';

export interface CampaignNight {
  readonly scenario: CompiledScenario;
  readonly report: SimulateReport;
  readonly summary: SessionSummary;
  /** folder of its own page, beside this one */
  readonly folder: string;
}

export function campaignPage(nights: readonly CampaignNight[]): string {
  const last = nights.at(-1);
  const carried = last?.summary.carried;
  const rows = nights.map(({ scenario, report, summary, folder }, i) => {
    const { explained, carried: on } = summary;
    const wounds = on.wounds.map((w) => `${escapeText(w.id)} ${w.open.toFixed(2)}`).join('<br>');
    return `<tr><td>${i + 1}</td><td><a href="${encodeURI(folder)}/index.html">${escapeText(scenario.title)}</a></td><td><b>${escapeText(report.ending || 'none')}</b><br><span class="quiet">${escapeText(explained ? `${explained.causes.join(', ')}. ${explained.turn}` : '')}</span></td><td>${summary.legitimacy.toFixed(2)}</td><td>${wounds}</td><td>${Object.keys(summary.storylets).length} of ${scenario.storylets.length + scenario.dialogues.length}</td><td>${on.clauses.map((c) => escapeText(c.says)).join('<br>')}</td></tr>`;
  });
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
    `<div class="card"><table><tr><th></th><th>night</th><th>ending</th><th>legitimacy</th><th>wounds after it</th><th>storylets met</th><th>charter</th></tr>${rows.join('')}</table></div>`,
  ].join('\n');
  return page('A campaign', body);
}
