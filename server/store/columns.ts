import * as pg from 'drizzle-orm/pg-core'
import * as lite from 'drizzle-orm/sqlite-core'

/** Column kinds as PostgreSQL holds them; each holds the same JavaScript value in both dialects. */
export const postgresColumns = {
  table: pg.pgTable,
  index: pg.index,
  text: (name: string) => pg.text(name),
  boolean: (name: string) => pg.boolean(name),
  integer: (name: string) => pg.integer(name),
  real: (name: string) => pg.doublePrecision(name),
  /** Counts up by itself, in the order of insertion. */
  sequence: (name: string) => pg.bigserial(name, { mode: 'number' }).primaryKey(),
  instant: (name: string) => pg.timestamp(name, { withTimezone: true, precision: 3, mode: 'date' }),
  json: <T>(name: string) => pg.jsonb(name).$type<T>(),
}

export type Columns = typeof postgresColumns

export const sqliteColumns = {
  table: lite.sqliteTable,
  index: lite.index,
  text: (name: string) => lite.text(name),
  boolean: (name: string) => lite.integer(name, { mode: 'boolean' }),
  integer: (name: string) => lite.integer(name),
  real: (name: string) => lite.real(name),
  sequence: (name: string) => lite.integer(name).primaryKey({ autoIncrement: true }),
  instant: (name: string) => lite.integer(name, { mode: 'timestamp_ms' }),
  json: <T>(name: string) => lite.text(name, { mode: 'json' }).$type<T>(),
} satisfies Record<keyof Columns, unknown> as unknown as Columns
