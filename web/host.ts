import * as z from 'zod/mini'
import { ConversationId, TeammateId } from '../shared/ids'
import type { Timers } from './timers'

/** Who sits before the screen, as the browser claims; the server proves it by a code. */
export interface HostUser {
  id: TeammateId
  name: string
}

/** What the panel needs of Missive; nothing here rejects. */
export interface Host {
  /** Null: there is no Missive around this page, or it does not answer. */
  me: () => Promise<HostUser | null>
  /** Tells the selection now and at each change; the same one may come twice. */
  onSelection: (listener: (ids: ConversationId[]) => void) => void
  /** What was stored under the key; null when there is nothing, or no store. */
  read: (key: string) => Promise<unknown>
  /** Kept by Missive for this person and integration; forgotten when they leave Missive. */
  write: (key: string, value: unknown) => void
  openUrl: (url: string) => void
  /** Opens that conversation. */
  navigate: (id: ConversationId) => void
  /** Begins a reply in the conversation that is open, with this HTML. */
  reply: (html: string) => void
  /** Takes people off the conversation that is open, as the reader. */
  removeAssignees: (ids: readonly TeammateId[]) => void
}

/** The parts of Missive's global that Baton uses (Missive JavaScript API); any may be missing. */
interface MissiveGlobal {
  on?: (event: string, listener: (value: unknown) => void, options: { retroactive: boolean }) => void
  fetchUsers?: () => Promise<unknown>
  storeGet?: (key: string) => Promise<unknown>
  storeSet?: (key: string, value: unknown) => unknown
  openURL?: (url: string) => unknown
  navigate?: (options: { conversationId: string }) => unknown
  reply?: (options: { mailto: { body: string } }) => unknown
  removeAssignees?: (ids: readonly string[]) => unknown
}

const STORE_ANSWERS_WITHIN_MS = 3_000

const text = z.optional(z.nullable(z.string()))
const User = z.object({ id: TeammateId, email: text, first_name: text, last_name: text })

const Selection = z.array(ConversationId)

const nameOf = ({ first_name, last_name, email }: z.infer<typeof User>): string =>
  [first_name, last_name].filter(Boolean).join(' ').trim() || email || 'yourself'

const settled = async (ask: () => unknown): Promise<unknown> => {
  try {
    return await ask()
  } catch {
    return undefined
  }
}

const within = (ms: number, timers: Timers, answer: Promise<unknown>): Promise<unknown> =>
  Promise.race([answer, new Promise((resolve) => timers.after(ms, () => resolve(undefined)))])

const openOutside = (url: string) => window.open(url, '_blank', 'noopener')

/** Wraps the `Missive` that Missive's script defined; without it everything answers as outside Missive. */
export const openHost = (missive: MissiveGlobal | undefined, timers: Timers): Host => ({
  me: async () => {
    const users = await settled(() => missive?.fetchUsers?.())
    const me = z.safeParse(User, Array.isArray(users) ? users.find((user) => user?.me === true) : undefined)
    return me.success ? { id: me.data.id, name: nameOf(me.data) } : null
  },
  onSelection: (listener) => {
    const tell = (ids: unknown) => {
      const selection = z.safeParse(Selection, ids)
      if (selection.success) listener(selection.data)
    }
    void settled(() => missive?.on?.('change:conversations', tell, { retroactive: true }))
  },
  read: async (key) =>
    (await within(
      STORE_ANSWERS_WITHIN_MS,
      timers,
      settled(() => missive?.storeGet?.(key)),
    )) ?? null,
  write: (key, value) => {
    void settled(() => missive?.storeSet?.(key, value))
  },
  openUrl: (url) => {
    void settled(() => (missive?.openURL ? missive.openURL(url) : openOutside(url)))
  },
  navigate: (conversationId) => {
    void settled(() => missive?.navigate?.({ conversationId }))
  },
  reply: (body) => {
    void settled(() => missive?.reply?.({ mailto: { body } }))
  },
  removeAssignees: (ids) => {
    void settled(() => missive?.removeAssignees?.(ids))
  },
})
