import { computed, type ReadonlySignal, signal } from '@preact/signals-core'
import type { TeammateId } from '../../shared/ids'
import type { Choice, Choices } from '../../shared/panel-api'

const SHOWN_AT_FIRST = 3

/** They own it now, or are gone from Missive. */
const GONE = { sentence: 'not to choose any more' }

const byId = (suggestions: Choices | null) => new Map(suggestions?.suggested.map((one) => [one.teammateId, one]))

/** Who was listed stays where they stood, with what is known of them now, if only that they own it or are gone; who is new comes last. */
const inHeldOrder = (held: readonly Choice[], now: Choices | null): Choice[] => {
  const current = byId(now)
  const leftOut = new Map(now?.leftOut.map((one) => [one.teammateId, one]))
  const stayed = held.map((one) => {
    const verdict = leftOut.get(one.teammateId)
    return current.get(one.teammateId) ?? { ...one, ...(verdict ?? GONE) }
  })
  const listed = new Set<TeammateId>(held.map(({ teammateId }) => teammateId))
  return [...stayed, ...(now?.suggested.filter(({ teammateId }) => !listed.has(teammateId)) ?? [])]
}

/** The suggested owners. While somebody points at the list it does not change its order, so that no click hits another. */
export const createSuggestions = (latest: ReadonlySignal<Choices | null>) => {
  const held = signal<readonly Choice[] | null>(null)
  const showsAll = signal(false)
  const showsLeftOut = signal(false)
  const suggested = computed(() =>
    held.value ? inHeldOrder(held.value, latest.value) : (latest.value?.suggested ?? []),
  )

  return {
    suggested,
    shown: computed(() => (showsAll.value ? suggested.value : suggested.value.slice(0, SHOWN_AT_FIRST))),
    more: computed(() => (showsAll.value ? 0 : Math.max(0, suggested.value.length - SHOWN_AT_FIRST))),
    leftOut: computed(() => latest.value?.leftOut ?? []),
    showsLeftOut,
    showAll: () => {
      showsAll.value = true
    },
    toggleLeftOut: () => {
      showsLeftOut.value = !showsLeftOut.peek()
    },
    hold: () => {
      held.value ??= suggested.peek()
    },
    release: () => {
      held.value = null
    },
  }
}
