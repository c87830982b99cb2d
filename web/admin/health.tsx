import type { AdminNow, Finding } from '../../shared/tab-api'
import { sayAgo } from '../model/ago'
import type { Ending } from '../model/ending'
import { sayMoment } from '../model/moments'
import type { Recounting } from '../model/recounting'
import { Button } from '../view/button'
import { Part } from '../view/part'
import { sayCount } from './rules/problems'
import { Sessions } from './sessions'

interface Props {
  content: AdminNow
  now: Date
}

/** `conversation_closed`, as people say it. */
const sayKind = (type: string) => type.replaceAll('_', ' ')

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
            <th scope="row">{sayKind(type)}</th>
            <td class="num">{at ? sayAgo(at, now) : 'never'}</td>
            <td class="num">{count}</td>
          </tr>
        ))}
      </tbody>
    </table>
    {missive.lastDeliveries.some(({ at }) => !at) && (
      <p class="who muted">
        What never came may have no webhook rule in Missive yet. On Baton’s machine, npm run doctor says which rules are
        missing.
      </p>
    )}
  </Part>
)

/** Nothing is shown while every kind of webhook comes. */
const Silent = ({ content: { silence }, now }: Props) =>
  silence.length === 0 ? null : (
    <Part title="Silence that is not plausible" aside={silence.length}>
      <ul>
        {silence.map(({ kind, since, sentence }) => (
          <li key={kind} class="who">
            <span class="strong late">{sayKind(kind)}</span>
            <p>{sentence}</p>
            <p class="muted num">Since {sayMoment(since, now)}</p>
          </li>
        ))}
      </ul>
    </Part>
  )

const CHIPS: Record<Finding['verdict'], [string, string]> = {
  good: ['chip', 'As expected'],
  warning: ['chip warn', 'Different'],
  bad: ['chip warn', 'To mend'],
  unknown: ['chip', 'Not known'],
}

const Found = ({ finding: { name, verdict, sentence, mend } }: { finding: Finding }) => {
  const [look, label] = CHIPS[verdict]
  return (
    <li class="who">
      <span class="strong">{name}</span> <span class={look}>{label}</span>
      <p dir="auto">{sentence}</p>
      {mend && (
        <p class="muted" dir="auto">
          {mend}
        </p>
      )}
    </li>
  )
}

const worstFirst = (a: Finding, b: Finding) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict)
const ORDER: Finding['verdict'][] = ['bad', 'warning', 'unknown', 'good']

const Capabilities = ({ content: { capabilities } }: Props) => (
  <Part title="What this Missive does">
    {capabilities.length === 0 && (
      <p class="empty">
        Nothing was found out yet. On Baton’s machine, npm run doctor tries it; Baton learns the rest as it works.
      </p>
    )}
    <ul>
      {capabilities.toSorted(worstFirst).map((finding) => (
        <Found key={finding.name} finding={finding} />
      ))}
    </ul>
  </Part>
)

const sayRecount = ({ at, differences }: NonNullable<AdminNow['sweeps']['recount']>, now: Date) =>
  `Loads recounted ${sayAgo(at, now)}: ${differences === 0 ? 'all right' : `${sayCount(differences, 'counter')} mended`}.`

const Truth = ({ content: { sweeps, import: progress }, now, recounting }: Props & { recounting: Recounting }) => (
  <Part title="True to Missive">
    <div class="who">
      {progress && (
        <p class="soon" role="status">
          {progress.sentence}
        </p>
      )}
      <p>
        {sweeps.lastAt
          ? `What changed of late was read ${sayAgo(sweeps.lastAt, now)}.`
          : 'What changed of late was not read yet.'}
      </p>
      <p>
        {sweeps.lastDeepAt
          ? `Everything was read ${sayAgo(sweeps.lastDeepAt, now)}.`
          : 'Everything is read once a night, for the first time in the night to come.'}
      </p>
      <p class={sweeps.repairsIn24Hours > 0 ? 'soon' : ''}>
        {sayCount(sweeps.repairsIn24Hours, 'difference')} found and mended in 24 hours.
      </p>
      <p>{sweeps.recount ? sayRecount(sweeps.recount, now) : 'Loads were not recounted yet.'}</p>
      <Button isHeldBack={recounting.isBusy.value} aria-busy={recounting.isBusy.value} onClick={recounting.recount}>
        Recount now
      </Button>
      {recounting.problem.value && (
        <p class="late" role="alert">
          {recounting.problem.value.message}
        </p>
      )}
    </div>
  </Part>
)

/** What Baton runs on, and whether it can be relied on. */
export const Health = (props: Props & { recounting: Recounting; ending: Ending }) => (
  <div class="now">
    <h1 class="for-ears">Health</h1>
    <div class="wide">
      <Silent {...props} />
      <Capabilities {...props} />
      <Sessions signedIn={props.content.signedIn} ending={props.ending} now={props.now} />
    </div>
    <div>
      <Missive {...props} />
      <Truth {...props} />
    </div>
  </div>
)
