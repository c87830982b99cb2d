import type { Outcome } from '../../shared/decision'
import type { Asked } from './ask-team'
import { leftToThem, untilSomebodyTakesIt } from './by-themselves'
import { whyChosen } from './choice'
import type { Facts } from './facts'
import { isLate, type Matter } from './matter'
import { sentenceOf } from './why'

const toEveryone = ({ candidates, team, waived }: Asked, because: string, matter: Matter, now: Date): Outcome => {
  const dueAt = isLate(matter, now) ? null : matter.dueAt
  return {
    kind: 'assign all',
    to: candidates.map(({ teammate }) => teammate.id),
    cause: 'everyone asked',
    sentence: sentenceOf(
      because,
      ...waived,
      `everyone of ${team.label} who is free gets it`,
      'the first who replies or takes it owns it',
    ),
    decideAgainAt: dueAt,
    next: dueAt ? [{ at: dueAt, sentence: 'the first response is due' }] : [],
  }
}

/** What the team's method makes of those who may get it; null when there is nobody. */
const byMethod = (asked: Asked, because: string, matter: Matter, now: Date): Outcome | null => {
  const { method, candidates } = asked
  const [best] = candidates
  if (!best) return null
  if (method === 'all_at_once') return toEveryone(asked, because, matter, now)
  const sentence = whyChosen(best, asked, because)
  return { kind: 'assign', to: best.teammate.id, chosenBy: 'the method', method, sentence }
}

/** What a team makes of a conversation; null when it has nobody for it. */
export const byTeam = (asked: Asked, because: string, matter: Matter, facts: Facts, now: Date): Outcome | null =>
  leftToThem(asked, facts)
    ? untilSomebodyTakesIt(asked, matter, facts, because, now)
    : byMethod(asked, because, matter, now)
