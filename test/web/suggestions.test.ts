import { signal } from '@preact/signals-core'
import { expect, it } from 'vitest'
import type { Choices } from '../../shared/panel-api'
import { createSuggestions } from '../../web/model/suggestions'
import { suggested } from './support'

const candidates = (...ids: string[]): Choices => ({
  team: null,
  suggested: ids.map((id) => suggested(id)),
  leftOut: [],
})

const openSuggestions = (...ids: string[]) => {
  const latest = signal<Choices | null>(candidates(...ids))
  const model = createSuggestions(latest)
  return { latest, model, shown: () => model.shown.value.map(({ teammateId }) => teammateId) }
}

it('shows the best three, and all on request', () => {
  const { model, shown } = openSuggestions('a', 'b', 'c', 'd', 'e')
  expect(shown()).toEqual(['a', 'b', 'c'])
  expect(model.more.value).toBe(2)
  model.showAll()
  expect(shown()).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect(model.more.value).toBe(0)
})

it('keeps its order while somebody points at it, so that no click hits another', () => {
  const { latest, model, shown } = openSuggestions('a', 'b')
  model.hold()
  latest.value = candidates('c', 'b', 'a')
  expect(shown()).toEqual(['a', 'b', 'c'])
  model.release()
  expect(shown()).toEqual(['c', 'b', 'a'])
})

it('says of who owns it by now that they are not to choose any more, still in place', () => {
  const { latest, model, shown } = openSuggestions('a', 'b')
  model.hold()
  latest.value = candidates('b')
  expect(shown()).toEqual(['a', 'b'])
  expect(model.shown.value[0]?.sentence).toBe('not to choose any more')
})

it('shows who was left out meanwhile with their sentence, still in place', () => {
  const { latest, model } = openSuggestions('a', 'b')
  model.hold()
  const { why: _, ...full } = { ...suggested('a'), code: 'at capacity' as const, sentence: 'at capacity: 12 of 12' }
  latest.value = { ...candidates('b'), leftOut: [full] }
  expect(model.shown.value[0]).toMatchObject({ teammateId: 'a', sentence: 'at capacity: 12 of 12' })
})
