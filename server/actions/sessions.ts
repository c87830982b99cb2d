import type * as z from 'zod/mini'
import type { SignedIn } from '../../shared/api'
import type { TeammateId } from '../../shared/ids'
import type { Desk } from './desk'
import { personOf } from './person'

/** Who is signed in, the latest seen first. */
export const listSignedIn = async (desk: Desk): Promise<z.output<typeof SignedIn>[]> => {
  const { store, clock } = desk
  const people = await store.transaction((tx) => store.signIn.signedIn(tx, clock()))
  return people.map(({ teammateId, ...rest }) => ({ person: personOf(desk, teammateId), ...rest }))
}

/** Ends all sessions of somebody at once; null: of everybody. */
export const endSessions = async ({ store }: Desk, teammateId: TeammateId | null): Promise<{ ended: number }> => ({
  ended: (await store.signIn.endSessions(store.db, teammateId)).length,
})
