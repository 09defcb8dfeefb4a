/** Watches a session and says which expectations hold, by how much, and where each came nearest to failing. It never touches the dream. */
import type { CompiledExpectation, CompiledScenario, Formula } from '../dream/compiled.ts';
import { TICK_RATE, type Who } from '../dream/ids.ts';
import type { TickResult } from '../dream/tick.ts';
import type { Dream } from '../dream/world.ts';
import { max, min } from '../kernel/math.ts';
import { Gauge } from './gauge.ts';
import { type Robust, robustness, within } from './robustness.ts';
import { SIGNALS } from './signals.ts';

/** Samples a second. What lasts less than a second and matters (an effect) is kept by the gauge until the next. */
const SAMPLE_TICKS = TICK_RATE;

export interface Verdict {
  readonly id: string;
  readonly says: string;
  readonly holds: boolean;
  /** did not come to hold as far as it was seen, and might have: the session ended, or somebody left, before the time was over */
  readonly open: boolean;
  /** how far from failing, in shares of the signal's range; below 0 it failed */
  readonly robustness: number;
  /** tick at which it came nearest to failing, or failed */
  readonly tick: number;
  /** the person it is about, '' for the night */
  readonly who: Who;
}

type Is = Extract<Formula, { op: 'is' }>;

/** What is asked of one person, or of the night. */
interface Trace {
  readonly who: Who;
  readonly from: number;
  /** samples of each comparison, as the signal's own value */
  readonly values: Map<Is, number[]>;
  length: number;
  left: boolean;
}

interface Watched {
  readonly expectation: CompiledExpectation;
  readonly atoms: readonly Is[];
  readonly traces: Map<Who, Trace>;
}

export class Monitor {
  private readonly watched: readonly Watched[];
  private gauge = new Gauge();
  private readonly nightSeconds: number;
  private samples = 0;
  private sampledTick = -1;
  private complete = false;

  constructor(scenario: CompiledScenario, expectations: readonly CompiledExpectation[] = scenario.expectations) {
    this.nightSeconds = scenario.knobs.nightSeconds;
    this.watched = expectations.map((expectation) => ({ expectation, atoms: atomsOf(expectation.formula), traces: new Map() }));
  }

  /** One that has seen the same and goes on by itself. */
  copy(scenario: CompiledScenario): Monitor {
    const copy = new Monitor(
      scenario,
      this.watched.map((one) => one.expectation),
    );
    copy.gauge = this.gauge.copy();
    Object.assign(copy, { samples: this.samples, sampledTick: this.sampledTick, complete: this.complete });
    this.watched.forEach((one, i) => {
      for (const [who, trace] of one.traces) {
        const values = new Map([...trace.values].map(([atom, list]) => [atom, [...list]]));
        copy.watched[i]?.traces.set(who, { ...trace, values });
      }
    });
    return copy;
  }

  /** After every tick. */
  observe(dream: Dream, result: TickResult): void {
    this.gauge.feed(dream, result);
    if (result.tick % SAMPLE_TICKS !== 0 || result.tick === this.sampledTick) return;
    this.sampledTick = result.tick;
    this.gauge.close(dream, SAMPLE_TICKS / TICK_RATE);
    for (const one of this.watched) this.sample(one, dream);
    this.gauge.begin();
    this.samples++;
    const { narrative } = dream.world;
    this.complete =
      narrative.ending !== '' ||
      (narrative.begun && (result.tick - narrative.beganTick) / TICK_RATE >= this.nightSeconds - SAMPLE_TICKS / TICK_RATE);
  }

  /** As far as it was seen; of every expectation and person, in the order of the list and of joining. */
  verdicts(): readonly Verdict[] {
    return this.watched.flatMap((one) => [...one.traces.values()].map((trace) => this.judge(one, trace)));
  }

  /** The worst verdict of each expectation: what failed, else what came nearest to failing. Expectations asked of nobody are left out. */
  worst(): readonly Verdict[] {
    return this.watched.flatMap((one) => {
      const all = [...one.traces.values()].map((trace) => this.judge(one, trace));
      return all.length === 0 ? [] : [all.reduce((a, b) => (worse(b, a) ? b : a))];
    });
  }

  /** How far an expectation is from failing at each second, the worst of all whom it is asked of: [tick, robustness]. Throws a RangeError for an unknown id. */
  curve(id: string): readonly (readonly [tick: number, robustness: number])[] {
    const one = this.watched.find((w) => w.expectation.id === id);
    if (!one) throw new RangeError(`no expectation is called "${id}"`);
    const { formula } = one.expectation;
    // of "always" and "eventually" the inside: how far it is at each moment
    const inside = formula.op === 'always' || formula.op === 'eventually' ? formula.of : formula;
    const worst = new Array<number>(this.samples).fill(Infinity);
    for (const trace of one.traces.values()) {
      this.robust(inside, trace).value.forEach((v, i) => {
        worst[trace.from + i] = min(worst[trace.from + i] ?? Infinity, v);
      });
    }
    return worst.flatMap((v, i) => (v === Infinity ? [] : [[this.tickOf(i), v] as const]));
  }

  private tickOf(sample: number): number {
    return this.sampledTick - (this.samples - 1 - sample) * SAMPLE_TICKS;
  }

  private sample({ expectation, atoms, traces }: Watched, dream: Dream): void {
    if (expectation.for === 'night') {
      this.add(traces, '', atoms, dream);
      return;
    }
    const { byId } = dream.world.people;
    for (const who in byId) {
      const person = byId[who];
      if (!person || !isAsked(expectation, dream, who)) continue;
      const trace = traces.get(who);
      if (person.state === 'awake') {
        if (trace) trace.left = true;
      } else if (trace || person.state === 'dreaming') this.add(traces, who, atoms, dream);
    }
  }

  private add(traces: Map<Who, Trace>, who: Who, atoms: readonly Is[], dream: Dream): void {
    let trace = traces.get(who);
    if (!trace) {
      trace = { who, from: this.samples, values: new Map(atoms.map((atom) => [atom, []])), length: 0, left: false };
      traces.set(who, trace);
    }
    for (const atom of atoms) trace.values.get(atom)?.push(this.read(atom, dream, who));
    trace.length++;
  }

  private read(atom: Is, dream: Dream, who: Who): number {
    const signal = SIGNALS[atom.signal];
    if (!signal) throw new RangeError(`no signal is called "${atom.signal}"`);
    if (signal.of !== 'person' || atom.over === '') return signal.read(dream, this.gauge, who, atom.of);
    const all: number[] = [];
    for (const id of dream.world.people.order) {
      const p = dream.world.people.byId[id];
      if (p?.state === 'dreaming' && p.kind !== 'agent') all.push(signal.read(dream, this.gauge, id, atom.of));
    }
    return gather(all, atom.over);
  }

  private robust(formula: Formula, trace: Trace): Robust {
    const closed = trace.who === '' ? (this.complete ? 'all' : 'no') : trace.left || this.complete ? 'unbounded' : 'no';
    const atoms = (atom: Is): number[] => {
      const { min: least, max: most } = SIGNALS[atom.signal] ?? { min: 0, max: 1 };
      return (trace.values.get(atom) ?? []).map((v) => within(v, atom.min, atom.max, most - least));
    };
    return robustness(formula, atoms, trace.length, closed);
  }

  private judge({ expectation }: Watched, trace: Trace): Verdict {
    const all = this.robust(expectation.formula, trace);
    const [value, high] = [all.value[0] ?? 0, all.high[0] ?? 0];
    const holds = high >= 0;
    const { formula } = expectation;
    // what never came failed when its time was over
    const at = !holds && formula.op === 'eventually' ? min(trace.length - 1, formula.to) : (all.at[0] ?? 0);
    return {
      id: expectation.id,
      says: expectation.says,
      holds,
      open: holds && value < 0,
      robustness: value,
      tick: this.tickOf(trace.from + at),
      who: trace.who,
    };
  }
}

const worse = (a: Verdict, b: Verdict): boolean =>
  a.holds !== b.holds ? !a.holds : a.open !== b.open ? !a.open : a.robustness < b.robustness;

function gather(all: readonly number[], over: Is['over']): number {
  if (all.length === 0) return 0;
  const sum = all.reduce((a, b) => a + b, 0);
  if (over === 'sum') return sum;
  if (over === 'mean') return sum / all.length;
  return all.reduce((a, b) => (over === 'min' ? min(a, b) : max(a, b)));
}

function isAsked({ who: asked }: CompiledExpectation, dream: Dream, who: Who): boolean {
  const person = dream.world.people.byId[who];
  if (!person) return false;
  if (asked.kind === '' ? person.kind === 'agent' && asked.role === '' : person.kind !== asked.kind) return false;
  if (asked.role === '' && asked.temper === '') return true;
  const member = dream.scenario.cast.find((c) => c.id === person.cast);
  return (asked.role === '' || member?.role === asked.role) && (asked.temper === '' || member?.temper === asked.temper);
}

/** Every comparison of a formula. */
export function atomsOf(formula: Formula): Is[] {
  switch (formula.op) {
    case 'is':
      return [formula];
    case 'not':
    case 'always':
    case 'eventually':
      return atomsOf(formula.of);
    case 'all':
    case 'any':
      return formula.of.flatMap(atomsOf);
    case 'until':
      return [...atomsOf(formula.first), ...atomsOf(formula.then)];
  }
}
