import { afterEach, describe, expect, it } from 'vitest'
import { later, MINUTE, SECOND } from '../../server/clock'
import { createLog } from '../../server/log'
import { openDatabase } from '../../server/store/open'
import { createStore } from '../../server/store/store'
import type { Share } from '../../server/store/tables'
import { MISSIVE_LIMITS, roomFor } from '../../server/work/budget'
import { createPurse } from '../../server/work/paced'
import { onBothDatabases } from '../support/databases'

const now = new Date('2026-11-23T10:00:00Z')

describe('the budget', () => {
  const room = (share: Share, spent: Partial<Parameters<typeof roomFor>[1]> = {}) =>
    roomFor(share, { underWay: 0, inMinute: 0, in15Minutes: 0, ...spent }, MISSIVE_LIMITS)

  it.each([
    ['lets five go at once', room('people'), 5],
    ['keeps the last place for people', room('routed'), 4],
    ['gives people that last place', room('people', { underWay: 4 }), 1],
    ['makes a routed note wait for it', room('routed', { underWay: 4 }), 0],
    ['stops routed notes at nine tenths of a minute', room('routed', { inMinute: 270, in15Minutes: 270 }), 0],
    ['lets people go on there', room('people', { inMinute: 270, in15Minutes: 270 }), 5],
    ['never passes 300 a minute', room('people', { inMinute: 299, in15Minutes: 299 }), 1],
    ['never passes 900 in fifteen', room('people', { in15Minutes: 900 }), 0],
    ['lets reads use eight tenths', room('reads', { in15Minutes: 720 }), 0],
    ['lets an import use half', room('import', { in15Minutes: 450 }), 0],
    ['lets reads go on there', room('reads', { in15Minutes: 450 }), 4],
  ])('%s', (_name, given, expected) => {
    expect(given).toBe(expected)
  })
})

onBothDatabases((database) => {
  let close = async () => {}
  afterEach(() => close())

  const openPurse = async () => {
    const opened = await openDatabase(await database.create(), 'server/store/migrations', createLog('silent'))
    close = () => opened.close()
    const store = createStore(opened)
    const purse = createPurse(store, MISSIVE_LIMITS)
    return {
      store,
      call: (times: number, secondsAgo: number) =>
        store.transaction((tx) => purse.begin(tx, 'people', times, later(now, -secondsAgo * SECOND))),
      room: (share: Share) =>
        store.transaction(function* (tx) {
          return (yield* purse.rooms(tx, now))(share)
        }),
      opensAt: async (share: Share) =>
        (+(await store.transaction((tx) => purse.opensAt(tx, share, now))) - +now) / SECOND,
    }
  }

  it('frees the place of a call when it ends, or when the lease of a process that died does', async () => {
    const { store, call, room } = await openPurse()
    const [first = 0] = await call(2, 1)
    await call(1, 50)
    expect(await room('people')).toBe(3)
    await store.calls.end(store.db, [first])
    expect(await room('people')).toBe(4)
  })

  it('says when the next may go', async () => {
    const { call, opensAt } = await openPurse()
    expect(await opensAt('people')).toBe(0)
    await call(100, 50)
    await call(200, 30)
    expect(await opensAt('people')).toBe(10)
    expect(await opensAt('routed')).toBe(10)
    await call(600, 400)
    expect(await opensAt('people')).toBe(500)
  })

  it('stops for everybody until Missive may be asked again', async () => {
    const { store, room, opensAt } = await openPurse()
    const until = later(now, MINUTE).toISOString()
    await store.states.set(store.db, 'missive pause', { until, reason: 'Missive asked to wait.' }, now)
    expect(await room('people')).toBe(0)
    expect(await opensAt('people')).toBe(60)
  })
})
