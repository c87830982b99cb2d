import { computed } from '@preact/signals-core'
import { tabApi } from '../../shared/tab-api'
import type { Base } from '../base'
import { createShown } from '../model/page'
import type { PanelModel } from '../model/panel'
import { createWanting } from '../model/wanting'
import { tMore } from '../text/more'
import { Button } from '../view/button'
import { Calm, Loading } from '../view/calm'
import { Why } from '../why/why'
import style from '../why/why.css?url'
import { addStyle } from './add-style'
import { PageHead } from './page-head'

const REFRESH_MS = 5_000

/** The why page, inside the panel. */
export const createWhyPart = (base: Base, panel: PanelModel) => {
  addStyle(style)
  const id = computed(() => (panel.page.value?.kind === 'why' ? panel.page.value.id : null))
  /** What the latest answer is about: a late one is not shown under another one's name. */
  let shownId = ''
  const shown = createShown({
    ...base,
    everyMs: REFRESH_MS,
    isOpen: computed(() => id.value !== null),
    ask: async () => {
      const asked = id.peek() ?? ''
      const answer = await base.call(tabApi.why, { id: asked }, {})
      shownId = asked
      return answer
    },
  })
  const wanting = createWanting({
    call: base.call,
    about: () => shown.content.peek()?.conversation.id ?? null,
    onDone: shown.soon,
  })
  return () => {
    const content = shownId === id.value ? shown.content.value : null
    const problem = shown.problem.value
    return (
      <>
        <PageHead panel={panel} title={tMore().why.title}>
          <Button look="link" onClick={() => panel.openWhyOutside(id.value ?? '')}>
            {tMore().why.inTab}
          </Button>
        </PageHead>
        {content && <Why content={content} now={panel.now.value} wanting={wanting} isAdmin={false} />}
        {!content && (problem ? <Calm>{problem.message}</Calm> : <Loading />)}
      </>
    )
  }
}
