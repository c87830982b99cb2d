import { signal } from '@preact/signals-core'
import { type Context, contextApi, type Template } from '../../shared/context-api'
import type { ConversationModel } from './conversation'

/** What else is known of the customer, and what has been written for such a case. */
const createContext = ({ call, id }: ConversationModel) => {
  const context = signal<Context | null>(null)
  const templates = signal<readonly Template[]>([])
  /** Why templates are missing or may be old; null: they are as Missive has them. */
  const sentence = signal<string | null>(null)

  const load = async () => {
    const [known, written] = await Promise.all([
      call(contextApi.context, { id }, {}),
      call(contextApi.templates, { id }, {}),
    ])
    if (known.ok) context.value = known.value
    if (written.ok) {
      templates.value = written.value.templates
      sentence.value = written.value.sentence
    }
  }
  void load()
  return { context, templates, sentence, showsAll: signal(false) }
}
export type ContextModel = ReturnType<typeof createContext>

const known = new WeakMap<ConversationModel, ContextModel>()

/** Asked for once, when it is first shown. */
export const contextOf = (model: ConversationModel): ContextModel => {
  const context = known.get(model) ?? createContext(model)
  known.set(model, context)
  return context
}
