import type { LeftAlone, LeftOut as LeftOutAnswer, Proposal } from '../../shared/tab-api'
import { sayAgo } from '../model/ago'
import type { AttentionModel } from '../model/attention'
import type { LeftOutModel } from '../model/left-out'
import { sayPassed } from '../model/moments'
import type { Pausing } from '../model/pausing'
import { hrefOf } from '../model/place'
import { Button } from '../view/button'
import { OtherClock } from '../view/other-clock'
import { Part } from '../view/part'
import { NeedsAttention } from './attention'
import { Routing } from './routing'
import { TwoOwners } from './two-owners'
import { Subject } from './waiting'

interface Props {
  content: LeftOutAnswer
  model: LeftOutModel
  now: Date
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const Row = ({ row, model, now }: { row: LeftAlone; model: LeftOutModel; now: Date }) => (
  <li class="who line wraps">
    <div class="grow left">
      <Subject id={row.conversationId} subject={row.subject} />
      <p dir="auto">{row.sentence}</p>
      <p class="muted num" dir="auto">
        {row.team ?? 'No team'} · {sayPassed(row.since, now)}
      </p>
    </div>
    <Button
      isHeldBack={model.wanting.value !== null}
      aria-busy={model.wanting.value === row.conversationId}
      onClick={() => model.wantOwner(row)}
    >
      It needs an owner
    </Button>
  </li>
)

const Filter = ({ content: { counts }, model }: Omit<Props, 'now'>) => {
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  const chosen = model.reason.value
  const choices = [{ reason: null, count: total }, ...counts]
  return (
    <fieldset class="who line wraps filter">
      <legend class="for-ears">Show those left alone because of</legend>
      {choices.map(({ reason, count }) => (
        <label key={reason ?? 'all'} class={`chip${reason === chosen ? ' on' : ''}`}>
          <input
            type="radio"
            name="reason"
            class="for-ears"
            checked={reason === chosen}
            onChange={() => {
              model.reason.value = reason
            }}
          />
          {reason === null ? 'All' : capital(reason)} <span class="num">{count}</span>
        </label>
      ))}
    </fieldset>
  )
}

const LeftAloneList = ({ content, model, now }: Props) => {
  const rows = model.rows.value
  const isEmpty = content.counts.length === 0
  return (
    <Part title="Left alone" aside={content.counts.reduce((sum, { count }) => sum + count, 0)}>
      {isEmpty ? <p class="empty">Nothing is left without an owner.</p> : <Filter content={content} model={model} />}
      <ul>
        {rows.map((row) => (
          <Row key={row.conversationId} row={row} model={model} now={now} />
        ))}
        {model.hasMore.value && (
          <li class="who">
            <Button look="link" onClick={model.more}>
              More
            </Button>
          </li>
        )}
      </ul>
    </Part>
  )
}

const Proposals = ({ title, proposals, now }: { title: string; proposals: readonly Proposal[]; now: Date }) =>
  proposals.length === 0 ? null : (
    <table>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">Last</th>
          <th scope="col">Count</th>
        </tr>
      </thead>
      <tbody>
        {proposals.map(({ text, count, lastAt }) => (
          <tr key={text}>
            <th scope="row" dir="auto">
              {text}
            </th>
            <td class="num">{sayAgo(lastAt, now)}</td>
            <td class="num">{count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )

/** What keeps coming to the general team because no topic claims it. */
const Unclaimed = ({ content: { proposals }, now }: Omit<Props, 'model'>) => (
  <Part title="Topics nobody claimed">
    {proposals.domains.length + proposals.words.length === 0 ? (
      <p class="empty">Nothing keeps coming without a topic.</p>
    ) : (
      <>
        <p class="who muted">
          This keeps coming to the general team, because no topic claims it. A topic in{' '}
          <a href={hrefOf('rules')}>the rules</a> would say whose it is.
        </p>
        <Proposals title="Sender" proposals={proposals.domains} now={now} />
        <Proposals title="Word in the subject" proposals={proposals.words} now={now} />
      </>
    )}
  </Part>
)

const Result = ({ model }: { model: LeftOutModel }) => {
  const wanted = model.wanted.value
  const problem = model.problem.value
  if (problem)
    return (
      <p class="strip result late" role="alert">
        {problem.message}
      </p>
    )
  return (
    wanted && (
      <p class="strip result" role="status">
        <b dir="auto">{wanted.subject ?? 'No subject'}</b>: <span dir="auto">{wanted.sentence}</span>
      </p>
    )
  )
}

/** What falls through: nobody owns it, or nobody said whose it is. */
export const LeftOut = (props: Props & { attention: AttentionModel; pausing: Pausing }) => (
  <div class="now">
    <h1 class="for-ears">Left out</h1>
    <div class="wide">
      <Result model={props.model} />
      <NeedsAttention model={props.attention} now={props.now} />
      <TwoOwners unsettled={props.content.twoOwners} />
      <LeftAloneList {...props} />
      <OtherClock zone={props.content.routing.timeZone} now={props.now} />
    </div>
    <div>
      <Routing routing={props.content.routing} model={props.pausing} now={props.now} />
      <Unclaimed {...props} />
    </div>
  </div>
)
