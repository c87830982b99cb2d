import { expect, it } from 'vitest'
import { atDesk } from '../../server/actions/books'
import type { Desk } from '../../server/actions/desk'
import { fold } from '../../server/actions/fold'
import { later, MINUTE, SECOND } from '../../server/clock'
import { createLog } from '../../server/log'
import type { Snapshot } from '../../server/missive/snapshot'
import { seededRandom } from '../../server/playground/small-missive'
import { heldBy } from '../../server/store/conversations'
import { run } from '../../server/store/database'
import { openDatabase } from '../../server/store/open'
import { createStore, type Store } from '../../server/store/store'
import type { Conversation } from '../../server/store/tables'
import type { ConversationId, HandoffId, TeammateId } from '../../shared/ids'
import { onBothDatabases, type TestDatabase } from '../support/databases'
import { expectLoadsRight, MIGRATIONS, withStore } from '../support/loads'

const now = new Date('2026-11-23T10:00:00Z')
const until = later(now, 30 * SECOND)
const past = later(now, 31 * SECOND)

/** Two servers over one new database. */
const together = async (database: TestDatabase, body: (one: Store, two: Store, url: string) => Promise<void>) => {
  const url = await database.create()
  await withStore(url, (one) => withStore(url, (two) => body(one, two, url)))
}

const conversation = (id: string): Conversation => {
  const snapshot: Snapshot = {
    id: id as ConversationId,
    subject: 'Where is my parcel?',
    webUrl: null,
    missiveTeamId: null,
    isPrivate: false,
    labels: [],
    assignees: [],
    customerAddress: null,
    flags: null,
    messages: null,
    lastActivityAt: null,
  }
  return fold(null, snapshot, { kind: 'other' }, [], now).after
}

const call = {
  markdown: 'A note',
  notification: { title: 'T', body: 'B' },
  assign: [],
  teamInbox: null,
  reopen: false,
  color: null,
}

onBothDatabases((database) => {
  it('makes its tables in an empty database, and leaves them alone the next time', async () => {
    const url = await database.create()
    await withStore(url, (store) => store.transaction((tx) => store.conversations.addMany(tx, [conversation('c1')])))
    await withStore(url, async (store) => {
      expect(await store.transaction((tx) => store.conversations.find(tx, 'c1' as ConversationId))).toEqual(
        conversation('c1'),
      )
    })
  })

  it('is made once when several servers start on it together', async () => {
    const url = await database.create()
    const opened = await Promise.all(
      Array.from({ length: 3 }, () => openDatabase(url, MIGRATIONS, createLog('silent'))),
    )
    for (const each of opened) expect(await createStore(each).directory.teams(each.db)).toEqual([])
    await Promise.all(opened.map((each) => each.close()))
  })

  it('leases each delivery to one server, the next of a conversation only when the one before is settled', async () => {
    await together(database, async (one, two) => {
      const arrivals = ['a', 'b', 'a', null, null].map((id, index) => ({
        receivedAt: now,
        conversationId: id as ConversationId | null,
        type: 'incoming_email',
        bodyHash: String(index),
        body: '{}',
      }))
      await one.arrivals.add(arrivals)
      const lease = (store: Store, at = now) =>
        store.transaction((tx) => store.deliveries.lease(tx, at, later(at, 30 * SECOND), 10))
      const [first, second] = await Promise.all([lease(one), lease(two)])
      const leased = [...first, ...second]
      expect(leased.map(({ bodyHash }) => bodyHash).sort()).toEqual(['0', '1', '3', '4'])
      expect([...(await lease(one)), ...(await lease(two))]).toEqual([])
      const ofA = leased.filter(({ bodyHash }) => bodyHash === '0').map(({ id }) => id)
      await one.deliveries.settle(one.db, ofA, 'accepted')
      expect((await lease(two)).map(({ bodyHash }) => bodyHash)).toEqual(['2'])
      const again = await Promise.all([lease(one, past), lease(two, past)])
      expect(
        again
          .flat()
          .map(({ bodyHash }) => bodyHash)
          .sort(),
      ).toEqual(['1', '2', '3', '4'])
    })
  })

  it('goes past the many of one conversation to the others', async () => {
    await together(database, async (store) => {
      const ids = [...Array.from({ length: 300 }, () => 'a'), 'b', 'a', 'c']
      await store.arrivals.add(
        ids.map((id, index) => ({
          receivedAt: now,
          conversationId: id as ConversationId,
          type: 'incoming_email',
          bodyHash: String(index),
          body: '{}',
        })),
      )
      const leased = await store.transaction((tx) => store.deliveries.lease(tx, now, until, 2))
      expect(leased.map(({ bodyHash }) => bodyHash)).toEqual(['0', '300'])
    })
  })

  it('keeps what arrives as it came, however much comes at once', async () => {
    await together(database, async (store) => {
      for (const [batch, count] of [1, 3, 120, 3].entries()) {
        const arrivals = Array.from({ length: count }, (_, index) => ({
          receivedAt: later(now, index),
          conversationId: index % 2 ? (`${batch}:${index}` as ConversationId) : null,
          type: 'new_comment',
          bodyHash: `${batch}:${index}`,
          body: `{"number":${index}}`,
        }))
        await store.arrivals.add(arrivals)
        const kept = await store.transaction((tx) => store.deliveries.lease(tx, now, until, 1000))
        expect(kept).toMatchObject(arrivals.map((arrival) => ({ ...arrival, status: 'waiting', reason: null })))
      }
    })
  })

  it('leases each call to one server, in the order of its conversation, and knows what a dead one left', async () => {
    await together(database, async (one, two) => {
      await one.transaction(function* (tx) {
        for (const id of ['a', 'b']) yield* one.conversations.addMany(tx, [conversation(id)])
        for (const [lane, handoffId] of [
          ['a', 'h1'],
          ['a', 'h2'],
          ['b', 'h3'],
        ] as const)
          yield* one.outbox.addMany(tx, [
            {
              handoffId: handoffId as HandoffId,
              lane: lane as ConversationId,
              priority: 2,
              team: null,
              call,
              createdAt: now,
            },
          ])
      })
      const lease = (store: Store, at: Date) =>
        store.transaction(function* (tx) {
          const next = yield* store.outbox.next(tx, [], at, 10)
          const ids = next.map(({ id }) => id)
          const end = later(at, 30 * SECOND)
          const toSend = yield* run(store.outbox.leaseToSend(tx, ids, at, end, end))
          const toLook = yield* run(store.outbox.leaseToLook(tx, ids, at, end))
          const handoffsOf = (leased: { id: number }[]) =>
            next.filter(({ id }) => leased.some((one) => one.id === id)).map(({ handoffId }) => handoffId)
          return { toSend: handoffsOf(toSend), toLook: handoffsOf(toLook) }
        })
      const leaseAt = async (at: Date) => {
        const leased = await Promise.all([lease(one, at), lease(two, at)])
        return {
          toSend: leased.flatMap(({ toSend }) => toSend).sort(),
          toLook: leased.flatMap(({ toLook }) => toLook).sort(),
        }
      }
      expect(await leaseAt(now)).toEqual({ toSend: ['h1', 'h3'], toLook: [] })
      expect(await leaseAt(past)).toEqual({ toSend: [], toLook: ['h1', 'h3'] })
    })
  })

  it('leases what is due to one server, once, and keeps what is planned anew meanwhile', async () => {
    await together(database, async (one, two) => {
      await one.dueWork.plan(one.db, 'decide', ['a', 'b'], now)
      await one.dueWork.plan(one.db, 'decide', ['later'], past)
      const lease = (store: Store) => store.transaction((tx) => store.dueWork.lease(tx, now, until, 10, { except: [] }))
      const rows = (await Promise.all([lease(one), lease(two)])).flat()
      expect(rows.map(({ subjectId }) => subjectId).sort()).toEqual(['a', 'b'])
      await two.dueWork.plan(two.db, 'decide', ['a'], later(now, SECOND))
      await one.transaction(function* (tx) {
        yield* run(one.dueWork.settle(tx, rows))
      })
      const left = await one.transaction((tx) => one.dueWork.lease(tx, past, later(past, MINUTE), 10, { except: [] }))
      expect(left.map(({ subjectId, dueAt }) => [subjectId, dueAt])).toEqual([
        ['a', later(now, SECOND)],
        ['later', past],
      ])
    })
  })

  it('lets one server at a time hold a turn', async () => {
    await together(database, async (one, two) => {
      let isHeld = false
      const hold = (store: Store) =>
        store.transaction(function* (tx) {
          yield* store.turns.take(tx, 'desk')
          expect(isHeld).toBe(false)
          isHeld = true
          yield* store.loads.all(tx)
          isHeld = false
        })
      await Promise.all(Array.from({ length: 20 }, (_, index) => hold(index % 2 ? one : two)))
    })
  })

  it('keeps counters equal to a recount through any walk of changes', async () => {
    const random = seededRandom(7)
    const people = ['imani', 'lukas', 'mei', null] as (TeammateId | null)[]
    await together(database, async (one, two, url) => {
      const ids = Array.from({ length: 12 }, (_, index) => `c${index}` as ConversationId)
      const step = (store: Store) =>
        atDesk({ store, rules: () => null, clock: () => now } as unknown as Desk, function* (_tx, books) {
          const id = ids[Math.floor(random() * ids.length)] ?? ids[0]
          const before = yield* books.find(id as ConversationId)
          const after: Conversation = {
            ...(before ?? conversation(id as ConversationId)),
            ownerId: people[Math.floor(random() * people.length)] ?? null,
            isClosed: random() < 0.3,
            isSnoozed: random() < 0.1,
          }
          books.keep(after)
          const held = heldBy(after)
          if (held) expect(books.loads[held.teammateId]?.conversations).toBeGreaterThan(0)
        })
      for (let walk = 0; walk < 40; walk++) await Promise.all([step(one), step(two)])
      expect(Object.keys(await expectLoadsRight(url)).length).toBeGreaterThan(0)
    })
  })
})
