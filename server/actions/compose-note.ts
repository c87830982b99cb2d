import type { Urgency } from '../../shared/decision'
import type { HandoffId, TeammateId } from '../../shared/ids'
import type { Note } from '../../shared/note'
import { type Headline, type RenderedNote, renderNote } from '../missive/note'
import type { Rules, Team } from '../routing/facts'
import { isToday, sayMoment, sayZone } from '../routing/spoken'
import type { Conversation } from '../store/tables'
import type { Desk } from './desk'

/** "today 17:00 (high)" in the reader's zone, which is named when others of the team are elsewhere. */
export const sayByWhen = (
  byWhen: Date | null,
  urgency: Urgency | null,
  reader: TeammateId | null,
  rules: Rules | null,
  team: Team | null,
  now: Date,
): string => {
  if (!byWhen) return ''
  const zoneOf = (id: TeammateId) => rules?.teammates.find((teammate) => teammate.id === id)?.schedule.timeZone
  const zone = (reader && zoneOf(reader)) ?? rules?.timeZone ?? 'UTC'
  const moment = `${isToday(byWhen, now, zone) ? 'today ' : ''}${sayMoment(byWhen, now, zone)}`
  const isShared = reader !== null && (team?.members.every((id) => zoneOf(id) === zone) ?? false)
  return [moment, isShared ? '' : sayZone(zone), urgency ? `(${urgency})` : ''].filter(Boolean).join(' ')
}

export interface Composition {
  handoffId: HandoffId
  headline: Headline
  note: Note
  /** In whose zone times are said; null: nobody's. */
  reader: TeammateId | null
  urgency: Urgency | null
  /** Left out: the full note. */
  form?: 'full' | 'line'
}

/** The post of a handoff, as Missive gets it. Throws `RangeError` when *Why* and *What's needed* are too long for one post. */
export const composeNote = (
  desk: Desk,
  conversation: Conversation,
  { handoffId, headline, note, reader, urgency, form = 'full' }: Composition,
  now: Date,
): RenderedNote => {
  const rules = desk.rules()?.rules ?? null
  const team = rules?.teams.find(({ name }) => name === conversation.routingTeam) ?? null
  return renderNote({
    headline,
    subject: conversation.subject,
    why: note.why,
    whatsNeeded: note.whatsNeeded,
    byWhen: sayByWhen(note.byWhen, urgency, reader, rules, team, now),
    context: note.context,
    link: desk.whyLink(handoffId),
    form,
  })
}
