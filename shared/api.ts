import * as z from 'zod/mini'
import { AttentionKind } from './attention-api'
import { LeaveReason } from './decision'
import type { Answered, Endpoint } from './endpoint'
import { ConversationId, TeammateId } from './ids'
import { matterApi } from './matter-api'
import { Note } from './note'
import { ownerApi } from './owner-api'
import { panelApi } from './panel-api'
import { tabApi } from './tab-api'
import { Urgency } from './urgency'

export * from './endpoint'
export * from './matter-api'
export * from './owner-api'
export * from './panel-api'
export * from './tab-api'

/** Whom a code is asked for: the panel knows Missive's id, a browser tab asks for an e-mail address. */
export const Claim = z.union([
  z.strictObject({ teammateId: TeammateId }),
  z.strictObject({ email: z.string().check(z.trim(), z.minLength(3), z.maxLength(320)) }),
])
export type Claim = z.infer<typeof Claim>

/** Warnings that the sender has seen and goes past, by code. */
const acknowledged = z.array(z.string().check(z.maxLength(100))).check(z.maxLength(20))

/** Which fields are still as Baton drafted them. */
const drafted = z.array(z.enum(['why', 'whatsNeeded', 'byWhen', 'context']))

const nothing = z.strictObject({})
const conversation = z.strictObject({ id: ConversationId })
/** A handoff, or for `why` a conversation that waits. */
const handoff = z.strictObject({ id: z.string().check(z.minLength(1), z.maxLength(100)) })

/** What is left out of an address. */
const left = z.pipe(
  z.literal(''),
  z.transform(() => null),
)

/** Where a page of the list ended: when that conversation was last active, in milliseconds, and its id. */
const ending = z.pipe(
  z.string().check(z.regex(/^\d{1,15}\.[\w-]{1,100}$/)),
  z.transform((text) => {
    const [at, id] = text.split('.')
    return { lastActivityAt: new Date(Number(at)), id: id as ConversationId }
  }),
)

const subjectId = z.string().check(z.minLength(1), z.maxLength(100))
/** What needs attention. */
const matter = z.strictObject({ kind: AttentionKind, subjectId })

const aMatterEnding = new RegExp(`^(\\d{1,15})\\.(${AttentionKind.options.join('|')})\\.(.{1,100})$`)

/** Where a page of that ended: since when the last one is, in milliseconds, what it is and about what. */
const matterEnding = z.pipe(
  z.string().check(z.regex(aMatterEnding)),
  z.transform((text) => {
    const [, since, kind, subjectId = ''] = aMatterEnding.exec(text) ?? []
    return { since: new Date(Number(since)), kind: kind as AttentionKind, subjectId }
  }),
)

/** A number in an address. */
const whole = z.pipe(z.string().check(z.regex(/^\d{1,9}$/)), z.transform(Number))
/** The format itself allows 1 MiB. */
const rulesText = z.string().check(z.maxLength(1024 * 1024))
/** Room for what JSON makes of line ends and quotes. */
const LONGEST_RULES = 2.5 * 1024 * 1024
const rulesNote = z.string().check(z.trim(), z.maxLength(500))

const pausedTeam = z.nullable(z.string().check(z.maxLength(200)))

const signIn = z.strictObject({
  claim: Claim,
  code: z.string().check(z.trim(), z.regex(/^\d{6}$/)),
  for: z.enum(['panel', 'tab']),
})

/**
 * Every call between our pages and the server: both sides parse with the same shapes. What is sent is parsed by the server
 * alone, so the pages know it by its types.
 */
export const api = {
  askForCode: { ...panelApi.askForCode, params: nothing, body: z.strictObject({ claim: Claim }) },
  signIn: { ...panelApi.signIn, params: nothing, body: signIn },
  signOut: { ...panelApi.signOut, params: nothing, body: nothing },
  me: { ...panelApi.me, params: nothing, body: nothing },
  conversation: { ...ownerApi.conversation, params: conversation, body: nothing },
  handOff: {
    ...panelApi.handOff,
    params: conversation,
    body: z.strictObject({ to: TeammateId, note: Note, drafted, acknowledged, reopen: z.boolean() }),
  },
  take: {
    ...panelApi.take,
    params: conversation,
    body: z.strictObject({ note: z.nullable(Note), drafted, acknowledged, reopen: z.boolean() }),
  },
  undo: { ...panelApi.undo, params: handoff, body: nothing },
  giveNote: { ...ownerApi.giveNote, params: conversation, body: z.strictObject({ note: Note, drafted }) },
  wantOwner: { ...matterApi.wantOwner, params: conversation, body: nothing },
  setMatter: {
    ...matterApi.setMatter,
    params: conversation,
    body: z.strictObject({
      topic: z.optional(z.nullable(z.string().check(z.maxLength(200)))),
      urgency: z.optional(z.nullable(Urgency)),
      /** ISO 639-1. */
      language: z.optional(z.nullable(z.string().check(z.regex(/^[a-z]{2}$/)))),
    }),
  },
  leftOut: {
    ...tabApi.leftOut,
    params: z.strictObject({ reason: z.union([LeaveReason, left]), after: z.union([ending, left]) }),
    body: nothing,
  },
  attention: {
    ...tabApi.attention,
    params: z.strictObject({ after: z.union([matterEnding, left]) }),
    body: nothing,
  },
  attentionCount: { ...tabApi.attentionCount, params: nothing, body: nothing },
  tryAgain: { ...tabApi.tryAgain, params: nothing, body: matter },
  dismiss: { ...tabApi.dismiss, params: nothing, body: matter },
  why: { ...tabApi.why, params: handoff, body: nothing },
  /** `team`: a routing team's name; null: all. */
  pause: {
    ...tabApi.pause,
    params: nothing,
    body: z.strictObject({ team: pausedTeam, note: z.optional(z.string().check(z.trim(), z.maxLength(500))) }),
  },
  resume: { ...tabApi.resume, params: nothing, body: z.strictObject({ team: pausedTeam }) },
  recount: { ...tabApi.recount, params: nothing, body: nothing },
  adminNow: { ...tabApi.adminNow, params: nothing, body: nothing },
  rules: { ...tabApi.rules, params: nothing, body: nothing },
  firstRules: {
    ...tabApi.firstRules,
    params: z.strictObject({ timeZone: z.string().check(z.maxLength(100)) }),
    body: nothing,
  },
  rulesVersions: {
    ...tabApi.rulesVersions,
    params: z.strictObject({ before: z.union([whole, left]) }),
    body: nothing,
  },
  rulesVersion: { ...tabApi.rulesVersion, params: z.strictObject({ version: whole }), body: nothing },
  compareRules: { ...tabApi.compareRules, params: z.strictObject({ from: whole, to: whole }), body: nothing },
  checkRules: {
    ...tabApi.checkRules,
    params: nothing,
    body: z.strictObject({ text: rulesText }),
    longestBody: LONGEST_RULES,
  },
  /** `base`: the version that was edited; null: there was none. */
  saveRules: {
    ...tabApi.saveRules,
    params: nothing,
    body: z.strictObject({ text: rulesText, note: rulesNote, base: z.nullable(z.int()) }),
    longestBody: LONGEST_RULES,
  },
  restoreRules: {
    ...tabApi.restoreRules,
    params: nothing,
    body: z.strictObject({ version: z.int(), note: rulesNote }),
  },
} as const satisfies Record<string, Endpoint>

export type Api = typeof api

/** The whole endpoint of which a page loads what it answers. */
export type Whole<A extends Answered> = Extract<Api[keyof Api], Pick<A, 'method' | 'path'>>
