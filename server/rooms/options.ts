/** What a page says when it joins, made lawful: version, name, shape, cloth, limits, consents, token. */
import { type Limits, PURPOSES, type Purpose } from '../../shared/dream/governance/model.ts';
import { CLOTHS, type Cloth, SHAPES, type Shape } from '../../shared/dream/people/model.ts';
import { NAME_CHARS } from '../../shared/protocol/limits.ts';
import { PROTOCOL } from '../../shared/protocol/messages.ts';

export interface Joiner {
  readonly name: string;
  readonly shape: Shape;
  readonly cloth: Cloth;
  readonly limits: Limits | null;
  readonly consents: readonly Purpose[];
  readonly token: string;
  /** a page that comes back by itself */
  readonly again: boolean;
}

/** Largest join options, characters of their JSON. */
const LARGEST = 4096;
/** Control, format (zero-width, direction), private and line-separating signs. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

/** A name as others may read it: normalised, without invisible signs, at most 24 characters; '' when nothing is left. */
export function cleanName(given: unknown): string {
  if (typeof given !== 'string') return '';
  const plain = given.slice(0, 200).normalize('NFC').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
  let out = '';
  for (const sign of plain) {
    if (out.length + sign.length > NAME_CHARS) break;
    out += sign;
  }
  return out.trim();
}

/** Reads join options. @returns a sentence for the page when they cannot be accepted. */
export function readJoiner(options: unknown): Joiner | string {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    return 'To join, a page sends an object with its protocol version.';
  const given = options as Record<string, unknown>;
  if (JSON.stringify(given).length > LARGEST) return 'What was sent to join is too large.';
  if (given.protocol !== PROTOCOL)
    return `This page speaks protocol ${String(given.protocol).slice(0, 12)}, the dream speaks ${PROTOCOL}. Please reload the page.`;
  return {
    name: cleanName(given.name),
    shape: SHAPES.find((s) => s === given.shape) ?? 'sprout',
    cloth: CLOTHS.find((c) => c === given.cloth) ?? 'honey',
    limits: readLimits(given.limits),
    consents: Array.isArray(given.consents) ? PURPOSES.filter((p) => (given.consents as unknown[]).includes(p)) : [],
    token: typeof given.token === 'string' ? given.token : '',
    again: given.again === true,
  };
}

/** Limits are kept as strict as they can be read: an unreadable ceiling is the lowest. */
function readLimits(given: unknown): Limits | null {
  if (typeof given !== 'object' || given === null) return null;
  const { lines, veils, ceiling } = given as Record<string, unknown>;
  const tags = (list: unknown): string[] =>
    Array.isArray(list) ? list.filter((t): t is string => typeof t === 'string' && t.length <= 40).slice(0, 40) : [];
  const height = typeof ceiling === 'number' && ceiling >= 0 ? Math.min(ceiling, 0.85) : 0;
  return { lines: tags(lines), veils: tags(veils), ceiling: height };
}
