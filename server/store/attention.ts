import {
  and,
  count,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  notExists,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { AttentionKind } from '../../shared/attention-api'
import { type Db, run, type Steps } from './database'
import type { AttentionRow, Tables } from './tables'

export interface ConcernKey {
  kind: AttentionKind
  /** A call's or a delivery's number, or a conversation's id. */
  subjectId: string
}

export interface ConcernRow extends ConcernKey {
  since: Date
}

/** As pages name it. */
export const concernIdOf = ({ kind, subjectId }: ConcernKey): string => `${kind}:${subjectId}`

interface Source {
  table: Tables['conversations'] | Tables['outbox'] | Tables['deliveries']
  id: AnyPgColumn
  since: AnyPgColumn
  needsAttention: (db: Db, unsettledSince: Date) => SQL | undefined
}

/** What needs attention stands where it arose; what people did about it stands beside. */
export const createAttention = ({ attention, conversations, deliveries, outbox }: Tables) => {
  const actsOn = (db: Db, kind: AttentionKind, id: AnyPgColumn, ...of: (SQL | undefined)[]) =>
    db
      .select({ concern: attention.concern })
      .from(attention)
      .where(and(eq(attention.concern, sql`${sql.raw(`'${kind}:'`)} || ${id}`), ...of))

  /** A conversation is on the list again once it has been without an owner anew, or its customer has written. */
  const isDismissed = (db: Db, kind: AttentionKind, since: AnyPgColumn) =>
    actsOn(
      db,
      kind,
      conversations.id,
      eq(attention.did, 'dismissed'),
      gte(attention.at, since),
      or(isNull(conversations.lastIncomingAt), gte(attention.at, conversations.lastIncomingAt)),
    )

  /** A refused call that nobody has looked after. */
  const isRefused = (db: Db) => and(eq(outbox.status, 'refused'), notExists(actsOn(db, 'refused', outbox.id)))

  const sources: Record<AttentionKind, Source> = {
    refused: { table: outbox, id: outbox.id, since: outbox.createdAt, needsAttention: isRefused },
    'no owner': {
      table: conversations,
      id: conversations.id,
      since: conversations.unownedSince,
      needsAttention: (db) =>
        and(
          eq(conversations.waitStatus, 'needs attention'),
          eq(conversations.isPrivate, false),
          // That call is listed, and says why.
          notExists(
            db
              .select({ id: outbox.id })
              .from(outbox)
              .where(and(eq(outbox.lane, conversations.id), isRefused(db))),
          ),
          notExists(isDismissed(db, 'no owner', conversations.unownedSince)),
        ),
    },
    'two owners': {
      table: conversations,
      id: conversations.id,
      since: conversations.twoOwnersSince,
      needsAttention: (db, unsettledSince) =>
        and(
          isNotNull(conversations.twoOwnersSince),
          lte(conversations.twoOwnersSince, unsettledSince),
          isNull(conversations.pendingHandoffId),
          eq(conversations.isPrivate, false),
          notExists(isDismissed(db, 'two owners', conversations.twoOwnersSince)),
        ),
    },
    unheard: {
      table: conversations,
      id: conversations.id,
      since: conversations.lastActivityAt,
      needsAttention: () =>
        and(
          isNotNull(conversations.unheard),
          eq(conversations.isClosed, false),
          eq(conversations.isTrashed, false),
          eq(conversations.isJunk, false),
          eq(conversations.isPrivate, false),
        ),
    },
    unanswered: {
      table: conversations,
      id: conversations.id,
      since: conversations.unansweredSince,
      needsAttention: (db) =>
        and(
          isNotNull(conversations.unansweredSince),
          eq(conversations.isPrivate, false),
          notExists(isDismissed(db, 'unanswered', conversations.unansweredSince)),
        ),
    },
    'not understood': {
      table: deliveries,
      id: deliveries.id,
      since: deliveries.receivedAt,
      needsAttention: (db) =>
        and(
          eq(deliveries.status, 'not_understood'),
          notExists(actsOn(db, 'not understood', deliveries.id, eq(attention.did, 'dismissed'))),
        ),
    },
  }
  const kinds = Object.keys(sources) as AttentionKind[]

  /** In the order of the list: the latest first, at one moment kind by kind. */
  const comesAfter = (kind: AttentionKind, ending: ConcernRow | null): SQL | undefined => {
    if (!ending) return undefined
    const { since, id, table } = sources[kind]
    const behind = kinds.indexOf(kind) - kinds.indexOf(ending.kind)
    if (behind !== 0) return behind < 0 ? lt(since, ending.since) : lte(since, ending.since)
    const endingId = table === conversations ? ending.subjectId : Number(ending.subjectId)
    return or(lt(since, ending.since), and(eq(since, ending.since), lt(id, endingId)))
  }

  function* ofKind(
    tx: Db,
    kind: AttentionKind,
    unsettledSince: Date,
    narrowed: SQL | undefined,
    limit: number,
  ): Steps<ConcernRow[]> {
    const { table, id, since, needsAttention } = sources[kind]
    const rows = yield* run(
      tx
        .select({ id, since })
        .from(table as Tables['conversations'])
        .where(and(needsAttention(tx, unsettledSince), narrowed))
        .orderBy(desc(since), desc(id))
        .limit(limit),
    )
    return rows.map((row) => ({ kind, subjectId: String(row.id), since: row.since as Date }))
  }

  return {
    /** `unsettledSince`: two owners since then are for people to settle. `after`: the last of the page before. */
    *page(tx: Db, unsettledSince: Date, after: ConcernRow | null, limit: number): Steps<ConcernRow[]> {
      const found: ConcernRow[] = []
      for (const kind of kinds) found.push(...(yield* ofKind(tx, kind, unsettledSince, comesAfter(kind, after), limit)))
      return found.sort((a, b) => +b.since - +a.since || kinds.indexOf(a.kind) - kinds.indexOf(b.kind)).slice(0, limit)
    },

    *count(tx: Db, unsettledSince: Date): Steps<number> {
      let sum = 0
      for (const { table, needsAttention } of Object.values(sources)) {
        const [row] = yield* run(
          tx
            .select({ count: count() })
            .from(table as Tables['conversations'])
            .where(needsAttention(tx, unsettledSince)),
        )
        sum += row?.count ?? 0
      }
      return sum
    },

    /** Null: it needs no attention, or none any more. */
    *find(tx: Db, { kind, subjectId }: ConcernKey, unsettledSince: Date): Steps<ConcernRow | null> {
      const { table, id } = sources[kind]
      const isText = table === conversations
      if (!isText && !/^\d{1,15}$/.test(subjectId)) return null
      const isIt = eq(id, isText ? subjectId : Number(subjectId))
      const [row] = yield* ofKind(tx, kind, unsettledSince, isIt, 1)
      return row ?? null
    },

    did: (tx: Db, row: AttentionRow) =>
      tx.insert(attention).values(row).onConflictDoUpdate({ target: attention.concern, set: row }),

    /** What people did about these last. */
    *doneAbout(tx: Db, concerns: readonly ConcernKey[]): Steps<AttentionRow[]> {
      if (concerns.length === 0) return []
      return yield* run(
        tx
          .select()
          .from(attention)
          .where(inArray(attention.concern, concerns.map(concernIdOf))),
      )
    },

    forgetBefore: (db: Db, before: Date) => db.delete(attention).where(lt(attention.at, before)),
  }
}
