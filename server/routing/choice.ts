import type { Method } from '../../shared/decision'
import type { Asked } from './ask-team'
import { type Standing, sayLoad } from './availability'
import type { Teammate } from './facts'
import { callName } from './roster'
import { sentenceOf } from './why'

/** Why the first of these is the choice: "Imani has the smallest load of those who can take it (4 of 12)". Its owner is not among them. */
export const sayChoice = (
  best: Standing,
  inOrder: readonly Standing[],
  method: Method,
  members: readonly Teammate[],
  hasOwner = false,
): string => {
  const name = callName(best.teammate, members)
  const load = sayLoad(best)
  const second = inOrder[1]
  if (!second) return `${name} is the only ${hasOwner ? 'other ' : ''}one who can take it now (${load})`
  if (method === 'round_robin') return `${name} is next in turn (${load})`
  if (method === 'random') return `the lot fell to ${name} (${load})`
  if (second.load.openLoad > best.load.openLoad)
    return `${name} has the smallest load of ${hasOwner ? 'the others' : 'those'} who can take it (${load})`
  const longest =
    +(second.load.lastGivenWorkAt ?? 0) > +(best.load.lastGivenWorkAt ?? 0) ? ' and has waited longest for work' : ''
  return `${name} shares the smallest load${hasOwner ? ' of the others' : ''} (${load})${longest}`
}

/** What speaks for one of the candidates; `because` says why this team was asked. */
export const whyChosen = (chosen: Standing, asked: Asked, because: string, hasOwner = false): string => {
  const { candidates, method, members, waived } = asked
  const isBest = chosen === candidates[0]
  const choice = isBest
    ? sayChoice(chosen, candidates, method, members, hasOwner)
    : `${callName(chosen.teammate, members)} is there, with ${sayLoad(chosen)}`
  return sentenceOf(because, ...waived, choice)
}
