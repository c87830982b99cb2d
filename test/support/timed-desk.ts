import { people } from '../../server/playground/harbor-and-pine'
import type { Desk, PersonName } from './desk'

export const SECONDS = 1 / 60
export const HOURS = 60
export const DAYS = 24 * HOURS

/** What differs from a small desk with a chain, which works from 09:00 to 17:00 in UTC. */
export interface TimedRules {
  targets?: string
  followUp?: string
  /** More of `clock`. */
  clock?: string
  /** More of Support: `channel: …`. */
  support?: string
  /** More of everybody: `lukas: …`. */
  people?: Partial<Record<PersonName, string>>
  /** More sections. */
  more?: string
  hours?: string
  urgency?: string
}

const CHAIN: Partial<Record<PersonName, string>> = {
  mei: 'authority: lead',
  imani: 'authority: head, access: manager',
  sofia: 'authority: leadership, access: admin',
}

/** Lukas answers for Support; Mei, Imani and Sofia are its chain, and elsewhere. */
export const timedRules = ({
  targets = 'normal: 4h',
  followUp = '{ after: 300d, escalate_after: 300d }',
  clock = '',
  support = '',
  people: more = {},
  more: sections = '',
  hours = '{ mon-sun: "00:00-24:00" }',
  urgency = '',
}: TimedRules = {}): string => `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { capacity: 100, hours: ${hours}, shift_end_margin: 0m }
teams:
  support: { missive_team: Support, members: [lukas] ${support && `, ${support}`} }
  billing: { missive_team: Billing, members: [mei, imani, sofia] }
teammates:
${(['lukas', 'mei', 'imani', 'sofia', 'layla', 'jose'] as const)
  .map((name) => {
    const said = [`missive_user: ${name}@harborpine.example`, CHAIN[name], more[name]].filter(Boolean)
    return `  ${name}: { ${said.join(', ')} }`
  })
  .join('\n')}
urgency: { targets: { ${targets} } ${urgency && `, ${urgency}`} }
clock: { follow_up: ${followUp} ${clock && `, ${clock}`} }
${sections}
`

/** What Baton reminded somebody of, oldest first: of each post the lines, without links. */
export const remindersOf = (desk: Desk, name: PersonName): string[][] =>
  desk.missive.conversations
    .all()
    .filter(({ teamId, standings }) => teamId === null && standings.has(people[name].id))
    .flatMap(({ posts }) => posts)
    .filter(({ notification }) => notification?.title.startsWith('Reminder'))
    .map(({ markdown }) =>
      (markdown ?? '').split('\n').map((line) =>
        line
          .replace(/\[Why\]\(.*\)$/, '')
          .replace(/\]\([^)]*\)/, '')
          .slice(1)
          .trim(),
      ),
    )

/** Time passes, and what then gathers for a moment is told. */
export const passes = async (desk: Desk, minutes: number): Promise<void> => {
  await desk.passes(minutes)
  await desk.passes(3 * SECONDS)
}
