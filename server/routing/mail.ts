import type { Address } from '../../shared/message'
import { accountsOf } from './accounts'
import type { ConversationFacts, Facts } from './facts'
import { shiftFrom } from './hours'
import { fold } from './phrases'
import { remember } from './remember'
import { teamByName, workingTimeOf } from './roster'

/** What conditions look at: text as the phrases found in it, addresses folded. */
export interface Mail {
  subject: ReadonlySet<string>
  preview: ReadonlySet<string>
  /** Looked at in this order. */
  senders: readonly { where: 'reply-to' | 'from'; addresses: readonly string[] }[]
  to: readonly string[]
  labels: readonly { id: string; path: string; folded: string }[]
  /** The routing team in whose inbox it is. */
  team: string | null
  channel: string | null
  language: string | null
  /** Domains and addresses of the accounts that the sender belongs to, as `relationships.accounts` names them. */
  accounts: readonly string[]
  messages: number
  wasReopened: boolean
  received: 'working' | 'off hours' | null
}

/**
 * Whose address counts as the sender: the one who wrote, or the one whom an answer would reach when the mail names one.
 */
export type Sender = 'from' | 'reply-to before from'

const foldAll = (addresses: readonly Address[]) => addresses.map(({ address }) => fold(address))

const sendersOf = ({ from, replyTo }: ConversationFacts, sender: Sender): Mail['senders'] =>
  sender === 'reply-to before from' && replyTo.length > 0
    ? [{ where: 'reply-to', addresses: foldAll(replyTo) }]
    : [{ where: 'from', addresses: from ? foldAll([from]) : [] }]

const textOf = remember(({ subject, preview, to, labels }: ConversationFacts) => ({
  subject: fold(subject ?? ''),
  preview: fold(preview ?? ''),
  to: foldAll(to),
  labels: labels.map(({ id, path }) => ({ id, path, folded: fold(path) })),
}))

/** Whether the customer's message came while the team works in whose inbox it is, else the general team. */
const receivedIn = ({ conversation, rules }: Facts): Mail['received'] => {
  if (!conversation.receivedAt) return null
  const ms = +conversation.receivedAt
  const own = rules.teams.find(({ missiveTeamId }) => missiveTeamId === conversation.missiveTeamId)
  const team = own ?? teamByName(rules, rules.generalTeam)
  const isAtWork =
    team && workingTimeOf(rules, team).schedules.some((plan) => (shiftFrom(plan, ms)?.startMs ?? ms + 1) <= ms)
  return isAtWork ? 'working' : 'off hours'
}

/** The conversation as conditions see it; `find` tells which of their phrases stand in a text. */
export const mailOf = (facts: Facts, sender: Sender, find: (text: string) => ReadonlySet<string>): Mail => {
  const { conversation, rules } = facts
  const { subject, preview, to, labels } = textOf(conversation)
  return {
    subject: find(subject),
    preview: find(preview),
    senders: sendersOf(conversation, sender),
    to,
    labels,
    channel: conversation.channel,
    language: conversation.language,
    messages: conversation.messages,
    wasReopened: conversation.wasReopened,
    get team() {
      return rules.teams.find(({ missiveTeamId }) => missiveTeamId === conversation.missiveTeamId)?.name ?? null
    },
    get accounts() {
      return accountsOf(facts).map(({ name }) => name)
    },
    get received() {
      return receivedIn(facts)
    },
  }
}
