import type { ComponentChildren } from 'preact'
import { t } from '../text/language'

/** Nothing to act on: one sentence, in the middle. */
export const Calm = ({ title, children }: { title?: string; children?: ComponentChildren }) => (
  <section class="calm">
    <h1 class={title ? '' : 'for-ears'}>{title ?? 'Baton'}</h1>
    {children && <p>{children}</p>}
  </section>
)

/** Shown only when it takes long enough to be noticed. */
export const Loading = () => (
  <p class="calm loading" role="status">
    {t().loading}
  </p>
)
