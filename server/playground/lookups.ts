import type { Conversation } from './conversation'
import type { Organization, Person, Team } from './organization'
import { notFound } from './refusal'

/** Finds people and teams, and says what time it is in Missive's seconds. @throws Refusal 404 for who is not there. */
export const createLookups = ({ organization, clock }: { organization: Organization; clock: () => Date }) => {
  const teamNamed = (idOrName: string): Team => {
    const found = organization.teams.find(({ id, name }) => id === idOrName || name === idOrName)
    if (!found) throw notFound('Team')
    return found
  }
  return {
    teamNamed,
    teamOf: ({ teamId }: Conversation): Team | null => (teamId === null ? null : teamNamed(teamId)),
    person(id: string): Person {
      const found = organization.people.find((candidate) => candidate.id === id)
      if (!found) throw notFound('User')
      return found
    },
    now: () => Math.floor(clock().getTime() / 1000),
  }
}
