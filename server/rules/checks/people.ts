import { Authority } from '../../../shared/decision'
import type { ChainStep, Rules, Teammate } from '../../routing/facts'
import type { Directory } from '../directory'
import type { RulesDocument } from '../schema'

const rankOf = (level: Authority): number => Authority.options.indexOf(level)

/** Everybody is an agent. */
const isHeld = (level: Authority, { teammates }: Rules): boolean =>
  level === 'agent' || teammates.some(({ authority }) => rankOf(authority) >= rankOf(level))

const sayNobody = (level: Authority): string =>
  level === Authority.options.at(-1) ? `nobody holds ${level}` : `nobody holds ${level} or more`

/** The default chain names levels that small teams do not have; only what the document names itself is checked. */
const unheldLevels = (document: RulesDocument, rules: Rules): string[] => [
  ...rules.topics
    .filter(({ authority }) => !isHeld(authority, rules))
    .map(({ name, authority }) => `topics.${name}.authority: ${sayNobody(authority)}, so nobody may get it`),
  ...(document.escalation.chain ?? []).flatMap((name, index) => {
    const level = Authority.options.find((option) => option === name)
    return level && !isHeld(level, rules)
      ? [`escalation.chain[${index}]: ${sayNobody(level)}, so this step is passed over`]
      : []
  }),
]

const isInChain = ({ id, authority }: Teammate, chain: readonly ChainStep[]): boolean =>
  chain.some((step) => {
    if (step.kind === 'authority') return rankOf(authority) >= rankOf(step.level)
    return step.kind === 'teammate' && step.id === id
  })

const isRoutedTo = (teammate: Teammate, { teams, topics, relationships, escalation }: Rules): boolean =>
  teams.some(({ members }) => members.includes(teammate.id)) ||
  [...topics, ...relationships.accounts].some(({ owner }) => owner === teammate.id) ||
  isInChain(teammate, escalation.chain)

/** Managers and admins may stand in the document for what they may do in Baton alone. */
const routedToByNobody = (rules: Rules): string[] =>
  rules.teammates
    .filter(({ ruleName, access }) => ruleName !== null && access === 'member')
    .filter((teammate) => !isRoutedTo(teammate, rules))
    .map(({ ruleName }) => `teammates.${ruleName}: nothing is routed to ${ruleName}`)

const outsideMissiveTeam = (rules: Rules, { teams }: Directory): string[] =>
  rules.teams.flatMap(({ name, label, members, missiveTeamId }) => {
    const inMissive = teams.find(({ id }) => id === missiveTeamId)?.activeMemberIds ?? []
    return rules.teammates
      .filter(({ id }) => members.includes(id) && !inMissive.includes(id))
      .map(
        ({ ruleName, email }) =>
          `teams.${name}.members: ${ruleName ?? email} is not in ${label} in Missive, and sees only what they are given`,
      )
  })

/** People and levels that lead nowhere. `directory` null: nobody asked Missive. */
export const checkPeople = (document: RulesDocument, rules: Rules, directory: Directory | null): string[] => [
  ...unheldLevels(document, rules),
  ...routedToByNobody(rules),
  ...(directory ? outsideMissiveTeam(rules, directory) : []),
]
