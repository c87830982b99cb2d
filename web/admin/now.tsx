import type { AdminNow } from '../../shared/tab-api'
import { sayAgo } from '../model/ago'
import { sayMoment } from '../model/moments'
import type { Pausing } from '../model/pausing'
import { hrefOf } from '../model/place'
import { besidesLoad, Load } from '../view/load'
import { Part } from '../view/part'
import { Avatar } from '../view/person'
import { Routing } from './routing'
import { MODES } from './rules/in-force'
import { sayCount, Warnings } from './rules/problems'
import { TwoOwners } from './two-owners'
import { Subject, WaitingList } from './waiting'

type Teammate = AdminNow['teammates'][number]

interface Props {
  content: AdminNow
  now: Date
}

const Waiting = ({ content: { waiting }, now }: Props) => (
  <Part title="Waiting for an owner" aside={waiting.length}>
    <WaitingList waiting={waiting} empty="Everything open has an owner." isMixed={true} now={now} />
  </Part>
)

const byName = (a: Teammate, b: Teammate) => a.person.name.localeCompare(b.person.name)

const People = ({ content: { teammates } }: Props) => (
  <Part title="People" aside={teammates.length}>
    {teammates.length === 0 && <p class="empty">Nobody is named in the rules yet.</p>}
    <ul class="people">
      {teammates.toSorted(byName).map(({ person, openLoad, capacity, presence, teams }) => (
        <li key={person.id} class="who line">
          <Avatar person={person} />
          <div class="grow">
            <div class="cut">
              <bdi>{person.name}</bdi> <span class="muted">{teams.join(', ')}</span>
            </div>
            <div class="load">
              <Load name={person.name} openLoad={openLoad} capacity={capacity} />
              <span class="cut" title={presence}>
                {besidesLoad(presence)}
              </span>
            </div>
          </div>
        </li>
      ))}
    </ul>
  </Part>
)

const Missive = ({ content: { missive }, now }: Props) => (
  <Part title="Missive">
    <div class="who">
      <p class={missive.isConnected ? 'strong ok' : 'strong late'}>{missive.sentence}</p>
      {missive.pausedUntil && (
        <p class="soon">Missive asked us to pause until {sayMoment(missive.pausedUntil, now)}.</p>
      )}
      <p class="muted num">
        Calls left: {missive.callsLeft.perMinute} this minute, {missive.callsLeft.per15Minutes} in 15 minutes
      </p>
    </div>
    <table>
      <caption class="for-ears">Last delivery of each kind</caption>
      <thead>
        <tr>
          <th scope="col">Delivery</th>
          <th scope="col">Last</th>
          <th scope="col">Count</th>
        </tr>
      </thead>
      <tbody>
        {missive.lastDeliveries.map(({ type, at, count }) => (
          <tr key={type}>
            <th scope="row">{type}</th>
            <td class="num">{at ? sayAgo(at, now) : 'never'}</td>
            <td class="num">{count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Part>
)

const Rules = ({ content: { rules } }: Props) => (
  <Part title="Rules in force">
    <div class="who">
      <p class="strong">{rules.version === null ? 'No rules yet' : `Version ${rules.version}`}</p>
      {rules.version !== null && <p>{MODES[rules.mode]}</p>}
      <p class="muted">From {rules.source}</p>
      {rules.problems > 0 && (
        <p class="late">A later edit has {sayCount(rules.problems, 'problem')} and is not in force.</p>
      )}
      <Warnings warnings={rules.warnings} />
      <p>
        <a href={hrefOf('rules')}>{rules.version === null ? 'Write the first rules' : 'Open the rules'}</a>
      </p>
    </div>
  </Part>
)

const Refused = ({ content: { refused }, now }: Props) => (
  <Part title="Calls that Missive refused" aside={refused.length}>
    {refused.length === 0 && <p class="empty">None.</p>}
    <ul>
      {refused.map(({ id, at, conversationId, subject, reason }) => (
        <li key={id} class="who">
          <div class="line top">
            <div class="grow">
              <Subject id={conversationId} subject={subject} />
            </div>
            <span class="muted num">{sayMoment(at, now)}</span>
          </div>
          <p dir="auto">{reason}</p>
        </li>
      ))}
    </ul>
  </Part>
)

const NotUnderstood = ({ content: { notUnderstood }, now }: Props) => (
  <Part title="Deliveries not understood" aside={notUnderstood.length}>
    {notUnderstood.length === 0 && <p class="empty">None.</p>}
    <ul>
      {notUnderstood.map(({ id, at, type, reason }) => (
        <li key={id} class="who">
          <div class="line top">
            <span class="grow strong">{type ?? 'Unknown kind'}</span>
            <span class="muted num">{sayMoment(at, now)}</span>
          </div>
          <p>{reason}</p>
        </li>
      ))}
    </ul>
  </Part>
)

/** The state of things at a glance: what waits and who has how much, then what it runs on. */
export const Now = (props: Props & { pausing: Pausing }) => (
  <div class="now">
    <h1 class="for-ears">Now</h1>
    <div class="wide">
      <Waiting {...props} />
      <TwoOwners unsettled={props.content.twoOwners} />
      <People {...props} />
    </div>
    <div>
      <Missive {...props} />
      <Routing routing={props.content.routing} model={props.pausing} now={props.now} />
      <Rules {...props} />
      <Refused {...props} />
      <NotUnderstood {...props} />
    </div>
  </div>
)
