import type { NoOwnerReason } from '../../shared/act-api'
import type { LeaveReason } from '../../shared/decision'
import type { Facts } from './facts'
import { firstMatch } from './match'
import { teammateById } from './roster'
import { sayEvidence } from './why'

/** Why a conversation is left alone. */
export interface Left {
  reason: LeaveReason
  sentence: string
}

const byItsState = ({ conversation, rules }: Facts): Left | null => {
  if (conversation.ownerId) {
    const owner = teammateById(rules, conversation.ownerId)?.name ?? 'Somebody who has left Missive'
    return { reason: 'has an owner', sentence: `${owner} owns it.` }
  }
  if (conversation.isClosed) return { reason: 'closed', sentence: 'It is closed.' }
  if (conversation.isTrashed) return { reason: 'trashed', sentence: 'It is in the trash.' }
  if (conversation.isJunk) return { reason: 'junk', sentence: 'It is junk.' }
  if (conversation.isPrivate) return { reason: 'private', sentence: 'It is private.' }
  return null
}

export const notRouted: Left = { reason: 'team not routed', sentence: 'No team that Baton routes for has it.' }

const byItsTeam = ({ conversation, rules }: Facts): Left | null => {
  const { missiveTeamId } = conversation
  return missiveTeamId === null || rules.teams.some((team) => team.missiveTeamId === missiveTeamId) ? null : notRouted
}

/** That a person said so, as people read it. */
export const sayNoOwner = (reason: NoOwnerReason): string => `It needs no owner, as a person said: ${reason}.`

const byAPerson = ({ conversation }: Facts): Left | null =>
  conversation.noOwnerReason && {
    reason: 'no owner needed',
    sentence: sayNoOwner(conversation.noOwnerReason),
  }

const byTheRules = (facts: Facts): Left | null => {
  if (facts.conversation.isWanted) return null
  const match = firstMatch(facts.rules.noOwnerNeeded, facts, 'reply-to before from')
  return match && { reason: 'no owner needed', sentence: `It needs no owner: ${sayEvidence(match.evidence)}.` }
}

/** The customer's latest message is one that needs no owner, such as an automatic reply: it starts no clock. */
export const isAutomatic = (facts: Facts): boolean => byTheRules(facts) !== null

/** Gate 0: why this conversation needs no owner now; null when it does. */
export const leaveAlone = (facts: Facts): Left | null =>
  byItsState(facts) ?? byItsTeam(facts) ?? byAPerson(facts) ?? byTheRules(facts)
