import type { Against, Guard, GuardCode } from '../../shared/guard-api'
import type { ConversationId, TeammateId } from '../../shared/ids'
import { createSpeaking, type Standing, standingOf } from './availability'
import { suggest } from './decide'
import type { Facts } from './facts'
import { hasAuthority, knowsSkill } from './fitness'
import { type GivingSituation, givingGuards } from './guards-before-giving'
import { type TakingSituation, takingGuards } from './guards-before-taking'
import { knownBy } from './known'
import { matterOf } from './matter'
import { commonZone, membersOf, teammateById } from './roster'

/** What a guard looks at besides what a decision does. */
export interface GuardFacts {
  /** When the owner last replied here, commented or changed something; null: unknown. */
  ownerActiveAt: Date | null
  /** When the owner last replied to the customer here; null: never, or unknown. */
  ownerRepliedAt: Date | null
  /** The reader's own open conversations whose customers wait. */
  ownWaiting: readonly { id: ConversationId; subject: string | null; isUrgent: boolean; waitingSince: Date }[]
  /** To whom people gave this conversation away last. */
  gaveAwayTo: ReadonlyMap<TeammateId, TeammateId>
}

/** A guard, and what it is about: equal facts are warned of once. */
export interface Warning {
  guard: Guard
  facts: string
}

export interface Warned extends Omit<Against, 'guards'> {
  warnings: Warning[]
}

/** What one guard found, before it is known who would be better. */
export interface Concern {
  code: GuardCode
  sentence: string
  facts: string
  /** Left out: the best of those suggested; null: nobody. */
  better?: Guard['better']
  allowsQuick?: boolean
}

const warningOf = ({ code, sentence, facts, better, allowsQuick }: Concern, best: Guard['better']): Warning => ({
  guard: { code, sentence, better: better === undefined ? best : better, allowsQuick: allowsQuick ?? false },
  facts,
})

const lackOfAuthority = ({ teammate }: Standing, needed: Parameters<typeof hasAuthority>[1], isReader: boolean) => {
  if (hasAuthority(teammate, needed)) return null
  return isReader
    ? `You may not decide this: it needs authority ${needed}. Escalate it instead.`
    : `${teammate.name} may not decide this: it needs authority ${needed}. Choose somebody else, or escalate it.`
}

/**
 * What warns before somebody takes a conversation or gives it to somebody, and who may not have it at all. Pure: the
 * server refuses by the same values that the panel shows.
 */
export const createGuards = (facts: Facts, more: GuardFacts, reader: TeammateId, now: Date) => {
  const { rules } = facts
  const matter = matterOf(facts, now)
  const { suggested } = suggest(facts, now)
  const known = knownBy(facts, matter, now)
  const members = matter.team ? membersOf(rules, matter.team) : []
  const speaking = createSpeaking(now, commonZone(members))

  const bestBut = (without: TeammateId, isFor: (id: TeammateId) => boolean = () => true): Guard['better'] => {
    const best = suggested.find(({ teammateId }) => teammateId !== without && isFor(teammateId))
    return best ? { teammateId: best.teammateId, name: best.name, sentence: best.why } : null
  }
  const hasSkill = (id: TeammateId): boolean => {
    const teammate = teammateById(rules, id)
    return teammate !== undefined && knowsSkill(teammate, matter)
  }
  const situation = { facts, more, matter, suggested, known, speaking, hasSkill, bestBut, now }

  const against = (
    id: TeammateId,
    rulesOf: (standing: Standing) => readonly (Concern | null)[],
    isReader: boolean,
  ): Warned => {
    const teammate = teammateById(rules, id)
    if (!teammate) return { teammateId: id, refused: null, warnings: [] }
    const skipAway = matter.team?.members.includes(id) ? matter.team.skipAway : true
    const standing = standingOf(teammate, facts, now, skipAway)
    const refused = lackOfAuthority(standing, matter.authority, isReader)
    if (refused) return { teammateId: id, refused, warnings: [] }
    const concerns = rulesOf(standing).filter((concern) => concern !== null)
    return { teammateId: id, refused: null, warnings: concerns.map((each) => warningOf(each, bestBut(id))) }
  }

  return {
    taking: (): Warned =>
      against(
        reader,
        (standing) => takingGuards.map((guard) => guard({ ...situation, standing } satisfies TakingSituation)),
        true,
      ),
    giving: (to: TeammateId): Warned =>
      against(
        to,
        (standing) => givingGuards.map((guard) => guard({ ...situation, standing, reader } satisfies GivingSituation)),
        to === reader,
      ),
  }
}

export type Guards = ReturnType<typeof createGuards>
