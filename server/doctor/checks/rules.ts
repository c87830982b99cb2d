import { resolveRules } from '../../rules/resolve'
import type { RulesDocument } from '../../rules/schema'
import { missiveTeamCalled } from '../../rules/tie-teams'
import type { Context } from '../context'
import { bad, type Finding, good, unknown, warning } from '../finding'
import { sayTrouble } from '../look/ask'
import { type People, saySeat } from '../look/people'
import type { RulesLook } from '../look/rules'
import { isInTeam } from '../look/teams'
import type { Check } from './check'

const NAME = 'rules'
const MOST_PROBLEMS = 10

const unread = (look: Exclude<RulesLook, { kind: 'read' }>, publicUrl: string): Finding[] => {
  switch (look.kind) {
    case 'none':
      return [
        warning(
          NAME,
          'There are none yet, so Baton routes nothing.',
          `Write them at ${publicUrl}/admin/, or name a document with RULES_FILE.`,
        ),
      ]
    case 'unknown':
      return [unknown(NAME, 'Not known: they stand in the database, which cannot be looked into.')]
    case 'unreadable':
      return [
        bad(NAME, `${look.source} cannot be read (${look.code}).`, 'Set RULES_FILE to a rules document, or unset it.'),
      ]
    case 'broken':
      return [
        ...look.problems.slice(0, MOST_PROBLEMS).map(({ text }) => bad(NAME, text, 'Correct it at that place.')),
        ...sayMore(look.problems.length - MOST_PROBLEMS),
      ]
  }
}

const sayMore = (count: number): Finding[] =>
  count <= 0 ? [] : [bad(NAME, `And ${count} more problems.`, 'See them all with npm run rules -- check FILE.')]

const sayMembership = (label: string, name: string, isInIt: boolean | null, { seat }: People): Finding => {
  const who = seat ? saySeat(seat) : 'Baton’s seat'
  if (isInIt !== false) return good(label, `It is “${name}” in Missive, and the token sees its conversations.`)
  return warning(
    label,
    `It is “${name}” in Missive, and Missive answers, but Baton’s seat is not in it: what it holds may stay hidden.`,
    `Add ${who} to the team in Missive, as an observer.`,
  )
}

const checkTeam = async (context: Context, people: People, label: string, missiveTeam: string): Promise<Finding> => {
  const found = missiveTeamCalled(missiveTeam, people.directory)
  if ('problem' in found)
    return bad(
      label,
      `${found.problem}, so it is not routed.`,
      'Name it in the rules as Missive does, or by its id. A team that the token does not see: add Baton’s seat to it.',
    )
  const answer = await context.teamList(found.id)
  const row = people.teams.find(({ id }) => id === found.id)
  if (answer.kind === 'ok')
    return sayMembership(label, found.name, people.seat && row ? isInTeam(people.seat, row) : null, people)
  if (answer.kind !== 'refused') return unknown(label, sayTrouble(answer))
  const who = people.seat ? saySeat(people.seat) : 'Baton’s seat'
  return bad(
    label,
    `The token does not see what is in “${found.name}”. ${answer.reason}`,
    `Add ${who} to the team in Missive, as an observer.`,
  )
}

/** What is said of a team that is looked at here anyway. */
const isAboutTeam = (warning: string, labels: readonly string[]): boolean =>
  labels.some((name) => warning.startsWith(`teams.${name}: Missive has`))

const checkNames = (document: RulesDocument, { directory }: People): Finding[] => {
  const { warnings } = resolveRules(document, directory, 0)
  const ofTeams = Object.keys(document.teams)
  return warnings
    .filter((text) => !isAboutTeam(text, ofTeams))
    .map((text) => warning(NAME, `${text}.`, 'Correct the rules, or add in Missive what they name.'))
}

/** The rules, and whether Missive has what they name. */
export const checkRules: Check = async (context) => {
  const look = await context.rules()
  if (look.kind !== 'read') return unread(look, context.publicUrl)
  const { document, source } = look
  const teams = Object.entries(document.teams)
  const people = await context.people()
  const count = `${teams.length} teams, ${Object.keys(document.teammates).length} teammates`
  if ('missing' in people)
    return [unknown(NAME, `${source} can be read (${count}). Whether Missive has them is not known.`)]
  const ofTeams: Finding[] = []
  for (const [name, { missive_team }] of teams)
    ofTeams.push(await checkTeam(context, people.value, `team ${name}`, missive_team))
  return [good(NAME, `${source} can be read (${count}).`), ...ofTeams, ...checkNames(document, people.value)]
}
