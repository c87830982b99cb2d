import { StartError } from '../../errors'
import type { Answer } from '../../missive/client'
import type { OrganizationRow, TeamRow, UserRow } from '../../missive/payloads'
import type { Directory } from '../../rules/directory'
import { chooseOrganization, pick, readAll } from '../../work/read-directory'
import type { Known } from '../finding'
import { type Ask, sayTrouble } from './ask'

export interface People {
  organization: OrganizationRow
  /** Whose token it is; null: Missive did not say. */
  seat: UserRow | null
  users: UserRow[]
  teams: TeamRow[]
  directory: Directory
}

export const readOrganizations = async (ask: Ask): Promise<Answer<OrganizationRow[]>> =>
  pick<{ organizations: OrganizationRow[] }, 'organizations'>('organizations')(
    await ask((client) => client.organizations(0)),
  )

/** Which one Baton would work for. */
export const organizationIn = (answer: Answer<OrganizationRow[]>, wanted: string | null): Known<OrganizationRow> => {
  if (answer.kind !== 'ok') return { missing: sayTrouble(answer) }
  return orMissing(() => chooseOrganization(answer.value, wanted))
}

const orMissing = <T>(read: () => T): Known<T> => {
  try {
    return { value: read() }
  } catch (error) {
    if (error instanceof StartError) return { missing: error.message }
    throw error
  }
}

const readUsers = (ask: Ask, { id }: OrganizationRow): Promise<UserRow[]> =>
  readAll((offset) => ask((client) => client.users(id, offset)).then(pick('users')))

const readTeams = async (ask: Ask, { id }: OrganizationRow): Promise<TeamRow[]> => {
  const teams = await readAll((offset) => ask((client) => client.teams(id, offset)).then(pick('teams')))
  return teams.filter(({ organization }) => (organization ?? id) === id)
}

export const readPeople = async (ask: Ask, organization: Known<OrganizationRow>): Promise<Known<People>> => {
  if ('missing' in organization) return organization
  try {
    const users = await readUsers(ask, organization.value)
    const teams = await readTeams(ask, organization.value)
    const seat = users.find(({ me }) => me) ?? null
    return { value: { organization: organization.value, seat, users, teams, directory: directoryOf(users, teams) } }
  } catch (error) {
    if (error instanceof StartError) return { missing: error.message }
    throw error
  }
}

const directoryOf = (users: UserRow[], teams: TeamRow[]): Directory => ({
  users: users.filter(({ me }) => !me).map(({ id, name, email }) => ({ id, name: name || email, email })),
  teams: teams.map(({ id, name, active_members }) => ({ id, name, activeMemberIds: active_members ?? [] })),
})

export const saySeat = ({ name, email }: UserRow): string => (name ? `${name} (${email})` : email)
