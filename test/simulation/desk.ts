import type { Teammate } from '../../server/routing/facts'
import { isAtWork } from '../../server/routing/presence'
import { type Mail, MINUTE, MINUTES, type Month, START, workedUpTo } from './month'

export const momentOf = (minute: number): Date => new Date(START + minute * MINUTE)

/** A conversation as the desk knows it; moments in minutes of the month. */
export interface Talk {
  mail: Mail
  /** Which of its rounds it is in. */
  round: number
  ownerId: string | null
  /** Who had it last, or has it. */
  hadBy: string | null
  ownerSince: number
  /** Everyone who was given it at once, while nobody has taken it. */
  shared: readonly string[]
  /** Null: the customer is waited for, or it is over. */
  waitingSince: number | null
  /** Its owner was reminded of it in this wait. */
  isReminded: boolean
  handovers: number
}

/** What shares out the mail. */
export interface Router {
  /** The customer wrote, the first time or again. */
  arrives(talk: Talk, minute: number): void
  /** Once a minute, before people go on with their work. `freed`: somebody has finished something. */
  passes(minute: number, freed: boolean): void
  /** Minutes that everyone loses who was given it. */
  looking?: number
}

export interface Floor {
  month: Month
  talks: readonly Talk[]
  isThere(teammate: Teammate, minute: number): boolean
  openOf(id: string): number
  /** Nobody: into the team's inbox. */
  give(talk: Talk, to: string | null, minute: number): void
}

export interface Result {
  /** Share of first responses in time, of all responses, and minutes of working time waited for the first. */
  firstInTime: number
  allInTime: number
  medianWait: number
  p90Wait: number
  /** Standard deviation of answers for each hour at work, as a part of their mean. */
  spread: number
  /** On average over working time, how many waited with an owner who was off. */
  withAbsent: number
  handovers: number
}

interface Hand {
  talk: Talk | null
  left: number
}

const TARGETS = { normal: 240, high: 60 }

const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0

/** The reminded first, then what is high, then what has waited longest. */
const before = (a: Talk, b: Talk): number =>
  Number(b.isReminded) - Number(a.isReminded) ||
  Number(b.mail.isHigh) - Number(a.mail.isHigh) ||
  (a.waitingSince ?? 0) - (b.waitingSince ?? 0)

/** The month minute by minute: mail comes, the router shares it out, people who are at work answer one after the other. */
export const runMonth = (month: Month, createRouter: (floor: Floor) => Router): Result => {
  const { teammates } = month.rules
  const worked = workedUpTo(month)
  const open = new Set<Talk>()
  const talks: Talk[] = []
  const hands = new Map<string, Hand>(teammates.map(({ id }) => [id, { talk: null, left: 0 }]))
  const writes = new Map<number, Talk[]>()
  const answers = new Map<string, number>()
  const hoursAtWork = new Map<string, number>()
  const waits: { minutes: number; isFirst: boolean; isInTime: boolean }[] = []
  let absentMinutes = 0

  const there = teammates.map((each) =>
    Uint8Array.from({ length: MINUTES }, (_, minute) => Number(isAtWork(each, momentOf(minute)))),
  )
  const indexOf = new Map(teammates.map((each, index) => [each.id as string, index]))
  const isThereById = (id: string, minute: number) => there[indexOf.get(id) ?? -1]?.[minute] === 1

  const writesAt = (minute: number, talk: Talk) => writes.set(minute, [...(writes.get(minute) ?? []), talk])
  const dropFrom = (id: string | null, talk: Talk) => {
    const hand = id ? hands.get(id) : undefined
    if (hand?.talk === talk) Object.assign(hand, { talk: null, left: 0 })
  }
  const floor: Floor = {
    month,
    get talks() {
      return [...open]
    },
    isThere: ({ id }, minute) => isThereById(id, minute),
    openOf: (id) => [...open].filter(({ ownerId, shared }) => ownerId === id || shared.includes(id)).length,
    give(talk, to, minute) {
      if (talk.ownerId === to) return
      dropFrom(talk.ownerId, talk)
      if (to !== null && talk.hadBy !== null && talk.hadBy !== to) talk.handovers++
      Object.assign(talk, { ownerId: to, hadBy: to ?? talk.hadBy, ownerSince: minute, shared: [] })
    },
  }
  const router = createRouter(floor)

  const isTaken = (talk: Talk) => [...hands.values()].some((hand) => hand.talk === talk)
  const next = (id: string): Talk | undefined =>
    [...open]
      .filter(({ waitingSince }) => waitingSince !== null)
      .filter(
        ({ ownerId, shared }) => ownerId === id || (ownerId === null && (shared.length === 0 || shared.includes(id))),
      )
      .filter((talk) => !isTaken(talk))
      .sort(before)[0]

  const answer = (talk: Talk, id: string, minute: number) => {
    const since = talk.waitingSince ?? minute
    const minutes = (worked[minute] ?? 0) - (worked[since] ?? 0)
    const target = talk.mail.isHigh ? TARGETS.high : TARGETS.normal
    waits.push({ minutes, isFirst: talk.round === 0, isInTime: minutes <= target })
    answers.set(id, (answers.get(id) ?? 0) + 1)
    Object.assign(talk, { waitingSince: null, isReminded: false, round: talk.round + 1 })
    open.delete(talk)
    const round = talk.mail.rounds[talk.round]
    if (round) writesAt(minute + Math.max(1, Math.round(round.after)), talk)
  }

  for (const mail of month.mails) {
    const talk: Talk = {
      mail,
      round: 0,
      ownerId: null,
      hadBy: null,
      ownerSince: 0,
      shared: [],
      waitingSince: null,
      isReminded: false,
      handovers: 0,
    }
    talks.push(talk)
    writesAt(mail.rounds[0]?.after ?? 0, talk)
  }
  let freed = false
  for (let minute = 0; minute < MINUTES; minute++) {
    for (const talk of writes.get(minute) ?? []) {
      talk.waitingSince = minute
      open.add(talk)
      router.arrives(talk, minute)
      if (talk.shared.length > 0)
        for (const id of talk.shared) {
          const hand = hands.get(id)
          if (hand) hand.left += router.looking ?? 0
        }
    }
    router.passes(minute, freed)
    freed = false
    if ((worked[minute + 1] ?? 0) > (worked[minute] ?? 0))
      absentMinutes += [...open].filter(({ ownerId }) => ownerId && !isThereById(ownerId, minute)).length
    for (const { id } of teammates) {
      if (!isThereById(id, minute)) continue
      hoursAtWork.set(id, (hoursAtWork.get(id) ?? 0) + 1 / 60)
      const hand = hands.get(id)
      if (!hand) continue
      if (!hand.talk && hand.left <= 0) {
        const talk = next(id)
        if (!talk) continue
        if (talk.ownerId !== id) floor.give(talk, id, minute)
        hand.talk = talk
        hand.left += (talk.mail.rounds[talk.round]?.work ?? 0) / (month.speed.get(id) ?? 1)
      }
      hand.left -= 1
      if (hand.left > 0 || !hand.talk) continue
      const { talk } = hand
      Object.assign(hand, { talk: null, left: 0 })
      answer(talk, id, minute)
      freed = true
    }
  }

  // What still waits when the month is over counts as it stands.
  for (const { waitingSince, round, mail } of open) {
    const minutes = (worked[MINUTES] ?? 0) - (worked[waitingSince ?? 0] ?? 0)
    if (minutes > (mail.isHigh ? TARGETS.high : TARGETS.normal))
      waits.push({ minutes, isFirst: round === 0, isInTime: false })
  }
  const firsts = waits.filter(({ isFirst }) => isFirst)
  const sorted = firsts.map(({ minutes }) => minutes).sort((a, b) => a - b)
  const rates = teammates.map(({ id }) => (answers.get(id) ?? 0) / (hoursAtWork.get(id) ?? 1))
  const mean = rates.reduce((sum, each) => sum + each, 0) / rates.length
  const partInTime = (some: typeof waits) => some.filter(({ isInTime }) => isInTime).length / some.length
  return {
    firstInTime: partInTime(firsts),
    allInTime: partInTime(waits),
    medianWait: quantile(sorted, 0.5),
    p90Wait: quantile(sorted, 0.9),
    spread: Math.sqrt(rates.reduce((sum, each) => sum + (each - mean) ** 2, 0) / rates.length) / mean,
    withAbsent: absentMinutes / (worked[MINUTES] ?? 1),
    handovers: talks.reduce((sum, talk) => sum + talk.handovers, 0) / talks.length,
  }
}
