import { computed, signal } from '@preact/signals-core'
import type { TeammateId } from '../../shared/ids'
import { workApi } from '../../shared/work-api'
import type { Base } from '../base'
import { createAway } from './away'
import { createShown } from './page'
import type { PanelModel } from './panel'

const REFRESH_MS = 5_000

/** What is on the reader's desk, shown while nothing is selected; or on a colleague's. */
export const createWork = (base: Base, { selection, page }: PanelModel) => {
  const { call } = base
  const isFree = computed(() => selection.value.length === 0)
  const colleagueId = computed<TeammateId | null>(() => (page.value?.kind === 'work' ? page.value.teammateId : null))
  const showsAll = signal(false)
  const common = { ...base, everyMs: REFRESH_MS }
  const mine = createShown({
    ...common,
    isOpen: computed(() => isFree.value && page.value === null),
    ask: () => call(workApi.myWork, {}, {}),
  })
  const theirs = createShown({
    ...common,
    isOpen: computed(() => colleagueId.value !== null),
    ask: () => call(workApi.workOf, { teammateId: colleagueId.peek() as TeammateId }, {}),
  })
  const away = createAway({ call, onChange: () => void mine.soon() })
  return { mine, theirs, away, showsAll }
}
export type WorkModel = ReturnType<typeof createWork>
