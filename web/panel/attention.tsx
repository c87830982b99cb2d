import { attentionApi } from '../../shared/attention-api'
import type { Base } from '../base'
import { createShown } from '../model/page'
import type { PanelModel } from '../model/panel'
import { tMore } from '../text/more'
import { Button } from '../view/button'

const REFRESH_MS = 30_000

/** For managers: how much people have to look at, and the way there. Nothing where there is nothing. */
export const createAttentionPart = (base: Base, model: PanelModel) => {
  const shown = createShown({
    ...base,
    everyMs: REFRESH_MS,
    ask: () => base.call(attentionApi.attentionCount, {}, {}),
  })
  return () => {
    const count = shown.content.value?.count ?? 0
    return count === 0 ? null : (
      <p class="line muted">
        <Button look="link" onClick={model.openLeftOut}>
          {tMore().needsAttention(count)}
        </Button>
      </p>
    )
  }
}
