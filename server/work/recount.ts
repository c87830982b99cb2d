import type { Desk } from '../actions/desk'
import { type Miscount, recount } from '../actions/recount'
import type { Logger } from '../log'
import type { Metrics } from '../metrics'
import { nextNight } from './sweep-pace'

export type Recount = () => Promise<Miscount[]>

/** Recounts open loads, and says what was wrong. The next one comes in the night. */
export const createRecount =
  (desk: Desk, metrics: Metrics, log: Logger): Recount =>
  async () => {
    const found = await recount(desk)
    for (const { teammateId, counter, rows } of found) {
      metrics.repair()
      metrics.miscount()
      log.error(
        { teammate: teammateId, counter, rows },
        'An open load was not what its conversations say; it was mended',
      )
    }
    const tonight = nextNight(desk.clock(), desk.rules()?.rules.timeZone ?? 'UTC')
    await desk.store.dueWork.plan(desk.store.db, 'recount', ['all'], tonight)
    return found
  }
