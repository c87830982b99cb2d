import type { NoOwnerReason, PreviewNote } from '../../shared/api'
import type { HandoffId, TeammateId } from '../../shared/ids'
import { ESCALATION_HEADINGS, NOTE_HEADINGS, type Note } from '../../shared/note'
import { AppError } from '../errors'
import type { Headline, Section } from '../missive/note'
import type { Conversation } from '../store/tables'
import { sayDueFor } from './compose-note'
import { requireFields, type Written, writtenNote } from './compose-written'
import type { Desk } from './desk'
import { personOf } from './person'

/** What somebody says in a conversation, as the panel sends it. */
export type Said = PreviewNote | { kind: 'no_owner_needed'; reason: NoOwnerReason }

export type Escalated = Omit<Extract<Said, { kind: 'escalated' }>, 'kind'>

/** A note of which only *Why* is said. */
export const onlyWhy = (why: string): Note => ({ why, whatsNeeded: '', byWhen: null, context: '' })

/** Of what is taken from nobody, without a word. */
export const TAKEN_WITHOUT_NOTE = onlyWhy('Took it; nobody owned it.')

/** "only thanks" as a sentence. */
export const sentenceFrom = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

const ESCALATION_FIELDS = { situation: 'Situation', tried: 'What was tried', need: 'What you need' } as const

/** Throws `AppError` `not_ready` when something is left to write. */
export const requireWords = (said: Said): void => {
  if ((said.kind === 'queued' || said.kind === 'given_back') && said.why.trim() === '') requireFields(['why'])
  if (said.kind === 'asked' && said.question.trim() === '') throw new AppError('not_ready', 'Write the question first.')
  if (said.kind !== 'escalated') return
  const missing = (['situation', 'tried', 'need'] as const).filter((field) => said[field].trim() === '')
  const [last, ...others] = missing.map((field) => ESCALATION_FIELDS[field]).reverse()
  if (last)
    throw new AppError('not_ready', `Write ${[others.reverse().join(', '), last].filter(Boolean).join(' and ')} first.`)
}

const headlineOf = (desk: Desk, said: Said, by: TeammateId, ownerId: TeammateId | null): Headline => {
  const nameOf = (id: TeammateId) => personOf(desk, id).name
  const doer = nameOf(by)
  switch (said.kind) {
    case 'taken':
      return { kind: 'taken', name: doer }
    case 'queued':
      return { kind: 'queued', by: doer }
    case 'no_owner_needed':
      return { kind: 'no owner', by: doer }
    case 'given_back':
      return { kind: 'given_back', name: ownerId ? nameOf(ownerId) : 'nobody', by: doer }
    case 'escalated':
      return said.to
        ? { kind: 'escalated', name: nameOf(said.to), by: doer }
        : { kind: 'escalated to nobody', by: doer }
    default:
      return { kind: said.kind, name: nameOf(said.to), by: doer }
  }
}

const escalationSections = (
  desk: Desk,
  conversation: Conversation,
  { reason, situation, tried, need, byWhen, to }: Escalated,
  now: Date,
): Section[] => [
  { heading: NOTE_HEADINGS.why, text: sentenceFrom(reason) },
  { heading: ESCALATION_HEADINGS.situation, text: situation },
  { heading: ESCALATION_HEADINGS.tried, text: tried },
  { heading: ESCALATION_HEADINGS.need, text: need },
  { heading: NOTE_HEADINGS.byWhen, text: sayDueFor(desk, conversation, { byWhen, urgency: null, reader: to }, now) },
]

/** What is kept of it as a note; null: it says no more than its *why*. */
export const noteOf = (said: Said): Note | null => {
  switch (said.kind) {
    case 'handed':
      return said.note
    case 'taken':
      return said.note ?? TAKEN_WITHOUT_NOTE
    case 'queued':
    case 'given_back':
      return onlyWhy(said.why)
    case 'asked':
      return { ...onlyWhy(''), whatsNeeded: said.question }
    case 'escalated':
      return {
        why: `${sentenceFrom(said.reason)} ${said.situation}`,
        whatsNeeded: said.need,
        byWhen: said.byWhen,
        context: `Tried: ${said.tried}`,
      }
    case 'no_owner_needed':
      return null
  }
}

/** Its *why*, in a sentence, for the trail. */
export const whyOf = (said: Said): string => {
  if (said.kind === 'no_owner_needed') return sentenceFrom(said.reason)
  if (said.kind === 'asked') return said.question.trim()
  return noteOf(said)?.why.trim() ?? ''
}

/** Who speaks, about whose handoff; `givenBackTo`: who gets it when it is given back. */
export interface Speaker {
  handoffId: HandoffId
  by: TeammateId
  givenBackTo?: TeammateId | null
}

/** The post of what somebody says, the same for the preview and for Missive. */
export const putIntoWords = (
  desk: Desk,
  conversation: Conversation,
  said: Said,
  { handoffId, by, givenBackTo = null }: Speaker,
  now: Date,
): Written => {
  const headline = headlineOf(desk, said, by, givenBackTo)
  if (said.kind === 'handed' || said.kind === 'taken') {
    const reader = said.kind === 'handed' ? said.to : by
    const note = said.note ?? TAKEN_WITHOUT_NOTE
    return writtenNote(desk, conversation, { handoffId, headline, note, reader, drafted: said.drafted }, now)
  }
  const about = { headline, subject: conversation.subject, context: '', link: desk.whyLink(handoffId) }
  if (said.kind === 'escalated') {
    const sections = escalationSections(desk, conversation, said, now)
    return { text: { ...about, sections, gist: said.need }, isContextDrafted: false }
  }
  const heading = said.kind === 'asked' ? null : NOTE_HEADINGS.why
  const text = whyOf(said)
  return { text: { ...about, sections: [{ heading, text }], gist: text }, isContextDrafted: false }
}
