import type { SQLWrapper } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Tables } from './tables'

/** What queries are written with, in either dialect. */
export type Db = Pick<PgDatabase<PgQueryResultHKT, Record<string, never>>, 'select' | 'insert' | 'update' | 'delete'>

export type Statement<T = unknown> = PromiseLike<T> & SQLWrapper

/** A transaction's body: it hands over statements and can wait for nothing else, so no network call holds one open. */
export type Steps<T> = Generator<Statement, T, unknown>

/** Read `yield* run(…)` as `await`. */
export function* run<T>(statement: Statement<T>): Generator<Statement, T, unknown> {
  return (yield statement) as T
}

const PART = 100

/** Rows to be written so many at a time: a statement has room for 32,766 values, and texts that come again are compiled once. */
export const inParts = <Row>(rows: readonly Row[]): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / PART) }, (_, part) => rows.slice(part * PART, (part + 1) * PART))

export interface Database {
  dialect: 'sqlite' | 'postgres'
  tables: Tables
  /** For a single statement outside a transaction; await it. */
  db: Db
  /** All or nothing. A body may run again when PostgreSQL gives it up for another's sake, so it changes nothing but the database. */
  transaction<T>(body: (tx: Db) => Steps<T>): Promise<T>
  /** For a server that starts to work: the body runs first when no other works on this database. Call it once. */
  startWork(body: (tx: Db) => Steps<void>): Promise<void>
  close(): Promise<void>
}
