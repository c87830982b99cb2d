import type { TeammateId } from '../../shared/ids'
import { missingFields } from '../../shared/note'
import { panelApi as api } from '../../shared/panel-api'
import { tMore } from '../text/more'
import type { ConversationModel } from './conversation'

/** Giving a conversation to somebody with the note, taking it, and taking that back. */
const createHandOver = ({ call, id, view, me, others, note, doing, carryOut }: ConversationModel) => {
  const isBusy = () => doing.peek() !== null

  /** Whether the note can go to this teammate; when not, the first field that must change is pointed at. */
  const isReadyFor = (to: TeammateId): boolean => {
    const field = note.unreadyFor(to)
    note.choose(to)
    if (field) note.ask(field)
    return !field
  }

  const assign = async (to: TeammateId, name: string): Promise<void> => {
    if (isBusy() || !isReadyFor(to)) return
    const body = { to, note: note.noteFor(to), drafted: note.drafted.peek() }
    await carryOut({
      kind: 'assign',
      doing: tMore().act.assigning(name),
      to,
      becomes: { owner: { id: to, name, avatarUrl: null }, kind: to === me.peek()?.id ? 'taken' : 'handed' },
      sendsNote: true,
      send: (going) => call(api.handOff, { id }, { ...body, ...going }),
    })
  }

  const take = async (): Promise<void> => {
    const reader = me.peek()
    if (!reader || isBusy()) return
    const needsNote = others.peek().length > 0
    if (needsNote && !isReadyFor(reader.id)) return
    const sendsNote = needsNote || (note.isEdited.peek() && missingFields(note.noteFor(reader.id)).length === 0)
    if (sendsNote) note.choose(reader.id)
    const body = sendsNote
      ? { note: note.noteFor(reader.id), drafted: note.drafted.peek() }
      : { note: null, drafted: [] }
    await carryOut({
      kind: 'take',
      doing: tMore().act.taking,
      to: reader.id,
      becomes: { owner: reader, kind: 'taken' },
      sendsNote,
      send: (going) => call(api.take, { id }, { ...body, ...going }),
    })
  }

  const undo = async (): Promise<void> => {
    const { undo, trail = [] } = view.peek() ?? {}
    if (!undo || isBusy()) return
    const entry = trail.find(({ id }) => id === undo.handoffId)
    await carryOut({
      kind: 'undo',
      doing: tMore().act.undoing,
      ...(entry ? { becomes: { owner: entry.from, kind: 'undone' } } : {}),
      sendsNote: false,
      send: () => call(api.undo, { id: undo.handoffId }, {}),
    })
  }

  return { assign, take, undo }
}
export type HandOver = ReturnType<typeof createHandOver>

const known = new WeakMap<ConversationModel, HandOver>()

/** The same for as long as the conversation is remembered. */
export const handOverOf = (model: ConversationModel): HandOver => {
  const handOver = known.get(model) ?? createHandOver(model)
  known.set(model, handOver)
  return handOver
}
