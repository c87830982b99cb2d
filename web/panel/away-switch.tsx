import type { Absence } from '../../shared/away-api'
import type { AwayModel } from '../model/away'
import { tMore } from '../text/more'
import { Button } from '../view/button'
import { openerId } from '../view/focus'

interface Props {
  away: AwayModel
  absences: readonly Absence[]
  now: Date
}

const absentNow = (absences: readonly Absence[], now: Date) => absences.find(({ from }) => from <= now)

/** What the focus stood on is gone; where somebody went on outside the panel it stays there. */
export const focusOpener = () => {
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
      aria-disabled={(current && !current.id) || undefined}
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
