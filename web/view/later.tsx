import { signal } from '@preact/signals-core'
import type { ComponentChild } from 'preact'
import { browserTimers } from '../timers'
import { Loading } from './calm'

const RETRY_MS = 3_000

/** A part of the page that is loaded when it is first shown, or before that by `load`; `Meanwhile` stands for it until then. */
export const later = <P extends object>(
  ask: () => Promise<(props: P) => ComponentChild>,
  Meanwhile: () => ComponentChild = Loading,
) => {
  const loaded = signal<{ Part: (props: P) => ComponentChild } | null>(null)
  let isAsked = false

  const load = () => {
    if (isAsked) return
    isAsked = true
    ask().then(
      (Part) => {
        loaded.value = { Part }
      },
      () => {
        isAsked = false
        browserTimers.after(RETRY_MS, load)
      },
    )
  }

  const Later = (props: P) => {
    if (!loaded.value) {
      load()
      return <Meanwhile />
    }
    const { Part } = loaded.value
    return <Part {...props} />
  }
  return Object.assign(Later, { load })
}
