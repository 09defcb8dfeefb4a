/** Settings from the environment, parsed once; every fault in one message. */
import { resolve } from 'node:path';
import { z } from 'zod';

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((n) => n >= min && n <= max, `must be in ${min}..${max}`);

const Environment = z.object({
  PORT: wholeNumber(0, 65535).default(2567),
  HOST: z.string().min(1, 'must not be empty').default('0.0.0.0'),
  DATA_DIR: z.string().min(1, 'must not be empty').default('.data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/./, 'must begin with postgres://')
    .optional(),
  LOG_LEVEL: z.enum(LEVELS, `must be one of ${LEVELS.join(', ')}`).default('info'),
  TRANSPORT: z.enum(['auto', 'ws', 'uws'], 'must be auto, ws or uws').default('auto'),
  SCENARIOS: z.string().min(1, 'must not be empty').default('scenarios'),
  DREAM: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'must be the name of a folder in SCENARIOS: small letters, digits and hyphens')
    .default('01-the-ritual'),
  CAMPAIGN: z.enum(['on', 'off'], 'must be on or off').default('off'),
  RETAIN_DAYS: wholeNumber(1, 3650).default(30),
  RETAIN_MB: wholeNumber(16, 10_000_000).default(4096),
});

export interface Config {
  /** 0 = any free port */
  readonly port: number;
  /** address to listen on; 0.0.0.0 reaches this machine and its network */
  readonly host: string;
  /** folder for journals and the identity key, absolute */
  readonly dataDir: string;
  /** PostgreSQL for the ledger; null = a SQLite file in the data folder */
  readonly databaseUrl: string | null;
  readonly logLevel: (typeof LEVELS)[number];
  readonly transport: 'auto' | 'ws' | 'uws';
  /** folder of scenarios, absolute */
  readonly scenarios: string;
  /** scenario dreamt here */
  readonly dream: string;
  /** after a night comes the one that its scenario names, with what was handed on; else the same again */
  readonly campaign: boolean;
  /** closed nights older than this are removed, days */
  readonly retainDays: number;
  /** journals of closed nights take at most this, MB; the oldest go first */
  readonly retainMb: number;
}

/** Settings that cannot be: one line a fault, with what was given. */
export class ConfigError extends Error {}

/** @throws ConfigError naming every wrong variable at once. Empty variables count as unset. */
export function readConfig(env: Readonly<Record<string, string | undefined>>, folder = process.cwd()): Config {
  const given = Object.fromEntries(Object.keys(Environment.shape).map((key) => [key, env[key] === '' ? undefined : env[key]]));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      // a database's address holds its password
      return `  ${name} ${issue.message}${name === 'DATABASE_URL' ? '' : `, but is "${given[name] ?? ''}"`}`;
    });
    throw new ConfigError(`These settings cannot be used:\n${lines.join('\n')}`);
  }
  const e = parsed.data;
  return {
    port: e.PORT,
    host: e.HOST,
    dataDir: resolve(folder, e.DATA_DIR),
    databaseUrl: e.DATABASE_URL ?? null,
    logLevel: e.LOG_LEVEL,
    transport: e.TRANSPORT,
    scenarios: resolve(folder, e.SCENARIOS),
    dream: e.DREAM,
    campaign: e.CAMPAIGN === 'on',
    retainDays: e.RETAIN_DAYS,
    retainMb: e.RETAIN_MB,
  };
}
