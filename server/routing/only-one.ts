import type { NextStep, Outcome, Verdict } from '../../shared/decision'
import { inTime, isAbsent, sayArrival } from './arrivals'
import { absence, type Speaking, type Standing, sayLoad, standingOf } from './availability'
import type { Facts } from './facts'
import { bounce, hasAuthority } from './fitness'
import { isNear, type Matter, type Required } from './matter'
import { lackOfRoom } from './room'
import { callName, membersOf, teammateById } from './roster'
import { sentenceOf } from './why'

/** The one person who alone may have a conversation, and what keeps it from them now; null: nothing does. */
export interface OnlyOne {
  required: Required
  standing: Standing
  name: string
  verdict: Verdict | null
}

/** Null: nobody is required, or they have left Missive or may not decide it. */
export const onlyOne = (matter: Matter, speaking: Speaking, facts: Facts, now: Date): OnlyOne | null => {
  const { required, team } = matter
  const teammate = required && teammateById(facts.rules, required.teammateId)
  if (!required || !teammate || !hasAuthority(teammate, matter.authority)) return null
  const isMember = team?.members.includes(teammate.id)
  const standing = standingOf(teammate, facts, now, isMember ? team?.skipAway : true)
  const verdict =
    bounce(standing, facts, speaking) ?? absence(standing, speaking) ?? lackOfRoom(standing, facts, matter, speaking)
  const name = callName(teammate, team ? membersOf(facts.rules, team) : [])
  return { required, standing, name, verdict }
}

export const givenToOnlyOne = ({ required, standing, name }: OnlyOne, matter: Matter): Outcome => ({
  kind: 'assign',
  to: standing.teammate.id,
  chosenBy: required.chosenBy,
  method: matter.team?.method ?? 'least_busy',
  sentence: sentenceOf(`${name} ${required.because} and is there (${sayLoad(standing)})`),
})

/** "Sofia gets press mail – off hours, back Mon 09:00" */
export const sayOnlyOne = ({ required, standing, name, verdict }: OnlyOne): string =>
  `${name} ${required.because} – ${verdict ? verdict.sentence : sayLoad(standing)}`

/** When they can have it again; null: at no known moment. */
export const backAt = ({ verdict }: OnlyOne): Date | null =>
  verdict && verdict.code !== 'at capacity' ? verdict.until : null

const steps = (only: OnlyOne, { nearsAt }: Matter): NextStep[] => {
  const { standing, verdict } = only
  const near = nearsAt ? [{ at: nearsAt, sentence: 'the target nears, and somebody else gets it' }] : []
  const at = backAt(only)
  if (!verdict || !at || (nearsAt && at >= nearsAt)) return near
  const coming = { standing, verdict }
  return inTime([{ at, sentence: isAbsent(coming) ? sayArrival([coming]) : 'Baton goes on with the backlog' }, ...near])
}

/** It waits for one person until its target nears; null when it cannot wait any longer, or for nothing. */
export const waitForOnlyOne = (only: OnlyOne, matter: Matter, now: Date): Outcome | null => {
  const { required, name, verdict } = only
  if (!verdict || verdict.code === 'gave it away' || isNear(matter, now)) return null
  const next = steps(only, matter)
  if (next.length === 0 && verdict.code !== 'at capacity') return null
  return {
    kind: 'wait',
    cause: 'only one person',
    sentence: sentenceOf(`it waits for ${name}, who ${required.because} – ${verdict.sentence}`),
    decideAgainAt: next[0]?.at ?? null,
    next,
  }
}
