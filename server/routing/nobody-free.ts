import type { NextStep, Outcome, Verdict } from '../../shared/decision'
import { arrivals, earliest, inTime, isAbsent, nextArrival, nextChange, returnsAt } from './arrivals'
import type { Asked } from './ask-team'
import { sayTheirMoment } from './availability'
import type { Rules } from './facts'
import { hasAuthority } from './fitness'
import { type LeftOut, stopsSoon } from './gates'
import { isLate, type Matter, sayDue } from './matter'
import { isFull } from './room'
import { sentenceOf } from './why'

export type Unanswered = Extract<Outcome, { kind: 'wait' | 'needs attention' }>

const isFullNow = ({ verdict }: LeftOut) => isFull(verdict)

/** Of those left out, who may get it once they are there or have room. */
export const hopes = ({ leftOut }: Pick<Asked, 'leftOut'>, { authority }: Matter): LeftOut[] =>
  leftOut.filter(({ standing }) => hasAuthority(standing.teammate, authority))

/** "everyone of Support who is there is at capacity" */
const sayFull = (everyone: string, full: readonly Verdict[]): string =>
  full.every(({ code }) => code === 'flood limit')
    ? `${everyone} has had their share of the backlog for now`
    : `${everyone} is at capacity`

/** Why nobody of a team is free: "everyone of Support is off until Mon 09:00". */
export const sayNobody = (asked: Asked, matter: Matter): string => {
  const { team, members, leftOut, speaking } = asked
  const able = hopes(asked, matter)
  const full = able.filter(isFullNow).map(({ verdict }) => verdict)
  const isThereInVain = leftOut.some((left) => !isAbsent(left) && !isFullNow(left))
  if (full.length > 0)
    return sayFull(`everyone of ${team.label} who ${isThereInVain ? 'may take it' : 'is there'}`, full)
  const mayDecide = able.length < leftOut.length ? ` who may decide it (authority ${matter.authority})` : ''
  if (mayDecide && able.length === 0) return `nobody of ${team.label} may decide it (authority ${matter.authority})`
  const back = nextArrival(able)
  const first = back && able.find(returnsAt(back))
  const everyone = `everyone${able.every(isAbsent) ? '' : ' else'} of ${team.label}${mayDecide}`
  if (first) {
    const moment = sayTheirMoment(back, first.standing, speaking)
    return able.some(stopsSoon)
      ? `nobody of ${team.label}${mayDecide} takes new work before ${moment}`
      : `${everyone} is off until ${moment}`
  }
  if (able.some(isAbsent)) return `${everyone} is off`
  return members.length > 0 ? `${team.label} has nobody else` : `${team.label} has no members`
}

/** Whether the first response can still be in time when the conversation stays with the team. */
const waitingKeepsTarget = (able: readonly LeftOut[], { dueAt }: Matter, now: Date): boolean => {
  if (able.some(isFullNow)) return dueAt === null || now < dueAt
  const back = nextArrival(able)
  return back !== null && (dueAt === null || back < dueAt)
}

const floodStep = (able: readonly LeftOut[]): NextStep[] => {
  const at = earliest(able.map(({ verdict }) => (verdict.code === 'flood limit' ? verdict.until : null)))
  return at ? [{ at, sentence: 'Baton goes on with the backlog' }] : []
}

const dueStep = ({ dueAt }: Matter, sentence: string, now: Date): NextStep[] =>
  dueAt && dueAt > now ? [{ at: dueAt, sentence }] : []

const causeOf = (able: readonly LeftOut[]) =>
  able.some(isFullNow) ? ('everyone full' as const) : ('nobody there' as const)

/** Stays in the team's inbox while that keeps the target; null when it would not. */
export const waiting = (
  asked: Asked,
  matter: Matter,
  toCome: readonly LeftOut[],
  backupLabel: string | null,
  rules: Rules,
  now: Date,
): Unanswered | null => {
  const able = hopes(asked, matter)
  if (!waitingKeepsTarget(able, matter, now)) return null
  const cause = causeOf(able)
  const atDue =
    backupLabel && cause === 'everyone full' ? `goes to ${backupLabel}, the backup` : 'the first response is due'
  return {
    kind: 'wait',
    cause,
    sentence: sentenceOf(sayNobody(asked, matter)),
    decideAgainAt: earliest([matter.dueAt, nextChange([...able, ...toCome], rules, now)]),
    next: inTime([...arrivals([...able, ...toCome]), ...floodStep(able), ...dueStep(matter, atDue, now)]),
  }
}

/** "the first response is due Mon 13:45" */
export const sayPromise = (asked: Asked, rules: Rules, matter: Matter, now: Date): string | null => {
  const { dueAt } = matter
  if (!dueAt) return null
  return isLate(matter, now)
    ? 'the first response is late'
    : `the first response is due ${sayDue(dueAt, asked.team, rules, now)}`
}

/** Why others are asked: "everyone of Support is off until Mon 09:00, and the first response is late". */
export const whyNotOwn = (asked: Asked, rules: Rules, matter: Matter, now: Date): string => {
  const promise = sayPromise(asked, rules, matter, now)
  return sayNobody(asked, matter) + (promise ? `, and ${promise}` : '')
}

/** What was tried before a person must look. */
export interface Tried {
  /** The team, then its backup. */
  asked: readonly Asked[]
  /** Whether the escalation chain has nobody either. */
  isChainAsked: boolean
  /** Who else may get it once they are there. */
  toCome: readonly LeftOut[]
}

/** Nobody of those asked can have it in time, so a person must look. `because` says why the team itself does not. */
export const needsAttention = (
  { asked, isChainAsked, toCome }: Tried,
  because: string,
  cause: Unanswered['cause'] | null,
  matter: Matter,
  rules: Rules,
  now: Date,
): Unanswered => {
  const [own, backup] = asked
  const able = asked.flatMap((each) => hopes(each, matter))
  const noBackup = backup ? `its backup cannot help: ${sayNobody(backup, matter)}` : 'there is no backup'
  const noChain = isChainAsked ? ['nobody of the escalation chain is free'] : []
  return {
    kind: 'needs attention',
    cause: cause ?? causeOf(own ? hopes(own, matter) : []),
    sentence: sentenceOf(because, noBackup, ...noChain),
    decideAgainAt: nextChange([...able, ...toCome], rules, now),
    next: inTime([
      ...arrivals([...able, ...toCome]),
      ...floodStep(able),
      ...dueStep(matter, 'the first response is due', now),
    ]),
  }
}
