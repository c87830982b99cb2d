import fc from 'fast-check'

const anyone = fc.nat(10_000)

const oftenIn = <Kind extends string>(weights: Record<Kind, number>) =>
  fc.oneof(
    // They must be whole.
    ...Object.entries<number>(weights).map(([kind, weight]) => ({
      weight: 10 * weight,
      arbitrary: fc.constant(kind as Kind),
    })),
  )

/** What customers and colleagues do in Missive, and how often. */
const inMissive = {
  mail: 30,
  'customer writes': 14,
  'owner replies': 12,
  'other replies': 4,
  close: 14,
  reopen: 3,
  assign: 4,
  move: 3,
  unassign: 2,
  comment: 3,
  label: 3,
  unlabel: 1,
  'change team': 2,
  trash: 1,
  junk: 1,
  snooze: 2,
  merge: 1,
  'become private': 1,
  'leave sight': 1,
  'leave Missive': 0.1,
}
export type InMissive = keyof typeof inMissive

/** What managers do in the panel. */
const inPanel = {
  'hand over': 4,
  take: 3,
  'back to the queue': 2,
  'no owner': 2,
  escalate: 2,
  undo: 1,
  'go away': 1,
  'come back': 1,
  pause: 0.5,
  resume: 0.5,
}
export type InPanel = keyof typeof inPanel

const happenings = fc.record({
  kind: oftenIn<InMissive | InPanel>({ ...inMissive, ...inPanel }),
  /** Which conversation, who does it, and whom or what it is done to: as far as there are. */
  which: anyone,
  who: anyone,
  what: anyone,
})
export type Happening = typeof happenings extends fc.Arbitrary<infer Value> ? Value : never

/** What goes wrong while they do. */
const faults = oftenIn({
  nothing: 60,
  'answers are lost': 5,
  'a write lands late': 4,
  'calls fail': 6,
  'Missive is slow': 3,
  'webhooks come in reverse': 5,
  'a rule is off': 2,
  'the token is revoked': 1,
  'Missive is down for an hour': 1,
  'the database is locked': 3,
  'the clock jumps ahead': 2,
  'the clock jumps back': 1,
  'connections are cut': 2,
  'a server is killed': 3,
  'a server is killed as it starts': 1,
  'a server is stopped': 1,
})
export type Fault = typeof faults extends fc.Arbitrary<infer Value> ? Value : never

const steps = fc.record({
  happenings: fc.array(happenings, { minLength: 1, maxLength: 80, size: 'max' }),
  fault: faults,
  /** How much of the fault there is. */
  size: fc.nat(99),
  /** How long until the next step. */
  seconds: fc.integer({ min: 1, max: 60 }),
})
export type Step = typeof steps extends fc.Arbitrary<infer Value> ? Value : never

/** The same for the same seed. */
export const planOf = (seed: number, length: number): Step[] => fc.sample(steps, { seed, numRuns: length })

/** A server is killed at every step, one time in four as it starts, while it has something to do. */
export const planOfKills = (seed: number, kills: number): Step[] =>
  planOf(seed, kills).map((step) => ({
    ...step,
    happenings: step.happenings.slice(0, 12),
    fault: step.size % 4 === 0 ? 'a server is killed as it starts' : 'a server is killed',
  }))
