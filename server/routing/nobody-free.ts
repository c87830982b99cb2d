import type { NextStep, Outcome } from '../../shared/decision'
import { type Asked, type LeftOut, stopsSoon } from './ask-team'
import { sayTheirMoment } from './availability'
import type { Rules } from './facts'
import { type Matter, sayDue } from './matter'
import { callName } from './roster'
import { sayList } from './spoken'
import { sentenceOf } from './why'

type Unanswered = Extract<Outcome, { kind: 'wait' | 'needs attention' }>

const isFull = ({ verdict }: LeftOut) => verdict.code === 'at capacity'

const isAbsent = (left: LeftOut) => !isFull(left)

const returnsAt = (moment: Date) => (left: LeftOut) =>
  isAbsent(left) && left.verdict.until?.getTime() === moment.getTime()

const earliest = (moments: readonly (Date | null | undefined)[]): Date | null => {
  const known = moments.filter((moment) => moment instanceof Date)
  return known.length === 0 ? null : new Date(Math.min(...known.map(Number)))
}

/** When the first who is absent comes; null: nobody does. Those left out are in the order in which they come back. */
const nextArrival = (asked: readonly Asked[]): Date | null =>
  earliest(asked.map(({ leftOut }) => leftOut.find(isAbsent)?.verdict.until))

/** Why nobody of a team is free: "everyone of Support is off until Mon 09:00". */
const sayNobody = (asked: Asked): string => {
  const { team, members, leftOut, speaking } = asked
  if (leftOut.some(isFull)) return `everyone of ${team.label} who is there is at capacity`
  const back = nextArrival([asked])
  const first = back && leftOut.find(returnsAt(back))
  if (first) {
    const moment = sayTheirMoment(back, first.standing, speaking)
    return leftOut.some(stopsSoon)
      ? `nobody of ${team.label} takes new work before ${moment}`
      : `everyone of ${team.label} is off until ${moment}`
  }
  if (leftOut.length > 0) return `everyone of ${team.label} is off`
  return members.length > 0 ? `${team.label} has nobody else` : `${team.label} has no members`
}

/** Whether the first response can still be in time when the conversation stays with the team. */
const waitingKeepsTarget = (asked: Asked, dueAt: Date | null, now: Date): boolean => {
  if (asked.leftOut.some(isFull)) return dueAt === null || now < dueAt
  const back = nextArrival([asked])
  return back !== null && (dueAt === null || back < dueAt)
}

const arrivals = (asked: readonly Asked[]): NextStep[] => {
  const at = nextArrival(asked)
  if (!at) return []
  const coming = asked.flatMap(({ leftOut }) => leftOut.filter(returnsAt(at)))
  const among = asked.flatMap(({ members }) => members)
  const names = coming.map(({ standing }) => callName(standing.teammate, among))
  const [one, many] = coming.every(({ verdict }) => verdict.code === 'away')
    ? ['is back', 'are back']
    : ['starts', 'start']
  return [{ at, sentence: `${sayList(names)} ${names.length > 1 ? many : one}` }]
}

const dueStep = ({ dueAt }: Matter, sentence: string, now: Date): NextStep[] =>
  dueAt && dueAt > now ? [{ at: dueAt, sentence }] : []

const inTime = (steps: readonly NextStep[]): NextStep[] => steps.toSorted((a, b) => +a.at - +b.at)

/** Gate 6, first half: stay in the team's inbox while that keeps the target; null when it would not. */
export const waiting = (asked: Asked, matter: Matter, backupLabel: string | null, now: Date): Unanswered | null => {
  if (!waitingKeepsTarget(asked, matter.dueAt, now)) return null
  const atDue =
    backupLabel && asked.leftOut.some(isFull) ? `goes to ${backupLabel}, the backup` : 'the first response is due'
  return {
    kind: 'wait',
    sentence: sentenceOf(sayNobody(asked)),
    decideAgainAt: earliest([matter.dueAt, asked.leftOut[0]?.verdict.until]),
    next: inTime([...arrivals([asked]), ...dueStep(matter, atDue, now)]),
  }
}

/** Why the backup is asked: "everyone of Support is off until Mon 09:00, past the target; Billing is its backup". */
export const whyBackup = (asked: Asked, backupLabel: string, rules: Rules, matter: Matter, now: Date): string =>
  `${sayNobody(asked)}${sayPast(asked, rules, matter, now)}; ${backupLabel} is its backup`

const sayPast = ({ team }: Asked, rules: Rules, { dueAt }: Matter, now: Date): string => {
  if (!dueAt) return ''
  return dueAt > now
    ? `, and the first response is due ${sayDue(dueAt, team, rules, now)}`
    : ', and the first response is late'
}

/** Gate 6, last: nobody of the team or its backup can have it in time, so a person must look. */
export const needsAttention = (
  asked: Asked,
  backup: Asked | null,
  rules: Rules,
  matter: Matter,
  now: Date,
): Unanswered => {
  const all = backup ? [asked, backup] : [asked]
  const next = inTime([...arrivals(all), ...dueStep(matter, 'the first response is due', now)])
  const nobody = `${sayNobody(asked)}${sayPast(asked, rules, matter, now)}`
  const noBackup = backup ? `its backup cannot help: ${sayNobody(backup)}` : 'there is no backup'
  return { kind: 'needs attention', sentence: sentenceOf(nobody, noBackup), decideAgainAt: nextArrival(all), next }
}
