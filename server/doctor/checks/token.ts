import type { UserRow } from '../../missive/payloads'
import type { RulesDocument } from '../../rules/schema'
import type { Context } from '../context'
import { bad, type Finding, good, unknown, warning } from '../finding'
import { sayTrouble } from '../look/ask'
import { saySeat } from '../look/people'
import { SUBJECT } from '../trial/own-conversation'
import type { Check } from './check'

const NAME = 'token'
const NEW_TOKEN =
  'In Missive, as Baton’s own user: Settings → API → create a token, and set MISSIVE_API_TOKEN to the whole of it.'
const OWN_ADDRESS = 'Correct MISSIVE_API_URL, or unset it: Missive’s own is https://public.missiveapp.com/v1.'
const OWN_SEAT =
  'Give Baton a Missive user of its own: with a person’s token that person shows as who did what Baton does, and their own work is left out.'

const namedIn = ({ teams, teammates }: RulesDocument): string[] => [
  ...Object.entries(teammates).map(([name, { missive_user }]) => missive_user ?? name),
  ...Object.values(teams).flatMap(({ members }) => members ?? []),
]

const isNamed = ({ id, email }: UserRow, names: readonly string[]): boolean =>
  names.some((name) => name === id || name.toLowerCase() === email.toLowerCase())

/** Missive does not tell people from routers; what people do does. Null: nothing tells of a person. */
const signOfPerson = async ({ config, rules, ask }: Context, seat: UserRow): Promise<string | null> => {
  const look = await rules()
  if (look.kind === 'read' && isNamed(seat, namedIn(look.document))) return 'the rules name them as a teammate'
  if (isNamed(seat, config.adminEmails)) return 'ADMIN_EMAILS names them'
  const assigned = await ask((client) => client.mailbox('assigned'))
  if (assigned.kind !== 'ok') return null
  const ofOthers = assigned.value.conversations.filter(({ subject }) => !subject?.startsWith(SUBJECT))
  return ofOthers.length > 0 ? 'conversations are assigned to them' : null
}

const checkSeat = async (context: Context, seat: UserRow | null): Promise<Finding> => {
  if (!seat)
    return bad(
      NAME,
      'Missive accepts the token, but does not say whose it is: nobody of its users is marked.',
      NEW_TOKEN,
    )
  const sign = await signOfPerson(context, seat)
  if (sign === null) return good(NAME, `Missive accepts it. Its seat is ${saySeat(seat)}.`)
  return warning(
    NAME,
    `Missive accepts it. Its seat is ${saySeat(seat)}, and a person seems to use it: ${sign}.`,
    OWN_SEAT,
  )
}

export const checkToken: Check = async (context) => {
  const answer = await context.organizations()
  if (answer.kind === 'locked out') return [bad(NAME, answer.reason, NEW_TOKEN)]
  if (answer.kind === 'limited') return [unknown(NAME, sayTrouble(answer), 'Run the doctor again then.')]
  if (answer.kind === 'refused' && answer.status === 404) return [bad(NAME, answer.reason, OWN_ADDRESS)]
  if (answer.kind !== 'ok')
    return [
      bad(NAME, sayTrouble(answer), 'Check MISSIVE_API_URL, and that this machine may reach it: proxy, firewall, DNS.'),
    ]
  const people = await context.people()
  if ('missing' in people) return [good(NAME, 'Missive accepts it.')]
  return [await checkSeat(context, people.value.seat)]
}
