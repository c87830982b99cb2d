import type { Paced } from './paced'
import type { Promptly } from './promptly'

/** The budget has no room now: nothing was asked. */
export class NoRoom extends Error {
  constructor(readonly opensAt: Date) {
    super('The budget of calls has no room now.')
  }
}

/** Calls that are made at once or not at all. Throws `NoRoom`. */
export const orNoRoom =
  (promptly: Promptly): Paced =>
  async (share, call) => {
    const answer = await promptly(share, call)
    if (answer.kind === 'no room') throw new NoRoom(answer.opensAt)
    return answer
  }
