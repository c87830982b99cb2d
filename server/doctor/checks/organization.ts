import { bad, good, unknown } from '../finding'
import type { Check } from './check'

const NAME = 'organization'

export const checkOrganization: Check = async (context) => {
  const answer = await context.organizations()
  if (answer.kind !== 'ok') return [unknown(NAME, 'Not known: Missive did not list any.')]
  const organization = await context.organization()
  if ('missing' in organization) {
    const mend =
      answer.value.length === 0
        ? 'Invite Baton’s user into the organization, and make its token there.'
        : 'Set MISSIVE_ORGANIZATION to the id of the one that Baton is for.'
    return [bad(NAME, organization.missing, mend)]
  }
  const { id, name } = organization.value
  const people = await context.people()
  if ('missing' in people) return [unknown(NAME, `${name} (${id}), but its people are not known: ${people.missing}`)]
  const { users, teams } = people.value
  return [good(NAME, `${name} (${id}): ${users.length} people, ${teams.length} teams.`)]
}
