import type { NextStep } from '../../shared/decision'
import type { ConversationView } from '../../shared/panel-api'
import { sayMoment, sayPassed, sayTimeLeft } from '../model/moments'
import { sayDelivery } from '../model/trail'
import { Avatar } from './person'
import { Trail } from './trail'

/** So many owners are shown. */
const FACES = 2
/** A confirmation is news for this long. */
const CONFIRMED_IS_NEWS_MS = 60_000

interface Props {
  view: ConversationView
  now: Date
}

/** A word of ours on a chip or in a heading. */
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Nobody can have it now, so that only time or other people's work can change that. */
const waitsFor = ({ state, owners, suggestions }: ConversationView): string | null =>
  state === 'open' && owners.length === 0 && suggestions.suggested.length === 0
    ? (suggestions.team?.label ?? null)
    : null

const sayWho = (view: ConversationView): string => {
  const team = waitsFor(view)
  const names = view.owners.map(({ name }) => name)
  if (names.length > FACES) return `${names[0]} and ${names.length - 1} more`
  if (names.length > 0) return names.join(' and ')
  return team ? `Waits for ${team}` : 'No owner yet'
}

const sayWhere = ({ owners, team, waitingSince }: ConversationView, now: Date): string => {
  if (owners.length > 1) return `${owners.length} owners, not settled yet`
  return [team ? `${team} inbox` : 'No team inbox', waitingSince && sayPassed(waitingSince, now)]
    .filter(Boolean)
    .join(', ')
}

/** Where nothing happened yet the foot of the card says it. */
const saysWhy = (view: ConversationView) => view.why && (view.trail.length > 0 || waitsFor(view))

const Owners = ({ view }: { view: ConversationView }) => (
  <span class="avatars">
    {view.owners.slice(0, FACES).map((owner) => (
      <Avatar key={owner.id} person={owner} />
    ))}
    {view.owners.length === 0 && (
      <span class="avatar nobody" aria-hidden="true">
        {waitsFor(view) ? '◷' : '?'}
      </span>
    )}
  </span>
)

const Due = ({ view: { dueAt, owners, next }, now }: Props) => {
  if (!dueAt) return null
  const left = sayTimeLeft(dueAt, now, owners.length === 0 ? next : [])
  return (
    <div class="due num">
      <b class={left.tone}>{left.text}</b>
      <span class="muted">by {sayMoment(dueAt, now)}</span>
    </div>
  )
}

const Delivered = ({ view: { trail }, now }: Props) => {
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

const Chips = ({ view: { state, topic, urgency, mode } }: { view: ConversationView }) => (
  <div class="line wraps chips">
    {state !== 'open' && <span class="chip warn">{capital(state)}</span>}
    {topic && <span class="chip on">{capital(topic.name)}</span>}
    <span class="chip">{capital(urgency)}</span>
    {mode === 'shadow' && <span class="chip">Baton only watches</span>}
    {topic?.evidence && (
      <span class="muted" dir="auto">
        {topic.evidence}
      </span>
    )}
  </div>
)

const NextSteps = ({ steps, now }: { steps: readonly NextStep[]; now: Date }) => (
  <dl aria-label="What happens next">
    {steps.map(({ at, sentence }) => (
      <div key={`${+at} ${sentence}`}>
        <dt class="num">{sayMoment(at, now)}</dt>
        <dd dir="auto">{capital(sentence)}</dd>
      </div>
    ))}
  </dl>
)

/** Who owns it or why nobody does, by when somebody should answer, what happens next by itself, and who had it before. */
export const OwnerCard = ({ view, now, openWhy }: Props & { openWhy: (id: string) => void }) => (
  <section class="card owner" aria-label="Owner">
    <div class="line">
      <Owners view={view} />
      <div class="grow">
        <div class="strong" dir="auto">
          {sayWho(view)}
        </div>
        <div class="muted">{sayWhere(view, now)}</div>
      </div>
      <Due view={view} now={now} />
    </div>
    <Delivered view={view} now={now} />
    {saysWhy(view) && (
      <p class={view.trail[0]?.kind === 'dropped' ? 'late' : ''} dir="auto">
        {view.why}
      </p>
    )}
    <Chips view={view} />
    {view.next.length > 0 && <NextSteps steps={view.next} now={now} />}
    <Trail view={view} now={now} openWhy={openWhy} />
  </section>
)
