import { Urgency } from '../../shared/decision'
import type { Conversation } from '../store/tables'

type Pressed = Pick<Conversation, 'urgency' | 'dueAt'>

/** More than any moment in milliseconds. */
const STEP = 1e14

/** What is decided first, as a number; smaller comes first: urgent, then least time left. */
export const pressureOf = ({ urgency, dueAt }: Pressed): number => {
  const below = Urgency.options.length - 1 - Urgency.options.indexOf(urgency ?? 'normal')
  return below * STEP + (dueAt ? +dueAt : STEP - 1)
}

/** Urgent first, then least time left, then age. */
export const byPressure = (a: Conversation, b: Conversation): number =>
  pressureOf(a) - pressureOf(b) || +(a.unownedSince ?? 0) - +(b.unownedSince ?? 0) || (a.id < b.id ? -1 : 1)
