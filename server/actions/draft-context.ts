import type { MatchedTopic, Urgency } from '../../shared/decision'
import { isolate, oneLine } from '../missive/markdown'
import { firstName } from '../missive/note'
import { sayList, sayMoment } from '../routing/spoken'
import { sayEvidence, sayLanguage } from '../routing/why'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import type { Desk } from './desk'

const RECENT = 3

/** What a decision or a suggestion found it to be about. */
export interface About {
  topic: MatchedTopic | null
  urgency: Urgency
}

/** *Context* as Baton drafts it: what it is about and how that is known, the customer's recent history, labels, fitting reply templates. */
export function* draftContext(desk: Desk, tx: Db, conversation: Conversation, about: About, now: Date): Steps<string> {
  const history = yield* sayHistory(desk, tx, conversation, now)
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

function* sayHistory(desk: Desk, tx: Db, conversation: Conversation, now: Date): Steps<string> {
  if (!conversation.customerAddress) return ''
  const earlier = yield* run(
    desk.store.conversations.historyOf(tx, conversation.customerAddress, conversation.id, RECENT),
  )
  if (earlier.length === 0) return ''
  const zone = desk.rules()?.rules.timeZone ?? 'UTC'
  const { teammateById } = desk.people()
  const said = earlier.map(({ subject, ownerId, isClosed, lastActivityAt }) => {
    const owner = ownerId && teammateById.get(ownerId)?.name
    const state = [isClosed ? 'closed' : 'open', owner ? `with ${isolate(firstName(owner))}` : 'no owner']
    return `“${isolate(oneLine(subject ?? 'no subject', 80))}” (${state.join(', ')}, ${sayMoment(lastActivityAt, now, zone)})`
  })
  const name = conversation.incoming?.from?.name
  return `${name ? isolate(oneLine(name, 60)) : 'The customer'} wrote before: ${sayList(said, RECENT)}.`
}
