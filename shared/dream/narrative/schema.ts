/** What a scenario file says of the story: acts, storylets, dialogues, shadows and the cloth in the sky. */
import { z } from 'zod';

export const palettes = ['dusk', 'ritual', 'descent', 'reckoning', 'healing', 'dawn'] as const;

const id = (what: string) =>
  z
    .string()
    .regex(/^[a-z][a-zA-Z0-9._-]{0,39}$/, 'letters, digits, dot and dash, beginning with a small letter')
    .describe(what);
const words = (max: number, what: string) => z.string().min(1).max(max).describe(what);

/** `woken: 3` means at least three; `{min, max}` bounds both sides. */
export const criteriaSchema = z
  .record(
    z.string().min(1).max(60),
    z.union([
      z.number().describe('at least this'),
      z.strictObject({ min: z.number().optional().describe('at least'), max: z.number().optional().describe('at most') }),
    ]),
  )
  .describe('facts that must all hold: `woken: 3` is "at least 3", `open: {max: 0}` "none"');
export type Criteria = z.infer<typeof criteriaSchema>;

export const actSchema = z.strictObject({
  id: id('name of the act, for files'),
  title: words(40, 'name of the act, for people'),
  palette: z.enum(palettes).describe('colours of the act'),
  opens: z.array(criteriaSchema).max(8).default([]).describe('opens when any of these groups holds'),
  after: z.number().min(0).max(1800).default(120).describe('opens anyway this long after the act before; the first act opens at once (s)'),
});

export const consequenceSchema = z.strictObject({
  facts: z
    .record(z.string().regex(/^(?!(at|here|seen|whole)\.)[^.\s]+\.\S+$/, 'a fact of the story, with a dot in its name'), z.number())
    .default({})
    .describe('adds to facts: `n1.hung: 1`'),
  shadow: z
    .strictObject({
      theme: z.string().describe('theme it wears'),
      weight: z.number().min(1).max(120).default(36).describe('W; 20 is small, 36 usual (W)'),
      at: z.string().describe('symbol or region it forms at'),
    })
    .optional()
    .describe('a shadow forms'),
  fragment: z.boolean().default(false).describe('leaves a fragment in the hands of who chose'),
  warm: z
    .strictObject({
      valence: z.number().min(-1).max(1).default(0).describe('deposit of valence, at most 1 either way (-1..1)'),
      arousal: z.number().min(-1).max(1).default(0).describe('deposit of arousal, at most 1 either way (-1..1)'),
    })
    .optional()
    .describe('warms or cools the ground there'),
  mute: z.string().optional().describe('jukebox track that stops for who chose'),
  pace: z.number().min(4.5).max(10).optional().describe('pacer of who chose (breaths/min)'),
  breach: z.string().min(1).max(40).optional().describe('a breach of the charter becomes known, by this name'),
  legitimacy: z.number().min(-1).max(1).optional().describe('moves the legitimacy of Dream Governance (-1..1)'),
  propose: z.string().optional().describe('puts this clause of the governance section to the vote'),
  stand: z.literal(true).optional().describe('who chose raises their voice'),
  gain: z.number().min(0).max(1.5).optional().describe('gain of all shared tracks of the jukebox (0..1.5)'),
  rollback: z.literal(true).optional().describe('the jukebox goes back to what it declared'),
  open: z.literal(true).optional().describe('the box lies open: its shared tracks are strings that anybody may pluck for 60 s'),
  evidence: z.string().min(1).max(40).optional().describe('who chose saw this against the guide'),
  trust: z.number().min(-1).max(1).optional().describe('moves the trust of who chose in the guide (-1..1)'),
  unmask: z.literal(true).optional().describe('the guide stands without its mask'),
  mirror: z.enum(['wake', 'sleep']).optional().describe('wakes the Mirror or lets it sleep'),
  amplify: z.number().min(0).max(1).optional().describe('the orchestrator lifts the intensity by this for 20 s (0..1)'),
  ease: z.number().min(0).max(1).optional().describe('the orchestrator lowers the intensity by this (0..1)'),
});
export type ConsequenceSection = z.infer<typeof consequenceSchema>;

export const choiceSchema = z.strictObject({
  id: id('name of the choice, for files'),
  label: words(60, 'what is written on it'),
  answer: z.string().max(240).default('').describe('what is said after, at most 25 words; empty for silence'),
  then: consequenceSchema.prefault({}).describe('what follows'),
});

export const storyletSchema = z.strictObject({
  id: id('name of the storylet, for files'),
  symbol: z.string().default('').describe('symbol that wakes it; empty if it comes by itself'),
  speaker: z.string().default('dream').describe('cast member who says it, `guide`, or `dream`'),
  theme: z.string().default('').describe('theme tag; empty for none, `own` for the one that the guide takes to be theirs'),
  intensity: z.number().min(0).max(0.85).describe('how strong (0..1, never above .85)'),
  when: criteriaSchema.default({}),
  text: words(600, 'what is said; at most 25 words a turn'),
  soft: words(600, 'the same at intensity .3: same facts, softer words'),
  choices: z.array(choiceSchema).max(4).default([]).describe('bold words of the page; "nobody chose" is always one more'),
  seconds: z.number().min(5).max(120).default(40).describe('stays open this long (s)'),
  once: z.boolean().default(true).describe('a person meets it once'),
  cooldown: z
    .number()
    .min(0)
    .max(1800)
    .default(120)
    .describe('with `once: false`, the same person meets it again after this at the earliest (s)'),
  audience: z
    .enum(['one', 'near', 'region', 'all'])
    .default('one')
    .describe('who has it before them when it opens for one: that one, all within 12 m, all on that ground, everybody'),
  decide: z
    .enum(['each', 'together'])
    .default('each')
    .describe('each chooses for themselves, or all who have it before them choose by the most votes'),
});

export const narrativeSchema = z.strictObject({
  acts: z.array(actSchema).min(1).max(9).describe('acts in order'),
  storylets: z.array(storyletSchema).max(1000).default([]).describe('small scenes with what they need and what follows'),
  dialogues: z
    .array(
      z.strictObject({
        id: id('name of the dialogue, for files'),
        speaker: z.string().describe('cast member or `guide` who speaks it'),
        ink: z
          .string()
          .regex(/\.ink$/, 'a path that ends in .ink')
          .describe('ink file beside this one'),
        decide: z
          .enum(['each', 'together'])
          .default('each')
          .describe('who began it chooses alone, or with those of their circle, else those within 12 m, by the most votes'),
      }),
    )
    .max(24)
    .default([])
    .describe('talks written in ink'),
  circles: z
    .strictObject({
      questions: z
        .array(
          z.strictObject({
            text: words(160, 'the question, at most 25 words; it can be left unanswered'),
            theme: z.string().default('').describe('theme tag; empty for none'),
            intensity: z.number().min(0).max(0.85).default(0.2).describe('how strong (0..1, never above .85)'),
          }),
        )
        .max(24)
        .default([{ text: 'What did you carry in tonight?', theme: '', intensity: 0.2 }])
        .describe('what those who sit at a hearth are asked: one a circle, each once before any comes again'),
    })
    .prefault({})
    .describe('reflection circles at a hearth'),
  shadows: z
    .strictObject({
      weight: z.number().min(5).max(120).default(36).describe('usual weight; a pair in tune lifts one a second (W)'),
      perPeople: z.number().min(1).max(50).default(4).describe('people to each shadow that may stand at once (people)'),
      seep: z.number().min(30).max(600).default(90).describe('left alone this long, a shadow seeps (s)'),
      form: z
        .array(
          z.strictObject({
            id: id('name, for files'),
            theme: z.string().describe('theme it wears'),
            weight: z.number().min(1).max(120).default(36).describe('weight; 20 is small, 36 usual (W)'),
            at: z.string().describe('symbol or region it forms at'),
            when: criteriaSchema,
          }),
        )
        .max(24)
        .default([])
        .describe('shadows that form by themselves, once a night, when their facts hold'),
    })
    .prefault({})
    .describe('shadows'),
  cloth: z
    .strictObject({
      perPerson: z.number().min(0.1).max(5).default(0.8).describe('threads of a whole cloth for each person (threads/person)'),
    })
    .prefault({})
    .describe('the cloth in the sky'),
  dawn: z
    .array(
      z.strictObject({
        what: words(60, 'what it is, in a few words that follow "it had"'),
        when: criteriaSchema,
      }),
    )
    .max(4)
    .default([])
    .describe('what a dawn needs besides a whole cloth and few shadows; a night that lacks one of these is restless'),
  endings: z
    .array(
      z.strictObject({
        ending: z.enum(['dawn', 'restless', 'broken']).describe('the ending that it names'),
        title: words(80, 'what it is called, for people'),
        when: criteriaSchema.default({}),
      }),
    )
    .max(24)
    .default([])
    .describe(
      'what endings are called: of those whose facts hold the one that asks for most, of equals the first; without any, a plain name',
    ),
});
export type NarrativeSection = z.infer<typeof narrativeSchema>;
