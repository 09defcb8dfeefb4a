/** `/metrics` in Prometheus text: counts and times of the room, never anything of a person. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { HostCounters } from '../host/host.ts';
import type { Counters } from '../rooms/house.ts';
import { type HttpHandler, text } from './answer.ts';

export class Metrics implements Counters {
  readonly registry = new Registry();
  /** performance.now() of the last step */
  lastStepMs = performance.now();
  members = 0;
  private readonly stepSeconds: Histogram;
  private readonly seated: Counter;
  private readonly drops: Counter;
  private readonly refusals: Counter;
  private readonly throws: Counter;

  constructor(host: () => HostCounters) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry, prefix: 'dreamhaven_' });
    this.stepSeconds = new Histogram({
      name: 'dreamhaven_step_seconds',
      help: 'Time of one step with publishing',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1],
      registers,
    });
    this.seated = new Counter({ name: 'dreamhaven_joins_total', help: 'Lines opened', labelNames: ['back'], registers });
    this.drops = new Counter({ name: 'dreamhaven_drops_total', help: 'Lines that broke, by close code', labelNames: ['code'], registers });
    this.refusals = new Counter({
      name: 'dreamhaven_refused_total',
      help: 'Turned away at the door, by rule',
      labelNames: ['rule'],
      registers,
    });
    this.throws = new Counter({ name: 'dreamhaven_exceptions_total', help: 'Exceptions that reached the room', registers });
    this.gauges(host);
  }

  private gauges(host: () => HostCounters): void {
    const members = () => this.members;
    const gauge = (name: string, help: string, value: () => number): void => {
      new Gauge({
        name: `dreamhaven_${name}`,
        help,
        registers: [this.registry],
        collect() {
          this.set(value());
        },
      });
    };
    gauge('members', 'Lines seated', members);
    gauge('ticks', 'Ticks dreamt', () => host().ticks);
    gauge('commands_accepted', 'Commands the world did', () => host().accepted);
    gauge('commands_refused', 'Commands the world refused', () => host().refused);
    gauge('commands_flooded', 'Commands turned away by a full queue', () => host().flooded);
    gauge('shedding', '1 while patches are thinned out', () => (this.shedding ? 1 : 0));
    new Gauge({
      name: 'dreamhaven_world_refusals',
      help: 'Refusals of the world by rule',
      labelNames: ['rule'],
      registers: [this.registry],
      collect() {
        for (const [rule, count] of Object.entries(host().rules)) this.set({ rule }, count);
      },
    });
  }

  shedding = false;

  stepped(tookMs: number, members: number, shedding: boolean): void {
    this.lastStepMs = performance.now();
    this.members = members;
    this.shedding = shedding;
    this.stepSeconds.observe(tookMs / 1000);
  }

  joined(back: boolean): void {
    this.seated.inc({ back: back ? 'yes' : 'no' });
  }

  dropped(code: number): void {
    this.drops.inc({ code: String(code) });
  }

  refuse(rule: string): void {
    this.refusals.inc({ rule });
  }

  threw(): void {
    this.throws.inc();
  }

  /** Refusals at the door so far, by rule; all of them when none is named. */
  async refused(rule?: string): Promise<number> {
    const { values } = await this.refusals.get();
    return values.filter((v) => rule === undefined || v.labels.rule === rule).reduce((sum, v) => sum + v.value, 0);
  }
}

export function metricsHandler(metrics: Metrics): HttpHandler {
  return async ({ path }) => (path === '/metrics' ? text(200, await metrics.registry.metrics(), metrics.registry.contentType) : null);
}
