import { assigneesOf, type Conversation } from '../../server/playground/conversation'
import { routerOf } from '../../server/playground/organization'
import type { SmallMissive } from '../../server/playground/small-missive'
import { company, customer, managers, pick } from './company'
import type { Memory } from './memory'
import type { Doing } from './on'
import type { InMissive } from './plan'

/** Of twenty, so that each team still has somebody. */
const MAY_LEAVE = 4

/** What customers and colleagues do in Missive itself, with a conversation that is there. */
export const createInMissive = (missive: SmallMissive, memory: Memory): Record<Exclude<InMissive, 'mail'>, Doing> => {
  const { teams, labels, people } = company
  const { chosen, forget } = memory

  const assign = ({ id }: Conversation, to: string, by: string) => {
    missive.assign(id, [to], by)
    chosen(id, to)
  }

  const reply = (conversation: Conversation, by: string) => {
    const isTaken = assigneesOf(conversation).length === 0
    missive.reply(conversation.id, by, 'Here is what we know.')
    if (isTaken) chosen(conversation.id, by)
  }

  return {
    'customer writes': ({ id, who }) => {
      missive.receiveMail({ ...customer(who), conversation: id })
      memory.customerWrote(id)
    },
    'owner replies': ({ conversation, before, person }) => reply(conversation, before[0] ?? person),
    'other replies': ({ conversation, person }) => reply(conversation, person),
    close: ({ id }) => missive.close(id),
    reopen: ({ id }) => missive.reopen(id),
    assign: ({ conversation, before, other, person }) =>
      before.includes(other) ? false : assign(conversation, other, person),
    move: ({ conversation, id, before, other, person }) => {
      assign(conversation, other, person)
      missive.unassign(
        id,
        before.filter((each) => each !== other),
      )
    },
    unassign: ({ id, before }) => {
      memory.released(id)
      missive.unassign(id, before)
    },
    comment: ({ id, person }) => missive.comment(id, person, 'Does anybody know more?'),
    label: ({ id, what }) => missive.addLabel(id, pick(labels, what).id),
    unlabel: ({ id, what }) => missive.removeLabel(id, pick(labels, what).id),
    'change team': ({ id, what }) => missive.moveToTeam(id, pick(teams, what).id),
    trash: ({ id }) => missive.trash(id),
    junk: ({ id }) => missive.junk(id),
    snooze: ({ id, before, person }) => missive.snooze(id, before[0] ?? person),
    merge: ({ id, into }) => {
      memory.merges(id, into.id)
      missive.merge(id, into.id)
    },
    'become private': ({ id, person }) => {
      forget(id)
      missive.makePrivate(id, person)
    },
    'leave sight': ({ id }) => {
      memory.leavesSight(id)
      missive.takeAccess(id, routerOf(missive.organization).id)
    },
    'leave Missive': ({ other }) => {
      const isKept = managers.some(({ id }) => id === other)
      if (isKept || people.length - missive.organization.people.length >= MAY_LEAVE) return false
      memory.left(other)
      missive.leave(other)
    },
  }
}
