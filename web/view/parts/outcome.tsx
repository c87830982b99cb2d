import type { ConversationView } from '../../../shared/panel-api'
import { actsOf } from '../../model/acts'
import type { ConversationModel } from '../../model/conversation'
import type { Deed } from '../../model/deed'
import { handOverOf } from '../../model/hand-over'
import { sayDelivery, sayEntry } from '../../model/trail'
import { t } from '../../text/language'
import { tMore } from '../../text/more'
import { Button } from '../button'

/** What a screen reader hears of the latest handoff as it goes on its way. */
const sayProgress = (model: ConversationModel, view: ConversationView | null, now: Date): string => {
  if (model.doing.value) return model.doing.value.doing
  const latest = view?.trail[0]
  if (!latest?.delivery || view?.undo?.handoffId !== latest.id) return ''
  return `${sayEntry(latest)}. ${sayDelivery(latest.delivery, now).text}`
}

const escalateInstead = (model: ConversationModel) => () => {
  model.dismiss()
  void actsOf(model).openEscalation()
}

/** What opens it again and goes on; null: that is not what was asked for. */
const sayReopen = ({ kind }: Deed): string | null => {
  const words = tMore().outcome
  if (kind === 'take') return words.reopenAndTake
  if (kind === 'assign') return words.reopenAndAssign
  return kind === 'give back' ? words.reopenAndGiveBack : null
}

const Failure = ({ model }: { model: ConversationModel }) => {
  const failure = model.failure.value
  if (!failure) return null
  const words = tMore().outcome
  const reopen = failure.problem.code === 'closed' && sayReopen(failure.deed)
  return (
    <div class="strip bad">
      <p role="alert" dir="auto">
        {failure.problem.message}
      </p>
      <div class="line wraps">
        {reopen && (
          <Button look="go" onClick={() => model.retry({ reopen: true })}>
            {reopen}
          </Button>
        )}
        {failure.problem.code === 'no_authority' && (
          <Button look="go" onClick={escalateInstead(model)}>
            {tMore().escalate.suggested}
          </Button>
        )}
        <Button look="quiet" onClick={model.dismiss}>
          {reopen ? words.leaveClosed : t().dismiss}
        </Button>
      </div>
    </div>
  )
}

const UndoOffer = ({ model }: { model: ConversationModel }) => {
  const view = model.view.value
  const seconds = model.undoSeconds.value
  if (seconds === null || !view?.undo) return null
  const words = tMore().outcome
  const { handoffId } = view.undo
  const entry = view.trail.find(({ id }) => id === handoffId)
  return (
    <div class="strip line">
      <span class="grow" dir="auto">
        {entry ? sayEntry(entry) : words.handedOver}
      </span>
      <span class="muted num" aria-hidden="true">
        {words.seconds(seconds)}
      </span>
      <Button isHeldBack={model.doing.value !== null} onClick={handOverOf(model).undo}>
        {words.undo}
      </Button>
    </div>
  )
}

/** What became of what the reader did here. */
export const Outcome = ({ model, now }: { model: ConversationModel; now: Date }) => (
  <>
    <p class="for-ears" role="status">
      {sayProgress(model, model.view.value, now)}
    </p>
    <Failure model={model} />
    {model.doing.value ? <p class="strip muted">{model.doing.value.doing}</p> : <UndoOffer model={model} />}
  </>
)
