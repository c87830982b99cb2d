import type { ComponentChildren } from 'preact'
import { t } from '../text/language'
import { Button } from './button'

/** What stands at the foot of the panel whatever it shows: it never moves what is above. */
export const Dock = ({ children }: { children: ComponentChildren }) => <div class="dock">{children}</div>

export const OfflineStrip = () => (
  <p class="strip warn" role="status">
    {t().dock.offline}
  </p>
)

export const ReloadStrip = ({ reload }: { reload: () => void }) => (
  <div class="strip line" role="status">
    <span class="grow">{t().dock.updated}</span>
    <Button onClick={reload}>{t().dock.reload}</Button>
  </div>
)
