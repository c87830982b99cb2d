import type { SmallMissive } from '../../server/playground/small-missive'

/**
 * The next write waits before Missive looks at it, until what this gives is called. `isDropped`: its connection is
 * dropped at once; else it stays open as long as its caller likes.
 */
export const holdWrite = ({ switches }: Pick<SmallMissive, 'switches'>, isDropped = false): (() => void) => {
  let letIn = () => {}
  const until = new Promise<void>((resolve) => {
    letIn = resolve
  })
  switches.late = { calls: 1, until, isDropped }
  return letIn
}
