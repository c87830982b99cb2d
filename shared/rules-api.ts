import * as z from 'zod/mini'
import type { Answered } from './endpoint'
import { Instant } from './instant'

/** Something wrong with a rules document and where, line and column from 1. */
export const RulesProblem = z.object({
  line: z.number(),
  column: z.number(),
  /** `teams.billing.assign`; empty for what concerns the whole text. */
  path: z.string(),
  message: z.string(),
})
export type RulesProblem = z.infer<typeof RulesProblem>

/** What became of one of the document's own examples. */
export const ExampleOutcome = z.object({
  subject: z.string(),
  isRight: z.boolean(),
  /** What Baton would do with that mail, in a sentence. */
  sentence: z.string(),
})
export type ExampleOutcome = z.infer<typeof ExampleOutcome>

/** Lines that follow each other in both texts; numbers from 1. */
export const Hunk = z.object({
  fromLine: z.number(),
  toLine: z.number(),
  lines: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })),
})
export type Hunk = z.infer<typeof Hunk>

export const RulesVersion = z.object({
  version: z.number(),
  /** Who accepted it, by name, or the file it was read from. */
  author: z.string(),
  note: z.string(),
  at: Instant,
})
export type RulesVersion = z.infer<typeof RulesVersion>

/** The rules as they are now. */
export const RulesView = z.object({
  /** Null: there are none, and nothing is routed. */
  inForce: z.nullable(
    z.object({
      ...RulesVersion.shape,
      text: z.string(),
      mode: z.enum(['shadow', 'route']),
      warnings: z.array(z.string()),
    }),
  ),
  /** The file that they are read from, and that alone changes them; null: they are written on the admin page. */
  file: z.nullable(z.string()),
  /** A later text that cannot come into force; the rules before it hold. Null: there is none. */
  broken: z.nullable(
    z.object({
      /** Null: it never became one. */
      version: z.nullable(z.number()),
      text: z.string(),
      since: Instant,
      problems: z.array(RulesProblem),
    }),
  ),
})
export type RulesView = z.infer<typeof RulesView>

/** What would become of a text. */
export const RulesCheck = z.object({
  /** Empty: it can come into force. */
  problems: z.array(RulesProblem),
  warnings: z.array(z.string()),
  examples: z.array(ExampleOutcome),
  /** How it differs from what is in force. */
  changes: z.array(Hunk),
})
export type RulesCheck = z.infer<typeof RulesCheck>

export const RulesComparison = z.object({ from: RulesVersion, to: RulesVersion, changes: z.array(Hunk) })
export type RulesComparison = z.infer<typeof RulesComparison>

const text = z.object({ text: z.string() })

/** What the admin page calls about rules, and what it is answered. */
export const rulesApi = {
  rules: { method: 'GET', path: '/api/rules', right: 'admin', reply: RulesView },
  /** Something to begin with, made of Missive's teams. */
  firstRules: { method: 'GET', path: '/api/rules/first?timeZone=:timeZone', right: 'admin', reply: text },
  /** The newest first; `before` is the last version of the page before, or empty. */
  rulesVersions: {
    method: 'GET',
    path: '/api/rules/versions?before=:before',
    right: 'admin',
    reply: z.object({ versions: z.array(RulesVersion), hasMore: z.boolean() }),
  },
  rulesVersion: {
    method: 'GET',
    path: '/api/rules/versions/:version',
    right: 'admin',
    reply: z.object({ ...RulesVersion.shape, text: z.string() }),
  },
  compareRules: {
    method: 'GET',
    path: '/api/rules/compare?from=:from&to=:to',
    right: 'admin',
    reply: RulesComparison,
  },
  checkRules: { method: 'POST', path: '/api/rules/check', right: 'admin', reply: RulesCheck },
  saveRules: { method: 'POST', path: '/api/rules', right: 'admin', reply: RulesVersion },
  restoreRules: { method: 'POST', path: '/api/rules/restore', right: 'admin', reply: RulesVersion },
} as const satisfies Record<string, Answered>
