import type { ConversationId } from '../../shared/ids'
import type { Desk } from '../actions/desk'
import type { DeliverCode } from '../actions/sign-in'
import { later, MINUTE } from '../clock'
import type { Logger } from '../log'
import { escapeMarkdown } from '../missive/markdown'
import { firstName } from '../missive/note'
import { run } from '../store/database'
import type { TeammateRow } from '../store/tables'
import { POSTED_AS } from './outbox'
import type { Paced } from './paced'

/** Found again by this, should the database be lost (Missive REST API, *Posts*, `references`). */
const referenceOf = (teammate: TeammateRow) => `<personal-${teammate.id}@baton>`

/** How long everybody is refused after one conversation was found not to be private: known and unknown people alike. */
const LOOK_AGAIN_MS = MINUTE
const NOT_PRIVATE =
  'Baton’s conversation with a teammate in Missive can be read by others, so codes cannot be sent safely. Ask an admin to remove everybody else from it.'

/**
 * Puts a sign-in code into the one private conversation with a teammate: in the post only, never in the notification. It is
 * read first: where somebody else can see it, no code is written and sign-in is refused with the reason. Never throws.
 */
export const createDeliverCode = (desk: Desk, paced: Paced, log: Logger): DeliverCode => {
  const { store, clock } = desk

  const post = (teammate: TeammateRow, conversation: ConversationId | null, markdown: string, body: string) =>
    paced('people', (client) =>
      client.post({
        ...(conversation
          ? { conversation }
          : { references: [referenceOf(teammate)], conversation_subject: 'Baton', add_users: [teammate.id] }),
        organization: desk.people().organization.id,
        markdown,
        notification: { title: 'Baton', body },
        username: POSTED_AS,
        add_to_inbox: true,
        reopen: true,
      }),
    )

  const findOrMake = async (teammate: TeammateRow): Promise<ConversationId> => {
    const known = await store.transaction((tx) => store.signIn.personalConversation(tx, teammate.id))
    if (known) return known
    const name = escapeMarkdown(firstName(teammate.name))
    const hello = `Hello ${name}, here Baton writes to you alone: sign-in codes and reminders.`
    const answer = await post(teammate, null, hello, 'Baton writes to you here.')
    const made = answer.kind === 'ok' ? answer.value?.posts?.conversation : null
    if (!made)
      throw new Error(answer.kind === 'ok' || answer.kind === 'limited' ? 'Missive did not say where' : answer.reason)
    return made
  }

  const isPrivate = async (teammate: TeammateRow, id: ConversationId): Promise<boolean> => {
    const answer = await paced('people', (client) => client.conversation(id))
    if (answer.kind !== 'ok') throw new Error(answer.kind === 'limited' ? 'Missive asked to wait' : answer.reason)
    const allowed = new Set([teammate.id, desk.people().routerId])
    const shown = answer.value.conversations[0]
    return (
      shown !== undefined &&
      !shown.team &&
      (shown.users ?? []).length > 0 &&
      (shown.users ?? []).every((user) => allowed.has(user.id))
    )
  }

  return async (teammate, code) => {
    try {
      const conversation = await findOrMake(teammate)
      if (!(await isPrivate(teammate, conversation))) {
        const lookAgainAt = later(clock(), LOOK_AGAIN_MS).toISOString()
        await store.states.set(store.db, 'sign-in refused', { reason: NOT_PRIVATE, lookAgainAt }, clock())
        log.error('Sign-in is refused: a conversation with a teammate is not private')
        return
      }
      await store.transaction(function* (tx) {
        yield* run(store.signIn.keepPersonalConversation(tx, teammate.id, conversation, clock()))
        yield* run(store.states.clear(tx, 'sign-in refused'))
      })
      const text = `Your sign-in code for Baton is **${code}**. It works for ten minutes.\n\nYou did not ask for it? Then do nothing.`
      const answer = await post(teammate, conversation, text, 'Your sign-in code is here.')
      if (answer.kind !== 'ok') throw new Error(answer.kind === 'limited' ? 'Missive asked to wait' : answer.reason)
    } catch (error) {
      log.warn({ err: error }, 'A sign-in code could not be delivered')
    }
  }
}
