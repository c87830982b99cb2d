import type { ConversationId } from '../../shared/ids'
import type { Desk } from '../actions/desk'
import { learnThat } from '../actions/learn'
import { LockedOut } from '../errors'
import type { Answer } from '../missive/client'
import { escapeMarkdown } from '../missive/markdown'
import { firstName } from '../missive/note'
import { type Alone, postAlone } from '../missive/outgoing'
import { run } from '../store/database'
import type { Share, TeammateRow } from '../store/tables'
import type { Paced } from './paced'

/** Found again by this, should the database be lost (Missive REST API, *Posts*, `references`). */
const referenceOf = (teammate: TeammateRow) => `<personal-${teammate.id}@baton>`

/** Throws when there is none. */
const taken = <T>(answer: Answer<T>): T => {
  if (answer.kind === 'ok') return answer.value
  if (answer.kind === 'locked out') throw new LockedOut(answer.reason)
  throw new Error(answer.kind === 'limited' ? 'Missive asked to wait' : answer.reason)
}

/** The one private conversation that Baton keeps with each teammate. */
export const createPersonal = (desk: Desk, paced: Paced) => {
  const { store, clock } = desk

  /** Resolves when Missive took it. Throws when it did not. */
  const post = async (share: Share, to: Alone, markdown: string, body: string) => {
    const organization = desk.people().organization.id
    const notification = { title: 'Baton', body }
    const answer = await paced(share, (client) => client.post(postAlone(to, { organization, markdown, notification })))
    return taken(answer)
  }

  const findOrMake = async (teammate: TeammateRow, share: Share): Promise<ConversationId> => {
    const known = await store.transaction((tx) => store.signIn.personalConversation(tx, teammate.id))
    if (known) return known
    const name = escapeMarkdown(firstName(teammate.name))
    const hello = `Hello ${name}, here Baton writes to you alone: sign-in codes and reminders.`
    const to = { reference: referenceOf(teammate), subject: 'Baton', with: teammate.id }
    const made = (await post(share, to, hello, 'Baton writes to you here.'))?.posts?.conversation
    if (!made) throw new Error('Missive did not say where')
    return made
  }

  const isPrivate = async (teammate: TeammateRow, id: ConversationId, share: Share): Promise<boolean> => {
    const allowed = new Set([teammate.id, desk.people().routerId])
    const shown = taken(await paced(share, (client) => client.conversation(id))).conversations[0]
    return (
      shown !== undefined &&
      !shown.team &&
      (shown.users ?? []).length > 0 &&
      (shown.users ?? []).every((user) => allowed.has(user.id))
    )
  }

  return {
    post,

    /** Read anew each time. Null: others can see it, so nothing is to be written there. Throws when Missive cannot be asked. */
    async conversationWith(teammate: TeammateRow, share: Share): Promise<ConversationId | null> {
      const id = await findOrMake(teammate, share)
      const isSeenByOthers = !(await isPrivate(teammate, id, share))
      await store.transaction(function* (tx) {
        yield* learnThat(desk, tx, { privateConversations: isSeenByOthers ? 'seen by others' : 'private' })
        if (!isSeenByOthers) yield* run(store.signIn.keepPersonalConversation(tx, teammate.id, id, clock()))
      })
      if (isSeenByOthers) return null
      return id
    },
  }
}

export type Personal = ReturnType<typeof createPersonal>
