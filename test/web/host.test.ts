import { expect, it } from 'vitest'
import { openHost } from '../../web/host'
import { createTimers } from './support'

const { timers, passes } = createTimers()

it('knows who is there by their name, else by their address', async () => {
  const users = (names: object) => async () => [
    { id: 'u1', me: false },
    { id: 'u2', me: true, email: 'imani@example.com', ...names },
  ]
  const named = openHost({ fetchUsers: users({ first_name: 'Imani', last_name: 'Okafor' }) }, timers)
  expect(await named.me()).toEqual({ id: 'u2', name: 'Imani Okafor' })
  const unnamed = openHost({ fetchUsers: users({ first_name: '', last_name: null }) }, timers)
  expect(await unnamed.me()).toEqual({ id: 'u2', name: 'imani@example.com' })
})

it.each([
  ['there is no Missive', undefined],
  ['it refuses', { fetchUsers: () => Promise.reject(new Error('no')) }],
  ['it gives something else', { fetchUsers: async () => ({ users: [] }) }],
])('knows nobody when %s', async (_, missive) => {
  expect(await openHost(missive, timers).me()).toBeNull()
})

it('hears the selection, also what was selected before', () => {
  const heard: unknown[] = []
  const on = (event: string, listener: (value: unknown) => void, options: { retroactive: boolean }) => {
    heard.push([event, options])
    listener(['c1'])
    listener({ odd: true })
  }
  openHost({ on }, timers).onSelection((ids) => heard.push(ids))
  expect(heard).toEqual([['change:conversations', { retroactive: true }], ['c1']])
})

it('reads nothing from a store that is missing, fails or never answers', async () => {
  expect(await openHost({}, timers).read('session')).toBeNull()
  expect(await openHost({ storeGet: () => Promise.reject(new Error('no')) }, timers).read('session')).toBeNull()
  const reading = openHost({ storeGet: () => new Promise(() => {}) }, timers).read('session')
  await passes(3_000)
  expect(await reading).toBeNull()
})

it('does not fall over a store that cannot write', () => {
  const write = () => {
    throw new Error('full')
  }
  expect(() => openHost({ storeSet: write }, timers).write('session', 'x')).not.toThrow()
})
