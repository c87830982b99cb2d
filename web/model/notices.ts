import { matterApi } from '../../shared/matter-api'
import { ownerApi } from '../../shared/owner-api'
import { type Person, panelApi } from '../../shared/panel-api'
import { tMore } from '../text/more'
import type { ConversationModel } from './conversation'

/** Answers to what the panel asks by itself about a conversation. */
export const createNotices = ({ call, id, carryOut, note, me, view, inMissive }: ConversationModel) => ({
  /** Of those whom Missive shows it becomes one person's. */
  keep: (owner: Person) => {
    const words = tMore().twoOwners
    const { byWhen, context, whatsNeeded } = note.shown.peek()
    const sent = { why: words.why, whatsNeeded: whatsNeeded.trim() || words.goOn, byWhen, context }
    const isMe = owner.id === me.peek()?.id
    return carryOut({
      kind: 'act',
      doing: words.doing,
      becomes: { owner, kind: isMe ? 'taken' : 'handed' },
      sendsNote: false,
      send: (going) => {
        const body = { note: sent, drafted: ['why' as const, 'whatsNeeded' as const], ...going }
        return isMe ? call(panelApi.take, { id }, body) : call(panelApi.handOff, { id }, { to: owner.id, ...body })
      },
    })
  },
  removeInMissive: () => inMissive.removeAssignees(view.peek()?.removeInMissive ?? []),
  giveNote: async () => {
    const reader = me.peek()
    if (!reader) return
    const field = note.unreadyFor(reader.id)
    if (field) return note.ask(field)
    const body = { note: note.noteFor(reader.id), drafted: note.drafted.peek() }
    await carryOut({
      kind: 'act',
      doing: tMore().noteWanted.doing,
      sendsNote: true,
      send: () => call(ownerApi.giveNote, { id }, body),
    })
  },
  wantOwner: () =>
    carryOut({
      kind: 'act',
      doing: tMore().noOwner.undoing,
      sendsNote: false,
      send: () => call(matterApi.wantOwner, { id }, {}),
    }),
})
