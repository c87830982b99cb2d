import type { ComponentChildren } from 'preact'
import type { ConversationView } from '../../shared/panel-api'
import type { ConversationModel, Wish } from '../model/conversation'
import { sayDelivery, sayEntry } from '../model/trail'
import { Button } from './button'

/** What stands at the foot of the panel whatever it shows: it never moves what is above. */
export const Dock = ({ children }: { children: ComponentChildren }) => <div class="dock">{children}</div>

const sayDoing = (wish: Wish): string => {
  if (wish.kind === 'assign') return `Assigning to ${wish.name}…`
  return wish.kind === 'take' ? 'Taking it…' : 'Undoing…'
}

/** What a screen reader hears of the latest handoff as it goes on its way. */
const sayProgress = (model: ConversationModel, view: ConversationView | null, now: Date): string => {
  if (model.doing.value) return sayDoing(model.doing.value)
  const latest = view?.trail[0]
  if (!latest?.delivery || view?.undo?.handoffId !== latest.id) return ''
  return `${sayEntry(latest)}. ${sayDelivery(latest.delivery, now).text}`
}

const Failure = ({ model }: { model: ConversationModel }) => {
  const failure = model.failure.value
  if (!failure) return null
  const reopens = model.offersReopen.value
  return (
    <div class="strip bad">
      <p role="alert">{failure.problem.message}</p>
      <div class="line wraps">
        {reopens && (
          <Button look="go" onClick={model.reopenAndRetry}>
            {failure.wish.kind === 'take' ? 'Reopen and take it' : 'Reopen and assign'}
          </Button>
        )}
        <Button look="quiet" onClick={model.dismiss}>
          {reopens ? 'Leave it closed' : 'Dismiss'}
        </Button>
      </div>
    </div>
  )
}

const UndoOffer = ({ model }: { model: ConversationModel }) => {
  const view = model.view.value
  const seconds = model.undoSeconds.value
  if (seconds === null || !view?.undo) return null
  const { handoffId } = view.undo
  const entry = view.trail.find(({ id }) => id === handoffId)
  return (
    <div class="strip line">
      <span class="grow" dir="auto">
        {entry ? sayEntry(entry) : 'Handed over'}
      </span>
      <span class="muted num" aria-hidden="true">
        {seconds} s
      </span>
      <Button isHeldBack={model.doing.value !== null} onClick={model.undo}>
        Undo
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
    {model.doing.value ? <p class="strip muted">{sayDoing(model.doing.value)}</p> : <UndoOffer model={model} />}
  </>
)

export const OfflineStrip = () => (
  <p class="strip warn" role="status">
    Baton cannot be reached. Trying again; what you wrote stays.
  </p>
)

export const ReloadStrip = ({ reload }: { reload: () => void }) => (
  <div class="strip line">
    <span class="grow">Baton was updated.</span>
    <Button onClick={reload}>Reload</Button>
  </div>
)
