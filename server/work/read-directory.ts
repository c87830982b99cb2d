import type { People } from '../actions/desk'
import type { Clock } from '../clock'
import { StartError } from '../errors'
import { type Answer, OFFSET_PAGE } from '../missive/client'
import type { OrganizationRow } from '../missive/payloads'
import { run } from '../store/database'
import type { Store } from '../store/store'
import type { Paced } from './paced'

/** Reads an offset-paged list to its last page. Throws `StartError` with what Missive said. */
export const readAll = async <T>(read: (offset: number) => Promise<Answer<T[]>>): Promise<T[]> => {
  const all: T[] = []
  for (;;) {
    const answer = await read(all.length)
    if (answer.kind !== 'ok')
      throw new StartError(
        answer.kind === 'limited' ? 'Missive asked to wait.' : answer.reason,
        answer.kind === 'failed',
      )
    all.push(...answer.value)
    if (answer.value.length < OFFSET_PAGE) return all
  }
}

export const pick =
  <T, K extends keyof T>(key: K) =>
  (answer: Answer<T>): Answer<T[K]> =>
    answer.kind === 'ok' ? { kind: 'ok', value: answer.value[key] } : answer

/**
 * Asks Missive for people and teams, and keeps them. Throws `StartError` when the organization is not named and the token
 * sees several, or none.
 */
export const readDirectory = async (
  store: Store,
  paced: Paced,
  clock: Clock,
  organizationId: string | null,
): Promise<void> => {
  const organizations = await readAll((offset) =>
    paced('reads', (client) => client.organizations(offset)).then(pick('organizations')),
  )
  const organization = chooseOrganization(organizations, organizationId)
  const users = await readAll((offset) =>
    paced('reads', (client) => client.users(organization.id, offset)).then(pick('users')),
  )
  const teams = await readAll((offset) =>
    paced('reads', (client) => client.teams(organization.id, offset)).then(pick('teams')),
  )
  await store.transaction(function* (tx) {
    yield* store.directory.replace(
      tx,
      users.map((user) => ({
        id: user.id,
        name: user.name || user.email,
        email: user.email.toLowerCase(),
        avatarUrl: user.avatar_url ?? null,
        isRouter: user.me,
      })),
      teams
        .filter((team) => (team.organization ?? organization.id) === organization.id)
        .map((team) => ({
          id: team.id,
          name: team.name,
          activeMemberIds: team.active_members ?? [],
          observerIds: team.observers ?? [],
        })),
      clock(),
    )
    yield* run(store.states.set(tx, 'organization', organization, clock()))
  })
}

/** Throws `StartError` when it cannot be told which. */
export const chooseOrganization = (seen: OrganizationRow[], id: string | null): OrganizationRow => {
  const listed = seen.map((organization) => `${organization.id} (${organization.name})`).join(', ')
  const [only] = seen
  if (!only)
    throw new StartError('The API token sees no organization in Missive: use the token of the router’s own seat.')
  if (id === null) {
    if (seen.length === 1) return only
    throw new StartError(`The API token sees several organizations: set MISSIVE_ORGANIZATION to one of ${listed}.`)
  }
  const named = seen.find((organization) => organization.id === id)
  if (named) return named
  throw new StartError(`MISSIVE_ORGANIZATION is not among the organizations that the API token sees: ${listed}.`)
}

/** Everybody whom the database knows, as the last reading left them. Null before the first. */
export const loadPeople = async (store: Store): Promise<People | null> => {
  const organization = await store.transaction((tx) => store.states.get(tx, 'organization'))
  const teammates = await store.directory.teammates(store.db)
  const router = teammates.find(({ isRouter, goneAt }) => isRouter && !goneAt)
  if (!organization || !router) return null
  const teammateById = new Map(teammates.map((teammate) => [teammate.id, teammate]))
  return {
    organization,
    routerId: router.id,
    teammateById,
    teams: await store.directory.teams(store.db),
    readers: { routerId: router.id, isTeammate: (id) => teammateById.has(id) },
  }
}
