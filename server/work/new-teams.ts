import { type Clock, later, MINUTE } from '../clock'
import type { Logger } from '../log'
import type { Briefing } from './briefing'

const AGAIN_MS = MINUTE

export interface NewTeamsDeps {
  briefing: Pick<Briefing, 'rules' | 'hasUnreadTeams'>
  /** Reads what is open in Missive. */
  read: () => Promise<void>
  clock: Clock
  log: Logger
}

/** Teams that new rules came to route: what is open there is read before anything more is routed. */
export const createNewTeams = ({ briefing, read, clock, log }: NewTeamsDeps) => {
  let tried: { version: number | null; at: Date } | null = null
  const version = () => briefing.rules()?.rules.version ?? null
  const wasTried = () => tried?.version === version()
  const mustWait = () => tried !== null && wasTried() && later(tried.at, AGAIN_MS) > clock()

  return {
    /** A team that cannot be read holds up the others only once. */
    areRead: (): boolean => !briefing.hasUnreadTeams() || wasTried(),

    /** False: there was nothing to read now. */
    async read(): Promise<boolean> {
      if (!briefing.hasUnreadTeams() || mustWait()) return false
      const trying = { version: version(), at: clock() }
      try {
        await read()
      } catch (error) {
        log.error({ err: error }, 'What is open in a new team could not be read; it is tried again in a minute')
      }
      tried = trying
      return true
    },
  }
}
