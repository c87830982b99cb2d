import type { TeammateId } from '../../shared/ids'
import type { Away, Schedule, Teammate } from '../routing/facts'
import { DAY_MS, momentOf } from '../routing/wall-clock'
import type { Directory } from './directory'
import type { DayOrMoment } from './formats'
import { sayNearest } from './nearest'
import type { RulesDocument } from './schema'

type User = Directory['users'][number]
type Entry = RulesDocument['teammates'][string]

/** Everyone whom Missive has, with what the document says of them, else the defaults. */
export interface People {
  teammates: readonly Teammate[]
  /** By a name of the document, a user id or an e-mail address; undefined: Missive has nobody like that. */
  idOf: (name: string) => TeammateId | undefined
  warnings: readonly string[]
}

/** Equal plans are one object, so that what is computed from a plan is computed once. */
export const createSchedules = () => {
  const known = new Map<string, Schedule>()
  return (timeZone: string, spans: Schedule['spans'], holidays: string | null): Schedule => {
    const key = JSON.stringify([timeZone, spans, holidays])
    const schedule = known.get(key) ?? { timeZone, spans, holidays }
    known.set(key, schedule)
    return schedule
  }
}

const momentIn = (zone: string, when: DayOrMoment, extraDays: number): Date =>
  when.kind === 'moment' ? when.at : new Date(momentOf((when.day + extraDays) * DAY_MS, zone))

const awayIn = (zone: string, away: Entry['away']): Away[] =>
  away.map(({ from, to, reason = null }) => ({ from: momentIn(zone, from, 0), to: momentIn(zone, to, 1), reason }))

const awayBesides = ({ absences = [] }: Directory, user: User): Away[] =>
  absences
    .filter(({ teammateId }) => teammateId === user.id)
    .map(({ from, to, reason }) => ({ from: new Date(from), to: to === null ? null : new Date(to), reason }))

export const userIn =
  ({ users }: Directory) =>
  (idOrEmail: string): User | undefined =>
    users.find(({ id, email }) => id === idOrEmail || email.toLowerCase() === idOrEmail.toLowerCase())

interface Named {
  name: string
  entry: Entry
}

/** The document's entries by the user whom each one means; of two for one person the first counts. */
const entriesByUser = ({ teammates }: RulesDocument, directory: Directory) => {
  const byUser = new Map<TeammateId, Named>()
  const warnings: string[] = []
  const userCalled = userIn(directory)
  const emails = directory.users.map(({ email }) => email)
  for (const [name, entry] of Object.entries(teammates)) {
    const wanted = entry.missive_user ?? name
    const user = userCalled(wanted)
    const earlier = user && byUser.get(user.id)
    const near = sayNearest(wanted, emails)
    if (!user)
      warnings.push(
        `teammates.${name}: Missive has nobody called "${wanted}"${near}; ${name} gets no work until it has`,
      )
    else if (earlier)
      warnings.push(`teammates.${name}: the same person as teammates.${earlier.name}, whose entry counts`)
    else byUser.set(user.id, { name, entry })
  }
  return { byUser, warnings }
}

/** Ties the teammates of a document to Missive's users. */
export const tiePeople = (
  document: RulesDocument,
  directory: Directory,
  scheduleOf: ReturnType<typeof createSchedules>,
): People => {
  const { byUser, warnings } = entriesByUser(document, directory)
  const { defaults, teammates: entries, time_zone = 'UTC' } = document
  const userCalled = userIn(directory)
  const teammates = directory.users.map((user): Teammate => {
    const { name = null, entry } = byUser.get(user.id) ?? {}
    const zone = entry?.time_zone ?? time_zone
    return {
      ...user,
      ruleName: name,
      schedule: scheduleOf(zone, entry?.hours ?? defaults.hours, entry?.holidays ?? null),
      capacity: entry?.capacity ?? defaults.capacity,
      away: [...awayIn(zone, entry?.away ?? []), ...awayBesides(directory, user)],
      skills: entry?.skills ?? [],
      languages: entry?.languages ?? null,
      authority: entry?.authority ?? 'agent',
      access: entry?.access ?? 'member',
    }
  })
  const idOf = (name: string) => userCalled((Object.hasOwn(entries, name) && entries[name]?.missive_user) || name)?.id
  return { teammates, idOf, warnings }
}
