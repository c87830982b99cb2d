import type { Urgency } from '../../shared/decision'
import type { HandoffId, TeammateId } from '../../shared/ids'
import { NOTE_HEADINGS, type Note } from '../../shared/note'
import { type Headline, type NoteText, type RenderedNote, renderNote } from '../missive/note'
import type { Rules, Team } from '../routing/facts'
import { isToday, sayMoment, sayZone } from '../routing/spoken'
import type { Conversation } from '../store/tables'
import type { Desk } from './desk'

/** By which clock a note tells times: that of its reader, else of the rules; `place` when others of the team are elsewhere. */
export const clockOf = (
  reader: TeammateId | null,
  rules: Rules | null,
  team: Team | null,
): { zone: string; place: string } => {
  const zoneOf = (id: TeammateId) => rules?.teammates.find((teammate) => teammate.id === id)?.schedule.timeZone
  const zone = (reader && zoneOf(reader)) ?? rules?.timeZone ?? 'UTC'
  const isShared = team?.members.every((id) => zoneOf(id) === zone) ?? false
  return { zone, place: isShared ? '' : sayZone(zone) }
}

/** "today 17:00 (high)" by the reader's clock. */
export const sayByWhen = (
  byWhen: Date | null,
  urgency: Urgency | null,
  reader: TeammateId | null,
  rules: Rules | null,
  team: Team | null,
  now: Date,
): string => {
  if (!byWhen) return ''
  const { zone, place } = clockOf(reader, rules, team)
  const moment = `${isToday(byWhen, now, zone) ? 'today ' : ''}${sayMoment(byWhen, now, zone)}`
  return [moment, place, urgency ? `(${urgency})` : ''].filter(Boolean).join(' ')
}

export interface Composition {
  handoffId: HandoffId
  headline: Headline
  note: Note
  /** In whose zone times are said; null: nobody's. */
  reader: TeammateId | null
  urgency: Urgency | null
  /** `line`: only who has it, what is needed and the link. Left out: the full note. */
  form?: 'full' | 'line'
}

/** When it is due, in the zone of who reads it. */
export const sayDueFor = (
  desk: Desk,
  { routingTeam }: Pick<Conversation, 'routingTeam'>,
  { byWhen, urgency, reader }: { byWhen: Date | null } & Pick<Composition, 'urgency' | 'reader'>,
  now: Date,
): string => {
  const rules = desk.rules()?.rules ?? null
  const team = rules?.teams.find(({ name }) => name === routingTeam) ?? null
  return sayByWhen(byWhen, urgency, reader, rules, team, now)
}

/** A handoff note as the text of a post. */
export const textOf = (
  desk: Desk,
  conversation: Conversation,
  { handoffId, headline, note, reader, urgency, form = 'full' }: Composition,
  now: Date,
): NoteText => {
  const needed = { heading: NOTE_HEADINGS.whatsNeeded, text: note.whatsNeeded }
  const byWhen = sayDueFor(desk, conversation, { byWhen: note.byWhen, urgency, reader }, now)
  const full = [{ heading: NOTE_HEADINGS.why, text: note.why }, needed, { heading: NOTE_HEADINGS.byWhen, text: byWhen }]
  return {
    headline,
    subject: conversation.subject,
    sections: form === 'line' ? [needed] : full,
    context: form === 'line' ? '' : note.context,
    gist: note.whatsNeeded.trim() || note.why,
    link: desk.whyLink(handoffId),
  }
}

/** The post of a handoff, as Missive gets it. Throws `RangeError` when *Why* and *What's needed* are too long for one post. */
export const composeNote = (
  desk: Desk,
  conversation: Conversation,
  composition: Composition,
  now: Date,
): RenderedNote => renderNote(textOf(desk, conversation, composition, now))
