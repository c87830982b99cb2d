import { useState } from 'preact/hooks'
import type { ConversationView, TrailEntry } from '../../shared/api'
import { sayAgo, sayMoment } from '../model/moments'
import { sayDelivery, sayEntry } from '../model/trail'
import { Button } from './button'

interface EntryProps {
  entry: TrailEntry
  now: Date
  openWhy: (id: string) => void
}

const Entry = ({ entry, now, openWhy }: EntryProps) => (
  <li>
    <div class="line">
      <span class="grow" dir="auto">
        {sayEntry(entry)}
      </span>
      <time class="muted num" dateTime={entry.at.toISOString()}>
        {sayMoment(entry.at, now)}
      </time>
    </div>
    {entry.why && (
      <div class="muted" dir="auto">
        {entry.why}
      </div>
    )}
    <div class="line muted">
      <span class="grow">{entry.delivery ? sayDelivery(entry.delivery, now).text : ''}</span>
      <Button look="link" aria-label={`Why: ${sayEntry(entry)}`} onClick={() => openWhy(entry.id)}>
        Why
      </Button>
    </div>
  </li>
)

interface TrailProps {
  view: ConversationView
  now: Date
  openWhy: (id: string) => void
}

/** The latest change in a line; who held it before, on request. */
export const Trail = ({ view, now, openWhy }: TrailProps) => {
  const [isOpen, setOpen] = useState(false)
  const [latest, ...earlier] = view.trail
  return (
    <div class="trail">
      <div class="line">
        <span class="grow muted" dir="auto">
          {latest ? `${sayEntry(latest)}, ${sayAgo(latest.at, now)}` : 'Nobody had it yet'}
        </span>
        {earlier.length > 0 && (
          <Button look="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {earlier.length} earlier
          </Button>
        )}
        <Button look="link" onClick={() => openWhy(view.whyId)}>
          Why
        </Button>
      </div>
      {isOpen && (
        <ol aria-label="Earlier">
          {earlier.map((entry) => (
            <Entry key={entry.id} entry={entry} now={now} openWhy={openWhy} />
          ))}
        </ol>
      )}
    </div>
  )
}
