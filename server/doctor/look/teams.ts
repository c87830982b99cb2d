import type { MissiveTeamId } from '../../../shared/ids'
import type { Answer } from '../../missive/client'
import type { ConversationPayload, TeamRow, UserRow } from '../../missive/payloads'
import { type MissiveTeam, missiveTeamCalled } from '../../rules/tie-teams'
import type { Capabilities } from '../../store/capabilities'
import type { Ask } from './ask'
import type { People } from './people'
import type { RulesLook } from './rules'

/** The newest conversations of a team, or why Missive does not show them. */
export type TeamList = Answer<{ conversations: ConversationPayload[] }>
export type TeamLists = (id: MissiveTeamId) => Promise<TeamList>

/** Asks for each team once. */
export const createTeamLists = (ask: Ask): TeamLists => {
  const asked = new Map<MissiveTeamId, Promise<TeamList>>()
  return (id) => {
    const list = asked.get(id) ?? ask((client) => client.teamConversations(id, null))
    asked.set(id, list)
    return list
  }
}

/** Null: Missive does not tell who is in it. */
export const isInTeam = ({ id }: UserRow, { active_members, observers }: TeamRow): boolean | null =>
  active_members || observers ? [...(active_members ?? []), ...(observers ?? [])].includes(id) : null

/** Missive's teams that the rules route. */
export const routedTeams = (rules: RulesLook, { directory }: People): MissiveTeam[] =>
  rules.kind !== 'read'
    ? []
    : Object.values(rules.document.teams).flatMap((entry) => {
        const found = missiveTeamCalled(entry.missive_team, directory)
        return 'problem' in found ? [] : [found]
      })

/** What of Missive's conversations the seat gets to see: its own and those of the teams that are routed. */
export const readRows = async (
  ask: Ask,
  lists: TeamLists,
  teams: readonly MissiveTeam[],
): Promise<ConversationPayload[] | null> => {
  const answers = [await ask((client) => client.mailbox('all'))]
  for (const { id } of teams) answers.push(await lists(id))
  const told = answers.flatMap((answer) => (answer.kind === 'ok' ? [answer.value.conversations] : []))
  return told.length > 0 ? told.flat() : null
}

/** Asks about a team that the seat is not in, where there is one. */
export const askUnseenTeam = async (
  lists: TeamLists,
  { seat, teams }: People,
): Promise<Capabilities['unseenTeams']> => {
  const unseen = seat && teams.find((team) => isInTeam(seat, team) === false)
  if (!unseen) return 'unknown'
  const answer = await lists(unseen.id)
  if (answer.kind === 'refused') return 'refused'
  if (answer.kind !== 'ok') return 'unknown'
  return answer.value.conversations.length === 0 ? 'empty' : 'shown'
}
