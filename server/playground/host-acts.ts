import { z } from 'zod'
import { notFound } from './refusal'
import type { SmallMissive } from './small-missive'

const text = z.string().trim().min(1).max(20_000)
const conversation = z.string().min(1)
const personIds = z.array(z.string()).max(50)
const short = z.string().trim().min(1).max(500)

/** What a person can do on the host page, or the panel in their name. */
export const Act = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal('reply'), conversation, text }),
  z.strictObject({ verb: z.literal('comment'), conversation, text }),
  z.strictObject({ verb: z.literal('assign'), conversation, personIds }),
  z.strictObject({ verb: z.literal('addAssignees'), conversation, personIds }),
  z.strictObject({ verb: z.literal('removeAssignees'), conversation, personIds }),
  z.strictObject({ verb: z.literal('close'), conversation }),
  z.strictObject({ verb: z.literal('reopen'), conversation }),
  z.strictObject({ verb: z.literal('archive'), conversation }),
  z.strictObject({ verb: z.literal('moveToInbox'), conversation }),
  z.strictObject({ verb: z.literal('snooze'), conversation }),
  z.strictObject({ verb: z.literal('unsnooze'), conversation }),
  z.strictObject({ verb: z.literal('trash'), conversation }),
  z.strictObject({ verb: z.literal('moveToTeam'), conversation, team: short }),
  z.strictObject({ verb: z.literal('addLabels'), conversation, labelIds: z.array(z.string()) }),
  z.strictObject({ verb: z.literal('removeLabels'), conversation, labelIds: z.array(z.string()) }),
])
export type Act = z.infer<typeof Act>

export const NewMail = z.strictObject({
  from: z.email(),
  name: z.string().trim().max(200),
  subject: z.string().trim().max(500),
  text,
  team: short,
})
export type NewMail = z.infer<typeof NewMail>

const setAssignees = (missive: SmallMissive, id: string, wanted: string[], by: string) => {
  const { assignees } = missive.look(id)
  missive.assign(id, wanted, by)
  missive.unassign(
    id,
    assignees.filter((assignee) => !wanted.includes(assignee)),
  )
}

type Deed<Doing = Act> = (missive: SmallMissive, id: string, by: string, act: Doing) => void

const deeds: { [Verb in Act['verb']]: Deed<Extract<Act, { verb: Verb }>> } = {
  reply: (missive, id, by, { text }) => missive.reply(id, by, text),
  comment: (missive, id, by, { text }) => missive.comment(id, by, text),
  assign: (missive, id, by, { personIds }) => setAssignees(missive, id, personIds, by),
  addAssignees: (missive, id, by, { personIds }) => missive.assign(id, personIds, by),
  removeAssignees: (missive, id, _, { personIds }) => missive.unassign(id, personIds),
  close: (missive, id) => missive.close(id),
  reopen: (missive, id) => missive.reopen(id),
  archive: (missive, id, by) => missive.archive(id, by),
  moveToInbox: (missive, id, by) => missive.moveToInbox(id, by),
  snooze: (missive, id, by) => missive.snooze(id, by),
  unsnooze: (missive, id, by) => missive.unsnooze(id, by),
  trash: (missive, id, by) => missive.trash(id, by),
  moveToTeam: (missive, id, _, { team }) => missive.moveToTeam(id, team),
  addLabels: (missive, id, _, { labelIds }) => missive.addLabel(id, ...labelIds),
  removeLabels: (missive, id, _, { labelIds }) => missive.removeLabel(id, ...labelIds),
}

/** @throws Refusal when the person cannot open that conversation. */
export const perform = (missive: SmallMissive, by: string, act: Act): void => {
  const { id, standings } = missive.conversations.find(act.conversation)
  if (!standings.has(by)) throw notFound('Conversation')
  const deed = deeds[act.verb] as Deed
  deed(missive, id, by, act)
}
