import { setTimeout as sleep } from 'node:timers/promises'
import { MINUTE, SECOND } from '../../clock'
import type { Context } from '../context'
import { bad, type Finding, good, unknown } from '../finding'
import { type Opened, typesArrived } from '../look/arrivals'
import type { Check } from './check'
import { KINDS, type Kind, missingFrom } from './kinds'

const NAME = 'webhooks'
const POLL_MS = SECOND

const sayWait = (ms: number): string =>
  ms >= MINUTE ? `${Math.round(ms / MINUTE)} min` : `${Math.round(ms / SECOND)} s`

const tellMissing = ({ tell, options }: Context, missing: readonly Kind[]): void => {
  tell(`Waiting up to ${sayWait(options.waitMs)} for webhooks that never came yet. Do each of these once in Missive:`)
  for (const { name, act } of missing) tell(`  [ ] ${name}: ${act}`)
}

/** Ticks off each kind that arrives; ends when all have, or when the wait is over. */
const awaitMissing = async (context: Context, opened: Opened, missing: Kind[]): Promise<Kind[]> => {
  tellMissing(context, missing)
  const until = performance.now() + context.options.waitMs
  let left = missing
  while (left.length > 0 && performance.now() < until) {
    await sleep(Math.min(POLL_MS, until - performance.now()))
    const now = missingFrom(await typesArrived(opened))
    for (const { name } of left.filter((kind) => !now.includes(kind))) context.tell(`  [x] ${name}`)
    left = now
  }
  return left
}

const sayMissing = ({ name, rule, act }: Kind, publicUrl: string): Finding =>
  bad(
    `webhook ${name}`,
    'None ever arrived with a good signature.',
    `In Missive, as an admin: Settings → Rules → ${rule}, for the whole organization, with the action Webhook to ${publicUrl}/webhooks/missive and the secret of MISSIVE_WEBHOOK_SECRET; then ${act}.`,
  )

const sayArrived = (missing: readonly Kind[]): Finding[] => {
  if (missing.length === 0) return [good(NAME, 'Each kind that Baton needs has arrived, signed with the secret.')]
  const arrived = KINDS.filter((kind) => !missing.includes(kind)).map(({ name }) => name)
  return arrived.length > 0 ? [good(NAME, `Arrived, signed with the secret: ${arrived.join(', ')}.`)] : []
}

export const checkWebhooks: Check = async (context) => {
  const look = await context.database()
  const { isRunning } = await context.standing()
  const start = 'Start Baton (npm start), and run the doctor beside it.'
  if (look.kind !== 'ready')
    return [unknown(NAME, 'Not known: Baton keeps them in the database.', look.kind === 'new' ? start : null)]
  const types = await typesArrived(look)
  if (types.length === 0 && !isRunning)
    return [unknown(NAME, 'None arrived yet, and Baton is not running to take them.', start)]
  const missing = missingFrom(types)
  const isWaiting = missing.length > 0 && isRunning && context.options.waitMs > 0
  const left = isWaiting ? await awaitMissing(context, look, missing) : missing
  return [...sayArrived(left), ...left.map((kind) => sayMissing(kind, context.publicUrl))]
}
