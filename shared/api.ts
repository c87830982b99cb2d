import * as z from 'zod/mini'
import { actApi } from './act-api'
import { AttentionKind } from './attention-api'
import { awayApi } from './away-api'
import { contextApi } from './context-api'
import { LeaveReason } from './decision'
import * as body from './desk-bodies'
import type { Answered, Endpoint } from './endpoint'
import { guardApi } from './guard-api'
import { ConversationId, TeammateId } from './ids'
import { matterApi } from './matter-api'
import { Note } from './note'
import { ownerApi } from './owner-api'
import { panelApi } from './panel-api'
import { severalApi } from './several-api'
import { tabApi } from './tab-api'
import { Urgency } from './urgency'
import { workApi } from './work-api'

export * from './act-api'
export * from './away-api'
export * from './context-api'
export type { Acknowledgement, GoAway, PreviewNote, PreviewSeveral, Several } from './desk-bodies'
export * from './endpoint'
export * from './guard-api'
export * from './matter-api'
export * from './owner-api'
export * from './panel-api'
export * from './several-api'
export * from './tab-api'
export * from './work-api'

/** Whom a code is asked for: the panel knows Missive's id, a browser tab asks for an e-mail address. */
export const Claim = z.union([
  z.strictObject({ teammateId: TeammateId }),
  z.strictObject({ email: z.string().check(z.trim(), z.minLength(1), z.maxLength(320)) }),
])
export type Claim = z.infer<typeof Claim>

const nothing = z.strictObject({})
const conversation = z.strictObject({ id: ConversationId })
const short = z.string().check(z.minLength(1), z.maxLength(100))
/** A handoff, or for `why` a conversation that waits. */
const handoff = z.strictObject({ id: short })

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
const concern = z.strictObject({ kind: AttentionKind, subjectId })

const aConcernEnding = new RegExp(`^(\\d{1,15})\\.(${AttentionKind.options.join('|')})\\.(.{1,100})$`)

/** Where a page of that ended: since when the last one is, in milliseconds, what it is and about what. */
const concernEnding = z.pipe(
  z.string().check(z.regex(aConcernEnding)),
  z.transform((text) => {
    const [, since, kind, subjectId = ''] = aConcernEnding.exec(text) ?? []
    return { since: new Date(Number(since)), kind: kind as AttentionKind, subjectId }
  }),
)

/** A number in an address. */
const whole = z.pipe(z.string().check(z.regex(/^\d{1,9}$/)), z.transform(Number))
/** The format itself allows 1 MiB. */
const rulesText = z.string().check(z.maxLength(1024 * 1024))
/** Room for what UTF-8 makes of any letter, and JSON of line ends and quotes. */
const LONGEST_RULES = 5 * 1024 * 1024
/** Room for long notes of all rows. */
const LONGEST_SEVERAL = 5 * 1024 * 1024
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
  handOff: { ...panelApi.handOff, params: conversation, body: body.handOffBody },
  take: { ...panelApi.take, params: conversation, body: body.takeBody },
  heed: { ...guardApi.heed, params: conversation, body: body.heedBody },
  guardCounts: { ...guardApi.guardCounts, params: nothing, body: nothing },
  escalation: { ...actApi.escalation, params: conversation, body: nothing },
  escalate: { ...actApi.escalate, params: conversation, body: body.escalateBody },
  queue: { ...actApi.queue, params: conversation, body: body.queueBody },
  noOwner: { ...actApi.noOwner, params: conversation, body: body.noOwnerBody },
  ask: { ...actApi.ask, params: conversation, body: body.askBody },
  giveBack: { ...actApi.giveBack, params: conversation, body: body.giveBackBody },
  previewNote: { ...actApi.previewNote, params: conversation, body: body.previewNoteBody },
  previewSeveral: { ...severalApi.previewSeveral, params: nothing, body: body.previewSeveralBody },
  handOffSeveral: {
    ...severalApi.handOffSeveral,
    params: nothing,
    body: body.severalBody,
    longestBodyBytes: LONGEST_SEVERAL,
  },
  previewAway: { ...awayApi.previewAway, params: nothing, body: body.previewAwayBody },
  goAway: { ...awayApi.goAway, params: nothing, body: body.goAwayBody, longestBodyBytes: LONGEST_SEVERAL },
  comeBack: { ...awayApi.comeBack, params: z.strictObject({ absenceId: short }), body: nothing },
  takeBack: { ...awayApi.takeBack, params: nothing, body: body.takeBackBody },
  myWork: { ...workApi.myWork, params: nothing, body: nothing },
  workOf: { ...workApi.workOf, params: z.strictObject({ teammateId: TeammateId }), body: nothing },
  context: { ...contextApi.context, params: conversation, body: nothing },
  templates: { ...contextApi.templates, params: conversation, body: nothing },
  undo: { ...panelApi.undo, params: handoff, body: nothing },
  giveNote: { ...ownerApi.giveNote, params: conversation, body: z.strictObject({ note: Note, drafted: body.drafted }) },
  wantOwner: { ...matterApi.wantOwner, params: conversation, body: nothing },
  matter: { ...matterApi.matter, params: conversation, body: nothing },
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
    params: z.strictObject({ after: z.union([concernEnding, left]) }),
    body: nothing,
  },
  attentionCount: { ...tabApi.attentionCount, params: nothing, body: nothing },
  tryAgain: { ...tabApi.tryAgain, params: nothing, body: concern },
  dismiss: { ...tabApi.dismiss, params: nothing, body: concern },
  why: { ...tabApi.why, params: handoff, body: nothing },
  /** `team`: a routing team's name; null: all. */
  pause: {
    ...tabApi.pause,
    params: nothing,
    body: z.strictObject({ team: pausedTeam, note: z.optional(z.string().check(z.trim(), z.maxLength(500))) }),
  },
  resume: { ...tabApi.resume, params: nothing, body: z.strictObject({ team: pausedTeam }) },
  recount: { ...tabApi.recount, params: nothing, body: nothing },
  endSessions: { ...tabApi.endSessions, params: nothing, body: z.strictObject({ teammateId: z.nullable(TeammateId) }) },
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
    longestBodyBytes: LONGEST_RULES,
  },
  /** `base`: the version that was edited; null: there was none. */
  saveRules: {
    ...tabApi.saveRules,
    params: nothing,
    body: z.strictObject({ text: rulesText, note: rulesNote, base: z.nullable(z.int()) }),
    longestBodyBytes: LONGEST_RULES,
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
