import type { Access } from '../../shared/access'
import type { Right } from '../../shared/api'
import type { TeammateId } from '../../shared/ids'
import { AppError } from '../errors'
import type { Conversation } from '../store/tables'
import type { Desk } from './desk'

const RANK: Record<Right, number> = { open: 0, member: 1, manager: 2, admin: 3 }

/** Who is asking, and what they may. */
export interface Reader {
  teammateId: TeammateId
  access: Access
}

/** What the rules say of somebody, but for admins whom the environment names. */
export const accessOf = (desk: Desk, teammateId: TeammateId, adminEmails: readonly string[]): Access => {
  const teammate = desk.people().teammateById.get(teammateId)
  if (teammate && adminEmails.includes(teammate.email)) return 'admin'
  return desk.rules()?.rules.teammates.find(({ id }) => id === teammateId)?.access ?? 'member'
}

export const requireRight = (reader: Reader, right: Right): void => {
  if (RANK[reader.access] >= RANK[right]) return
  throw new AppError(
    'not_allowed',
    `Only ${right === 'admin' ? 'an admin' : 'a manager'} may do this. Ask one of them.`,
  )
}

/** Throws `AppError` `not_allowed` with what to do instead. */
export const requireManager = (reader: Reader, otherwise: string): void => {
  if (RANK[reader.access] < RANK.manager) throw new AppError('not_allowed', otherwise)
}

/** What somebody else owns is for managers to take from them without taking it. */
export const mayRelease = ({ teammateId, access }: Reader, { ownerId }: Pick<Conversation, 'ownerId'>): boolean =>
  !ownerId || ownerId === teammateId || RANK[access] >= RANK.manager

/**
 * Members see what is of their own teams, what they own or owned; managers see all. What somebody may not see is answered
 * like what is not there. Throws `AppError` `not_found`.
 */
export const requireSight = (desk: Desk, reader: Reader, conversation: Conversation | null): Conversation => {
  if (conversation && !conversation.isPrivate && maySee(desk, reader, conversation)) return conversation
  throw new AppError(
    'not_found',
    'Baton does not know this conversation. It learns of those in your team inboxes when something happens in them.',
  )
}

/** But for private ones, which nobody sees here. */
export const maySee = (desk: Desk, reader: Reader, conversation: Conversation): boolean => {
  if (RANK[reader.access] >= RANK.manager) return true
  const { teammateId } = reader
  if (conversation.ownerId === teammateId || conversation.assignees.includes(teammateId)) return true
  const missiveTeam = desk.people().teams.find(({ id }) => id === conversation.missiveTeamId)
  const routed = desk.rules()?.rules.teams ?? []
  return (
    [...(missiveTeam?.activeMemberIds ?? []), ...(missiveTeam?.observerIds ?? [])].includes(teammateId) ||
    routed.some(
      (team) =>
        (team.missiveTeamId === conversation.missiveTeamId || team.name === conversation.routingTeam) &&
        team.members.includes(teammateId),
    )
  )
}
