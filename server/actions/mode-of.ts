import type { Decision } from '../../shared/decision'
import type { Mode, Rules } from '../routing/facts'

/** The teams that a decision asked. */
export const asked = ({ team, backup }: Decision): string[] =>
  [team?.name, backup?.name].filter((name) => name !== undefined)

/** A team that is only watched keeps its conversations from everybody, and is given none. */
export const modeOf = (decision: Decision, { teams }: Rules): Mode =>
  teams.some(({ name, mode }) => mode === 'shadow' && asked(decision).includes(name)) ? 'shadow' : 'route'
