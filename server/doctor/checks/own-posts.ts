import { sayOwnPosts } from '../../actions/say-capabilities'
import type { Context } from '../context'
import { type Finding, unknown } from '../finding'
import type { Check } from './check'

const NAME = 'own posts'
const whyUnknown = async (context: Context): Promise<Finding> => {
  if (!context.options.isProbing) return unknown(NAME, 'Not tried: --no-probe writes nothing to Missive.')
  const trial = await context.trial()
  if (!trial) return unknown(NAME, 'Not tried: it is not known where to write.')
  if (!trial.webhooks && trial.trouble) return unknown(NAME, `The trial ended early. ${trial.trouble}`)
  if (!trial.webhooks)
    return unknown(
      NAME,
      'Not known: Baton is not running to hear of them.',
      'Start Baton, and run the doctor beside it.',
    )
  if (!trial.isShared)
    return unknown(NAME, 'Not known: Missive made the doctor’s conversation a private one, where no rule runs.')
  return unknown(NAME, 'Not known: no rule for incoming messages has called Baton yet.')
}

/** Whether rules for incoming messages take Baton's own posts for messages of customers. */
export const checkOwnPosts: Check = async (context) => {
  const said = sayOwnPosts(NAME, await context.capabilities())
  return said.length > 0 ? said : [await whyUnknown(context)]
}
