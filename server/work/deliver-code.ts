import type { Desk } from '../actions/desk'
import type { DeliverCode } from '../actions/sign-in'
import { later, MINUTE } from '../clock'
import type { Logger } from '../log'
import type { Personal } from './personal'

/** How long everybody is refused after one conversation was found not to be private: known and unknown people alike. */
const LOOK_AGAIN_MS = MINUTE
const NOT_PRIVATE =
  'Baton’s conversation with a teammate in Missive can be read by others, so codes cannot be sent safely. Ask an admin to remove everybody else from it.'

/**
 * Puts a sign-in code into the one private conversation with a teammate: in the post only, never in the notification. It is
 * read first: where somebody else can see it, no code is written and sign-in is refused with the reason. Never throws.
 */
export const createDeliverCode = (desk: Desk, personal: Personal, log: Logger): DeliverCode => {
  const { store, clock } = desk
  return async (teammate, code) => {
    try {
      const conversation = await personal.conversationWith(teammate, 'people')
      if (!conversation) {
        const lookAgainAt = later(clock(), LOOK_AGAIN_MS).toISOString()
        await store.states.set(store.db, 'sign-in refused', { reason: NOT_PRIVATE, lookAgainAt }, clock())
        log.error('Sign-in is refused: a conversation with a teammate is not private')
        return
      }
      await store.states.clear(store.db, 'sign-in refused')
      const text = `Your sign-in code for Baton is **${code}**. It works for ten minutes.\n\nYou did not ask for it? Then do nothing.`
      await personal.post('people', { conversation }, text, 'Your sign-in code is here.')
    } catch (error) {
      log.warn({ err: error }, 'A sign-in code could not be delivered')
    }
  }
}
