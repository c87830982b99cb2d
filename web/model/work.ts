import { computed, signal } from '@preact/signals-core'
import type { TeammateId } from '../../shared/ids'
import { workApi } from '../../shared/work-api'
import type { Base } from '../base'
import { createAway } from './away'
import { createShown } from './page'
import type { PanelModel } from './panel'

const REFRESH_MS = 4_000

/** What is on the reader's desk, shown while nothing is selected; or on a colleague's. */
export const createWork = (base: Base, { selection, page, session }: PanelModel) => {
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
  const away = createAway({ call, teammateId: null, onChange: mine.soon })
  /** One for each colleague who is looked at; null: the reader may not say that they are away. */
  const theirAway = computed(() => {
    const { value: state } = session.state
    const teammateId = colleagueId.value
    if (state.kind !== 'signed in' || state.me.access === 'member') return null
    if (teammateId === null || teammateId === state.me.teammate.id) return null
    return createAway({ call, teammateId, onChange: theirs.soon })
  })
  return { mine, theirs, away, theirAway, showsAll }
}
export type WorkModel = ReturnType<typeof createWork>
