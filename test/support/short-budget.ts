import type { Limits } from '../../server/work/budget'
import type { Desk } from './desk'

/** So few calls a minute that handoffs soon wait, while people's clicks still go out. */
export const SHORT_BUDGET: Limits = { atOnce: 5, perMinute: 20, per15Minutes: 900 }

const MOST = 30

/** New mail whose handoff waits for its turn until a minute has passed; the mail that took the turns comes before it. */
export const arrivesInQueue = async (desk: Desk, mail: Parameters<Desk['arrives']>[0] = {}): Promise<string> => {
  for (let before = 0; before < MOST; before++) {
    const id = await desk.arrives({ from: `customer-${before}@customer.example`, ...mail })
    if (!desk.told().some(({ conversation }) => conversation === id)) return id
  }
  throw new Error('Nothing had to wait')
}
