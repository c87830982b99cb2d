import { effect } from '@preact/signals-core'
import { type ComponentChild, render } from 'preact'

/**
 * Draws the page, and again whenever a signal that it read changes. The whole tree each time: it is small, and hooks or
 * components that follow signals by themselves would weigh more than they save.
 */
export const show = (root: HTMLElement, page: () => ComponentChild): void => {
  effect(() => render(page(), root))
}
