import type { Decision, NextStep, Outcome } from '../../shared/decision'
import { NOTE_HEADINGS } from '../../shared/note'
import type { Explanation } from '../../shared/tab-api'
import { sayDay, sayMoment } from '../model/moments'
import { sayDelivery, sayEntry } from '../model/trail'
import type { Wanting } from '../model/wanting'
import { Button } from '../view/button'
import { OtherClock } from '../view/other-clock'
import { Part } from '../view/part'
import { Matter } from './matter'
import { People } from './people'

interface Props {
  content: Explanation
  now: Date
}

const kinds: Record<Outcome['kind'], string> = {
  assign: 'Being handed over',
  'assign all': 'Everyone who is free has it, until one of them takes it',
  wait: 'It waits for an owner',
  'needs attention': 'It waits for an owner, and somebody must look',
  leave: 'It is left alone',
}

const sayNow = ({ standing: { owner, isLeftAlone }, decision }: Explanation): string => {
  if (owner) return `${owner.name} owns it`
  if (isLeftAlone) return kinds.leave
  return decision ? kinds[decision.outcome.kind] : 'Nobody owns it'
}

const Head = ({ content, now }: Props) => {
  const { conversation, entry, timer } = content
  const delivery = entry?.delivery ? sayDelivery(entry.delivery, now) : null
  return (
    <div class="head">
      <h1 dir="auto">{conversation.subject ?? 'No subject'}</h1>
      <p class="happened" dir="auto">
        {entry ? `${sayEntry(entry)}, ${sayDay(entry.at, now)}` : sayNow(content)}
      </p>
      {delivery && <p class={`muted ${delivery.tone}`}>{delivery.text}</p>}
      {timer && (
        <p class="muted" dir="auto">
          The clock led to it ({timer.kind}, due {sayDay(timer.at, now)}): {timer.sentence}
        </p>
      )}
      <p>
        <a href={conversation.url} target="_blank" rel="noopener noreferrer">
          Open the conversation in Missive
        </a>
      </p>
    </div>
  )
}

const Note = ({ content: { note }, now }: Props) => {
  if (!note) return null
  const fields = [
    [NOTE_HEADINGS.why, note.why],
    [NOTE_HEADINGS.whatsNeeded, note.whatsNeeded],
    [NOTE_HEADINGS.byWhen, note.byWhen && sayDay(note.byWhen, now)],
    [NOTE_HEADINGS.context, note.context],
  ]
  return (
    <Part title="The note">
      <dl class="who">
        {fields.map(
          ([heading, text]) =>
            text && (
              <div key={heading}>
                <dt>{heading}</dt>
                <dd dir="auto">{text}</dd>
              </div>
            ),
        )}
      </dl>
    </Part>
  )
}

/** The last gate says what came of it, unless the ones before it were enough. */
const Gates = ({ decision, decidedAt, now }: { decision: Decision; decidedAt: Date | null; now: Date }) => {
  const { gates, outcome, notice } = decision
  const isSaid = gates.at(-1)?.sentence === outcome.sentence
  return (
    <Part title="How Baton decided" aside={decidedAt ? sayDay(decidedAt, now) : undefined}>
      <ol class="gates">
        {gates.map(({ gate, sentence }, index) => (
          <li key={`${index} ${gate}`}>
            <span class="muted">{gate}</span>
            <span class={isSaid && index === gates.length - 1 ? 'strong' : ''} dir="auto">
              {sentence}
            </span>
          </li>
        ))}
        {!isSaid && (
          <li>
            <span class="muted">so</span>
            <span class="strong" dir="auto">
              {outcome.sentence}
            </span>
          </li>
        )}
        {notice && (
          <li>
            <span class="muted">the team’s channel</span>
            <span dir="auto">{notice}</span>
          </li>
        )}
      </ol>
    </Part>
  )
}

interface WaitingProps extends Props {
  wanting: Wanting
}

const NextSteps = ({ next, now }: { next: readonly NextStep[]; now: Date }) => (
  <ol class="gates" aria-label="What happens next">
    {next.map((step) => (
      <li key={`${+step.at} ${step.sentence}`}>
        <span class="muted num">{sayDay(step.at, now)}</span>
        <span dir="auto">{step.sentence}</span>
      </li>
    ))}
  </ol>
)

/** Why nobody has it, what happens next by itself, and what the reader can do about it. */
const Waiting = ({ content: { standing }, now, wanting }: WaitingProps) => {
  const { owner, sentence, next, isLeftAlone } = standing
  if (owner)
    return next.length > 0 ? (
      <Part title="What happens next">
        <NextSteps next={next} now={now} />
      </Part>
    ) : null
  return (
    <Part title={isLeftAlone ? 'Why it is left alone' : 'Why nobody has it yet'}>
      <p class="who" dir="auto">
        {sentence}
      </p>
      {next.length > 0 && <NextSteps next={next} now={now} />}
      {next.length === 0 && !isLeftAlone && (
        <p class="who muted">Nothing by itself: it goes on when somebody has room, takes it, or the customer writes.</p>
      )}
      {isLeftAlone && (
        <div class="who line wraps">
          <Button isHeldBack={wanting.isBusy.value} onClick={wanting.want}>
            It needs an owner
          </Button>
          <span class="grow muted" role="status">
            {wanting.problem.value?.message ?? 'Baton then looks for one at once.'}
          </span>
        </div>
      )}
    </Part>
  )
}

const Trail = ({ content: { trail }, now }: Props) => (
  <Part title="Who had it">
    {trail.length === 0 && <p class="empty">Nobody yet.</p>}
    <ol>
      {trail.map((entry) => (
        <li key={entry.id} class="who">
          <div class="line">
            <a class="grow" dir="auto" href={`/why/${encodeURIComponent(entry.id)}`}>
              {sayEntry(entry)}
            </a>
            <span class="muted num">{sayMoment(entry.at, now)}</span>
          </div>
          <p class="muted" dir="auto">
            {entry.why}
          </p>
        </li>
      ))}
    </ol>
  </Part>
)

/** One handoff, or one conversation that waits, explained from the mail to the person. */
export const Why = ({ content, now, wanting, isAdmin }: WaitingProps & { isAdmin: boolean }) => {
  const { decision, decidedAt, entry } = content
  return (
    <article>
      <Head content={content} now={now} />
      <Note content={content} now={now} />
      {!entry && <Waiting content={content} now={now} wanting={wanting} />}
      {decision ? (
        <>
          <Matter decision={decision} now={now} isAdmin={isAdmin} />
          <Gates decision={decision} decidedAt={decidedAt} now={now} />
          <People decision={decision} now={now} />
        </>
      ) : (
        <p class="empty">
          {entry
            ? `A person decided this${entry.by ? `: ${entry.by.name}` : ''}.`
            : 'Baton has decided nothing here yet.'}
        </p>
      )}
      <Trail content={content} now={now} />
      <OtherClock zone={content.timeZone} now={now} />
    </article>
  )
}
