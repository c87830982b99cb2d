import { isDeepStrictEqual } from 'node:util'
import type { Decision, VerdictCode } from '../../shared/decision'
import type { TeammateId } from '../../shared/ids'
import type { LoadFacts, Rules } from '../routing/facts'
import { hasRoom } from '../routing/room'
import { teammateById } from '../routing/roster'
import type { NewDecision } from '../store/decisions'
import type { Conversation } from '../store/tables'

/** What a decision says about the conversation itself. */
export const decided = ({ team, topic, urgency, dueAt }: Decision) => ({
  routingTeam: team?.name ?? null,
  topic: topic?.name ?? null,
  urgency,
  dueAt,
})

/** Whatever they own, it is not for them now. */
const WHATEVER_THEY_OWN: readonly VerdictCode[] = ['off hours', 'holiday', 'away', 'shift ends soon', 'no authority']

/** One team may let pass who is away for another. */
const isNotForThem = (code: VerdictCode | undefined, id: TeammateId, { teams }: Rules): boolean =>
  code !== undefined &&
  WHATEVER_THEY_OWN.includes(code) &&
  !(code === 'away' && teams.some(({ skipAway, members }) => !skipAway && members.includes(id)))

/**
 * Of those whom the decision looked at, who could perhaps have it if they owned less. Not only who was found to be at
 * capacity: one teammate may be weighed as a member and as somebody who knows the customer.
 */
export const waitsForRoomOf = (
  { decision: { verdicts, weight, urgency }, facts }: Pick<NewDecision, 'decision' | 'facts'>,
  rules: Rules,
): TeammateId[] => {
  const codes = new Map(verdicts.map(({ teammateId, code }) => [teammateId, code]))
  return (Object.entries(facts.loads) as [TeammateId, LoadFacts][]).flatMap(([id, load]) => {
    const teammate = teammateById(rules, id)
    const isFull = teammate && !hasRoom({ teammate, load }, weight, urgency)
    return isFull && !isNotForThem(codes.get(id), id, rules) ? [id] : []
  })
}

export type WithoutOwner = ReturnType<typeof decided> &
  Pick<Conversation, 'waitStatus' | 'waitSentence' | 'leaveReason' | 'decideAgainAt' | 'waitsForRoomOf'>

/** How a conversation stands that is given to nobody: because of the decision, of a pause in words, or of shadow mode. */
export const withoutOwner = (decision: Decision, awaited: TeammateId[], pause: string | null): WithoutOwner => {
  const { outcome } = decision
  const nothing = { ...decided(decision), leaveReason: null, decideAgainAt: null, waitsForRoomOf: [] }
  switch (outcome.kind) {
    case 'leave':
      return { ...nothing, waitStatus: 'left', waitSentence: outcome.sentence, leaveReason: outcome.reason }
    case 'wait':
    case 'needs attention':
      return {
        ...nothing,
        waitStatus: outcome.kind === 'wait' ? 'waiting' : 'needs attention',
        waitSentence: outcome.sentence,
        decideAgainAt: outcome.decideAgainAt,
        waitsForRoomOf: awaited,
      }
    default:
      return pause
        ? { ...nothing, waitStatus: 'paused', waitSentence: pause }
        : { ...nothing, waitStatus: 'shadow', waitSentence: `Shadow mode: Baton only watches. ${outcome.sentence}` }
  }
}

/** It stood like this before: the decision that stands says all that this one would. */
export const stillStands = (conversation: Conversation, { waitsForRoomOf: _, ...values }: WithoutOwner): boolean =>
  conversation.decisionId !== null &&
  Object.entries(values).every(([name, value]) => isDeepStrictEqual(value, conversation[name as keyof Conversation]))
