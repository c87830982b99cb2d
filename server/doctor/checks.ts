import { checkCapabilities } from './checks/capabilities'
import type { Check } from './checks/check'
import { checkClock } from './checks/clock'
import { checkDatabase } from './checks/database'
import { checkOrganization } from './checks/organization'
import { checkOwnPosts } from './checks/own-posts'
import { checkPanel } from './checks/panel'
import { checkPublicAddress } from './checks/public-address'
import { checkRateLimits } from './checks/rate-limits'
import { checkRules } from './checks/rules'
import { checkToken } from './checks/token'
import { checkWebhooks } from './checks/webhooks'

/** In the order in which people see them, after the configuration. */
export const checks: readonly { name: string; check: Check }[] = [
  { name: 'token', check: checkToken },
  { name: 'organization', check: checkOrganization },
  { name: 'rate limits', check: checkRateLimits },
  { name: 'rules', check: checkRules },
  { name: 'webhooks', check: checkWebhooks },
  { name: 'own posts', check: checkOwnPosts },
  { name: 'public address', check: checkPublicAddress },
  { name: 'clock', check: checkClock },
  { name: 'database', check: checkDatabase },
  { name: 'panel', check: checkPanel },
  { name: 'trial', check: checkCapabilities },
]
