import type { Organization } from '../../server/playground/organization'

const NAMES = 'ada ben cleo dan eva finn gil hana ivo june kofi lena milo nia omar pia quin rosa sam tess'.split(' ')

const idOf = (kind: number, n: number) => `${kind}0000000-0000-4000-8000-${String(n).padStart(12, '0')}`

const router = { id: idOf(1, 0), name: 'Router Bot', email: 'router@company.example', isRouter: true }
export const desk = NAMES.map((name, n) => ({ id: idOf(1, n + 1), name, email: `${name}@company.example` }))
/** They may see and move everything, and use the panel. */
export const managers = desk.slice(0, 3)

const TEAMS = ['Support', 'Billing', 'Sales', 'Success']
/** Everybody is in two teams. */
const membersOf = (team: number) => desk.filter((_, n) => n % 4 === team || (n + 1) % 4 === team)

export const company: Organization = {
  id: idOf(2, 0),
  name: 'Company',
  people: [router, ...desk],
  teams: TEAMS.map((name, n) => ({
    id: idOf(3, n),
    name,
    address: `${name.toLowerCase()}@company.example`,
    members: membersOf(n).map(({ id }) => id),
    observers: [router.id],
    replyAssigns: true,
  })),
  labels: ['Refund', 'Press', 'Partner'].map((name, n) => ({ id: idOf(4, n), name, color: null, parentId: null })),
  responses: [],
}

/** Any of so many customers. */
export const customer = (n: number) => ({ from: `customer-${n % 80}@customer.example`, text: `Message ${n}` })

/** Goes round. */
export const pick = <T>(from: readonly T[], n: number): T => {
  const found = from[n % from.length]
  if (found === undefined) throw new Error('There is nothing to pick from')
  return found
}

const section = (n: number) => {
  const access = n < managers.length ? ', access: manager' : ''
  const hours = n % 3 === 0 ? ', hours: { mon-fri: "08:00-18:00" }' : ''
  return `  ${NAMES[n]}: { missive_user: ${desk[n]?.email}, capacity: ${5 + (n % 4)}${hours}${access} }`
}

/** Little room and short hours, so that mail also waits, goes to backups and drains. */
export const RULES = `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { hours: { mon-sun: "00:00-24:00" }, shift_end_margin: 0m }
teams:
${TEAMS.map((name, n) => `  ${name.toLowerCase()}: { missive_team: ${name}, members: [${membersOf(n).map(({ name }) => name)}], assign: ${n % 2 ? 'round_robin' : 'least_busy'}, backup: ${TEAMS[(n + 1) % 4]?.toLowerCase()} }`).join('\n')}
teammates:
${NAMES.map((_, n) => section(n)).join('\n')}
topics:
  refund:
    match: { any: [{ label: Refund }, { words: [refund, "charged twice"] }] }
    team: billing
    needs: Check the charge and refund what was taken twice
  outage:
    match: { words: [outage] }
    urgency: urgent
    needs: Say what is known and when it is over
`
