import type { ConversationView } from '../../shared/panel-api'
import type { ConversationModel } from '../model/conversation'
import { sayMoment, sayPassed, sayTimeLeft } from '../model/moments'
import { t } from '../text/language'
import { later } from './later'
import { Avatar } from './person'

/** So many owners are shown. */
const FACES = 2

interface Props {
  view: ConversationView
  now: Date
}

/** Nobody can have it now, so that only time or other people's work can change that. */
const waitsFor = ({ state, owners, suggestions }: ConversationView): string | null =>
  state === 'open' && owners.length === 0 && suggestions.suggested.length === 0
    ? (suggestions.team?.label ?? null)
    : null

const sayWho = (view: ConversationView): string => {
  const words = t().owner
  const team = waitsFor(view)
  const [first, second] = view.owners
  if (first && view.owners.length > FACES) return words.andMore(first.name, view.owners.length - 1)
  if (first) return second ? t().and(first.name, second.name) : first.name
  return team ? words.waitsFor(team) : words.none
}

const sayWhere = ({ owners, team, waitingSince }: ConversationView, now: Date): string => {
  const words = t().owner
  if (owners.length > 1) return words.notSettled(owners.length)
  const inbox = team ? words.inbox(team) : words.noInbox
  return waitingSince ? words.where(inbox, sayPassed(waitingSince, now)) : inbox
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
      <span class="muted">{t().moments.by(sayMoment(dueAt, now))}</span>
    </div>
  )
}

export const Standing = later(async () => (await import('./parts/standing')).Standing)

interface OwnerCardProps extends Props {
  model: ConversationModel
  openWhy: (id: string) => void
}

/** Who owns it or why nobody does, by when somebody should answer; then what it is about, what happens next, and who had it. */
export const OwnerCard = ({ model, view, now, openWhy }: OwnerCardProps) => (
  <section class="card owner" aria-label={t().owner.title}>
    <div class="line">
      <Owners view={view} />
      <div class="grow">
        <div class="strong clamp" dir="auto" title={sayWho(view)}>
          {sayWho(view)}
        </div>
        <div class="muted">{sayWhere(view, now)}</div>
      </div>
      <Due view={view} now={now} />
    </div>
    {saysWhy(view) && (
      <p class={view.trail[0]?.kind === 'dropped' ? 'late' : ''} dir="auto">
        {view.why}
      </p>
    )}
    <Standing model={model} view={view} now={now} openWhy={openWhy} />
  </section>
)
