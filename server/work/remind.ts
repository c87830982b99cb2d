import type { TeammateId } from '../../shared/ids'
import type { Desk } from '../actions/desk'
import { owesReminder, whoIsReminded } from '../actions/reminders'
import type { Logger } from '../log'
import { NoRoom, orNoRoom } from './no-room'
import { createPersonal } from './personal'
import type { Promptly } from './promptly'
import type { NextAt } from './sweep'

/**
 * Tells a teammate what has gathered for them, in the one private conversation that Baton keeps with each. Returns when to
 * try again, as the budget has no room now; null: it is done.
 */
export const createRemind = (desk: Desk, promptly: Promptly, log: Logger) => {
  const personal = createPersonal(desk, orNoRoom(promptly))

  return async (id: TeammateId): Promise<NextAt> => {
    const { teammate, again } = await whoIsReminded(desk, id)
    if (!teammate) return again
    try {
      const lane = await personal.conversationWith(teammate, 'reads')
      if (lane) await owesReminder(desk, teammate, lane)
      else log.error('A reminder is not sent: the conversation with a teammate is not private')
      return again
    } catch (error) {
      if (error instanceof NoRoom) return error.opensAt
      throw error
    }
  }
}

export type Remind = ReturnType<typeof createRemind>
