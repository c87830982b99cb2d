import type { NextStep } from '../../shared/decision'
import { arrivals, inTime } from './arrivals'
import type { Asked } from './ask-team'
import type { Facts } from './facts'
import { isLate, isNear, type Matter } from './matter'
import { hopes, sayNobody, type Unanswered } from './nobody-free'
import { sentenceOf } from './why'

/** Why people of the team are left to take it themselves; null: it is given to somebody. */
export const leftToThem = ({ method }: Asked, { conversation }: Facts): 'people claim' | 'everyone asked' | null => {
  if (method === 'claim') return 'people claim'
  return method === 'all_at_once' && conversation.isWithEveryone ? 'everyone asked' : null
}

const untilTaken = (
  cause: Unanswered['cause'],
  sentence: string,
  { dueAt }: Matter,
  steps: readonly NextStep[],
): Unanswered => {
  const next = inTime([...steps, ...(dueAt ? [{ at: dueAt, sentence: 'the first response is due' }] : [])])
  return { kind: 'wait', cause, sentence, decideAgainAt: next[0]?.at ?? null, next }
}

/** `claim`: nobody is given it; when it is urgent and its target nears, the least busy is. */
const peopleClaim = (asked: Asked, matter: Matter, because: string, now: Date): Unanswered => {
  const { candidates, team } = asked
  const nobody = candidates.length === 0 ? [sayNobody(asked, matter)] : []
  const { nearsAt, urgency } = matter
  const isGivenLater = urgency === 'urgent' && nearsAt !== null && !isNear(matter, now)
  return untilTaken(
    'people claim',
    sentenceOf(because, ...nobody, `people of ${team.label} take it themselves`),
    matter,
    [
      ...(candidates.length === 0 ? arrivals(hopes(asked, matter)) : []),
      ...(isGivenLater ? [{ at: nearsAt, sentence: 'it goes to whoever has the smallest load' }] : []),
    ],
  )
}

/** `all_at_once`, once everyone has it: the first who replies or takes it owns it. */
const everyoneHasIt = ({ team }: Asked, matter: Matter): Unanswered =>
  untilTaken(
    'everyone asked',
    sentenceOf(`everyone of ${team.label} who was free has it`, 'the first who replies or takes it owns it'),
    matter,
    [],
  )

/** It is theirs to take until its first response is due; null: it is not theirs, or nobody has taken it in time. */
export const untilSomebodyTakesIt = (
  asked: Asked,
  matter: Matter,
  facts: Facts,
  because: string,
  now: Date,
): Unanswered | null => {
  if (isLate(matter, now)) return null
  switch (leftToThem(asked, facts)) {
    case 'people claim':
      return peopleClaim(asked, matter, because, now)
    case 'everyone asked':
      return everyoneHasIt(asked, matter)
    default:
      return null
  }
}
