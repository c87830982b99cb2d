import type { Rules, Team, Teammate } from '../../routing/facts'
import { membersOf, teamByName } from '../../routing/roster'
import { sayMoment } from '../../routing/spoken'
import { DAY_MS } from '../../routing/wall-clock'
import { gapsOf, joined, overlap, type Stretch, without } from './gaps'

const HORIZON_MS = 366 * DAY_MS

type Plan = Pick<Teammate, 'schedule' | 'away'>

/** Holidays are no absences that anybody could plan otherwise. */
const plansOf = (team: Team, rules: Rules): Plan[] =>
  membersOf(rules, team).map(({ schedule, away }) => ({
    schedule: { ...schedule, holidays: null },
    away: team.skipAway ? away : [],
  }))

const asIfThere = (plans: readonly Plan[]): Plan[] => plans.map(({ schedule }) => ({ schedule, away: [] }))

/** When somebody is away, from `now` on. */
const absencesOf = (plans: readonly Plan[], now: Date): Stretch[] =>
  joined(
    plans
      .flatMap(({ away }) => away)
      .map(({ from, to }) => ({
        fromMs: Math.max(+from, +now),
        toMs: Math.min(to ? +to : Number.POSITIVE_INFINITY, +now + HORIZON_MS),
      }))
      .filter(({ fromMs, toMs }) => fromMs < toMs),
  )

/** When nobody of either team is there, and only because of absences. */
const leftAlone = (own: readonly Plan[], backup: readonly Plan[], now: Date): Stretch[] =>
  joined(
    absencesOf([...own, ...backup], now).flatMap((stretch) => {
      const nobody = overlap(gapsOf(own, stretch), gapsOf(backup, stretch))
      return without(nobody, overlap(gapsOf(asIfThere(own), stretch), gapsOf(asIfThere(backup), stretch)))
    }),
  )

const sayStretch = ({ fromMs, toMs }: Stretch, zone: string, now: Date): string => {
  const [from, to] = [new Date(fromMs), new Date(toMs)]
  return `${sayMoment(from, now, zone)} – ${sayMoment(to, now, zone)} (${zone})`
}

const absentTogether = (team: Team, rules: Rules, now: Date): string[] => {
  const backup = teamByName(rules, team.backup)
  if (!backup) return []
  const stretches = leftAlone(plansOf(team, rules), plansOf(backup, rules), now)
  const [first, ...others] = stretches
  if (!first) return []
  const last = stretches.at(-1) as Stretch
  const more =
    others.length === 0
      ? ''
      : `, and ${others.length} more until ${sayMoment(new Date(last.toMs), now, rules.timeZone)}`
  const when = `${sayStretch(first, rules.timeZone, now)}${more}`
  return [`teams.${team.name}.backup: absences leave both ${team.name} and ${backup.name} with nobody: ${when}`]
}

/** Teams that lose everybody, and their backup too, to absences that are announced; each pair once. */
export const checkAbsences = (rules: Rules, teams: readonly Team[], now: Date): string[] =>
  teams
    .filter(
      (team, index) => !teams.slice(0, index).some(({ name, backup }) => name === team.backup && backup === team.name),
    )
    .flatMap((team) => absentTogether(team, rules, now))
