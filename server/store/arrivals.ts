import { sql } from 'drizzle-orm'
import type { Database } from './database'
import { type Arrival, createDeliveries } from './deliveries'

const FIELDS = ['receivedAt', 'conversationId', 'type', 'bodyHash', 'body'] as const satisfies (keyof Arrival)[]
const STATEMENTS_KEPT = 100

/** The intake's way in. Building a statement takes as long as running it, so each is built once for each number of rows. */
export const createArrivals = ({ db, tables }: Database) => {
  const deliveries = createDeliveries(tables)

  const build = (size: number) => {
    const rows = Array.from({ length: size }, (_, row) =>
      Object.fromEntries(FIELDS.map((field) => [field, sql.placeholder(placeOf(field, row))])),
    )
    // Without a name: a pooler may stand before PostgreSQL.
    return deliveries.add(db, rows as unknown as Arrival[]).prepare('')
  }

  const kept = new Map<number, ReturnType<typeof build>>()
  const statementOf = (size: number) => {
    const known = kept.get(size)
    if (known) return known
    if (kept.size >= STATEMENTS_KEPT) kept.clear()
    const statement = build(size)
    kept.set(size, statement)
    return statement
  }

  return {
    /** All in one commit. */
    async add(arrivals: Arrival[]): Promise<void> {
      const values: Record<string, unknown> = {}
      for (const [row, arrival] of arrivals.entries())
        for (const field of FIELDS) values[placeOf(field, row)] = arrival[field]
      await statementOf(arrivals.length).execute(values)
    },
  }
}

const placeOf = (field: string, row: number) => `${field}${row}`
