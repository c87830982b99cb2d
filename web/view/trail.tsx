import type { ConversationView, TrailEntry } from '../../shared/panel-api'
import { sayAgo, sayMoment } from '../model/moments'
import { sayDelivery, sayEntry } from '../model/trail'
import { Button } from './button'

type OpenWhy = (id: string) => void

const Entry = ({ entry, now, openWhy }: { entry: TrailEntry; now: Date; openWhy: OpenWhy }) => (
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
      <Button look="link" aria-label={`Why: ${sayEntry(entry)}`} onClick={() => openWhy(entry.id)}>
        Why
      </Button>
    </div>
  </li>
)

/** The latest change in a line; who held it before, on request. */
export const Trail = ({ view, now, openWhy }: { view: ConversationView; now: Date; openWhy: OpenWhy }) => {
  const nothingYet = view.next.length > 0 ? 'Nobody had it yet' : view.why
  const [latest, ...earlier] = view.trail
  return (
    <div class="trail">
      <div class="line muted">
        <span class="grow" dir="auto">
          {latest ? `${sayEntry(latest)}, ${sayAgo(latest.at, now)}` : nothingYet}
        </span>
        <Button look="link" onClick={() => openWhy(view.whyId)}>
          Why
        </Button>
      </div>
      {earlier.length > 0 && (
        <details>
          <summary>{earlier.length} earlier</summary>
          <ol>
            {earlier.map((entry) => (
              <Entry key={entry.id} entry={entry} now={now} openWhy={openWhy} />
            ))}
          </ol>
        </details>
      )}
    </div>
  )
}
