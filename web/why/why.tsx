import type { ComponentChildren } from 'preact'
import type { Decision, Evidence, Verdict } from '../../shared/decision'
import { NOTE_HEADINGS } from '../../shared/note'
import type { Explanation } from '../../shared/tab-api'
import { sayDay, sayMoment } from '../model/moments'
import { sayDelivery, sayEntry } from '../model/trail'
import { Avatar, Load } from '../view/person'

interface Props {
  content: Explanation
  now: Date
}

const Part = ({ title, aside, children }: { title: string; aside?: string; children: ComponentChildren }) => (
  <section>
    <h2>
      {title} {aside && <span>{aside}</span>}
    </h2>
    <div class="card">{children}</div>
  </section>
)

const sayNow = ({ decision }: Explanation): string => {
  if (!decision) return 'Nobody owns it'
  return decision.outcome.kind === 'assign' ? 'Being handed over' : 'It waits for an owner'
}

const Head = ({ content, now }: Props) => {
  const { conversation, entry } = content
  const delivery = entry?.delivery ? sayDelivery(entry.delivery, now) : null
  return (
    <div class="head">
      <h1 dir="auto">{conversation.subject ?? 'No subject'}</h1>
      <p class="happened" dir="auto">
        {entry ? `${sayEntry(entry)}, ${sayDay(entry.at, now)}` : sayNow(content)}
      </p>
      {delivery && <p class={`muted ${delivery.tone}`}>{delivery.text}</p>}
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

const Gates = ({ decision, decidedAt, now }: { decision: Decision; decidedAt: Date | null; now: Date }) => (
  <Part title="How Baton decided" aside={decidedAt ? sayDay(decidedAt, now) : undefined}>
    <ol class="gates">
      {decision.gates.map(({ gate, sentence }) => (
        <li key={`${gate} ${sentence}`}>
          <span class="muted">{gate}</span>
          <span dir="auto">{sentence}</span>
        </li>
      ))}
      <li class="result">
        <span class="muted">so</span>
        <span class="strong" dir="auto">
          {decision.outcome.sentence}
        </span>
      </li>
    </ol>
  </Part>
)

const places: Record<Evidence['where'], string> = {
  subject: 'in the subject',
  preview: 'in the message',
  label: 'as a label',
  from: 'as the sender',
  'reply-to': 'as the address for replies',
  to: 'as the recipient',
}

const Matter = ({ decision, now }: { decision: Decision; now: Date }) => (
  <Part title="What it is about" aside={`Rules v${decision.rulesVersion}`}>
    <div class="who line wraps chips">
      {decision.topic ? <span class="chip on">{decision.topic.name}</span> : <span class="muted">No known topic</span>}
      <span class="chip">{decision.urgency}</span>
      {decision.team && <span class="chip">{decision.team.label}</span>}
      {decision.backup && <span class="chip">{decision.backup.label}, as backup</span>}
      {decision.dueAt && <span class="muted num">first response by {sayMoment(decision.dueAt, now)}</span>}
      {decision.topic?.evidence.map(({ where, text }) => (
        <span key={`${where} ${text}`} class="muted" dir="auto">
          “{text}” {places[where]}
        </span>
      ))}
    </div>
  </Part>
)

const Standing = ({ verdict, isChosen }: { verdict: Verdict; isChosen: boolean }) => (
  <li class={`who line${isChosen ? ' chosen' : ''}`}>
    <Avatar person={{ id: verdict.teammateId, name: verdict.name }} />
    <div class="grow">
      <div class="line wraps">
        <span class={isChosen ? 'strong' : ''} dir="auto">
          {verdict.name}
        </span>
        {isChosen && <span class="chip chosen-mark">Chosen</span>}
      </div>
      <div class="muted">{verdict.sentence}</div>
    </div>
    <div class="load">
      <Load name={verdict.name} openLoad={verdict.openLoad} capacity={verdict.capacity} />
    </div>
  </li>
)

const Standings = ({ decision: { verdicts, outcome } }: { decision: Decision }) => (
  <Part title="Everyone who was asked" aside="as it was then">
    {verdicts.length === 0 && <p class="empty">Nobody needed to be asked.</p>}
    <ul>
      {verdicts.map((verdict) => (
        <Standing
          key={verdict.teammateId}
          verdict={verdict}
          isChosen={outcome.kind === 'assign' && outcome.to === verdict.teammateId}
        />
      ))}
    </ul>
  </Part>
)

const Next = ({ decision: { outcome }, now }: { decision: Decision; now: Date }) =>
  (outcome.kind === 'wait' || outcome.kind === 'needs attention') && outcome.next.length > 0 ? (
    <Part title="What happens next">
      <ol class="gates">
        {outcome.next.map(({ at, sentence }) => (
          <li key={`${+at} ${sentence}`}>
            <span class="muted num">{sayMoment(at, now)}</span>
            <span dir="auto">{sentence}</span>
          </li>
        ))}
      </ol>
    </Part>
  ) : null

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
export const Why = ({ content, now }: Props) => {
  const { decision, decidedAt, entry } = content
  return (
    <article>
      <Head content={content} now={now} />
      <Note content={content} now={now} />
      {decision ? (
        <>
          {!entry && <Next decision={decision} now={now} />}
          <Gates decision={decision} decidedAt={decidedAt} now={now} />
          <Standings decision={decision} />
          <Matter decision={decision} now={now} />
        </>
      ) : (
        <p class="empty">
          {entry
            ? `A person decided this${entry.by ? `: ${entry.by.name}` : ''}.`
            : 'Baton has decided nothing here yet.'}
        </p>
      )}
      <Trail content={content} now={now} />
    </article>
  )
}
