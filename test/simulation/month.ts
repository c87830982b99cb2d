import { seededRandom } from '../../server/playground/small-missive'
import type { Rules, Teammate } from '../../server/routing/facts'
import { isAtWork } from '../../server/routing/presence'
import { hours, id, rules, team, teammate } from '../support/builders'

export const MINUTE = 60_000
const DAY_MINUTES = 1440
/** Monday, 2 November 2026. */
export const START = Date.UTC(2026, 10, 2)
export const MINUTES = 28 * DAY_MINUTES
const MAILS_A_WEEKDAY = 190

/** Mail by the hour of a weekday, and how much of it comes on each day from Monday on. */
const BY_HOUR = [1, 1, 1, 1, 1, 2, 4, 8, 14, 18, 18, 16, 13, 15, 16, 15, 13, 10, 8, 6, 5, 4, 3, 2]
const BY_DAY = [1.25, 1.05, 1, 1, 0.9, 0.25, 0.2]
const SHIFTS = ['07:00-12:00, 12:30-15:30', '09:00-13:00, 13:30-17:30', '12:00-16:00, 16:30-20:30'] as const
const SHIFT_OF = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2] as const

/** One round of a conversation: the customer writes, and so long it takes to answer. */
export interface Round {
  /** Minutes after the answer before; of the first after the start of the month. */
  after: number
  /** Minutes of work for somebody of average speed. */
  work: number
}

export interface Mail {
  id: string
  isHigh: boolean
  rounds: readonly Round[]
}

export interface Month {
  rules: Rules
  /** The first rounds in the order of arrival. */
  mails: readonly Mail[]
  /** How fast each works: 1 is average. */
  speed: ReadonlyMap<string, number>
}

const lognormal = (random: () => number, median: number, sigma: number): number => {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return median * Math.exp(sigma * normal)
}

/** A stretch of whole days off for some of them: holidays of a week, a day or two of illness. */
const absencesOf = (random: () => number): Teammate['away'] => {
  const stretch = (days: number) => {
    const from = START + Math.floor(random() * 28) * DAY_MINUTES * MINUTE
    return { from: new Date(from), to: new Date(from + days * DAY_MINUTES * MINUTE), reason: null }
  }
  return [...(random() < 0.25 ? [stretch(7)] : []), ...(random() < 0.4 ? [stretch(1 + Math.floor(random() * 2))] : [])]
}

const peopleOf = (random: () => number): Teammate[] =>
  SHIFT_OF.map((shift, n) =>
    teammate({
      id: `person-${String(n).padStart(2, '0')}`,
      schedule: hours({ 'mon-fri': SHIFTS[shift] }, 'UTC'),
      capacity: 15,
      away: absencesOf(random),
      authority: n % 5 === 0 ? 'lead' : 'agent',
    }),
  )

const roundsOf = (random: () => number, arrives: number): Round[] => {
  const rounds = [{ after: arrives, work: lognormal(random, 14, 0.6) }]
  while (random() < 0.35 && rounds.length < 6)
    rounds.push({ after: lognormal(random, 180, 1), work: lognormal(random, 9, 0.6) })
  return rounds
}

const mailsOf = (random: () => number): Mail[] => {
  const perHour = BY_HOUR.reduce((sum, each) => sum + each) / MAILS_A_WEEKDAY
  const mails: Mail[] = []
  for (let minute = 0; minute < MINUTES; minute++) {
    const day = BY_DAY[Math.floor(minute / DAY_MINUTES) % 7] ?? 0
    const hour = BY_HOUR[Math.floor(minute / 60) % 24] ?? 0
    if (random() < (day * hour) / perHour / 60)
      mails.push({ id: `mail-${mails.length}`, isHigh: random() < 0.15, rounds: roundsOf(random, minute) })
  }
  return mails
}

/** The same month for the same seed, whoever shares out its mail. */
export const monthOf = (seed: number): Month => {
  const random = seededRandom(seed)
  const teammates = peopleOf(random)
  const members = teammates.map((each) => each.id)
  return {
    rules: rules({
      timeZone: 'UTC',
      teammates,
      teams: [team({ name: 'support', members })],
      urgency: {
        targets: {
          low: { kind: 'working days', days: 2 },
          normal: { kind: 'working time', ms: 4 * 60 * MINUTE },
          high: { kind: 'working time', ms: 60 * MINUTE },
          urgent: { kind: 'plain', ms: 15 * MINUTE },
        },
      },
      escalation: { chain: [{ kind: 'authority', level: 'lead' }] },
    }),
    mails: mailsOf(random),
    speed: new Map(members.map((each) => [each, 0.75 + random() * 0.5])),
  }
}

/** Minutes in which anybody works, up to each minute. */
export const workedUpTo = ({ rules: { teammates } }: Month): Uint32Array => {
  const worked = new Uint32Array(MINUTES + 1)
  for (let minute = 0; minute < MINUTES; minute++) {
    const now = new Date(START + minute * MINUTE)
    const isWorked = teammates.some(({ schedule }) => isAtWork({ schedule, away: [] }, now))
    worked[minute + 1] = (worked[minute] ?? 0) + (isWorked ? 1 : 0)
  }
  return worked
}

export const teamId = id('missive-support')
