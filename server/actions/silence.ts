import type * as z from 'zod/mini'
import type { Silence } from '../../shared/api'
import { DAY, later } from '../clock'
import type { Desk } from './desk'

/** One webhook may be lost; so many of a kind, with none of it in between, are no accident. */
const NO_ACCIDENT = 2
const LOOKED_THROUGH = 5000

const MEND =
  'In Missive’s Settings → Rules, see that its rule is on, and that its webhook leads here with the right secret: Missive switches a rule off after 50 failures.'

/** Kinds of webhook that stay away although what they tell of happens: sweeps found it. Since a day ago. */
export const findSilence = async ({ store, clock }: Desk): Promise<z.output<typeof Silence>[]> => {
  const repairs = await store.repairs.since(store.db, later(clock(), -DAY), LOOKED_THROUGH)
  if (repairs.length < NO_ACCIDENT) return []
  const kinds = await store.deliveries.kinds(store.db)
  const missed = new Map<string, Date[]>()
  for (const repair of repairs)
    for (const kind of repair.missed) {
      const lastAt = kinds.find(({ type }) => type === kind)?.lastAt
      if (!lastAt || repair.at > lastAt) missed.set(kind, [...(missed.get(kind) ?? []), repair.at])
    }
  return [...missed]
    .filter(([, times]) => times.length >= NO_ACCIDENT)
    .map(([kind, times]) => ({
      kind,
      since: times.at(-1) ?? clock(),
      sentence: `No webhook “${kind.replaceAll('_', ' ')}” arrives any more, though what it tells of happened ${times.length} times: Baton found it by reading. ${MEND}`,
    }))
    .sort((a, b) => +a.since - +b.since || (a.kind < b.kind ? -1 : 1))
}
