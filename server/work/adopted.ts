import type { TrailKind } from '../../shared/api'
import type { ConversationId } from '../../shared/ids'
import type { Desk } from '../actions/desk'
import { askForNote, lookAtAdopted, type NoteWanted } from '../actions/note-request'
import { later, MINUTE } from '../clock'
import type { Logger } from '../log'
import { NoRoom, orNoRoom } from './no-room'
import { createPersonal } from './personal'
import type { Promptly } from './promptly'

const LOOK_AGAIN_MS = MINUTE

/** Looks at conversations that got their owner in Missive: corrects two owners, and asks for notes that are missing. */
export const createAdopted = (desk: Desk, promptly: Promptly, log: Logger) => {
  const { store, clock } = desk
  const personal = createPersonal(desk, orNoRoom(promptly))

  const ask = async (wanted: NoteWanted): Promise<void> => {
    const lane = await personal.conversationWith(wanted.teammate, 'reads')
    if (lane) await askForNote(desk, wanted, lane)
    else log.error('A note is not asked for: the conversation with a teammate is not private')
  }

  const lookAgain = (id: ConversationId, at: Date) => store.dueWork.plan(store.db, 'adopted', [id], at)

  return async (ids: ConversationId[]): Promise<TrailKind[]> => {
    const { value, happened } = await lookAtAdopted(desk, ids)
    for (const id of value.held) await lookAgain(id, later(clock(), LOOK_AGAIN_MS))
    for (const wanted of value.wanted)
      try {
        await ask(wanted)
      } catch (error) {
        if (!(error instanceof NoRoom)) throw error
        await lookAgain(wanted.conversationId, error.opensAt)
      }
    return happened
  }
}
