import * as z from 'zod/mini'
import type { Answered, Endpoint } from './endpoint'
import { ConversationId, TeammateId } from './ids'
import { Note } from './note'
import { panelApi } from './panel-api'
import { tabApi } from './tab-api'

export * from './endpoint'
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
  conversation: { ...panelApi.conversation, params: conversation, body: nothing },
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
  why: { ...tabApi.why, params: handoff, body: nothing },
  adminNow: { ...tabApi.adminNow, params: nothing, body: nothing },
} as const satisfies Record<string, Endpoint>

export type Api = typeof api

/** The whole endpoint of which a page loads what it answers. */
export type Whole<A extends Answered> = Extract<Api[keyof Api], Pick<A, 'method' | 'path'>>
