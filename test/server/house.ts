/** One booted dream for a test file, on a free loopback port, with nothing written but a temporary folder. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { connect } from '../../client/net/index.ts';
import type { DreamLink, LinkFrame } from '../../client/net/link.ts';
import { type Config, readConfig } from '../../server/config.ts';
import { type BootOptions, boot, type Running } from '../../server/main.ts';
import { type JoinOptions, PROTOCOL } from '../../shared/protocol/messages.ts';
import { smallScenario } from '../dream/smallDream.ts';

export interface TestHouse extends Running {
  readonly config: Config;
  end(): Promise<void>;
}

export function testConfig(env: Record<string, string> = {}): { config: Config; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'dream-'));
  return { config: readConfig({ PORT: '0', HOST: '127.0.0.1', TRANSPORT: 'ws', LOG_LEVEL: 'silent', DATA_DIR: folder, ...env }), folder };
}

export async function openHouse(options: BootOptions = {}, env: Record<string, string> = {}): Promise<TestHouse> {
  const { config, folder } = testConfig(env);
  const running = await boot(config, {
    scenario: smallScenario(),
    seed: 'test',
    citizens: 0,
    journal: false,
    page: false,
    log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    ...options,
  });
  const end = async (): Promise<void> => {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...running, config, end };
}

/** A page without a picture: a link whose frames are drawn 60 times a second. */
export class Page {
  readonly link: DreamLink;
  last: LinkFrame | null = null;
  readonly frames: { readonly atMs: number; readonly x: number; readonly y: number }[] = [];
  private timer: NodeJS.Timeout;

  constructor(link: DreamLink) {
    this.link = link;
    this.timer = setInterval(() => this.draw(), 16);
  }

  draw(): LinkFrame | null {
    const atMs = performance.now();
    const frame = this.link.frame(atMs);
    if (frame) {
      this.last = frame;
      this.frames.push({ atMs, x: frame.own.avatar.x, y: frame.own.avatar.y });
    }
    return frame;
  }

  /** Stops drawing, so no input is sent any more; the line stays. */
  freeze(): void {
    clearInterval(this.timer);
  }

  thaw(): void {
    this.freeze();
    this.timer = setInterval(() => this.draw(), 16);
  }

  async close(): Promise<void> {
    this.freeze();
    await this.link.leave();
  }

  get me(): string {
    return this.link.welcome.me;
  }

  sees(who: string) {
    return this.last?.people.find((p) => p.id === who);
  }
}

export async function openPage(house: TestHouse, options: Partial<JoinOptions> & { latencyMs?: number } = {}): Promise<Page> {
  const page = new Page(await connect(`http://127.0.0.1:${house.port}`, { protocol: PROTOCOL, ...options }));
  await until(() => page.last !== null, 'a first frame');
  return page;
}

/** Waits until something holds; fails with what was waited for after `seconds`. */
export async function until(holds: () => boolean | Promise<boolean>, what: string, seconds = 8): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited ${seconds} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
