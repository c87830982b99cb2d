import type { AdminNow } from '../../shared/tab-api'
import type { Pausing } from '../model/pausing'
import { hrefOf } from '../model/place'
import { besidesLoad, Load } from '../view/load'
import { OtherClock } from '../view/other-clock'
import { Part } from '../view/part'
import { Avatar } from '../view/person'
import { Routing } from './routing'
import { MODES } from './rules/in-force'
import { sayCount, Warnings } from './rules/problems'
import { TwoOwners } from './two-owners'
import { WaitingList } from './waiting'

type Teammate = AdminNow['teammates'][number]

interface Props {
  content: AdminNow
  now: Date
}

const Waiting = ({ content: { waiting }, now }: Props) => (
  <Part title="Waiting for an owner" aside={waiting.length}>
    <WaitingList waiting={waiting} empty="Everything open has an owner." now={now} />
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

/** What is not as it should be; the rest stands in *Health*. */
const troublesOf = ({ missive, import: progress, silence }: AdminNow): string[] => [
  ...(missive.isConnected ? [] : [missive.sentence]),
  ...(progress ? [progress.sentence] : []),
  ...silence.map(({ sentence }) => sentence),
]

const Missive = ({ content }: Props) => {
  const troubles = troublesOf(content)
  return (
    <Part title="Missive">
      <div class="who">
        {troubles.length === 0 && <p class="strong ok">{content.missive.sentence}</p>}
        {troubles.map((sentence) => (
          <p key={sentence} class="late">
            {sentence}
          </p>
        ))}
        <p>
          <a href={hrefOf('health')}>Look at its health</a>
        </p>
      </div>
    </Part>
  )
}

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

/** Where it can be looked after. */
const NeedsAttention = ({ content: { needsAttention } }: Props) =>
  needsAttention === 0 ? null : (
    <Part title="Needs attention" aside={needsAttention}>
      <p class="who">
        <a href={hrefOf('left-out')}>Look at what waits for a person</a>
      </p>
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
      <OtherClock zone={props.content.routing.timeZone} now={props.now} />
    </div>
    <div>
      <NeedsAttention {...props} />
      <Missive {...props} />
      <Routing routing={props.content.routing} model={props.pausing} now={props.now} />
      <Rules {...props} />
    </div>
  </div>
)
