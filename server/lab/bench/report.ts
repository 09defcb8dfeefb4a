/** What a benchmark says: rows of figures, goals with what was measured, and the machine it was measured on. As JSON, or as tables for people. */
import { cpus, loadavg, totalmem } from 'node:os';

export const BENCHES = ['core', 'room', 'join', 'page', 'recovery', 'snapshot', 'lint'] as const;
export type BenchName = (typeof BENCHES)[number];

/** Options of `npx dreamhaven bench`; what a benchmark has no use for it ignores. */
export interface BenchOptions {
  /** how long one run is measured, s */
  readonly seconds: number;
  /** how long a server with its people goes on before it is measured, s */
  readonly settle: number;
  /** people that join; one run each */
  readonly clients: readonly number[];
  /** every run so often; the middle one is shown */
  readonly repeat: number;
  /** processes that the clients are spread over */
  readonly workers: number;
  /** variants of the room: dream, views, stock */
  readonly rooms: readonly string[];
  /** where people are: spread, gathered */
  readonly crowds: readonly string[];
  /** pages in real browsers that are inside in `recovery`, beside clients */
  readonly pages: number;
  /** folder for what the first of them shows before and after, '' for none */
  readonly pictures: string;
  /** radius of the island of `room`, m */
  readonly radius: number;
  /** scenario folder of `core` */
  readonly scenario: string;
  /** one line of progress for people */
  readonly say: (line: string) => void;
}

export type Row = Readonly<Record<string, string | number | null>>;

export interface Goal {
  readonly goal: string;
  readonly measured: string;
  /** null: it could not be measured, and `measured` says why */
  readonly reached: boolean | null;
}

export interface Machine {
  readonly cores: number;
  readonly model: string;
  readonly memoryGb: number;
  readonly node: string;
  readonly system: string;
  /** load average of the last minute before the runs, and after them */
  readonly loadBefore: number;
  readonly loadAfter: number;
}

export interface BenchReport {
  readonly bench: BenchName;
  readonly rows: readonly Row[];
  readonly goals: readonly Goal[];
  /** what was refused, left out or has to be known to read the figures */
  readonly notes: readonly string[];
}

export interface Bench {
  run(options: BenchOptions): Promise<BenchReport>;
}

const load = (): number => Math.round((loadavg()[0] as number) * 100) / 100;

/** Runs a benchmark and adds the machine with its load before and after. */
export async function withMachine(run: () => Promise<BenchReport>): Promise<BenchReport & { readonly machine: Machine }> {
  const loadBefore = load();
  const report = await run();
  const [first] = cpus();
  const machine = {
    cores: cpus().length,
    model: first?.model.trim() ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    system: `${process.platform} ${process.arch}`,
    loadBefore,
    loadAfter: load(),
  };
  return { ...report, machine };
}

/** A goal with a figure: `limit` is the most it may be. */
export function atMost(goal: string, value: number, limit: number, unit: string): Goal {
  if (!Number.isFinite(value)) return { goal, measured: 'not measured', reached: null };
  return { goal, measured: `${shown(value)} ${unit}`.trim(), reached: value <= limit };
}

/** A goal with a figure: `limit` is the least it must be. */
export function atLeast(goal: string, value: number, limit: number, unit: string): Goal {
  if (!Number.isFinite(value)) return { goal, measured: 'not measured', reached: null };
  return { goal, measured: `${shown(value)} ${unit}`.trim(), reached: value >= limit };
}

/** Three digits are all that a benchmark can promise. */
export function shown(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (!Number.isFinite(value)) return '-';
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** Tables in Markdown, so that they can stand in a README as they are. */
export function renderReport(report: BenchReport & { readonly machine: Machine }): string {
  const { machine } = report;
  const out = [`## bench ${report.bench}`, ''];
  const columns = [...new Set(report.rows.flatMap((row) => Object.keys(row)))];
  out.push(
    ...table(
      columns,
      report.rows.map((row) => columns.map((c) => shown(row[c]))),
    ),
    '',
  );
  if (report.goals.length > 0) {
    const verdict = (reached: boolean | null): string => (reached === null ? 'not known' : reached ? 'reached' : 'not reached');
    out.push(
      ...table(
        ['goal', 'measured', ''],
        report.goals.map((g) => [g.goal, g.measured, verdict(g.reached)]),
      ),
      '',
    );
  }
  for (const note of report.notes) out.push(`- ${note}`);
  out.push(
    `- Machine: ${machine.cores} cores, ${machine.model}, ${machine.memoryGb} GB, ${machine.system}, node ${machine.node}; ` +
      `load ${machine.loadBefore} before, ${machine.loadAfter} after.`,
    '',
  );
  return out.join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((h, i) => Math.max(h.length, 1, ...rows.map((r) => (r[i] ?? '').length)));
  const line = (cells: readonly string[]): string => `| ${widths.map((w, i) => (cells[i] ?? '').padEnd(w)).join(' | ')} |`;
  return [line(head), `|${widths.map((w) => '-'.repeat(w + 2)).join('|')}|`, ...rows.map(line)];
}
