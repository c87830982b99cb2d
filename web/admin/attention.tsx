import type { Concern } from '../../shared/tab-api'
import { sayAgo } from '../model/ago'
import { type AttentionModel, idOf } from '../model/attention'
import { sayMoment } from '../model/moments'
import { Button } from '../view/button'
import { Part } from '../view/part'
import { Subject } from './waiting'

interface Props {
  model: AttentionModel
  now: Date
}

const KINDS: Record<Concern['kind'], string> = {
  refused: 'Refused by Missive',
  'no owner': 'No owner found',
  'two owners': 'Two owners',
  unheard: 'Nobody to decide',
  unanswered: 'Nobody has answered',
  'not understood': 'Not understood',
}

const AGAIN: Record<Concern['kind'], string> = {
  refused: 'Send again',
  'no owner': 'Try again',
  'two owners': 'Ask Missive',
  unheard: 'Who is there?',
  unanswered: 'Tell the chain again',
  'not understood': 'Read again',
}

const Row = ({ concern, model, now }: Props & { concern: Concern }) => {
  const { kind, since, conversationId, subject, sentence, tried } = concern
  const isBusy = model.busy.value === idOf(concern)
  const name = subject ?? KINDS[kind]
  return (
    <li class="who line wraps">
      <div class="grow left">
        {conversationId && <Subject id={conversationId} subject={subject} />}{' '}
        <span class="chip warn">{KINDS[kind]}</span>
        <p dir="auto">{sentence}</p>
        <p class="muted num" dir="auto">
          {sayMoment(since, now)}
          {tried && ` · ${tried.by.name} tried again ${sayAgo(tried.at, now)}`}
        </p>
      </div>
      <Button
        isHeldBack={model.busy.value !== null}
        aria-busy={isBusy}
        aria-label={`${AGAIN[kind]}: ${name}`}
        onClick={() => model.tryAgain(concern)}
      >
        {AGAIN[kind]}
      </Button>
      <Button
        look="quiet"
        isHeldBack={model.busy.value !== null}
        aria-label={`Dismiss: ${name}`}
        onClick={() => model.dismiss(concern)}
      >
        Dismiss
      </Button>
    </li>
  )
}

const Result = ({ model }: Pick<Props, 'model'>) => {
  const done = model.done.value
  const problem = model.problem.value
  if (problem)
    return (
      <p class="who late" role="alert">
        {problem.message}
      </p>
    )
  return (
    done && (
      <p class="who" role="status">
        {done.subject && (
          <>
            <b dir="auto">{done.subject}</b>:{' '}
          </>
        )}
        <span dir="auto">{done.sentence}</span>
      </p>
    )
  )
}

/** What only a person can settle: refused calls, no owner, two owners, deliveries that were not understood. */
export const NeedsAttention = ({ model, now }: Props) => {
  const count = model.shown.content.value?.count
  return (
    <Part title="Needs attention" aside={count}>
      <Result model={model} />
      {count === 0 && <p class="empty">Nothing waits for a person.</p>}
      <ul>
        {model.rows.value.map((concern) => (
          <Row key={idOf(concern)} concern={concern} model={model} now={now} />
        ))}
        {model.hasMore.value && (
          <li class="who">
            <Button look="link" onClick={model.more}>
              More that needs attention
            </Button>
          </li>
        )}
      </ul>
    </Part>
  )
}
