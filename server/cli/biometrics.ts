/** `dreamhaven biometrics`: what a file of beat intervals says, with units and quality. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describeRecording, parseIntervals, type Recording } from '../../shared/biometrics/recording.ts';
import { printJson, UsageError } from './outcome.ts';
import { table } from './table.ts';

/** Artefacts listed one by one; more are only counted. */
const LISTED = 20;
const GRADES = ['nothing to rely on', 'poor', 'fair', 'good'] as const;

export function register(program: Command): void {
  program
    .command('biometrics <rr-file>')
    .description('heart rate variability, breath and artefacts of a file of RR intervals: ms, one a line, or a JSON array')
    .option('--json', 'print one object on stdout and nothing else')
    .addHelpText('after', '\nExample:\n  npx dreamhaven biometrics morning.txt')
    .action((file: string, options: { json?: boolean }) => {
      const recording = describeRecording(read(file));
      if (options.json) return printJson(finite(recording));
      process.stdout.write(`${page(recording)}\n`);
    });
}

function read(file: string): readonly number[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`${file} cannot be read; give a file of RR intervals in ms, one a line, or a JSON array`);
  }
  const found = parseIntervals(text);
  if ('reason' in found) throw new UsageError(`${file}:${found.line}: ${found.reason}; ${found.fix}`);
  return found;
}

/** JSON knows no Infinity and no NaN: null stands for a measure that has no value. */
function finite(recording: Recording): unknown {
  return JSON.parse(JSON.stringify(recording));
}

type Row = readonly [name: string, value: string, unit: string, note: string];

const number = (x: number | null | undefined, digits = 2): string =>
  x === null || x === undefined || !Number.isFinite(x) ? '-' : x.toFixed(digits);

function page(r: Recording): string {
  const rows = [...timeRows(r), ...frequencyRows(r), ...breathRows(r)];
  const percent = (100 * r.artefactShare).toFixed(1);
  const head = [
    `${r.intervals} intervals, ${r.seconds.toFixed(1)} s, quality ${r.quality} of 3 (${GRADES[r.quality]})`,
    `${r.artefacts.length} mended (${percent} %), Lipponen-Tarvainen 2019 and 300..2000 ms`,
    ...r.artefacts.slice(0, LISTED).map((a) => `  interval ${a.at}: ${a.rrMs} ms, ${a.kind}`),
    ...(r.artefacts.length > LISTED ? [`  and ${r.artefacts.length - LISTED} more (--json lists all)`] : []),
  ];
  return `${head.join('\n')}\n\n${table(['measure', 'value', 'unit', 'convention'], rows)}`;
}

function timeRows({ time, triangularIndex, sampleEntropy }: Recording): Row[] {
  if (!time) return [['time domain', '-', '', 'wants three clean intervals']];
  return [
    ['mean NN', number(time.meanNnMs), 'ms', ''],
    ['median NN', number(time.medianNnMs), 'ms', ''],
    ['range NN', number(time.rangeNnMs), 'ms', ''],
    ['heart rate', number(time.rateOfMeanBpm), 'bpm', '60000 / mean NN, over time'],
    ['mean of rates', number(time.meanOfRatesBpm), 'bpm', 'mean of 60000 / NN, over beats'],
    ['SDNN', number(time.sdnnMs), 'ms', 'divisor n - 1'],
    ['RMSSD', number(time.rmssdMs), 'ms', ''],
    ['ln RMSSD', number(time.lnRmssd, 3), '', ''],
    ['SDSD', number(time.sdsdMs), 'ms', 'divisor n'],
    ['pNN50', number(time.pnn50), '%', 'of differences, strictly above'],
    ['pNN20', number(time.pnn20), '%', 'of differences, strictly above'],
    ['triangular index', number(triangularIndex), '', 'bins of 8 ms'],
    ['SD1', number(time.sd1Ms), 'ms', 'Poincare'],
    ['SD2', number(time.sd2Ms), 'ms', 'Poincare'],
    ['CSI', number(time.csi, 3), '', 'SD2 / SD1'],
    ['CVI', number(time.cvi, 3), '', 'log10(16 SD1 SD2)'],
    ['modified CSI', number(time.modifiedCsi), 'ms', '4 SD2^2 / SD1'],
    ['sample entropy', number(sampleEntropy, 3), '', 'm 2, r 0.2 SD; up to 5000 intervals'],
  ];
}

function frequencyRows({ frequency: f }: Recording): Row[] {
  if (!f) return [['frequency domain', '-', '', 'wants one minute']];
  return [
    ['VLF', number(f.vlfMs2), 'ms^2', '0.003..0.04 Hz; Welch, 4 Hz linear, Hann 64 s; wants 5 min'],
    ['LF', number(f.lfMs2), 'ms^2', '0.04..0.15 Hz; wants 2 min'],
    ['HF', number(f.hfMs2), 'ms^2', '0.15..0.4 Hz'],
    ['LF/HF', number(f.lfHf, 3), '', ''],
    ['LFnu', number(f.lfNu), '%', 'LF / (LF + HF)'],
    ['HFnu', number(f.hfNu), '%', 'HF / (LF + HF)'],
  ];
}

function breathRows({ breath, coherence }: Recording): Row[] {
  return [
    ['breath', number(breath?.perMinute, 1), '1/min', breath ? 'from the heart (RSA)' : 'no reliable peak'],
    ['coherence', number(coherence?.share, 3), '0..1', coherence ? 'newest 64 s, peak near 0.1 Hz of all power' : 'wants one minute'],
    ['coherence peak', number(coherence?.peakHz, 3), 'Hz', ''],
  ];
}
