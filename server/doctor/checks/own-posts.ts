import type { Context } from '../context'
import { bad, type Finding, good, unknown, warning } from '../finding'
import type { Check } from './check'

const NAME = 'own posts'
const LEAVE_OUT =
  'In Missive, Settings → Rules: take the type Post out of the rules for incoming messages that call Baton, or leave out what Baton’s user sends.'

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
  const { ownPosts } = await context.capabilities()
  switch (ownPosts) {
    case 'left out':
      return [good(NAME, 'Missive’s rules for incoming messages leave them out.')]
    case 'told as posts':
      return [
        warning(
          NAME,
          'Missive’s rules for incoming messages tell of Baton’s own posts. Baton knows them and does nothing.',
          LEAVE_OUT,
        ),
      ]
    case 'told as messages':
      return [bad(NAME, 'Missive’s rules tell of Baton’s own posts as if customers wrote them.', LEAVE_OUT)]
    case 'unknown':
      return [await whyUnknown(context)]
  }
}
