import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { harborAndPine, people, teams } from '../../server/playground/harbor-and-pine'
import { parseRules } from '../../server/rules/parse'
import { resolveRules } from '../../server/rules/resolve'
import { MissiveTeamId, TeammateId } from '../../shared/ids'

interface Rules {
  time_zone: string
  defaults: { hours: Record<string, string>; shift_end_margin: string }
  teams: Record<string, { missive_team: string }>
  teammates: Record<
    string,
    { missive_user: string; time_zone?: string; hours?: Record<string, string>; access?: string }
  >
}
const text = readFileSync(new URL('../../server/playground/rules.yaml', import.meta.url), 'utf8')
const rules: Rules = parse(text)

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const HOUR = 3_600_000
/** `shift_end_margin` of the sample rules: with less of it left, nobody is given anything. */
const MARGIN = HOUR / 4

const daysOf = (range: string): string[] => {
  const [first = '', last = first] = range.split('-')
  return days.slice(days.indexOf(first), days.indexOf(last) + 1)
}

const formats = new Map<string, Intl.DateTimeFormat>()
const formatIn = (timeZone: string): Intl.DateTimeFormat => {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' })
  formats.set(timeZone, format)
  return format
}

const isAtWork = (key: string, at: Date): boolean => {
  const { time_zone = rules.time_zone, hours = rules.defaults.hours } = rules.teammates[key]!
  const [day = '', time = ''] = formatIn(time_zone).format(at).toLowerCase().split(/[, ]+/)
  return Object.entries(hours).some(([range, span]) => {
    const [from = '', to = ''] = span.split('-')
    return daysOf(range).includes(day) && from <= time && time < to
  })
}

const keyOf = (personId: string) => Object.entries(people).find(([, { id }]) => id === personId)![0]

describe('the sample rules', () => {
  it('are accepted as they stand, and nothing in them rests', () => {
    const parsed = parseRules(text, 'rules.yaml')
    if ('problems' in parsed) throw new Error(parsed.problems.map((problem) => problem.text).join('\n'))
    const users = harborAndPine.people.filter(({ isRouter }) => !isRouter)
    const directory = {
      users: users.map(({ id, name, email }) => ({ id: TeammateId.parse(id), name, email })),
      teams: harborAndPine.teams.map(({ id, name, members }) => ({
        id: MissiveTeamId.parse(id),
        name,
        activeMemberIds: members.map((member) => TeammateId.parse(member)),
      })),
    }
    expect(resolveRules(parsed.document, directory, 1).warnings).toEqual([])
  })

  it.each([
    ['a week of winter', '2026-01-12T00:00:00Z'],
    ['a week of summer', '2026-07-13T00:00:00Z'],
    ['the week in which clocks change in America alone', '2026-03-09T00:00:00Z'],
  ])('have two people at work in each team at every moment of %s, and for a while yet', (_, monday) => {
    for (const team of Object.values(teams)) {
      for (let at = Date.parse(monday); at < Date.parse(monday) + 168 * HOUR; at += HOUR / 2) {
        const atWork = team.members.filter((id) =>
          [at, at + MARGIN].every((moment) => isAtWork(keyOf(id), new Date(moment))),
        )
        expect(atWork.length, `${team.name} at ${new Date(at).toISOString()}`).toBeGreaterThan(1)
      }
    }
  })

  it('know everyone but the router, and every team', () => {
    const emails = Object.values(rules.teammates).map(({ missive_user }) => missive_user)
    const everyone = Object.values(people).filter((person) => !('isRouter' in person))
    expect(emails.sort()).toEqual(everyone.map(({ email }) => email).sort())
    const named = Object.values(rules.teams).map(({ missive_team }) => missive_team)
    expect(named.sort()).toEqual(
      Object.values(teams)
        .map(({ name }) => name)
        .sort(),
    )
  })

  it('let somebody administer them', () => {
    expect(rules.teammates.sofia?.access).toBe('admin')
    expect(rules.teammates.imani?.access).toBe('manager')
  })
})
