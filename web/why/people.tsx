import type { ComponentChildren } from 'preact'
import type { Decision, Outcome, Verdict } from '../../shared/decision'
import { sayDay } from '../model/moments'
import { Load } from '../view/load'
import { Part } from '../view/part'
import { Avatar } from '../view/person'

interface RowProps {
  verdict: Verdict
  /** Null: nothing was given to them. */
  mark: string | null
  children?: ComponentChildren
}

const Row = ({ verdict, mark, children }: RowProps) => (
  <li class={`who line${mark ? ' chosen' : ''}`}>
    <Avatar person={{ id: verdict.teammateId, name: verdict.name }} />
    <div class="grow">
      <div class="line wraps">
        <span class={mark ? 'strong' : ''} dir="auto">
          {verdict.name}
        </span>
        {mark && <span class="chip chosen-mark">{mark}</span>}
      </div>
      <div class="muted">{verdict.sentence}</div>
    </div>
    {children}
  </li>
)

const markOf = (outcome: Outcome, { teammateId }: Verdict): string | null => {
  if (outcome.kind === 'assign') return outcome.to === teammateId ? 'Chosen' : null
  return outcome.kind === 'assign all' && outcome.to.includes(teammateId) ? 'Asked' : null
}

/** When a verdict becomes another by itself, seen from the reader's own clock. */
const sayChange = ({ code, until }: Verdict, now: Date): string => {
  if (code === 'at capacity') return 'once there is room'
  if (code === 'above slack') return 'once loads are even'
  return until && code !== 'eligible' ? `from ${sayDay(until, now)}` : ''
}

/** Everyone who was looked at: who could have had it, best first, then the others with what was against them. */
export const People = ({ decision: { verdicts, outcome }, now }: { decision: Decision; now: Date }) => {
  const isFree = (verdict: Verdict) => verdict.code === 'eligible' || markOf(outcome, verdict) !== null
  const leftOut = verdicts.filter((verdict) => !isFree(verdict))
  const free = verdicts.filter(isFree)
  return (
    <>
      {verdicts.length === 0 && (
        <Part title="Who could have it">
          <p class="empty">Nobody needed to be looked at.</p>
        </Part>
      )}
      {free.length > 0 && (
        <Part title="Who could have it" aside="best first, as it was then">
          <ul>
            {free.map((verdict) => (
              <Row key={verdict.teammateId} verdict={verdict} mark={markOf(outcome, verdict)}>
                <div class="load">
                  <Load name={verdict.name} openLoad={verdict.openLoad} capacity={verdict.capacity} />
                </div>
              </Row>
            ))}
          </ul>
        </Part>
      )}
      {leftOut.length > 0 && (
        <Part title="Left out" aside="and when that changes">
          <ul>
            {leftOut.map((verdict) => (
              <Row key={verdict.teammateId} verdict={verdict} mark={null}>
                <span class="muted num">{sayChange(verdict, now)}</span>
              </Row>
            ))}
          </ul>
        </Part>
      )}
    </>
  )
}
