import type { MatchedTopic, Urgency } from '../../shared/decision'
import type { TeammateId } from '../../shared/ids'
import { isolate, oneLine } from '../missive/markdown'
import { firstName } from '../missive/note'
import { sayList, sayMoment } from '../routing/spoken'
import { sayEvidence, sayLanguage } from '../routing/why'
import type { PastConversation } from '../store/conversations'
import type { Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import { clockOf } from './compose-note'
import type { Desk } from './desk'
import type { Memory } from './memory'

const RECENT = 3

/** What a decision or a suggestion found it to be about. */
export interface About {
  topic: MatchedTopic | null
  urgency: Urgency
  team: { name: string } | null
}

/**
 * *Context* as Baton drafts it: what it is about and how that is known, the customer's recent history, labels, fitting reply
 * templates. `reader`: by whose clock; null: that of the rules.
 */
export function* draftContext(
  desk: Desk,
  memory: Pick<Memory, 'historyOf'>,
  conversation: Conversation,
  about: About,
  reader: TeammateId | null,
  now: Date,
): Steps<string> {
  const rules = desk.rules()?.rules ?? null
  const team = rules?.teams.find(({ name }) => name === about.team?.name) ?? null
  const clock = clockOf(reader, rules, team)
  const history = sayHistory(desk, conversation, yield* memory.historyOf(conversation), clock, now)
  const said = [sayTopic(about, conversation), history, sayLabels(conversation), sayTemplates(about)]
  return said.filter(Boolean).join('\n')
}

const sayTopic = ({ topic, urgency }: About, { language }: Conversation): string => {
  const what = topic ? `Topic ${topic.name} (${sayEvidence(topic.evidence)})` : 'No known topic'
  return `${what}, ${urgency} urgency${language ? `, written in ${sayLanguage(language)}` : ''}.`
}

const sayTemplates = ({ topic }: About): string =>
  topic && topic.templates.length > 0 ? `Reply templates: ${sayList(topic.templates, 5)}.` : ''

const sayLabels = ({ labels }: Conversation): string =>
  labels.length > 0
    ? `Labels: ${sayList(
        labels.map(({ path }) => path),
        5,
      )}.`
    : ''

const sayHistory = (
  desk: Desk,
  { incoming }: Conversation,
  history: readonly PastConversation[],
  { zone, place }: { zone: string; place: string },
  now: Date,
): string => {
  if (history.length === 0) return ''
  const { teammateById } = desk.people()
  const said = history.slice(0, RECENT).map(({ subject, ownerId, isClosed, lastActivityAt }) => {
    const owner = ownerId && teammateById.get(ownerId)?.name
    const state = [isClosed ? 'closed' : 'open', owner ? `with ${isolate(firstName(owner))}` : 'no owner']
    return `“${isolate(oneLine(subject ?? 'no subject', 80))}” (${state.join(', ')}, ${sayMoment(lastActivityAt, now, zone)})`
  })
  const name = incoming?.from?.name
  return `${name ? isolate(oneLine(name, 60)) : 'The customer'} wrote before: ${sayList(said, RECENT)}${place && `, ${place} time`}.`
}
