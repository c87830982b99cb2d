import { afterEach, expect, it } from 'vitest'
import { later, MINUTE } from '../../server/clock'
import { createLog } from '../../server/log'
import type { Answer, MissiveClient } from '../../server/missive/client'
import { openDatabase } from '../../server/store/open'
import { createStore } from '../../server/store/store'
import { MISSIVE_LIMITS } from '../../server/work/budget'
import { createPaced, createPurse } from '../../server/work/paced'
import { onBothDatabases } from '../support/databases'

const LOCKED_OUT: Answer<never> = { kind: 'locked out', reason: 'Missive does not accept the API token.' }
const OK: Answer<string> = { kind: 'ok', value: 'here' }

onBothDatabases((database) => {
  let close = async () => {}
  afterEach(() => close())

  const open = async () => {
    const opened = await openDatabase(await database.create(), 'server/store/migrations', createLog('silent'))
    close = () => opened.close()
    const store = createStore(opened)
    let now = new Date('2026-11-23T10:00:00Z')
    const clock = () => now
    let asked = 0
    const ask = (answer: Answer<string>) => async () => {
      asked++
      return answer
    }
    const purse = createPurse(store, MISSIVE_LIMITS)
    const paced = createPaced(store, purse, {} as MissiveClient, clock, new AbortController().signal)
    return {
      call: (answer: Answer<string>) => paced('people', ask(answer)),
      asked: () => asked,
      passes: (ms: number) => {
        now = later(now, ms)
      },
      startsAgain: () => store.transaction((tx) => purse.tryAgain(tx, now)),
    }
  }

  it('says at once that the token is not accepted, and asks only once a minute whether it is again', async () => {
    const { call, asked, passes } = await open()
    expect(await call(LOCKED_OUT)).toEqual(LOCKED_OUT)
    expect(await call(OK)).toEqual(LOCKED_OUT)
    passes(MINUTE)
    expect(await call(LOCKED_OUT)).toEqual(LOCKED_OUT)
    expect(await call(OK)).toEqual(LOCKED_OUT)
    expect(asked()).toBe(2)
    passes(MINUTE)
    expect(await call(OK)).toEqual(OK)
    expect(await call(OK)).toEqual(OK)
    expect(asked()).toBe(4)
  })

  it('lets one call alone find out, whatever became of it', async () => {
    const { call, asked, passes } = await open()
    await call(LOCKED_OUT)
    passes(MINUTE)
    expect(await call({ kind: 'failed', reason: 'Missive answered 502.', write: 'perhaps taken' })).toMatchObject({
      kind: 'failed',
    })
    expect(await call(OK)).toEqual(LOCKED_OUT)
    expect(asked()).toBe(2)
  })

  it('asks at once when the server starts again', async () => {
    const { call, startsAgain } = await open()
    await call(LOCKED_OUT)
    await startsAgain()
    expect(await call(OK)).toEqual(OK)
  })
})
