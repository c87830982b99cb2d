import type { ConversationView, TrailEntry } from '../../shared/api'
import type { NextStep } from '../../shared/decision'
import { sayLength, sayMoment, sayTimeLeft } from '../model/moments'
import { sayDelivery } from '../model/trail'
import { Avatar, NoAvatar } from './person'
import { Trail } from './trail'

/** A confirmation is news for this long. */
const CONFIRMED_IS_NEWS_MS = 60_000

interface Props {
  view: ConversationView
  now: Date
  openWhy: (id: string) => void
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const isWaiting = (view: ConversationView) => view.suggestions.suggested.length === 0 && view.suggestions.team !== null

const inbox = ({ team }: ConversationView) => (team ? `${team} inbox` : 'No team inbox')

const waited = ({ waitingSince }: ConversationView, now: Date) => (waitingSince ? `, ${sayLength(Math.max(0, +now - +waitingSince))}` : '')

const NoOwner = ({ view, now }: Omit<Props, 'openWhy'>) => {
  const waits = view.state === 'open' && isWaiting(view)
  return (
    <>
      <NoAvatar sign={waits ? '◷' : '?'} />
      <div class="grow">
        <div class="strong">{waits ? `Waits for ${view.suggestions.team?.label}` : 'No owner yet'}</div>
        <div class="muted">
          {inbox(view)}
          {waited(view, now)}
        </div>
      </div>
    </>
  )
}

const Owners = ({ view, now }: Omit<Props, 'openWhy'>) => (
  <>
    <span class="avatars">
      {view.owners.map((owner) => (
        <Avatar key={owner.id} person={owner} />
      ))}
    </span>
    <div class="grow">
      <div class="strong" dir="auto">
        {view.owners.map(({ name }) => name).join(' and ')}
      </div>
      <div class="muted">
        {view.owners.length > 1 ? 'Two owners, not settled yet' : `Owner · ${inbox(view)}`}
        {view.owners.length === 1 && waited(view, now)}
      </div>
    </div>
  </>
)

const Due = ({ view, now }: Omit<Props, 'openWhy'>) => {
  if (!view.dueAt) return null
  const left = sayTimeLeft(view.dueAt, now, view.owners.length === 0 ? view.next : [])
  return (
    <div class="due">
      <b class={`num ${left.tone}`}>{left.text}</b>
      <span class="muted num">by {sayMoment(view.dueAt, now)}</span>
    </div>
  )
}

const states: Partial<Record<ConversationView['state'], string>> = {
  closed: 'Closed',
  trashed: 'In the trash',
  junk: 'Junk',
  private: 'Private',
}

const Chips = ({ view }: { view: ConversationView }) => (
  <div class="chips">
    {view.state !== 'open' && <span class="chip warn">{states[view.state]}</span>}
    {view.topic && (
      <span class="chip on" dir="auto">
        {capital(view.topic.name)}
      </span>
    )}
    <span class="chip">{capital(view.urgency)}</span>
    {view.mode === 'shadow' && <span class="chip">Baton only watches</span>}
    {view.topic?.evidence && (
      <span class="muted" dir="auto">
        {view.topic.evidence}
      </span>
    )}
  </div>
)

const NextSteps = ({ steps, now }: { steps: readonly NextStep[]; now: Date }) => (
  <dl class="steps" aria-label="What happens next">
    {steps.map(({ at, sentence }) => (
      <div key={`${+at} ${sentence}`}>
        <dt class="num">{sayMoment(at, now)}</dt>
        <dd dir="auto">{sentence}</dd>
      </div>
    ))}
  </dl>
)

const DeliveryLine = ({ latest, now }: { latest: TrailEntry | undefined; now: Date }) => {
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

/** Who owns it or why nobody does, by when somebody should answer, what happens next by itself, and who had it before. */
export const OwnerCard = ({ view, now, openWhy }: Props) => {
  const hasOwner = view.owners.length > 0
  return (
    <section class="card owner" aria-label="Owner">
      <div class="line top">
        {hasOwner ? <Owners view={view} now={now} /> : <NoOwner view={view} now={now} />}
        <Due view={view} now={now} />
      </div>
      <DeliveryLine latest={view.trail[0]} now={now} />
      {view.why && (
        <p class="cause" dir="auto">
          {view.why}
        </p>
      )}
      <Chips view={view} />
      {!hasOwner && view.next.length > 0 && <NextSteps steps={view.next} now={now} />}
      <Trail view={view} now={now} openWhy={openWhy} />
    </section>
  )
}

