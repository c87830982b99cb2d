import { MISSIVE_LIMITS } from '../../work/budget'
import { createPurse } from '../../work/paced'
import { good, unknown, warning } from '../finding'
import { sayTrouble } from '../look/ask'
import type { Check } from './check'

const NAME = 'rate limits'
/** Less than this of the whole is little. */
const LITTLE = 0.1
const OTHERS =
  'Look for other programs that use Missive’s API for this organization, and have them ask less; what Baton does waits meanwhile, people’s clicks first.'

/** Missive tells nothing of its limits until they are reached; what is left is what Baton counted itself. */
export const checkRateLimits: Check = async (context) => {
  const answer = await context.organizations()
  if (answer.kind === 'limited') return [warning(NAME, sayTrouble(answer), OTHERS)]
  if (answer.kind !== 'ok') return [unknown(NAME, 'Not known: Missive did not answer.')]
  const look = await context.database()
  if (look.kind !== 'ready')
    return [good(NAME, 'Missive did not ask to wait. What is left of the budget is not known without the database.')]
  const { store } = look
  const purse = createPurse(store, MISSIVE_LIMITS)
  const left = await store.transaction((tx) => purse.left(tx, context.clock()))
  const { perMinute, per15Minutes } = MISSIVE_LIMITS
  const sentence = `${left.perMinute} of ${perMinute} calls are left in this minute, ${left.per15Minutes} of ${per15Minutes} in these 15.`
  return left.per15Minutes < per15Minutes * LITTLE ? [warning(NAME, sentence, OTHERS)] : [good(NAME, sentence)]
}
