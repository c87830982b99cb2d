import { setTimeout as sleep } from 'node:timers/promises'
import { MINUTE, SECOND } from '../../server/clock'
import { cutConnections, holdUpFor } from '../support/hold-up'
import type { Fault } from './plan'
import type { Surroundings } from './surroundings'

/** Longer than a call takes that a killed server had sent: by then it has landed, or never will. */
const LANDED_MS = 150

/** What begins before things happen; what it returns comes after. `size`: from 0 to 99. */
type Inflict = (size: number) => void | (() => Promise<void> | void)

export const createFaults = (surroundings: Surroundings): Record<Fault, Inflict> => {
  const { missive, databaseUrl, settle, passes, replace } = surroundings
  const { switches, webhooks } = missive
  return {
    nothing: () => {},
    'answers are lost': (size) => {
      switches.fateUnknown = 1 + (size % 3)
    },
    'a write lands late': (size) => {
      const landed = sleep(size)
      switches.late = { calls: 1, until: landed, isDropped: size % 2 === 0 }
      return () => landed
    },
    'calls fail': (size) => {
      const bodies = ['json', 'html', 'truncated'] as const
      const statuses = [500, 502, 503, 200]
      const body = bodies[size % 3] ?? 'html'
      switches.fail = {
        calls: 1 + (size % 5),
        status: statuses[size % 4] ?? 500,
        body: body === 'json' ? 'html' : body,
      }
    },
    'Missive is slow': (size) => {
      switches.delayMs = 20 + size
    },
    'webhooks come in reverse': () => {
      webhooks.hold()
      return async () => {
        await settle()
        webhooks.release('reversed')
      }
    },
    'a rule is off': (size) => {
      const types = ['incoming_email', 'conversation_closed', 'conversation_assignee_change'] as const
      switches.rulesOff = [types[size % 3] ?? 'team_change']
    },
    'the token is revoked': () => {
      switches.revokeToken = true
      return settle
    },
    'Missive is down for an hour': (size) => {
      switches.fail = { calls: Number.POSITIVE_INFINITY, status: [500, 502, 503][size % 3] ?? 500 }
      return async () => {
        for (let part = 0; part < 6; part++) {
          await settle()
          passes(10 * MINUTE)
        }
      }
    },
    'the database is locked': (size) => {
      const free = holdUpFor(databaseUrl, 3 * size)
      return () => free
    },
    'connections are cut': (size) => async () => {
      await sleep(size / 2)
      await cutConnections(databaseUrl)
    },
    'the clock jumps ahead': (size) => () => passes(size * MINUTE),
    'the clock jumps back': (size) => async () => {
      passes(-size * SECOND)
      await settle()
      passes(size * SECOND)
    },
    'a server is killed': (size) => async () => {
      await sleep(size)
      await replace(
        size,
        (baton) => baton.kill(),
        () => sleep(LANDED_MS),
      )
    },
    'a server is killed as it starts': (size) => async () => {
      await replace(
        size,
        (baton) => baton.kill(),
        () => sleep(LANDED_MS),
        5 * size,
      )
    },
    'a server is stopped': (size) => () =>
      replace(
        size,
        (baton) => baton.stop(),
        async () => {},
      ),
  }
}
