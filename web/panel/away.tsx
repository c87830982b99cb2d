import type { Absence, CoveredRow } from '../../shared/away-api'
import type { AwayModel } from '../model/away'
import { sayDay } from '../model/moments'
import { t } from '../text/language'
import { tMore } from '../text/more'
import { Button } from '../view/button'
import { AwayForm } from './away-form'
import { focusOpener } from './away-switch'
import { type Whose, wordsFor } from './away-words'

interface Props {
  away: AwayModel
  absences: readonly Absence[]
  now: Date
}

const sayAbsence = ({ from, to, reason }: Absence, now: Date, untilBack: string): string => {
  const words = tMore().away
  const until = to ? words.until(sayDay(to, now)) : untilBack
  const since = from > now ? `${words.fromDay(sayDay(from, now))} ` : ''
  return `${since}${until}${reason && ` (${reason})`}`
}

/** What others took over, for who is back. */
const Covered = ({ away, covered }: Pick<Props, 'away'> & { covered: readonly CoveredRow[] }) => {
  const words = tMore().away
  const doing = away.doing.value
  return (
    <section class="card notice">
      <p role="status">{doing?.what === 'take back' ? doing.text : words.covered(covered.length)}</p>
      <ul>
        {covered.map((row) => (
          <li key={row.conversationId} class="cut" dir="auto">
            {row.subject ?? t().noSubject}
            {row.owner && <span class="muted"> {row.owner.name}</span>}
          </li>
        ))}
      </ul>
      <Button
        isHeldBack={doing !== null}
        onClick={() => away.takeBack(covered.map(({ conversationId }) => conversationId))}
      >
        {words.takeBack}
      </Button>
    </section>
  )
}

interface Taken {
  /** What others took over for the reader; somebody else's is theirs to take back. */
  covered: readonly CoveredRow[]
}

interface OneProps extends Whose {
  away: AwayModel
  absence: Absence
  now: Date
}

/** From when until when somebody is away, and the way to end that. */
const One = ({ away, absence, now, name }: OneProps) => {
  const words = tMore().away
  const { now: isAway, untilBack, isBack } = wordsFor({ name })
  const doing = away.doing.value
  const { id } = absence
  const isToCome = absence.from > now
  const end = async (absenceId: string) => {
    await away.comeBack(absenceId)
    focusOpener()
  }
  return (
    <p class="notice line">
      <span class="grow" dir="auto" role="status">
        {id && doing?.what === id
          ? doing.text
          : `${isToCome ? words.plannedFor : isAway} ${sayAbsence(absence, now, untilBack)}`}
        {!id && <span class="muted"> {words.byRules}</span>}
      </span>
      {id && (
        <Button look="link" isHeldBack={doing !== null} onClick={() => end(id)}>
          {isToCome ? words.takeBackPlan : isBack}
        </Button>
      )}
    </p>
  )
}

/** Absences now and to come, what others took over, and the form for going away. */
export const AwayCard = ({ away, absences, covered, now, name }: Props & Whose & Taken) => {
  const isBack = absences.every((absence) => absence.from > now)
  return (
    <>
      {absences.map((absence) => (
        <One key={absence.id ?? `${+absence.from}`} away={away} absence={absence} now={now} name={name} />
      ))}
      {isBack && covered.length > 0 && <Covered away={away} covered={covered} />}
      {away.isOpen.value ? (
        <AwayForm away={away} name={name} />
      ) : (
        away.problem.value && (
          <p class="notice problem" role="alert" dir="auto">
            {away.problem.value.message}
          </p>
        )
      )}
    </>
  )
}
