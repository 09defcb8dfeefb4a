/** Asks the dream for an act; the refusal comes back to where it was asked for, and is no caption. */
import type { CommandBody, CommandType, Refusal } from '../../../shared/dream/commands.ts';
import { sentenceOf } from '../named.ts';
import { type Night, UNHEARD } from '../night.ts';

/** The refusal as sentences, '' when it is done. */
export async function send<T extends CommandType>(night: Night, type: T, body: CommandBody<T>): Promise<string> {
  night.stir();
  const refused: Refusal | null = await night.link.command(type, body).catch(() => UNHEARD);
  return refused ? [refused.reason, refused.fix].filter(Boolean).map(sentenceOf).join(' ') : '';
}
