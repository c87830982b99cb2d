import type * as z from 'zod/mini'
import type { Person } from '../../shared/api'
import type { TeammateId } from '../../shared/ids'
import type { Desk } from './desk'

/** Somebody by name, also when they are gone from Missive. */
export const personOf = (desk: Desk, id: TeammateId): z.output<typeof Person> => {
  const teammate = desk.people().teammateById.get(id)
  return { id, name: teammate?.name ?? 'Somebody who left', avatarUrl: teammate?.avatarUrl ?? null }
}
