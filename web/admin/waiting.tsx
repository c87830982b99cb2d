import type { Waiting } from '../../shared/tab-api'
import { sayMoment, sayPassed } from '../model/moments'

const whyHref = (id: string) => `/why/${encodeURIComponent(id)}`

/** A conversation by its subject, with the way to its explanation; `id` null: it is not known any more. */
export const Subject = ({ id, subject }: { id: string | null; subject: string | null }) => {
  const text = subject ?? 'No subject'
  return id ? (
    <a class="strong" dir="auto" href={whyHref(id)}>
      {text}
    </a>
  ) : (
    <span class="strong" dir="auto">
      {text}
    </span>
  )
}

interface Props {
  waiting: readonly Waiting[]
  /** What stands where there are none. */
  empty: string
  now: Date
}

/** Conversations that wait for an owner, why, and what happens next. */
export const WaitingList = ({ waiting, empty, now }: Props) => (
  <>
    {waiting.length === 0 && <p class="empty">{empty}</p>}
    <ul>
      {waiting.map(({ conversationId, subject, team, since, sentence, needsAttention, next }) => (
        <li key={conversationId} class="who">
          <div class="line top">
            <div class="grow">
              <Subject id={conversationId} subject={subject} />{' '}
              {needsAttention && <span class="chip warn">Needs attention</span>}
            </div>
            <span class="muted num">{sayPassed(since, now)}</span>
          </div>
          <p dir="auto">{sentence}</p>
          <p class="muted" dir="auto">
            {[team ?? 'No team', ...next.map((step) => `${sayMoment(step.at, now)} ${step.sentence}`)].join(' · ')}
          </p>
        </li>
      ))}
    </ul>
  </>
)
