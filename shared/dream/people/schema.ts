/** What a scenario file says of people: its cast, and how many are there when few come. */
import { z } from 'zod';

export const tempers = ['ordinary', 'chatty', 'dissenter', 'consent-revoker', 'stop-card', 'dropout', 'flooder', 'everything'] as const;
export const occasions = [
  'greet',
  'lead',
  'hand',
  'lantern',
  'bridge',
  'shadow',
  'thanks',
  'idle',
  'farewell',
  'handover',
  'takeback',
] as const;

const said = z.array(z.string().min(1).max(140)).max(12);
const line = (when: string) => said.default([]).describe(`said ${when}`);

export const castMemberSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,23}$/, 'small letters, digits and dashes')
    .describe('name, for files'),
  name: z.string().min(1).max(24).describe('name, for people'),
  kind: z.enum(['agent', 'simulated']).default('simulated').describe('agent: a named role; simulated: company'),
  role: z.enum(['', 'orchestrator', 'narrator', 'steward', 'engineer', 'council']).default('').describe('role an agent plays'),
  shape: z.enum(['sprout', 'moon', 'leaf', 'shell', 'nightcap', 'bell']).describe('shape of the head'),
  cloth: z.enum(['clay', 'honey', 'sage', 'teal', 'iris', 'mauve', 'stone', 'bark']).describe('colour of the cloth'),
  temper: z.enum(tempers).default('ordinary').describe('how they behave'),
  home: z.string().describe('symbol or region where they begin'),
  lines: z
    .strictObject({
      greet: line('on meeting somebody'),
      lead: line('on walking ahead'),
      hand: line('with an open palm'),
      lantern: line('at a lantern'),
      bridge: line('at a bridge'),
      shadow: line('beside a shadow'),
      thanks: line('after something was done together'),
      idle: line('in a quiet minute'),
      farewell: line('on leaving'),
      handover: line('when a person takes their role'),
      takeback: line('when the role is theirs again'),
    })
    .prefault({})
    .describe('what they may say, by occasion'),
});

export const peopleSchema = z.strictObject({
  companions: z
    .strictObject({
      min: z.number().int().min(0).max(200).default(12).describe('simulated citizens fill up to this many dreamers (people)'),
      curious: z
        .number()
        .min(0)
        .max(1)
        .default(0.1)
        .describe('share of simulated citizens who look closely at what is odd about the small light (0..1)'),
    })
    .prefault({})
    .describe('company when few came'),
  cast: z.array(castMemberSchema).max(60).default([]).describe('named agents and simulated citizens, in the order they are called'),
});
export type PeopleSection = z.infer<typeof peopleSchema>;
