import type { Decision } from '../../shared/decision'
import type { ConversationId } from '../../shared/ids'
import type { Address } from '../../shared/message'
import { decide } from '../routing/decide'
import type { ConversationFacts, Facts, Rules } from '../routing/facts'
import { detectLanguage } from '../routing/language'
import { teamByName } from '../routing/roster'
import type { Directory } from './directory'
import { completeDirectory } from './examples-directory'
import type { ExampleMail } from './keys/example'
import { resolveRules } from './resolve'
import type { RulesDocument } from './schema'

/** Always the same, so that *random* is the same each time. */
const ID = 'example' as ConversationId

const addressOf = (address: string): Address => ({ name: null, address })

const conversationOf = (mail: ExampleMail, at: Date, rules: Rules): ConversationFacts => {
  const subject = mail.subject ?? null
  const preview = mail.preview ?? null
  return {
    id: ID,
    subject,
    preview,
    from: mail.from === undefined ? null : addressOf(mail.from),
    replyTo: mail.reply_to.map(addressOf),
    to: mail.to.map(addressOf),
    labels: mail.labels.map((label) => ({ id: label, path: label })),
    channel: mail.channel,
    language: detectLanguage(subject, preview),
    messages: 1,
    wasReopened: false,
    receivedAt: at,
    missiveTeamId: teamByName(rules, mail.team ?? rules.generalTeam)?.missiveTeamId ?? null,
    ownerId: null,
    isClosed: false,
    isTrashed: false,
    isJunk: false,
    isPrivate: false,
    waitingSince: at,
    stoodStill: [],
    topicSetByPerson: null,
    urgencySetByPerson: null,
    urgencyBefore: null,
    isWanted: false,
    noOwnerReason: null,
    hadToWait: false,
    isWithEveryone: false,
  }
}

/** The first mail of all: nobody owns anything and nobody knows anybody. */
const factsOf = (mail: ExampleMail, at: Date, rules: Rules): Facts => ({
  conversation: conversationOf(mail, at, rules),
  rules,
  loads: {},
  relations: { owners: [], startedBy: null, ownersOfOthers: [], handledLast: null, gaveAway: [] },
  turns: {},
})

/** Rules in which nothing rests and every team is routed, as examples are decided. */
export const rulesToTry = (document: RulesDocument, directory: Directory | null): Rules => {
  const { rules } = resolveRules(document, completeDirectory(document, directory), 0)
  return { ...rules, teams: rules.teams.map((team) => ({ ...team, mode: 'route' })) }
}

/** What becomes of one mail that stands alone. */
export const tryMail = (mail: ExampleMail, at: Date, rules: Rules): Decision => decide(factsOf(mail, at, rules), at)
