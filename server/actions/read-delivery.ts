import * as z from 'zod'
import { parseJson } from '../missive/json'
import { readWebhook } from '../missive/snapshot'
import type { DeliveryRow } from '../store/tables'
import type { Desk } from './desk'
import type { Arrived } from './receive'

/** What it tells; or, in a sentence that repeats nothing of it, why it cannot be understood. */
export const readDelivery = (desk: Desk, row: Pick<DeliveryRow, 'body' | 'bodyHash'>): Arrived | string => {
  try {
    const event = readWebhook(parseJson(row.body ?? ''), desk.people().readers)
    const { snapshot, happening, happensOnce, isInSight } = event
    return { snapshot, happening, happensOnce, isInSight, bodyHash: row.bodyHash }
  } catch (error) {
    if (!(error instanceof z.ZodError)) return 'It is not JSON.'
    const fields = error.issues.slice(0, 5).map((issue) => issue.path.join('.') || 'the whole body')
    return `Not the shape of a Missive webhook: ${fields.join(', ')}.`
  }
}
