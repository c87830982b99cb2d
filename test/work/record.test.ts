import { describe, expect, it } from 'vitest'
import { createLog } from '../../server/log'
import type { Arrival } from '../../server/store/deliveries'
import { openDatabase } from '../../server/store/open'
import { createStore } from '../../server/store/store'
import { createRecorder } from '../../server/work/record'
import { sqlite } from '../support/databases'
import { MIGRATIONS } from '../support/loads'

const arrival = (index: number): Arrival => ({
  receivedAt: new Date('2026-11-23T10:00:00Z'),
  conversationId: null,
  type: 'incoming_email',
  bodyHash: String(index),
  body: '{}',
})

const open = async () => {
  const database = await openDatabase(await sqlite.create(), MIGRATIONS, createLog('silent'))
  const store = createStore(database)
  const batches: number[] = []
  const arrivals = {
    add: (all: Arrival[]) => {
      batches.push(all.length)
      return store.arrivals.add(all)
    },
  }
  return { database, store, batches, recorder: createRecorder({ arrivals }, () => {}) }
}

describe('the recorder', () => {
  it('has everything on disk when it says so, in one commit for all that came in one tick', async () => {
    const { database, store, batches, recorder } = await open()
    await Promise.all(Array.from({ length: 500 }, (_, index) => recorder.record(arrival(index))))
    expect(await store.deliveries.countWaiting(store.db)).toEqual([{ count: 500 }])
    expect(batches).toEqual([500])
    await database.close()
  })

  it('tells each of a batch that it could not be stored', async () => {
    const { database, recorder } = await open()
    await database.close()
    const told = await Promise.allSettled([recorder.record(arrival(1)), recorder.record(arrival(2))])
    expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })

  it('is calm at once without a burst, and again when one is over', async () => {
    const { database, recorder } = await open()
    let isCalm = false
    await recorder.record(arrival(0))
    await Promise.race([
      recorder.calm(),
      new Promise((_, reject) => setImmediate(() => reject(new Error('It waited')))),
    ])
    await Promise.all(Array.from({ length: 50 }, (_, index) => recorder.record(arrival(index))))
    const calm = recorder.calm().then(() => {
      isCalm = true
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect(isCalm).toBe(false)
    await calm
    await database.close()
  })

  it('says whether more came while it looked', async () => {
    const { database, recorder } = await open()
    await Promise.all(Array.from({ length: 50 }, (_, index) => recorder.record(arrival(index))))
    expect(await recorder.calm()).toBe(true)
    const looked = recorder.calm()
    await recorder.record(arrival(50))
    expect(await looked).toBe(false)
    await database.close()
  })

  it('holds up what came before a burst for a second, however long the burst lasts', async () => {
    const arrivals = { add: () => new Promise<void>((resolve) => setImmediate(resolve)) }
    const recorder = createRecorder({ arrivals }, () => {})
    let isOver = false
    const connections = Array.from({ length: 32 }, async () => {
      while (!isOver) await recorder.record(arrival(0))
    })
    const started = performance.now()
    expect(await recorder.calm()).toBe(false)
    const heldUpMs = performance.now() - started
    isOver = true
    await Promise.all(connections)
    expect(heldUpMs).toBeGreaterThan(900)
    expect(heldUpMs).toBeLessThan(3000)
  })
})
