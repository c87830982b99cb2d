import { randomBytes } from 'node:crypto'
import type { ConversationId } from '../../../shared/ids'
import type { Answer, PostBody } from '../../missive/client'
import { POSTED_AS } from '../../missive/outgoing'
import type { ConversationPayload, PostRow, UserRow } from '../../missive/payloads'
import { type Ask, sayTrouble } from '../look/ask'

export interface OwnConversationDeps {
  ask: Ask
  organizationId: string
  seat: UserRow
  publicUrl: string
}

export type Change = Partial<Pick<PostBody, 'add_users' | 'add_assignees' | 'remove_assignees' | 'close' | 'reopen'>>

/** Every call but `tryPost` throws `TrialEnded` unless it works. */
export interface OwnConversation {
  id: ConversationId
  /** Stands in the text of each post. */
  marker: string
  post: (change: Change) => Promise<void>
  tryPost: (change: Change) => Promise<Answer<unknown>>
  /** How often it was to be closed. */
  closes: () => number
  look: () => Promise<ConversationPayload>
  posts: () => Promise<PostRow[]>
}

export const assignTo = ({ id }: UserRow) => ({ add_users: [id], add_assignees: [id] })

/** Its message says why. */
export class TrialEnded extends Error {}

export const SUBJECT = 'Baton doctor'
const TEXT = 'Baton’s doctor tries what this Missive does. There is nothing to do here.'

export const orEnd = <T>(answer: Answer<T>): T => {
  if (answer.kind === 'ok') return answer.value
  throw new TrialEnded(sayTrouble(answer))
}

const bodyOf = ({ organizationId, publicUrl }: OwnConversationDeps, marker: string, number: number): PostBody => ({
  organization: organizationId,
  // Webhooks carry no time: with a subject of its own none looks like an earlier one that came again.
  conversation_subject: number === 1 ? SUBJECT : `${SUBJECT} (${number})`,
  // As in a note, the marker stands in a link.
  markdown: `${TEXT}\n\n[Baton](${publicUrl}/admin/?doctor=${marker})`,
  notification: { title: SUBJECT, body: 'There is nothing to do here.' },
  username: POSTED_AS,
  reopen: false,
})

/**
 * Opens a new conversation that nobody but the seat is given access to. The seat is its owner, so that a Baton that runs
 * sees nothing to route. Throws `TrialEnded`.
 */
export const openOwnConversation = async (deps: OwnConversationDeps): Promise<OwnConversation> => {
  const { ask, seat } = deps
  const marker = randomBytes(16).toString('base64url')
  let posts = 0
  let closes = 0
  const body = () => {
    posts += 1
    return bodyOf(deps, marker, posts)
  }
  const references = [`<doctor-${marker}@baton>`]
  const made = orEnd(await ask((client) => client.post({ ...body(), references, ...assignTo(seat) })))
  const id = made?.posts?.conversation
  if (!id) throw new TrialEnded('Missive did not say which conversation it made.')

  const tryPost = (change: Change) => {
    if (change.close) closes += 1
    return ask((client) => client.post({ ...body(), conversation: id, ...change }))
  }
  return {
    id,
    marker,
    tryPost,
    post: async (change) => {
      orEnd(await tryPost(change))
    },
    closes: () => closes,
    look: async () => {
      const [shown] = orEnd(await ask((client) => client.conversation(id))).conversations
      if (!shown) throw new TrialEnded('Missive does not show the conversation that it made.')
      return shown
    },
    posts: async () => orEnd(await ask((client) => client.posts(id))).posts,
  }
}
