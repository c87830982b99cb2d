import { expect, it } from 'vitest'
import { createKeptNotes } from '../../web/model/kept-notes'
import { conversationId, createStore, createTimers } from './support'

const open = (stored: Record<string, unknown> = {}) => {
  const { timers, passes } = createTimers()
  const store = createStore(stored)
  return { notes: createKeptNotes({ timers, ...store }), store, passes }
}

it('outlive a reload, with times and cleared times', async () => {
  const { notes, store, passes } = open()
  const byWhen = new Date('2026-11-02T12:00:00Z')
  notes.keep(conversationId('c1'), { why: 'Because', byWhen })
  notes.keep(conversationId('c2'), { byWhen: null })
  await passes(1_000)
  const { notes: again } = open(store.stored)
  await again.load()
  expect(again.of(conversationId('c1'))).toEqual({ why: 'Because', byWhen })
  expect(again.of(conversationId('c2'))).toEqual({ byWhen: null })
})

it('are written once for a burst of typing, and at once when the page goes', async () => {
  const { notes, store, passes } = open()
  notes.keep(conversationId('c1'), { why: 'B' })
  notes.keep(conversationId('c1'), { why: 'Be' })
  expect(store.stored).toEqual({})
  notes.save()
  expect(store.stored.notes).toBe('[{"id":"c1","edits":{"why":"Be"}}]')
  store.stored.notes = null
  await passes(1_000)
  expect(store.stored.notes).toBeNull()
})

it('are forgotten when sent, and the oldest when there are many', async () => {
  const { notes } = open()
  for (let index = 0; index < 25; index++) notes.keep(conversationId(`c${index}`), { why: 'x' })
  expect(notes.of(conversationId('c4'))).toEqual({})
  expect(notes.of(conversationId('c5'))).toEqual({ why: 'x' })
  notes.keep(conversationId('c5'), {})
  expect(notes.of(conversationId('c5'))).toEqual({})
})

it.each(['{"not":"a list"}', 'not JSON', 42, [{ id: 'c1' }]])('start empty when the store holds %j', async (notes) => {
  const kept = open({ notes }).notes
  await kept.load()
  expect(kept.of(conversationId('c1'))).toEqual({})
})
