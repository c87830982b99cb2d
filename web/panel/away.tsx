import type { Absence, CoveredRow, PileRow } from '../../shared/away-api'
import type { AwayModel } from '../model/away'
import { fromLocalInput, sayDay, toLocalInput } from '../model/moments'
import { t } from '../text/language'
import { tMore } from '../text/more'
import { Button } from '../view/button'
import { Loading } from '../view/calm'
import { focusAtFirst, openerId } from '../view/focus'
import { firstName } from '../view/load'
import { focusAsked } from '../view/parts/form'
import { RowGuards, RowList } from '../view/parts/rows'

interface Props {
  away: AwayModel
  absences: readonly Absence[]
  now: Date
}

interface Whose {
  /** Null: the reader's own. */
  name: string | null
}

const wordsFor = ({ name }: Whose) => (name === null ? tMore().away.own : tMore().away.theirs(firstName(name)))

const absentNow = (absences: readonly Absence[], now: Date) => absences.find(({ from }) => from <= now)

/** What the focus stood on is gone; where somebody went on outside the panel it stays there. */
const focusOpener = () => {
  if (document.hasFocus()) document.getElementById(openerId('away'))?.focus()
}

/** Says whether the reader is away; switching it shows first what that means. */
export const AwaySwitch = ({ away, absences, now }: Props) => {
  const current = absentNow(absences, now)
  const toggle = () => {
    if (current?.id) void away.comeBack(current.id)
    else if (!current) away.open()
  }
  return (
    <button
      type="button"
      role="switch"
      id={openerId('away')}
      class="switch"
      aria-checked={current !== undefined}
      onClick={toggle}
    >
      {tMore().away.switch} <span class="knob" aria-hidden="true" />
    </button>
  )
}

/** For who may say that somebody else is away. */
export const SetAway = ({ away, absences, now }: Props) => {
  const isAway = absentNow(absences, now) !== undefined
  return (
    <Button
      id={openerId('away')}
      aria-expanded={away.isOpen.value}
      isHeldBack={isAway}
      onClick={() => {
        if (!isAway) away.open()
      }}
    >
      {tMore().away.set}
    </Button>
  )
}

const Moment = ({
  label,
  value,
  onChange,
}: {
  label: string
  value: Date | null
  onChange: (at: Date | null) => void
}) => (
  <label>
    {label}
    <input
      type="datetime-local"
      class="when"
      value={value ? toLocalInput(value) : ''}
      onChange={(event) => onChange(fromLocalInput(event.currentTarget.value))}
    />
  </label>
)

const Pile = ({ title, rows }: { title: string; rows: readonly PileRow[] }) =>
  rows.length > 0 && (
    <section>
      <h3>
        <bdi>{title}</bdi> <span class="muted num">{rows.length}</span>
      </h3>
      <ul>
        {rows.map((row) => (
          <li key={row.conversationId} class="pile">
            <div class="cut" dir="auto">
              {row.subject ?? t().noSubject}
            </div>
            <div class="muted" dir="auto">
              {row.sentence}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )

interface FormProps extends Whose {
  away: AwayModel
}

const Piles = ({ away, name }: FormProps) => {
  const words = tMore().away
  const { planned, safe } = wordsFor({ name })
  const preview = away.preview.value
  if (!preview) return away.problem.value ? null : <Loading />
  return (
    <>
      {preview.atRisk.length > 0 && (
        <section>
          <h3>
            {words.atRisk} <span class="muted num">{preview.atRisk.length}</span>
          </h3>
          {away.isPlanned.value ? <p class="muted">{planned}</p> : <RowList rows={away.rows} />}
        </section>
      )}
      <Pile title={safe} rows={preview.safe} />
      <Pile title={words.waiting} rows={preview.waitingOnCustomer} />
      {!away.isPlanned.value && <RowGuards rows={away.rows} />}
    </>
  )
}

const AwayForm = ({ away, name }: FormProps) => {
  const words = tMore().away
  const { title, empty, go, goAndHandOver } = wordsFor({ name })
  const close = () => {
    away.close()
    focusOpener()
  }
  const confirm = async () => {
    await away.confirm()
    if (!away.isOpen.peek()) focusOpener()
  }
  const count = away.isPlanned.value ? 0 : away.rows.ready.value.length
  return (
    <form
      class="card form away"
      aria-label={title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void confirm()
        focusAsked(away.rows.reason)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <h2 ref={focusAtFirst} tabIndex={-1}>
        {title}
      </h2>
      <div class="line wraps">
        <Moment label={words.from} value={away.from.value} onChange={away.setFrom} />
        <Moment label={words.to} value={away.to.value} onChange={away.setTo} />
      </div>
      <p class="muted">{empty}</p>
      <label>
        {words.reason}
        <input
          type="text"
          class="when wide"
          dir="auto"
          value={away.reason.value}
          onInput={(event) => {
            away.reason.value = event.currentTarget.value
          }}
        />
      </label>
      <Piles away={away} name={name} />
      {away.problem.value && (
        <p class="problem" role="alert">
          {away.problem.value.message}
        </p>
      )}
      <div class="line wraps">
        <Button look="go" type="submit" isHeldBack={away.isBusy.value || !away.preview.value}>
          {count > 0 ? goAndHandOver(count) : away.isPlanned.value ? words.plan : go}
        </Button>
        <Button look="quiet" onClick={close}>
          {tMore().cancel}
        </Button>
      </div>
    </form>
  )
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
  return (
    <section class="card notice">
      <p>{words.covered(covered.length)}</p>
      <ul>
        {covered.map((row) => (
          <li key={row.conversationId} class="cut" dir="auto">
            {row.subject ?? t().noSubject}
            {row.owner && <span class="muted"> {row.owner.name}</span>}
          </li>
        ))}
      </ul>
      <Button
        isHeldBack={away.isBusy.value}
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

/** Absences now and to come, what others took over, and the form for going away. */
export const AwayCard = ({ away, absences, covered, now, name }: Props & Whose & Taken) => {
  const words = tMore().away
  const { now: isAway, untilBack, isBack } = wordsFor({ name })
  const comeBack = async (absenceId: string) => {
    await away.comeBack(absenceId)
    focusOpener()
  }
  const isBackNow = absences.every((absence) => absence.from > now)
  return (
    <>
      {absences.map((absence) => (
        <p key={`${+absence.from}`} class="notice line">
          <span class="grow" dir="auto">
            {absence.from > now ? words.plannedFor : isAway} {sayAbsence(absence, now, untilBack)}
          </span>
          {absence.id && (
            <Button look="link" isHeldBack={away.isBusy.value} onClick={() => comeBack(absence.id as string)}>
              {absence.from > now ? words.takeBackPlan : isBack}
            </Button>
          )}
        </p>
      ))}
      {isBackNow && covered.length > 0 && <Covered away={away} covered={covered} />}
      {away.isOpen.value ? (
        <AwayForm away={away} name={name} />
      ) : (
        away.problem.value && (
          <p class="notice problem" role="alert">
            {away.problem.value.message}
          </p>
        )
      )}
    </>
  )
}
