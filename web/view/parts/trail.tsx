import type { ConversationView, TrailEntry } from '../../../shared/panel-api'
import { sayAgo } from '../../model/ago'
import type { ConversationModel } from '../../model/conversation'
import { sayMoment } from '../../model/moments'
import { sayDelivery, sayEntry } from '../../model/trail'
import { tMore } from '../../text/more'
import { Button } from '../button'

/** A confirmation is news for this long. */
const CONFIRMED_IS_NEWS_MS = 60_000

interface Props {
  model: ConversationModel
  view: ConversationView
  now: Date
  openWhy: (id: string) => void
}

const Delivered = ({ view: { trail }, now }: Pick<Props, 'view' | 'now'>) => {
  const latest = trail[0]
  if (!latest?.delivery) return null
  const { state } = latest.delivery
  if (state === 'confirmed' && +now - +latest.at > CONFIRMED_IS_NEWS_MS) return null
  const { tone, text } = sayDelivery(latest.delivery, now)
  return (
    <p class={`delivery ${tone}`} data-state={state}>
      {text}
    </p>
  )
}

const Entry = ({ entry, now, openWhy }: { entry: TrailEntry } & Pick<Props, 'now' | 'openWhy'>) => (
  <li>
    <div class="line">
      <span class="grow" dir="auto">
        {sayEntry(entry)}
      </span>
      <span class="muted num">{sayMoment(entry.at, now)}</span>
    </div>
    <div class="line muted">
      <span class="grow" dir="auto">
        {[entry.why, entry.delivery && sayDelivery(entry.delivery, now).text].filter(Boolean).join(' ')}
      </span>
      <Button look="link" aria-label={tMore().trail.whyOf(sayEntry(entry))} onClick={() => openWhy(entry.id)}>
        {tMore().trail.why}
      </Button>
    </div>
  </li>
)

/** The latest change in a line; who held it before, on request. */
export const Trail = ({ model, view, now, openWhy }: Props) => {
  const words = tMore().trail
  const nothingYet = view.next.length > 0 ? words.nobodyYet : view.why
  const [latest, ...earlier] = view.trail
  const { showsEarlier } = model
  return (
    <div class="trail">
      <Delivered view={view} now={now} />
      <div class="line muted">
        <span class="grow" dir="auto">
          {latest ? words.andWhen(sayEntry(latest), sayAgo(latest.at, now)) : nothingYet}
        </span>
        <Button look="link" onClick={() => openWhy(view.whyId)}>
          {words.why}
        </Button>
      </div>
      {earlier.length > 0 && (
        <Button
          look="link"
          aria-expanded={showsEarlier.value}
          onClick={() => {
            showsEarlier.value = !showsEarlier.peek()
          }}
        >
          {words.earlier(earlier.length)}
        </Button>
      )}
      {showsEarlier.value && (
        <ol>
          {earlier.map((entry) => (
            <Entry key={entry.id} entry={entry} now={now} openWhy={openWhy} />
          ))}
        </ol>
      )}
    </div>
  )
}
