import type { TeammateId } from '../../shared/ids'
import type { Facts, Rules, Teammate } from './facts'
import { fold, phraseFinder } from './phrases'
import { remember } from './remember'

/** How many words of a message may stand before a first name that greets somebody: "Hello dear Imani". */
const GREETING_WORDS = 3

interface Names {
  byEmail: ReadonlyMap<string, TeammateId>
  byFullName: ReadonlyMap<string, TeammateId>
  /** Only names that nobody else has. */
  byFirstName: ReadonlyMap<string, TeammateId>
  findFullNames: (text: string) => ReadonlySet<string>
}

const uniquely = (teammates: readonly Teammate[], nameOf: (teammate: Teammate) => string) => {
  const byName = new Map<string, TeammateId | null>()
  for (const teammate of teammates) {
    const name = nameOf(teammate)
    byName.set(name, byName.has(name) ? null : teammate.id)
  }
  return new Map([...byName].flatMap(([name, id]) => (name !== '' && id ? [[name, id] as const] : [])))
}

const namesOf = remember(({ teams, teammates }: Rules): Names => {
  const routed = new Set(teams.flatMap(({ members }) => members))
  const people = teammates.filter(({ id }) => routed.has(id))
  const byFullName = uniquely(people, ({ name }) => (name.includes(' ') ? fold(name) : ''))
  return {
    byEmail: uniquely(people, ({ email }) => fold(email)),
    byFullName,
    byFirstName: uniquely(people, ({ name }) => fold(name.split(' ')[0] ?? '')),
    findFullNames: phraseFinder(byFullName.keys()),
  }
})

const greeted = (text: string): string[] =>
  fold(text)
    .split(/[^\p{L}\p{M}'-]+/u)
    .filter(Boolean)
    .slice(0, GREETING_WORDS)

/** Teammates to whom the mail is addressed, then those whom it names in full or greets by a first name of their own. */
export const addressedIn = ({ conversation, rules }: Facts): { id: TeammateId; how: string }[] => {
  const { byEmail, byFullName, byFirstName, findFullNames } = namesOf(rules)
  const { to, subject, preview } = conversation
  const fullNames = [subject, preview].flatMap((text) => [...findFullNames(fold(text ?? ''))])
  const said = (ids: (TeammateId | undefined)[], how: string) => ids.flatMap((id) => (id ? [{ id, how }] : []))
  return [
    ...said(
      to.map(({ address }) => byEmail.get(fold(address))),
      'is addressed in the mail',
    ),
    ...said(
      fullNames.map((name) => byFullName.get(name)),
      'is named in the mail',
    ),
    ...said(
      greeted(preview ?? '').map((name) => byFirstName.get(name)),
      'is greeted in the mail',
    ),
  ]
}
