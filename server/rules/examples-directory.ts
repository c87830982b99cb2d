import type { MissiveTeamId, TeammateId } from '../../shared/ids'
import type { Directory } from './directory'
import { referencesIn } from './references'
import type { RulesDocument } from './schema'
import { isEmail } from './texts'
import { userIn } from './tie-people'
import { missiveTeamCalled } from './tie-teams'

type User = Directory['users'][number]

const capitalized = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

/** What `missive_user` and `missive_team` say names the one that is made: nobody else can have it. */
const userCalled = (name: string, idOrEmail: string): User => ({
  id: idOrEmail as TeammateId,
  name: isEmail(name) ? name : capitalized(name),
  email: isEmail(idOrEmail) ? idOrEmail.toLowerCase() : `${name}@missive.invalid`,
})

const isId = (text: string) => /^[\da-f-]{36}$/i.test(text)

/** Everybody whom the document names: its teammates, and addresses in place of a name. */
const usersNamed = (document: RulesDocument): User[] => {
  const entries = Object.entries(document.teammates)
  const addresses = referencesIn(document).flatMap(({ kind, name }) =>
    (kind === 'teammate' || kind === 'chain step') && isEmail(name) ? name : [],
  )
  return [
    ...entries.map(([name, { missive_user }]) => userCalled(name, missive_user ?? name)),
    ...addresses.filter((name) => !Object.hasOwn(document.teammates, name)).map((name) => userCalled(name, name)),
  ]
}

/** Stands in where a document names nobody: whoever is a member in Missive is not known. */
const somebody = userCalled('somebody', 'somebody@missive.invalid')

/**
 * What Missive has (null: nobody asked it), and whatever else the document names: each teammate a user, each team a
 * Missive team of everybody. So nothing of the document rests.
 */
export const completeDirectory = (document: RulesDocument, directory: Directory | null): Directory => {
  const users = [...(directory?.users ?? [])]
  const teams = [...(directory?.teams ?? [])]
  for (const user of usersNamed(document)) if (!userIn({ users, teams })(user.id)) users.push(user)
  if (users.length === 0) users.push(somebody)
  const activeMemberIds = users.map(({ id }) => id)
  for (const [name, { missive_team }] of Object.entries(document.teams))
    if ('problem' in missiveTeamCalled(missive_team, { users, teams }))
      teams.push({
        id: missive_team as MissiveTeamId,
        name: isId(missive_team) ? capitalized(name) : missive_team,
        activeMemberIds,
      })
  return { users, teams }
}
