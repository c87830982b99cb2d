import type { Teammate } from '../../routing/facts'
import { presence } from '../../routing/presence'

/** Milliseconds: `fromMs` included, `toMs` not. */
export interface Stretch {
  fromMs: number
  toMs: number
}

type Plan = Pick<Teammate, 'schedule' | 'away'>

const standing = ({ fromMs, toMs }: Stretch): boolean => fromMs < toMs

/** How long somebody is there from a moment on, and else until when nobody is. */
const stateAt = (plans: readonly Plan[], ms: number): { isThere: boolean; untilMs: number } => {
  const states = plans.map((plan) => presence(plan, new Date(ms), 0))
  const ends = (among: typeof states) => among.map(({ until }) => until?.getTime() ?? Number.POSITIVE_INFINITY)
  const there = states.filter(({ kind }) => kind === 'working')
  return there.length > 0
    ? { isThere: true, untilMs: Math.max(...ends(there)) }
    : { isThere: false, untilMs: Math.min(...ends(states), Number.POSITIVE_INFINITY) }
}

/** When within a stretch none of these people is at work. */
export const gapsOf = (plans: readonly Plan[], { fromMs, toMs }: Stretch): Stretch[] => {
  const gaps: Stretch[] = []
  for (let ms = fromMs; ms < toMs; ) {
    const { isThere, untilMs } = stateAt(plans, ms)
    if (!isThere) gaps.push({ fromMs: ms, toMs: Math.min(untilMs, toMs) })
    ms = untilMs
  }
  return gaps
}

export const overlap = (some: readonly Stretch[], others: readonly Stretch[]): Stretch[] =>
  some.flatMap((one) =>
    others
      .map((other) => ({ fromMs: Math.max(one.fromMs, other.fromMs), toMs: Math.min(one.toMs, other.toMs) }))
      .filter(standing),
  )

/** What is left of some stretches without others. */
export const without = (some: readonly Stretch[], others: readonly Stretch[]): Stretch[] =>
  others.reduce<Stretch[]>(
    (left, other) =>
      left.flatMap(({ fromMs, toMs }) =>
        [
          { fromMs, toMs: Math.min(toMs, other.fromMs) },
          { fromMs: Math.max(fromMs, other.toMs), toMs },
        ].filter(standing),
      ),
    [...some],
  )

/** The same time in as few stretches as can be, in order. */
export const joined = (stretches: readonly Stretch[]): Stretch[] => {
  const all: Stretch[] = []
  for (const { fromMs, toMs } of stretches.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = all.at(-1)
    if (last && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs)
    else all.push({ fromMs, toMs })
  }
  return all
}
