import { expect, it } from 'vitest'
import type { Delivery, TrailKind } from '../../shared/panel-api'
import { sayDelivery, sayEntry } from '../../web/model/trail'
import { person, START, trailEntry } from './support'

it.each<[TrailKind, string]>([
  ['routed', 'Routed to imani Example'],
  ['handed', 'Handed to imani Example by lukas Example'],
  ['taken', 'Taken by imani Example from sofia Example'],
  ['undone', 'Given back to imani Example by lukas Example'],
  ['dropped', 'Not handed to sofia Example'],
  ['adopted', 'Assigned to imani Example in Missive'],
])('says what %s means', (kind, line) => {
  expect(sayEntry(trailEntry({ kind, from: person('sofia') }))).toBe(line)
})

it('says that an undone first handoff put it back in the queue', () => {
  expect(sayEntry(trailEntry({ kind: 'undone', to: null }))).toBe('Back in the queue by lukas Example')
})

it('names Baton where no person did it', () => {
  expect(sayEntry(trailEntry({ kind: 'queued', by: null }))).toBe('Back in the queue by Baton')
})

it.each<[Delivery['state'], string | null, string]>([
  ['sending', null, 'Sending to Missive…'],
  ['sent', null, 'Sent to Missive'],
  ['confirmed', null, 'Confirmed by Missive'],
  ['refused', 'it is in the trash', 'Missive refused it: it is in the trash'],
  ['dropped', 'Sofia took it first.', 'Sofia took it first.'],
])('says what became of a call that is %s', (state, reason, text) => {
  expect(sayDelivery({ state, reason, turnAt: null }, START).text).toBe(text)
})

it('says when the turn of a waiting call comes', () => {
  const turnAt = new Date(+START + 3 * 60_000)
  const time = turnAt.toTimeString().slice(0, 5)
  expect(sayDelivery({ state: 'waiting', reason: null, turnAt }, START).text).toBe(
    `Waiting for its turn to be sent, about ${time}`,
  )
  expect(sayDelivery({ state: 'waiting', reason: null, turnAt: null }, START).text).toBe(
    'Waiting for its turn to be sent',
  )
})
